/**
 * The way into a relay, the same for every shell: first who asks, from the header alone, so that a stranger
 * makes the relay hold nothing; then the body, against the hash that was signed, and the answer.
 */
import { err, type Result } from "../prelude/result.ts";
import { signKeyOf } from "../vault/keyring-state.ts";
import { createGate, type GateDeps } from "./gate.ts";
import type { RelayErrorCode } from "./limits.ts";
import { isBodyOf, type Authorization } from "./request-auth.ts";
import { answer, askSignatures, type Answered, type RelayTables } from "./relay.ts";
import { decodeRequest, isRead, type RelayAction } from "./relay-request.ts";
import { checkedBefore } from "./signatures.ts";

/** A request as it arrives, before its body. */
export interface Arriving {
  readonly vaultId: string;
  /** "socket": the first message of one; "pairings": opening a mailbox. Both change something. */
  readonly action: RelayAction | "socket" | "pairings";
  /** The host and port it was sent to. */
  readonly audience: string;
  readonly path: string;
  /** The Authorization header, or a socket's first message. */
  readonly header: string;
  readonly nowMs: number;
}

export interface RelayDoor {
  /** Who asks, or why not. Creating needs nobody's word here: whether it is allowed is the shell's to say. */
  admit(arriving: Arriving): Promise<Result<Authorization, RelayErrorCode>>;
  /** True where `by` is still a member and signed for this body: a body takes its time, and its sender may be gone. */
  isStillIn(by: Authorization, body: Uint8Array): boolean;
  /** Answers a request whose sender was admitted; `by` undefined: it creates. */
  serve(by: Authorization | undefined, request: { readonly vaultId: string; readonly action: RelayAction; readonly body: Uint8Array; readonly nowMs: number }): Promise<Result<Answered, RelayErrorCode>>;
}

/** The door of one vault. */
export function createRelayDoor({ tables, ...deps }: GateDeps & { readonly tables: RelayTables }): RelayDoor {
  const gate = createGate(deps);
  const isStillIn = (by: Authorization, body: Uint8Array): boolean => {
    const keyring = tables.keyring();
    return keyring !== undefined && signKeyOf(keyring.state, by.member) !== undefined && isBodyOf(by, body);
  };
  return {
    isStillIn,
    async admit({ vaultId, action, audience, path, header, nowMs }) {
      const keyring = tables.keyring();
      if (keyring === undefined) return err("unknownVault");
      const request = { audience, vault: vaultId, method: action === "socket" ? "GET" : "POST", path } as const;
      return gate({ request, header, state: keyring.state, isRead: action !== "socket" && action !== "pairings" && isRead(action), nowMs });
    },
    async serve(by, { vaultId, action, body, nowMs }) {
      const request = decodeRequest(action, body);
      const growsKeyring = request.ok && (action === "create" || action === "append");
      const isSigned = growsKeyring ? await checkedBefore((asks) => { askSignatures(tables, { vaultId, request: request.value }, asks); }, deps.verify) : undefined;
      // Looked at last: whatever was waited for, its sender may have been removed meanwhile.
      if (action === "create" ? by !== undefined : by === undefined || !isStillIn(by, body)) return err("unauthorized");
      return request.ok ? answer(tables, { member: by?.member ?? "", vaultId, request: request.value, nowMs }, isSigned) : request;
    },
  };
}

/** The door asked at once, with the body at hand: for shells that have no stream to guard. */
export async function ask(
  door: RelayDoor, arriving: Omit<Arriving, "action"> & { readonly action: RelayAction; readonly body: Uint8Array },
): Promise<Result<Answered, RelayErrorCode>> {
  if (arriving.action === "create") return door.serve(undefined, arriving);
  const by = await door.admit(arriving);
  return by.ok ? door.serve(by.value, arriving) : by;
}

