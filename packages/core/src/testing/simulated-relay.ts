/** A relay asked without signatures: the product's answers over tables in memory, for tests of what is exchanged. */
import { err, ok } from "../prelude/result.ts";
import type { RelayErrorCode } from "../sync/limits.ts";
import { answer } from "../sync/relay.ts";
import { decodeRequest } from "../sync/relay-request.ts";
import { chainOf } from "../sync/keyring-rules.ts";
import type { Keyring } from "../vault/keyring.ts";
import type { Line } from "../vault/line.ts";
import { MemoryRelay } from "./memory-relay.ts";
import type { Send } from "./simulated-device.ts";
import { idOf } from "./simulated-id.ts";

const refused = (code: RelayErrorCode) => err({ kind: "refused", code } as const);

/** The relay's answers to `vaultId`'s members. `relay` is asked for at each request: a test may put another in its place. */
export const sendTo = (relay: () => MemoryRelay, vaultId: string): Send => async ({ name, action, body }) => {
  const request = decodeRequest(action, body);
  if (!request.ok) return refused(request.error);
  const told = answer(relay(), { member: idOf(name), vaultId, request: request.value, nowMs: 1_800_000_000_000 });
  return told.ok ? ok(told.value.bytes) : refused(told.error);
};

/** A relay that holds a vault's keyring and nothing else. */
export function relayOf(keyring: Keyring | undefined): MemoryRelay {
  const relay = new MemoryRelay();
  relay.chain = keyring;
  return relay;
}

/** The line that ends an epoch where `relay` ends. */
export const lineAt = ({ records }: MemoryRelay): Line =>
  new Map(Object.entries(records.vector()).map(([writer, seq]) => [writer, { seq, chain: chainOf(records.hashes(writer, seq)) }]));
