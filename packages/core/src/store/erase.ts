/**
 * Erasing: a body is emptied for good where a list that a member sealed names it, and nowhere else. The
 * names outlast the bodies, so that what arrives later is emptied too, and so that an erasure is passed on
 * only together with its proof.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { lastSeq, type Vector } from "../sync/vector.ts";
import { eraseRecord, isErased, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import { vaultIn, type NamedBy, type StoredRecord, type StoreTransaction } from "./tables.ts";

/** A record that a list names. */
export interface Named extends Address {
  /** The hash it has, as the list says; absent in lists of an older Kith. */
  readonly sha256?: Uint8Array;
}

/** A list, and what it names. */
export interface ErasureList {
  readonly list: Address;
  readonly names: readonly Named[];
}

/** Empties what the list names, now and whenever it arrives. Gives how many bodies were emptied. */
export async function nameIn(transaction: StoreTransaction, { list, names }: ErasureList): Promise<number> {
  const { records, damaged, named, state } = transaction;
  const { vaultId } = await vaultIn(transaction);
  let emptied = 0;
  for (const { writer, seq, sha256 } of names) {
    const address = { writer, seq };
    const by = sha256 === undefined ? { list } : { list, sha256 };
    await named.put(address, by);
    await damaged.delete(address);
    const held = await records.get(address);
    if (held === undefined || (isErased(held) && !held.claimed) || !isMeant(vaultId, held, by)) continue;
    if (!isErased(held)) emptied += 1;
    await records.put(isErased(held) ? proved(held, sha256) : eraseRecord(vaultId, held));
  }
  // What was folded from a body goes with it.
  if (emptied > 0) await state.delete("snapshot");
  return emptied;
}

/** True where what is named is this record: a copy of the store that wrote it may have written another at its address. */
export const isMeant = (vaultId: string, record: StoredRecord, { sha256 }: NamedBy): boolean =>
  sha256 === undefined || record.claimed === 1 || sameBytes(recordHash(vaultId, record), sha256);

/** What was claimed is so; the hash it came with was nobody's word but the relay's. */
const proved = ({ writer, seq, epoch, body, erasedHash }: StoredRecord, sha256 = erasedHash): StoredRecord =>
  ({ writer, seq, epoch, body, ...(sha256 === undefined ? {} : { erasedHash: sha256 }) });

/** The hashes of these records, as lists name them. */
export async function hashesIn(transaction: StoreTransaction, addresses: readonly Address[]): Promise<readonly Named[]> {
  const { vaultId } = await vaultIn(transaction);
  const named: Named[] = [];
  for (const { writer, seq } of addresses) {
    const held = await transaction.records.get({ writer, seq });
    named.push(held === undefined ? { writer, seq } : { writer, seq, sha256: recordHash(vaultId, held) });
  }
  return named;
}

/** The list at `from` stands at `to` now, sealed again. Undefined: it is gone, and with it the proof of what it named. */
export async function moveNamesIn({ named, records }: StoreTransaction, from: Address, to: Address | undefined): Promise<void> {
  for (const address of await named.of(from)) {
    if (to !== undefined) {
      await named.put(address, { ...await named.get(address), list: to });
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
    const list = record.claimed ? undefined : (await named.get(record))?.list;
    if (list !== undefined && list.seq <= lastSeq(theirs, list.writer)) proven.push(record);
  }
  return { proven, last: page.at(-1) };
}

/** Of what the relay holds erased, what is whole here: no list that is known names it, so the relay is given it again. */
export async function wholeIn(transaction: StoreTransaction, addresses: readonly Address[]): Promise<readonly SealedRecord[]> {
  const { records, named } = transaction;
  const { vaultId } = await vaultIn(transaction);
  const whole: SealedRecord[] = [];
  for (const address of addresses) {
    const held = await records.get(address);
    const by = held && !isErased(held) ? await named.get(address) : undefined;
    if (held !== undefined && !isErased(held) && (by === undefined || !isMeant(vaultId, held, by))) whole.push(held);
  }
  return whole;
}
