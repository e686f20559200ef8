/**
 * Healing a fork. A store that was cloned or restored from an old backup shares its writer id with
 * another, and both went on: the same (writer, seq) with other content. The one that finds out takes a
 * new writer id: what it wrote since the relay last showed one of its records is sealed again under it, and its old addresses are
 * emptied for what the relay holds there. One transaction: a crash leaves the old or the new.
 *
 * The same heals an own record that was lost before it was pushed: what stands behind the hole is sealed
 * again, and nothing but that record is lost.
 */
import { isErased, type SealedRecord } from "@kith/core/relay";
import { keyOf, ofWriterFrom } from "./record-reads.ts";
import { result, writing } from "./database.ts";
import type { StoredVault } from "./vault-store.ts";

export interface Reseat {
  /** The vault with its new writer id. */
  readonly vault: StoredVault;
  readonly oldWriter: string;
  /** Up to this seq both sides of the fork are known to hold the same. */
  readonly shared: number;
  /** The same content at `seq` of the new writer; undefined where the record can't be opened. */
  readonly sealAgain: (record: SealedRecord, seq: number) => SealedRecord | undefined;
}

/** Returns how many records were sealed again. */
export function reseat(database: IDBDatabase, { vault, oldWriter, shared, sealAgain }: Reseat): Promise<number> {
  return writing(database, ["records", "state"], async (transaction) => {
    const store = transaction.objectStore("records");
    const tail = (await result(store.getAll(ofWriterFrom(oldWriter, shared + 1)))) as readonly SealedRecord[];
    let seq = 0;
    for (const record of tail) {
      const again = isErased(record) ? { ...record, writer: vault.writer, seq: seq + 1 } : sealAgain(record, seq + 1);
      // What can't be opened has no content to carry over.
      if (again) {
        await result(store.add(again));
        seq += 1;
      }
      await result(store.delete(keyOf(record)));
    }
    await result(transaction.objectStore("state").put(vault, "vault"));
    await result(transaction.objectStore("state").put(0, "sent"));
    return seq;
  });
}
