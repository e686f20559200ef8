/** The model is held to the same contract as the stores it stands for. */
import { test } from "vitest";
import { answerPush } from "../sync/relay-rules.ts";
import { recordHash } from "../vault/record.ts";
import { createMemoryTable, type MemoryTable } from "./memory-table.ts";
import { contractKeyring, contractVault, storeContract, type ContractStore } from "./store-contract.ts";

const asStore = (table: MemoryTable): ContractStore => ({
  vector: async () => table.vector(),
  read: async (writer, fromSeq, maxBytes) => table.read(writer, fromSeq, maxBytes),
  accept: async (records) => {
    const receipt = answerPush(table, contractKeyring, records);
    if (!receipt.ok) throw new Error(receipt.error);
    return receipt.value.conflicts;
  },
  append: async (writer, bodies) => {
    for (const body of bodies) {
      const record = { writer, seq: (table.vector()[writer] ?? 0) + 1, epoch: 1, body };
      table.insert(record, recordHash(contractVault, record));
    }
  },
  appendBroken: () => Promise.reject(new Error("not offered")),
  erasedCount: async () => table.erased(),
  readErased: async (after, max) => table.readErased(after, max),
  lose: async (address) => { table.lose(address); },
  setAside: async (address) => table.setAside(address),
  damagedCount: async () => table.damagedCount(),
  reopen: async () => asStore(table),
});

storeContract("memory", async () => asStore(createMemoryTable()), {
  test,
  say: (line) => { process.stdout.write(line); },
  skips: {
    ST5: "maps know no transactions; a simulation that is cut loses the answer instead.",
    ST15: "a table is given its seqs; the simulated device remembers the last it used.",
  },
});
