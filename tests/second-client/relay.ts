/** A relay as a member speaks to it: signed requests, refusals, the socket (protocol.md, sections 4 and 7). */
import { base64, utf8 } from "./bytes.ts";
import { sha256, type Keys } from "./crypto.ts";
import { readEntries, readPage, readReceipt, readRecords, writeAddresses, writeAfter, writeAppend, writeEntries, writePull, writePush, type SignedEntry } from "./frames.ts";
import type { Address, Vector } from "./records.ts";

/** Who asks whom about which vault. */
export interface Member { readonly origin: string; readonly vault: string; readonly member: string; readonly keys: Keys }

/** A relay's refusal; `code` is one of section 7. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) { super(`${code}: ${message}`); this.code = code; }
}

export interface Signed { readonly method: "GET" | "POST"; readonly path: string; readonly body: Uint8Array; readonly timeMs: number }

/** The Authorization text for a request to `audience`, the host and port as the client wrote them (4.2). */
export function authorize({ audience, vault, member, keys }: Omit<Member, "origin"> & { readonly audience: string }, { method, path, body, timeMs }: Signed): string {
  const bodyHash = base64(sha256(body));
  const signature = keys.sign(utf8(["kith request v1", audience, vault, member, method, path, bodyHash, timeMs].join("\n")));
  return `Kith1 ${member} ${timeMs} ${bodyHash} ${base64(signature)}`;
}

/** Posts, and gives the answer's bytes. Throws a Refusal, or an Error where no relay answered. */
export async function post(url: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const answer = await fetch(url, { method: "POST", body: Buffer.from(body), headers });
  if (answer.headers.get("content-type") === "application/octet-stream" && answer.ok) return new Uint8Array(await answer.arrayBuffer());
  const said: unknown = await answer.json().catch(() => undefined);
  if (typeof said === "object" && said !== null && "error" in said && "message" in said) throw new Refusal(String(said.error), String(said.message));
  throw new Error(`no relay answered: ${answer.status}`);
}

let lastMs = 0;
/** No two requests are signed for the same moment: two that are alike would be one (4.3). */
const nextMs = (): number => (lastMs = Math.max(Date.now(), lastMs + 1));

/** Every request a member makes. */
export function relayOf(member: Member) {
  const path = `/v1/vaults/${member.vault}`;
  const audience = new URL(member.origin).host;
  const ask = (action: string, body: Uint8Array = new Uint8Array()): Promise<Uint8Array> =>
    post(`${member.origin}${path}${action}`, body, { authorization: authorize({ ...member, audience }, { method: "POST", path: `${path}${action}`, body, timeMs: nextMs() }) });
  return {
    create: async (entries: readonly SignedEntry[]) => readPage(await post(`${member.origin}${path}`, writeEntries(entries))),
    keyring: async () => readEntries(await ask("/keyring")),
    append: async (head: Uint8Array, entry: SignedEntry, isSettled = false) => void (await ask("/keyring/append", writeAppend(head, entry, isSettled))),
    pull: async (have: Vector, writer: string) => readPage(await ask("/pull", writePull(have, writer))),
    push: async (pushed: Parameters<typeof writePush>[0]) => readReceipt(await ask("/push", writePush(pushed))),
    erased: async (after?: Address) => readRecords(await ask("/erased", writeAfter(after))),
    fetch: async (addresses: readonly Address[]) => readRecords(await ask("/fetch", writeAddresses(addresses))),
    openMailbox: async (mailbox: Uint8Array) => void (await ask("/pairings", mailbox)),
    /** Resolves once the relay has answered that it listens; `heard` gets every word from then on. */
    listen: (heard: (word: string) => void): Promise<WebSocket> => new Promise((resolve, reject) => {
      const socket = new WebSocket(`${member.origin.replace(/^http/u, "ws")}${path}/socket`);
      socket.addEventListener("open", () => { socket.send(authorize({ ...member, audience }, { method: "GET", path: `${path}/socket`, body: new Uint8Array(), timeMs: nextMs() })); });
      socket.addEventListener("message", ({ data }) => { heard(String(data)); resolve(socket); });
      socket.addEventListener("close", ({ code }) => { reject(new Error(`closed with ${code}`)); });
    }),
  };
}
export type Relay = ReturnType<typeof relayOf>;
