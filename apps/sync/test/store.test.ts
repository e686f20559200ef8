/** The relay's SQLite keeps the contract of every store: the same cases as everywhere, in real workerd. */
import { eraseRecord, type RecordTable } from "@kith/core/relay";
import { contractVault, storeContract, type ContractStore } from "@kith/core/testing";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { test } from "vitest";
import { openRecordTable } from "../src/record-table.ts";
import { takePush } from "../../../packages/core/src/sync/relay-rules.ts";
import { must, objectOf, registered } from "./client.ts";

/** A keyring, as far as the table's rules look at one: nobody was ever removed. */
const contractKeyring = { vaultId: contractVault, epoch: 9, lines: [] } as const;

/** The table of a registered vault's object, each call in a transaction of its own; `vaultId` names the object. */
function asStore(vaultId: string): ContractStore {
  const inTable = <Value>(work: (table: RecordTable) => Value): Promise<Value> =>
    runInDurableObject(objectOf(vaultId), (_, { storage }) => storage.transactionSync(() => work(openRecordTable(storage.sql))));
  return {
    vector: () => inTable((table) => table.vector()),
    read: (writer, fromSeq, maxBytes) => inTable((table) => table.read(writer, fromSeq, maxBytes)),
    accept: (records) => inTable((table) => must(takePush(table, contractKeyring, records))),
    append: (writer, bodies) => inTable((table) => {
      const last = table.vector()[writer] ?? 0;
      must(takePush(table, contractKeyring, bodies.map((body, index) => ({ writer, seq: last + 1 + index, epoch: 1, body }))));
    }),
    appendBroken: (writer, bodies) => inTable((table) => {
      const last = table.vector()[writer] ?? 0;
      let left = bodies.length;
      const failing: RecordTable = { ...table, insert: (record, sha256) => { table.insert(record, sha256); if ((left -= 1) === 0) throw new Error("the disk is full"); } };
      must(takePush(failing, contractKeyring, bodies.map((body, index) => ({ writer, seq: last + 1 + index, epoch: 1, body }))));
    }),
    erase: (addresses) => inTable((table) => {
      const held = addresses.flatMap(({ writer, seq }) => table.read(writer, seq, 1).filter((record) => record.seq === seq));
      must(takePush(table, contractKeyring, held.map((record) => eraseRecord(contractVault, record))));
    }),
    erasedCount: () => inTable((table) => table.erased().count),
    readErased: (after, max) => inTable((table) => table.readErased(after, max)),
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
    ST8: "a relay reads no list: it takes back the very body it had, and members who know the list empty it again (R30, S71).",
    ST9: "SQLite loses whole transactions, not rows: a relay put back to an older backup has no holes and is refilled (S20, S22).",
    ST13: "a relay can't open records, so it can't find one damaged; the devices do.",
    ST15: "a relay sets nothing aside.",
    ST36: "a relay sets nothing aside.",
    ST37: "a relay holds no claims: it is told, and tells, and who knows the list judges (S70 to S73).",
  },
});
