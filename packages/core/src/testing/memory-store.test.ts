/** The tables in memory are held to the contract of every store, with the rules of the product over them. */
import { test } from "vitest";
import { createDeviceStore } from "../store/device-store.ts";
import { MemoryStore } from "./memory-store.ts";
import { contractOf, contractVault, storeContract, type ContractStore } from "./store-contract.ts";

const asContract = (tables: MemoryStore): ContractStore => contractOf(createDeviceStore(tables), {
  lose: async (address) => { tables.lose(address); },
  reopen: async () => asContract(tables.copy()),
});

storeContract("memory", async () => {
  const tables = new MemoryStore();
  await createDeviceStore(tables).put("vault", { vaultId: contractVault, deviceId: contractVault, writer: contractVault });
  return asContract(tables);
}, { test, say: (line) => { process.stdout.write(line); } });
