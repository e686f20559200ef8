/** Sealed records in IndexedDB: append-only, addressed by (writer, seq), never decoded here. */
import type { SealedRecord } from "@kith/core/relay";
import { result, writing } from "./database.ts";

export interface RecordStore {
  /** Last seq held, by writer. */
  readonly vector: () => Promise<Record<string, number>>;
  /** Records of `writer` from `fromSeq` on, in order: at least one if held, else bodies of at most `maxBytes`. */
  readonly read: (writer: string, fromSeq: number, maxBytes: number) => Promise<SealedRecord[]>;
  /** Keeps records of others; those held already are left as they are. Resolves after the commit. */
  readonly accept: (records: readonly SealedRecord[]) => Promise<void>;
  /** Appends as `writer`: `sealAt(seq)` for each payload's turn. Resolves after the commit. */
  readonly append: (writer: string, count: number, sealAt: (index: number, seq: number) => SealedRecord) => Promise<void>;
}

export function createRecordStore(database: IDBDatabase): RecordStore {
  return {
    vector: () => readVector(database.transaction("records").objectStore("records")),
    read: (writer, fromSeq, maxBytes) => readPage(database.transaction("records").objectStore("records"), IDBKeyRange.bound([writer, fromSeq], [writer, Infinity]), maxBytes),
    accept: (records) => writing(database, ["records"], async (transaction) => {
      const store = transaction.objectStore("records");
      for (const record of records) {
        const held = await result(store.getKey([record.writer, record.seq]));
        if (held === undefined) await result(store.add(record));
      }
    }),
    append: (writer, count, sealAt) => writing(database, ["records"], async (transaction) => {
      const store = transaction.objectStore("records");
      // The next seq is what the store holds, not a counter beside it that could differ.
      const last = await result(store.openKeyCursor(IDBKeyRange.bound([writer, 0], [writer, Infinity]), "prev"));
      const lastSeq = last ? (last.key as [string, number])[1] : 0;
      for (let index = 0; index < count; index += 1) await result(store.add(sealAt(index, lastSeq + 1 + index)));
    }),
  };
}

/** From the highest key down, skipping to the writer before: one step per writer, not per record. */
function readVector(store: IDBObjectStore): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const vector: Record<string, number> = {};
    const request = store.openKeyCursor(null, "prev");
    request.onerror = () => { reject(new Error("The local store can't be read. Reload Kith.")); };
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) { resolve(vector); return; }
      const [writer, seq] = cursor.key as [string, number];
      vector[writer] = seq;
      cursor.continue([writer, 0]);
    };
  });
}

function readPage(store: IDBObjectStore, range: IDBKeyRange, maxBytes: number): Promise<SealedRecord[]> {
  return new Promise((resolve, reject) => {
    const records: SealedRecord[] = [];
    let bytes = 0;
    const request = store.openCursor(range);
    request.onerror = () => { reject(new Error("The local store can't be read. Reload Kith.")); };
    request.onsuccess = () => {
      const cursor = request.result;
      const record = cursor?.value as SealedRecord | undefined;
      bytes += record?.body.length ?? 0;
      if (!cursor || !record || (records.length > 0 && bytes > maxBytes)) { resolve(records); return; }
      records.push(record);
      cursor.continue();
    };
  });
}
