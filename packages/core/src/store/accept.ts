/**
 * What becomes of a record that arrives. Nothing that is held is ever overwritten, but for a record that
 * was only claimed to be erased: that is a hole, whatever hash it came with. A body that a list of a
 * member names is emptied before it is kept.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { eraseRecord, isErased, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import { isMeant, moveNamesIn } from "./erase.ts";
import { vaultIn, type StoredRecord, type StoreTransaction } from "./tables.ts";

/** True where `record` may take the place of one claimed to be erased under another hash: it opens, and no line pins the other. */
export type Fills = (record: SealedRecord) => boolean;

type Judgement = "keep" | "fill" | "erase" | "ignore" | "conflict";

function judge(arrived: SealedRecord, held: StoredRecord | undefined, on: { readonly vaultId: string; readonly isNamed: boolean; readonly fills: Fills }): Judgement {
  if (held === undefined) return "keep";
  // Two claims of one record that differ: one is a lie, and nobody knows which. What stands behind it may be the list that tells.
  if (held.claimed && isErased(arrived)) return on.isNamed ? "fill" : "ignore";
  if (held.claimed) {
    const isSame = sameBytes(recordHash(on.vaultId, arrived), recordHash(on.vaultId, held));
    return isSame || on.fills(arrived) ? "fill" : "conflict";
  }
  if (!sameBytes(recordHash(on.vaultId, arrived), recordHash(on.vaultId, held))) return "conflict";
  // Without a list that names it, an erasure is somebody's word against the body that is here.
  return isErased(arrived) && on.isNamed ? "erase" : "ignore";
}

/** Gives the addresses held with other content, where nothing was changed. */
export async function acceptIn(
  transaction: StoreTransaction, arrived: readonly SealedRecord[], fills: Fills,
): Promise<readonly Address[]> {
  const { records, named } = transaction;
  const { vaultId } = await vaultIn(transaction);
  const isAnySetAside = (await transaction.damaged.addresses()).length > 0;
  const conflicts: Address[] = [];
  for (const record of arrived) {
    // Behind a conflict stands another history of this writer: kept, it would hide the fork.
    if (conflicts.some(({ writer }) => writer === record.writer)) continue;
    const [held, by] = [await records.get(record), await named.get(record)];
    const isNamed = by !== undefined && isMeant(vaultId, record, by);
    const judgement = judge(record, held, { vaultId, isNamed, fills });
    if (judgement === "conflict") conflicts.push({ writer: record.writer, seq: record.seq });
    if (judgement === "ignore" || judgement === "conflict") continue;
    await records.put(asKept(record, { vaultId, isNamed }));
    if (isAnySetAside) await endDamage(transaction, record);
  }
  return conflicts;
}

function asKept(record: SealedRecord, { vaultId, isNamed }: { readonly vaultId: string; readonly isNamed: boolean }): StoredRecord {
  if (isNamed) return eraseRecord(vaultId, record);
  return isErased(record) ? { ...record, claimed: 1 } : record;
}

/** What came in place of a damaged record ends the damage, unless it is the very same bytes. */
async function endDamage({ damaged }: StoreTransaction, record: SealedRecord): Promise<void> {
  const before = await damaged.get(record);
  if (before && !isSame(before, record)) await damaged.delete(record);
}

const isSame = (a: SealedRecord, b: SealedRecord): boolean => a.epoch === b.epoch && sameBytes(a.body, b.body);

/**
 * Moves a record that doesn't open out of the way: true where it is a hole now, to be fetched again.
 * False where it isn't held, or came back with the very bytes that were set aside: it stays, unreadable.
 */
export async function setAsideIn(transaction: StoreTransaction, address: Address): Promise<boolean> {
  const { records, damaged } = transaction;
  const held = await records.get(address);
  const before = held && (await damaged.get(address));
  if (!held || (before && isSame(before, held))) return false;
  await damaged.put(held);
  await records.delete(address);
  await moveNamesIn(transaction, address, undefined);
  return true;
}
