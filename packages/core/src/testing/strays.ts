/** What a store lets go of when an epoch has ended: the model that the stores of devices are held against. */
import { sameBytes } from "../prelude/bytes.ts";
import { chainOf } from "../sync/keyring-rules.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import { admits } from "../vault/line.ts";
import { recordHash, type SealedRecord } from "../vault/record.ts";

/**
 * Of a writer's `records` (all that is held, in order of seq), those that go and are sealed again: all of
 * them where a line pins others, else what stands above the line that ended its epoch; of the own writer
 * all behind the first that goes, for the relay would never take what stands behind a hole.
 */
export function strays(state: KeyringState, records: readonly SealedRecord[], isOwn: boolean): readonly SealedRecord[] {
  const hashes = records.map((record) => recordHash(state.vaultId, record));
  const isReplaced = state.lines.some((line) => {
    const end = line.get(records[0]?.writer ?? "");
    // Behind a hole nothing is known to be different.
    return end !== undefined && records[end.seq - 1]?.seq === end.seq && !sameBytes(chainOf(hashes.slice(0, end.seq)), end.chain);
  });
  if (isReplaced) return records;
  const first = records.findIndex((record) => admits(state, record) !== "yes");
  if (first < 0) return [];
  return isOwn ? records.slice(first) : records.filter((record) => admits(state, record) !== "yes");
}
