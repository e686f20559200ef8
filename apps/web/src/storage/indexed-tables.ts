/**
 * A device's tables in IndexedDB: no rule is here. Where the browser closes the database (it may at any time, to
 * make room or because its files changed), it is opened again and the transaction tried once more: nothing of the
 * first try was kept.
 */
import type { Address, NamedBy, NamedRows, StateRows, StoreTables, StoreTransaction } from "@kith/core/relay";
import { ClosedError, inTransaction, openDatabase, result } from "./database.ts";
import { damagedRows, recordRows } from "./record-rows.ts";

type NamedRow = Address & NamedBy;

function namedRows(transaction: IDBTransaction): NamedRows {
  const store = transaction.objectStore("named");
  const index = store.index("list");
  return {
    get: ({ writer, seq }) => result(store.get([writer, seq]) as IDBRequest<NamedRow | undefined>),
    put: async ({ writer, seq }, by) => void (await result(store.put({ ...by, writer, seq } satisfies NamedRow))),
    delete: ({ writer, seq }) => result(store.delete([writer, seq])),
    of: async (list) => (await result(index.getAll([list.writer, list.seq]) as IDBRequest<NamedRow[]>)).map(({ writer, seq }) => ({ writer, seq })),
    lists: async () => {
      const lists: Address[] = [];
      for (let cursor = await result(index.openKeyCursor(null, "nextunique")); cursor;) {
        const [writer, seq] = cursor.key as [string, number];
        lists.push({ writer, seq });
        cursor = await result(index.openKeyCursor(IDBKeyRange.lowerBound(cursor.key, true), "nextunique"));
      }
      return lists;
    },
  };
}

function stateRows(transaction: IDBTransaction): StateRows {
  const store = transaction.objectStore("state");
  return {
    get: async (name) => (await result(store.get(name))) as never,
    put: async (name, value) => void (await result(store.put(value, name))),
    delete: (name) => result(store.delete(name)),
  };
}

const over = (transaction: IDBTransaction): StoreTransaction =>
  ({ records: recordRows(transaction), damaged: damagedRows(transaction), named: namedRows(transaction), state: stateRows(transaction) });

/** Opens the tables; `onOutdated` is called when a newer Kith in another tab wants to change them, or another tab to delete them. */
export async function openIndexedTables(onOutdated: (isDeleted: boolean) => void): Promise<StoreTables & { readonly close: () => Promise<void> }> {
  let isOutdated = false;
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    opened ??= openDatabase({
      onOutdated: (isDeleted) => { isOutdated = true; onOutdated(isDeleted); },
      onClosed: () => { opened = undefined; },
    });
    return opened;
  };
  const run = async <Value>(mode: "readonly" | "readwrite", work: (transaction: StoreTransaction) => Promise<Value>): Promise<Value> => {
    const once = async (): Promise<Value> => inTransaction(await open(), mode, (transaction) => work(over(transaction)));
    try {
      return await once();
    } catch (error) {
      if (isOutdated) throw new Error("Another tab runs a newer Kith. Reload this one; what you just did was not saved.", { cause: error });
      if (!(error instanceof ClosedError)) throw error;
      opened = undefined;
      return once();
    }
  };
  await open();
  return {
    reading: (work) => run("readonly", work),
    writing: (work) => run("readwrite", work),
    close: async () => {
      // Nothing that still runs may open them again: a database that was deleted would come back empty.
      isOutdated = true;
      (await opened)?.close();
    },
  };
}
