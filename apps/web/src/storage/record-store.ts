/**
 * Sealed records in IndexedDB, addressed by (writer, seq), never decoded here. Append-only but for two
 * things: a body is emptied for good (erased), and a record that doesn't open is moved out of the way
 * (set aside), so that sync fetches it again.
 */
import { eraseRecord, isErased, judgeHeld, recordHash, sameBytes, type Address, type SealedRecord } from "@kith/core/relay";
import { reading, result, writing } from "./database.ts";
import { createVectorReader, keyOf, lastSeqOf, ofWriterFrom, readEnds, readPage } from "./record-reads.ts";
import { chainIn } from "./reseal.ts";
import type { StoredVault } from "./vault-store.ts";

/** New records of `writer`: `sealAt(index, seq)` for each of `count` at its turn. */
export interface Append {
  readonly writer: string;
  readonly count: number;
  readonly sealAt: (index: number, seq: number) => SealedRecord;
}

export interface RecordStore {
  /** Last seq held without holes, by writer. Holes that came while this store was open are seen if it made them by `setAside`, others at the next opening. */
  readonly vector: () => Promise<Record<string, number>>;
  /** The highest seq held, by writer, holes or not. */
  readonly tops: () => Promise<Record<string, number>>;
  /** Records of `writer` from `fromSeq` on, in order, also behind a hole: at least one if held, else at most `maxBytes` as pages weigh them. */
  readonly read: (writer: string, fromSeq: number, maxBytes: number) => Promise<SealedRecord[]>;
  /**
   * Keeps records of others; an erased one empties the body held at its address. Resolves after the
   * commit with the addresses held with other content, where nothing was changed.
   */
  readonly accept: (records: readonly SealedRecord[]) => Promise<readonly Address[]>;
  /** Appends behind all that was ever held of the writer. Resolves after the commit. */
  readonly append: (writer: string, count: number, sealAt: Append["sealAt"]) => Promise<void>;
  /**
   * Appends and empties the bodies at `erase`, all or nothing; what was folded from them (the snapshot)
   * goes too. Addresses not held are passed over. Resolves to how many bodies were emptied.
   */
  readonly replace: (wish: { readonly append: Append; readonly erase: readonly Address[] }) => Promise<number>;
  /** How many records are erased. */
  readonly erasedCount: () => Promise<number>;
  /** Erased records behind `after` by writer, then seq; at most `max`. */
  readonly readErased: (after: Address | undefined, max: number) => Promise<SealedRecord[]>;
  /**
   * Moves a record that doesn't open out of the way: true where it is a hole now, to be fetched again.
   * False where it isn't held, or came back with the very bytes that were set aside: it stays, unreadable.
   */
  readonly setAside: (address: Address) => Promise<boolean>;
  /** The chain over the hashes of the writer's records 1 to `seq`, all of them held. */
  readonly chain: (writer: string, seq: number) => Promise<Uint8Array>;
  /** Records were replaced or removed behind this store's back: how far they are held is counted again. */
  readonly recount: () => void;
  /** How many records are set aside and not yet back, or came back as they were. */
  readonly damagedCount: () => Promise<number>;
}

/** The records of the vault in `database`. */
export function createRecordStore(database: IDBDatabase): RecordStore {
  const inRecords = <Value>(work: (records: IDBObjectStore) => Promise<Value>): Promise<Value> => reading(database, ["records"], (transaction) => work(transaction.objectStore("records")));
  const vectors = createVectorReader(database);
  return {
    vector: vectors.read,
    recount: vectors.forget,
    chain: (writer, seq) => reading(database, ["records", "state"], async (transaction) => {
      const chain = await chainIn(transaction.objectStore("records"), { vaultId: await vaultIdIn(transaction), writer, seq });
      if (!chain) throw new Error("The local store lost a record while it was read. Sync will fetch it again.");
      return chain;
    }),
    tops: async () => Object.fromEntries(await inRecords(readEnds)),
    read: (writer, fromSeq, maxBytes) => inRecords((records) => readPage(records, ofWriterFrom(writer, fromSeq), maxBytes)),
    accept: (records) => writing(database, ["records", "damaged", "state"], (transaction) => acceptIn(transaction, records)),
    append: (writer, count, sealAt) => writing(database, ["records", "damaged", "state"], (transaction) => appendIn(transaction, { writer, count, sealAt })),
    replace: ({ append, erase }) => writing(database, ["records", "damaged", "state"], async (transaction) => {
      await appendIn(transaction, append);
      const emptied = await eraseIn(transaction, erase);
      if (emptied > 0) await result(transaction.objectStore("state").delete("snapshot"));
      return emptied;
    }),
    erasedCount: () => inRecords((records) => result(records.index("erased").count())),
    readErased: (after, max) => inRecords((records) => result(records.index("erased").getAll(after && IDBKeyRange.lowerBound([after.writer, after.seq + 1]), max) as IDBRequest<SealedRecord[]>)),
    setAside: (address) => writing(database, ["records", "damaged"], async (transaction) => {
      const [records, damaged] = [transaction.objectStore("records"), transaction.objectStore("damaged")];
      const [held, before] = [await recordAt(records, address), await recordAt(damaged, address)];
      if (!held || (before && isSame(before, held))) return false;
      await result(damaged.put(held));
      await result(records.delete(keyOf(address)));
      return true;
    }),
    damagedCount: () => reading(database, ["damaged"], (transaction) => result(transaction.objectStore("damaged").count())),
  };
}

const recordAt = (store: IDBObjectStore, address: Address): Promise<SealedRecord | undefined> => result(store.get(keyOf(address)) as IDBRequest<SealedRecord | undefined>);

const isSame = (a: SealedRecord, b: SealedRecord): boolean => a.epoch === b.epoch && sameBytes(a.body, b.body);

async function acceptIn(transaction: IDBTransaction, arrived: readonly SealedRecord[]): Promise<readonly Address[]> {
  const [records, damaged] = [transaction.objectStore("records"), transaction.objectStore("damaged")];
  const isAnySetAside = (await result(damaged.count())) > 0;
  const conflicts: Address[] = [];
  for (const record of arrived) {
    // Behind a conflict stands another history of this writer: kept, it would hide the fork.
    if (conflicts.some(({ writer }) => writer === record.writer)) continue;
    const held = await recordAt(records, record);
    if (!held) {
      await result(records.add(record));
      if (isAnySetAside) await healed(damaged, record);
      continue;
    }
    const vault = await vaultIdIn(transaction);
    const judgement = judgeHeld(record, recordHash(vault, record), recordHash(vault, held));
    if (judgement === "erase") await result(records.put(record));
    if (judgement === "conflict") conflicts.push({ writer: record.writer, seq: record.seq });
  }
  return conflicts;
}

/** What came in place of a damaged record ends the damage, unless it is the very same bytes. */
async function healed(damaged: IDBObjectStore, record: SealedRecord): Promise<void> {
  const before = await recordAt(damaged, record);
  if (before && !isSame(before, record)) await result(damaged.delete(keyOf(record)));
}

async function appendIn(transaction: IDBTransaction, { writer, count, sealAt }: Append): Promise<void> {
  const [records, damaged] = [transaction.objectStore("records"), transaction.objectStore("damaged")];
  // The next seq is behind all the store holds or once held, and all the relay is known to hold of it: rows can be lost.
  const last = Math.max(...await Promise.all([lastSeqOf(records, writer), lastSeqOf(damaged, writer), sentIn(transaction, writer)]));
  for (let index = 0; index < count; index += 1) await result(records.add(sealAt(index, last + 1 + index)));
}

async function eraseIn(transaction: IDBTransaction, addresses: readonly Address[]): Promise<number> {
  const [records, damaged] = [transaction.objectStore("records"), transaction.objectStore("damaged")];
  let emptied = 0;
  for (const address of addresses) {
    const held = await recordAt(records, address);
    if (held && !isErased(held)) {
      await result(records.put(eraseRecord(await vaultIdIn(transaction), held)));
      emptied += 1;
    }
    await result(damaged.delete(keyOf(address)));
  }
  return emptied;
}

/** The last seq of this store's own writer that the relay took; 0 for another writer. */
async function sentIn(transaction: IDBTransaction, writer: string): Promise<number> {
  const state = transaction.objectStore("state");
  const [vault, sent = 0] = await Promise.all([result(state.get("vault") as IDBRequest<StoredVault | undefined>), result(state.get("sent") as IDBRequest<number | undefined>)]);
  return vault?.writer === writer ? sent : 0;
}

/** A record's hash covers the vault it belongs to. */
async function vaultIdIn(transaction: IDBTransaction): Promise<string> {
  const vault = await result(transaction.objectStore("state").get("vault") as IDBRequest<StoredVault | undefined>);
  if (!vault) throw new Error("This browser holds no vault any more. Reload Kith.");
  return vault.vaultId;
}
