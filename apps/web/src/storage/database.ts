/** The database in IndexedDB: its stores, how an older one becomes today's, and what its failures mean. */

/** `records`: sealed records by [writer, seq]. `damaged`: those set aside. `named`: what lists name as erased. `state`: what this device is, by name. */
const storeNames = ["records", "damaged", "named", "state"];
const databaseName = "kith";
const databaseVersion = 3;

/** Opens the database; `onOutdated` is called when a newer Kith in another tab wants to change it, or another tab to delete it, `onClosed` when the browser closed it. */
export function openDatabase({ onOutdated, onClosed }: { readonly onOutdated: (isDeleted: boolean) => void; readonly onClosed: () => void }): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, databaseVersion);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (request.transaction) upgrade(request.result, request.transaction, oldVersion);
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = ({ newVersion }) => {
        database.close();
        onOutdated(newVersion === null);
      };
      database.onclose = onClosed;
      resolve(database);
    };
    request.onerror = () => { reject(storeError(request.error)); };
    request.onblocked = () => { reject(new Error("Another tab holds an older Kith open. Close it, then reload this one.")); };
  });
}

/** Deletes it with all that is in it; waits until every other tab has let go of it. */
export const deleteDatabase = (): Promise<void> => new Promise((resolve, reject) => {
  const request = indexedDB.deleteDatabase(databaseName);
  request.onsuccess = () => { resolve(); };
  request.onerror = () => { reject(storeError(request.error)); };
});

/** From any older version to today's, in the one transaction of the upgrade: a cut leaves the old one. */
function upgrade(database: IDBDatabase, transaction: IDBTransaction, oldVersion: number): void {
  if (oldVersion < 1) {
    database.createObjectStore("records", { keyPath: ["writer", "seq"] });
    database.createObjectStore("state");
  }
  const records = transaction.objectStore("records");
  if (oldVersion < 2) {
    // Only erased records have the last part of this key, so only they are in the index.
    records.createIndex("erased", ["writer", "seq", "erasedHash"]);
    database.createObjectStore("damaged", { keyPath: ["writer", "seq"] });
  }
  if (oldVersion < 3) {
    records.createIndex("claimed", ["writer", "seq", "claimed"]);
    database.createObjectStore("named", { keyPath: ["writer", "seq"] }).createIndex("list", ["list.writer", "list.seq"]);
    if (oldVersion > 0) claimAll(records, transaction.objectStore("state"));
  }
}

/**
 * An older Kith believed whoever said that a record was erased. Now a list of a member has to name it: every record is
 * read anew at the next start (there is no snapshot to go on from), and what its lists name is no claim any more.
 */
function claimAll(records: IDBObjectStore, state: IDBObjectStore): void {
  const request = records.index("erased").openCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    cursor.update({ ...(cursor.value as object), claimed: 1 });
    cursor.continue();
  };
  state.delete("snapshot");
  const held = state.get("vault");
  held.onsuccess = () => {
    const { keys, ...vault } = (held.result ?? {}) as { readonly keys?: unknown };
    if (keys === undefined) return;
    state.put(keys, "keys");
    state.put(vault, "vault");
  };
}

/** The value of one request. */
export const result = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(storeError(request.error)); };
});

/**
 * Runs `work` in one transaction; resolves after it has ended, a strict write after it is on the disk. Who waits for a
 * read may have seconds of work to do next (an import), and an open reader would hold up every tab's writes. A full disk
 * shows only as an abort, without an error event on any request: so the abort is what rejects.
 */
export function inTransaction<Value>(
  database: IDBDatabase, mode: "readonly" | "readwrite", work: (transaction: IDBTransaction) => Promise<Value>,
): Promise<Value> {
  const transaction = begin(database, mode);
  return new Promise((resolve, reject) => {
    let done: { readonly value: Value } | undefined;
    transaction.oncomplete = () => {
      if (done) resolve(done.value);
      else reject(new Error("The local store ended a transaction early. Reload Kith; nothing was saved."));
    };
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

/** The browser closed the database: it can be opened again. */
export class ClosedError extends Error {}

function begin(database: IDBDatabase, mode: "readonly" | "readwrite"): IDBTransaction {
  try {
    return database.transaction([...storeNames], mode, { durability: "strict" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "InvalidStateError") throw new ClosedError(closed);
    throw storeError(error instanceof DOMException ? error : null);
  }
}

const closed = "The browser closed the local store. What you just did was not saved. Reload Kith, and do it once more.";

function storeError(error: DOMException | null): Error {
  switch (error?.name) {
    case "QuotaExceededError":
      return new Error("This device has no room left for Kith. Free some space; what you just did was not saved.");
    case "InvalidStateError":
      return new ClosedError(closed);
    case "VersionError":
      return new Error("This browser’s data was written by a newer Kith than this one. Nothing is lost: reload until the newer one is here, or ask whoever runs your server to update it.");
    case undefined:
    default:
      return new Error(`The local store failed (${error?.name ?? "unknown"}). Reload Kith; what you just did was not saved.`);
  }
}
