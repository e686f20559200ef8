/** The side door for tests: builders and seeded generators. Never imported by the product. */
export { makeArchive, type ArchiveTruth, type ArchiveWish, type MadeArchive } from "./archive/make-archive.ts";
export { seeded } from "./archive/seeded.ts";
export { personNumbered, randomEvents } from "./random-events.ts";
export { createMemoryTable, type MemoryTable } from "./memory-table.ts";
export { runs } from "./runs.ts";
export { idOf } from "./simulated-id.ts";
export { epochKeyOf, keyringOf, withDevice, withoutDevice } from "./simulated-keyring.ts";
export { contractKeyring, contractVault, storeCases, storeContract, type ContractStore } from "./store-contract.ts";
export { strays } from "./strays.ts";
