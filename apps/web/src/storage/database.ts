/** IndexedDB with promises: one database per browser profile, two stores. */

/** `records`: sealed records by [writer, seq]. `state`: what this device is, by name. */
export type StoreName = "records" | "state";

const databaseName = "kith";
const databaseVersion = 1;

/** Opens the database; `onOutdated` is called when a newer Kith in another tab wants to change it. */
export function openDatabase(onOutdated: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, databaseVersion);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("records", { keyPath: ["writer", "seq"] });
      request.result.createObjectStore("state");
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

/** The value of one request. */
export const result = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(storeError(request.error)); };
});

/**
 * Runs `work` in one strict transaction; resolves after it is on the disk. A full disk shows only as
 * an abort, without an error event on any request: so the abort is what rejects.
 */
export function writing<Value>(database: IDBDatabase, stores: readonly StoreName[], work: (transaction: IDBTransaction) => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...stores], "readwrite", { durability: "strict" });
    let done: { readonly value: Value } | undefined;
    transaction.oncomplete = () => { if (done) resolve(done.value); else reject(new Error("The local store ended a write early. Reload Kith; nothing was saved.")); };
    transaction.onabort = () => { reject(storeError(transaction.error)); };
    const run = async (): Promise<void> => {
      try {
        done = { value: await work(transaction) };
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        try { transaction.abort(); } catch { /* It ended already. */ }
      }
    };
    void run();
  });
}

function storeError(error: DOMException | null): Error {
  if (error?.name === "QuotaExceededError") return new Error("This device has no room left for Kith. Free some space; what you just did was not saved.");
  return new Error(`The local store failed (${error?.name ?? "unknown"}). Reload Kith; what you just did was not saved.`);
}
