/** Reading records in bulk: how far each writer's are held, and page by page. */
import { pageBytesOf, type Address, type SealedRecord } from "@kith/core/relay";
import { reading, result } from "./database.ts";

/** The key of a record in `records` and `damaged`. */
export const keyOf = ({ writer, seq }: Address): [string, number] => [writer, seq];

/** All records of `writer` from `fromSeq` on. */
export const ofWriterFrom = (writer: string, fromSeq: number): IDBKeyRange => IDBKeyRange.bound([writer, fromSeq], [writer, Infinity]);

/** The highest seq of `writer` in a store, holes or not; 0 for none. */
export async function lastSeqOf(store: IDBObjectStore, writer: string): Promise<number> {
  const last = await result(store.openKeyCursor(ofWriterFrom(writer, 0), "prev"));
  return last ? (last.key as [string, number])[1] : 0;
}

/** Records counted in one transaction: what a write at the same time may have to wait for. */
const countedAtOnce = 2000;

/**
 * How far each writer's records are held without holes. What was counted once isn't counted again while
 * this tab lives: only what was appended since, and what any tab has set aside. Callers take turns, so
 * that the first count (6 to 15 ms per 1 000 records) is made once.
 */
export function createVectorReader(database: IDBDatabase): { readonly read: () => Promise<Record<string, number>>; readonly forget: () => void } {
  const wholeByWriter = new Map<string, number>();
  const readVector = async (): Promise<Record<string, number>> => {
    const [ends, holes] = await Promise.all([reading(database, ["records"], (transaction) => readEnds(transaction.objectStore("records"))), readHoles(database)]);
    for (const [writer, end] of ends) wholeByWriter.set(writer, await wholeUpTo(database, { writer, from: Math.min(wholeByWriter.get(writer) ?? 0, end) }, end));
    for (const { writer, seq } of holes) if (seq <= (wholeByWriter.get(writer) ?? 0)) wholeByWriter.set(writer, seq - 1);
    return Object.fromEntries([...wholeByWriter].filter(([writer, end]) => end > 0 && ends.has(writer)));
  };
  let turn: Promise<unknown> = Promise.resolve();
  const read = (): Promise<Record<string, number>> => {
    const next = turn.then(readVector, readVector);
    turn = next;
    return next;
  };
  return { read, forget: () => { wholeByWriter.clear(); } };
}

/** Where a record was set aside and none has come in its place. */
const readHoles = (database: IDBDatabase): Promise<readonly Address[]> => reading(database, ["records", "damaged"], async (transaction) => {
  const holes: Address[] = [];
  for (const [writer, seq] of (await result(transaction.objectStore("damaged").getAllKeys())) as [string, number][]) {
    if ((await result(transaction.objectStore("records").getKey([writer, seq]))) === undefined) holes.push({ writer, seq });
  }
  return holes;
});

/** The highest seq by writer, holes or not: two steps per writer, however many records it has. (A cursor that skips backwards would visit them all.) */
export async function readEnds(store: IDBObjectStore): Promise<Map<string, number>> {
  const ends: Promise<readonly [string, number]>[] = [];
  for (let cursor = await result(store.openKeyCursor()); cursor; ) {
    const [writer] = cursor.key as [string, number];
    // Asked for while the next writer is looked for: each question is a way to another process and back.
    ends.push(lastSeqOf(store, writer).then((seq) => [writer, seq] as const));
    cursor = await result(store.openKeyCursor(IDBKeyRange.lowerBound([writer, Infinity], true)));
  }
  return new Map(await Promise.all(ends));
}

/** The last seq before the first hole; all up to `from` is known to be held. */
async function wholeUpTo(database: IDBDatabase, { writer, from }: { readonly writer: string; readonly from: number }, end: number): Promise<number> {
  const isWhole = async (first: number, last: number): Promise<boolean> => {
    const held = await reading(database, ["records"], (transaction) => result(transaction.objectStore("records").count(IDBKeyRange.bound([writer, first], [writer, last]))));
    return held === last - first + 1;
  };
  let whole = from;
  for (let size = countedAtOnce; whole < end && size >= 1; ) {
    const next = Math.min(end, whole + size);
    // A count that falls short has the hole in it: halve it until the hole is all there is.
    if (await isWhole(whole + 1, next)) whole = next;
    else size = Math.floor((next - whole) / 2);
  }
  return whole;
}

/** The records of `range` in order: at least one, else at most `maxBytes` as pages weigh them. */
export function readPage(store: IDBObjectStore, range: IDBKeyRange, maxBytes: number): Promise<SealedRecord[]> {
  return new Promise((resolve, reject) => {
    const records: SealedRecord[] = [];
    let bytes = 0;
    const request = store.openCursor(range);
    request.onerror = () => { reject(new Error("The local store can't be read. Reload Kith.")); };
    request.onsuccess = () => {
      const cursor = request.result;
      const record = cursor?.value as SealedRecord | undefined;
      bytes += record ? pageBytesOf([record]) : 0;
      if (!cursor || !record || (records.length > 0 && bytes > maxBytes)) { resolve(records); return; }
      records.push(record);
      cursor.continue();
    };
  });
}
