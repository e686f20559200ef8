/**
 * Erasing: a body is emptied for good where a list that a member sealed names it, and nowhere else. The
 * names outlast the bodies, so that what arrives later is emptied too, and so that an erasure is passed on
 * only together with its proof.
 */
import { lastSeq, type Vector } from "../sync/vector.ts";
import { eraseRecord, isErased, type Address, type SealedRecord } from "../vault/record.ts";
import { vaultIn, type StoredRecord, type StoreTransaction } from "./tables.ts";

/** A list, and what it names. */
export interface ErasureList {
  readonly list: Address;
  readonly names: readonly Address[];
}

/** Empties what the list names, now and whenever it arrives. Gives how many bodies were emptied. */
export async function nameIn(transaction: StoreTransaction, { list, names }: ErasureList): Promise<number> {
  const { records, damaged, named, state } = transaction;
  const { vaultId } = await vaultIn(transaction);
  let emptied = 0;
  for (const address of names) {
    await named.put(address, list);
    await damaged.delete(address);
    const held = await records.get(address);
    if (held === undefined || (isErased(held) && !held.claimed)) continue;
    if (!isErased(held)) emptied += 1;
    await records.put(isErased(held) ? withoutClaim(held) : eraseRecord(vaultId, held));
  }
  // What was folded from a body goes with it.
  if (emptied > 0) await state.delete("snapshot");
  return emptied;
}

function withoutClaim({ claimed: _, ...record }: StoredRecord): StoredRecord {
  return record;
}

/** The list at `from` stands at `to` now, sealed again. Undefined: it is gone, and with it the proof of what it named. */
export async function moveNamesIn({ named, records }: StoreTransaction, from: Address, to: Address | undefined): Promise<void> {
  for (const address of await named.of(from)) {
    if (to !== undefined) {
      await named.put(address, to);
      continue;
    }
    await named.delete(address);
    const held = await records.get(address);
    if (held !== undefined && isErased(held)) await records.put({ ...held, claimed: 1 });
  }
}

/** A list that isn't held any more proves nothing: rows can be lost. If it comes again, so do the names. */
export async function dropLostListsIn(transaction: StoreTransaction): Promise<void> {
  for (const list of await transaction.named.lists()) {
    if ((await transaction.records.get(list)) === undefined) await moveNamesIn(transaction, list, undefined);
  }
}

/** Erased records to pass on, behind `after`: those whose list is held here and by the relay too, which holds `theirs`. */
export async function provenIn(
  { records, named }: StoreTransaction, { after, max, theirs }: { readonly after: Address | undefined; readonly max: number; readonly theirs: Vector },
): Promise<{ readonly proven: readonly SealedRecord[]; readonly last: Address | undefined }> {
  const page = await records.erased(after, max);
  const proven: SealedRecord[] = [];
  for (const record of page) {
    const list = record.claimed ? undefined : await named.get(record);
    if (list !== undefined && list.seq <= lastSeq(theirs, list.writer)) proven.push(record);
  }
  return { proven, last: page.at(-1) };
}

/** Of what the relay holds erased, what is whole here: no list that is known names it, so the relay is given it again. */
export async function wholeIn({ records, named }: StoreTransaction, addresses: readonly Address[]): Promise<readonly SealedRecord[]> {
  const whole: SealedRecord[] = [];
  for (const address of addresses) {
    const held = await records.get(address);
    if (held !== undefined && !isErased(held) && (await named.get(address)) === undefined) whole.push(held);
  }
  return whole;
}
