/** A pairing's mailbox at the relay: unsigned, for the joining device isn't a member yet; who knows its name may use it. */
import { bytesToBase64url, decodePairingAnswer, encodePairingRequest, err, ok, type PairingRequest, type Result, type TransportError } from "@kith/core/relay";
import { readAnswer } from "./http-transport.ts";

/** Says something, or only asks; gives all that the other side said. Never throws. */
export type Mailbox = (request: PairingRequest) => Promise<Result<readonly Uint8Array[], TransportError>>;

const timeoutMs = 10_000;

/** The mailbox named by 16 bytes. */
export function createMailbox({ serverUrl, fetch }: { readonly serverUrl: string; readonly fetch: typeof globalThis.fetch }, mailbox: Uint8Array): Mailbox {
  const url = new URL(`/v1/pairings/${bytesToBase64url(mailbox)}`, serverUrl).href;
  return async (request) => {
    try {
      const answered = await readAnswer(await fetch(url, { method: "POST", body: encodePairingRequest(request) as Uint8Array<ArrayBuffer>, redirect: "error", credentials: "omit", signal: AbortSignal.timeout(timeoutMs) }));
      if (answered.kind === "refused") return err({ kind: "refused", code: answered.code });
      const messages = answered.kind === "bytes" ? decodePairingAnswer(answered.bytes) : undefined;
      return messages?.ok ? ok(messages.value) : err({ kind: "offline" });
    } catch {
      return err({ kind: "offline" });
    }
  };
}
