/** A mailbox's one rule, for every shell: new, old, new, old. A message ahead of its turn has no place yet, whoever sends it. */
import { sameBytes } from "../prelude/bytes.ts";
import type { PairingRequest } from "./pairing-codec.ts";

/** What each side has said so far, the joining side first. */
export type Said = readonly [readonly Uint8Array[], readonly Uint8Array[]];

/** "held": said before, byte for byte. "taken": its place is another's, or not open yet. */
export function judgeMessage(said: Said, side: PairingRequest["side"], { index, sealed }: NonNullable<PairingRequest["message"]>): "keep" | "held" | "taken" {
  const held = said[side][index];
  if (held !== undefined) return sameBytes(held, sealed) ? "held" : "taken";
  return said[0].length + said[1].length === 2 * index + side ? "keep" : "taken";
}
