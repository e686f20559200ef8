/** IndexedDB with promises: one database per browser profile, three stores. */

/** `records`: sealed records by [writer, seq]. `damaged`: those set aside, by the same key. `state`: what this device is, by name. */
export type StoreName = "records" | "damaged" | "state";

const databaseName = "kith";
const databaseVersion = 2;

/** Opens the database; `onOutdated` is called when a newer Kith in another tab wants to change it. */
export function openDatabase(onOutdated: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, databaseVersion);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (request.transaction) upgrade(request.result, request.transaction, oldVersion);
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => {
        database.close();
        onOutdated();
      };
      resolve(database);
    };
    request.onerror = () => { reject(storeError(request.error)); };
    request.onblocked = () => { reject(new Error("Another tab holds an older Kith open. Close it, then reload this one.")); };
  });
}

/** From any older version to today's, in the one transaction of the upgrade: a cut leaves the old one. */
function upgrade(database: IDBDatabase, transaction: IDBTransaction, oldVersion: number): void {
  if (oldVersion < 1) {
    database.createObjectStore("records", { keyPath: ["writer", "seq"] });
    database.createObjectStore("state");
  }
  if (oldVersion < 2) {
    // Only erased records have the last part of this key, so only they are in the index.
    transaction.objectStore("records").createIndex("erased", ["writer", "seq", "erasedHash"]);
    database.createObjectStore("damaged", { keyPath: ["writer", "seq"] });
  }
}

/** The value of one request. */
export const result = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(storeError(request.error)); };
});

/**
 * Runs `work` in one transaction that only reads; resolves after it has ended. Who waits for a read may
 * have seconds of work to do next (an import), and an open reader would hold up every tab's writes.
 */
export const reading = async <Value>(database: IDBDatabase, stores: readonly StoreName[], work: (transaction: IDBTransaction) => Promise<Value>): Promise<Value> => ended(begin(database, stores, "readonly"), work);

/**
 * Runs `work` in one strict transaction; resolves after it is on the disk. A full disk shows only as
 * an abort, without an error event on any request: so the abort is what rejects.
 */
export const writing = async <Value>(database: IDBDatabase, stores: readonly StoreName[], work: (transaction: IDBTransaction) => Promise<Value>): Promise<Value> => ended(begin(database, stores, "readwrite"), work);

function ended<Value>(transaction: IDBTransaction, work: (transaction: IDBTransaction) => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    let done: { readonly value: Value } | undefined;
    transaction.oncomplete = () => { if (done) resolve(done.value); else reject(new Error("The local store ended a transaction early. Reload Kith; nothing was saved.")); };
    transaction.onabort = () => { reject(storeError(transaction.error)); };
    const run = async (): Promise<void> => {
      try {
        done = { value: await work(transaction) };
      } catch (error) {
        reject(error instanceof DOMException ? storeError(error) : error instanceof Error ? error : new Error(String(error)));
        try { transaction.abort(); } catch { /* It ended already. */ }
      }
    };
    void run();
  });
}

function begin(database: IDBDatabase, stores: readonly StoreName[], mode: "readonly" | "readwrite"): IDBTransaction {
  try {
    return database.transaction([...stores], mode, { durability: "strict" });
  } catch (error) {
    throw storeError(error instanceof DOMException ? error : null);
  }
}

function storeError(error: DOMException | null): Error {
  if (error?.name === "QuotaExceededError") return new Error("This device has no room left for Kith. Free some space; what you just did was not saved.");
  if (error?.name === "InvalidStateError") return new Error("Another tab runs a newer Kith, or the browser closed the local store. Reload Kith; what you just did was not saved.");
  return new Error(`The local store failed (${error?.name ?? "unknown"}). Reload Kith; what you just did was not saved.`);
}
