/** The relay's SQLite keeps the contract of every store: the same cases as everywhere, in real workerd. */
import { answerPush, type RecordTable } from "@kith/core/relay";
import { contractKeyring, storeContract, type ContractStore } from "@kith/core/testing";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { test } from "vitest";
import { openRecordTable } from "../src/record-table.ts";
import { must, objectOf, registered } from "./client.ts";

/** The table of a registered vault's object, each call in a transaction of its own; `vaultId` names the object. */
function asStore(vaultId: string): ContractStore {
  const inTable = <Value>(work: (table: RecordTable) => Value): Promise<Value> =>
    runInDurableObject(objectOf(vaultId), (_, { storage }) => storage.transactionSync(() => work(openRecordTable(storage.sql))));
  return {
    vector: () => inTable((table) => table.vector()),
    read: (writer, fromSeq, maxBytes) => inTable((table) => table.read(writer, fromSeq, maxBytes)),
    accept: (records) => inTable((table) => must(answerPush(table, contractKeyring, records)).conflicts),
    append: (writer, bodies) => inTable((table) => {
      const last = table.vector()[writer] ?? 0;
      must(answerPush(table, contractKeyring, bodies.map((body, index) => ({ writer, seq: last + 1 + index, epoch: 1, body }))));
    }),
    appendBroken: (writer, bodies) => inTable((table) => {
      const last = table.vector()[writer] ?? 0;
      let left = bodies.length;
      const failing: RecordTable = { ...table, insert: (record, sha256) => { table.insert(record, sha256); if ((left -= 1) === 0) throw new Error("the disk is full"); } };
      must(answerPush(failing, contractKeyring, bodies.map((body, index) => ({ writer, seq: last + 1 + index, epoch: 1, body }))));
    }),
    erasedCount: () => inTable((table) => table.erased()),
    readErased: () => Promise.reject(new Error("not offered")),
    lose: () => Promise.reject(new Error("not offered")),
    setAside: () => Promise.reject(new Error("not offered")),
    damagedCount: () => Promise.reject(new Error("not offered")),
    reopen: async () => {
      await evictDurableObject(objectOf(vaultId));
      return asStore(vaultId);
    },
  };
}

storeContract("relay", async () => asStore((await registered()).vaultId), {
  test,
  say: (line) => { process.stdout.write(line); },
  skips: {
    ST9: "SQLite loses whole transactions, not rows: a relay put back to an older backup has no holes and is refilled (S20, S22).",
    ST13: "a relay can't open records, so it can't find one damaged; the devices do.",
    ST14: "a relay gives erased records in its pages, in their places (R30).",
    ST15: "a relay sets nothing aside.",
  },
});
