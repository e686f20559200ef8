/** Sealed records in IndexedDB, by [writer, seq]. */
import { pageBytesOf, type Address, type DamagedRows, type RecordRows, type SealedRecord, type StoredRecord } from "@kith/core/relay";
import { result } from "./database.ts";

const keyOf = ({ writer, seq }: Address): [string, number] => [writer, seq];

/** All records of `writer` from `fromSeq` to `toSeq`. */
const rangeOf = (writer: string, fromSeq: number, toSeq: number): IDBKeyRange => IDBKeyRange.bound([writer, fromSeq], [writer, toSeq]);

/** The highest seq of `writer` in a store, holes or not; 0 for none. */
async function lastSeqOf(store: IDBObjectStore, writer: string): Promise<number> {
  const last = await result(store.openKeyCursor(rangeOf(writer, 0, Infinity), "prev"));
  return last ? (last.key as [string, number])[1] : 0;
}

/** The highest seq by writer: two steps per writer, however many records it has. (A cursor that skips backwards would visit them all.) */
async function readEnds(store: IDBObjectStore): Promise<Map<string, number>> {
  const ends: Promise<readonly [string, number]>[] = [];
  for (let cursor = await result(store.openKeyCursor()); cursor;) {
    const [writer] = cursor.key as [string, number];
    // Asked for while the next writer is looked for: each question is a way to another process and back.
    ends.push(lastSeqOf(store, writer).then((seq) => [writer, seq] as const));
    cursor = await result(store.openKeyCursor(IDBKeyRange.lowerBound([writer, Infinity], true)));
  }
  return new Map(await Promise.all(ends));
}

/** The records of `range` in order: at least one, else at most `maxBytes` as pages weigh them. */
function readPage(store: IDBObjectStore, range: IDBKeyRange, maxBytes: number): Promise<StoredRecord[]> {
  return new Promise((resolve, reject) => {
    const records: StoredRecord[] = [];
    let bytes = 0;
    const request = store.openCursor(range);
    request.onerror = () => { reject(new Error("The local store can't be read. Reload Kith.")); };
    request.onsuccess = () => {
      const cursor = request.result;
      const record = cursor?.value as StoredRecord | undefined;
      bytes += record ? pageBytesOf([record]) : 0;
      if (!cursor || !record || (records.length > 0 && bytes > maxBytes)) { resolve(records); return; }
      records.push(record);
      cursor.continue();
    };
  });
}

const behind = (after: Address | undefined): IDBKeyRange | undefined => after && IDBKeyRange.lowerBound([after.writer, after.seq + 1]);

export function recordRows(transaction: IDBTransaction): RecordRows {
  const store = transaction.objectStore("records");
  const pageOf = (index: "erased" | "claimed", after: Address | undefined, max: number): Promise<StoredRecord[]> =>
    result(store.index(index).getAll(behind(after), max) as IDBRequest<StoredRecord[]>);
  return {
    get: (address) => result(store.get(keyOf(address)) as IDBRequest<StoredRecord | undefined>),
    put: async (record) => void (await result(store.put(record))),
    delete: (address) => result(store.delete(keyOf(address))),
    lastSeq: (writer) => lastSeqOf(store, writer),
    ends: () => readEnds(store),
    count: (writer, fromSeq, toSeq) => result(store.count(rangeOf(writer, fromSeq, toSeq))),
    page: ({ writer, fromSeq, toSeq = Infinity }, maxBytes) => readPage(store, rangeOf(writer, fromSeq, toSeq), maxBytes),
    countErased: () => result(store.index("erased").count()),
    countClaimed: () => result(store.index("claimed").count()),
    erased: (after, max) => pageOf("erased", after, max),
    claimed: (after, max) => pageOf("claimed", after, max),
  };
}

export function damagedRows(transaction: IDBTransaction): DamagedRows {
  const store = transaction.objectStore("damaged");
  return {
    get: (address) => result(store.get(keyOf(address)) as IDBRequest<SealedRecord | undefined>),
    put: async (record) => void (await result(store.put(record))),
    delete: (address) => result(store.delete(keyOf(address))),
    lastSeq: (writer) => lastSeqOf(store, writer),
    addresses: async () => ((await result(store.getAllKeys())) as [string, number][]).map(([writer, seq]) => ({ writer, seq })),
  };
}
