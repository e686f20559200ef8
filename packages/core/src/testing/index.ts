/** The side door for tests: builders and seeded generators. Never imported by the product. */
export { makeArchive, type ArchiveTruth, type ArchiveWish, type MadeArchive } from "./archive/make-archive.ts";
export { seeded } from "./archive/seeded.ts";
export { personNumbered, randomEvents } from "./random-events.ts";
export { MemoryRelay } from "./memory-relay.ts";
export { MemoryStore } from "./memory-store.ts";
export { runs } from "./runs.ts";
export { SimulatedDevice, storeOf, type Request, type Send } from "./simulated-device.ts";
export { idOf } from "./simulated-id.ts";
export { epochKeyOf, keyringOf, keySeedOf, keysOf, withDeadWraps, withDevice, withoutDevice } from "./simulated-keyring.ts";
export { lineAt, relayOf, sendTo } from "./simulated-relay.ts";
export { contractOf, contractVault, storeCases, storeContract, type ContractStore } from "./store-contract.ts";
