/**
 * The page of the store's story (tests/browser/store.story.ts): the real stores in a real browser, with
 * levers to break them. No part of the product's build.
 */
import { answerPull, answerPush, entryHash, ok, openRecord, sealRecord, type Address, type Keyring, type SealedRecord, type SignedEntry } from "@kith/core/relay";
import { contractKeyring, contractVault, createMemoryTable, storeCases, type ContractStore } from "@kith/core/testing";
import { runSync } from "../sync/sync-run.ts";
import { openDatabase, result, writing } from "./database.ts";
import { createRecordStore, type RecordStore } from "./record-store.ts";
import { reseal } from "./reseal.ts";
import { reseat } from "./reseat.ts";
import { createVaultStore, type StoredVault } from "./vault-store.ts";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const epochKey = new Uint8Array(32).fill(5);
const entry: SignedEntry = { bytes: Uint8Array.of(1), signature: new Uint8Array(64) };
const vaultOf = (writer: string): StoredVault => ({ vaultId: contractVault, deviceId: writer, writer, keys: { kind: "software", seed: new Uint8Array(32) } });

let database: IDBDatabase | undefined;
let relay = createMemoryTable();
/** How often the product was told that a newer Kith wants the database. */
let outdated = 0;

/** Opens the database anew, as the next start does. */
async function open(): Promise<RecordStore> {
  database?.close();
  database = await openDatabase(() => { outdated += 1; });
  return createRecordStore(database);
}

/** The open database; a bug of the story where there is none. */
function opened(): IDBDatabase {
  if (!database) throw new Error("the story opened no database");
  return database;
}

/** An empty database of the vault, and an empty relay. */
async function fresh(writer: string): Promise<RecordStore> {
  database?.close();
  await result(indexedDB.deleteDatabase("kith"));
  [relay, outdated] = [createMemoryTable(), 0];
  const store = await open();
  await createVaultStore(opened()).create(vaultOf(writer), [entry]);
  return store;
}

const sealed = (writer: string, seq: number, text: string): SealedRecord => sealedUnder(1, { writer, seq }, text);
const sealedUnder = (epoch: number, address: Address, text: string): SealedRecord => {
  const made = sealRecord(new TextEncoder().encode(text), { vault: contractVault, ...address, epoch }, { epochKey, random });
  if (!made.ok) throw new Error(made.error);
  return made.value;
};

/** What a record says, or why it doesn't. */
const textOf = (record: SealedRecord): string => {
  const payload = openRecord(record, contractVault, epochKey);
  return payload.ok ? new TextDecoder().decode(payload.value) : payload.error;
};

/** Everything of a writer as [seq, text]. */
const texts = async (store: RecordStore, writer: string): Promise<readonly (readonly [number, string])[]> => (await store.read(writer, 1, 1e9)).map((record) => [record.seq, textOf(record)]);

const append = (store: RecordStore, writer: string, said: readonly string[]): Promise<void> => store.append(writer, said.length, (index, seq) => sealed(writer, seq, said[index] ?? ""));

/** Changes rows behind the store's back. */
const tamper = (change: (records: IDBObjectStore) => IDBRequest): Promise<void> => writing(opened(), ["records"], async (transaction) => void (await result(change(transaction.objectStore("records")))));

const keys = { signPublic: new Uint8Array(32), wrapPublic: new Uint8Array(32) };
const keyring: Keyring = { entries: [entry], state: { ...contractKeyring, head: entryHash(entry), length: 1, members: [], recovery: keys, retired: [], wraps: [] } };

/** One run of the product's own sync against a relay in this page. Gives the conflicts. */
async function sync(store: RecordStore, writer: string): Promise<readonly Address[]> {
  const ran = await runSync({
    vaultId: contractVault, writer,
    transport: {
      create: async () => ok(true), appendKeyring: async () => ok(true), readKeyring: async () => ok([entry]),
      pull: async (request) => ok(answerPull(relay, request, { keyring: { length: 1, head: entryHash(entry) }, members: [] })),
      push: async (records) => {
        const receipt = answerPush(relay, contractKeyring, records);
        return receipt.ok ? receipt : { ok: false, error: { kind: "refused", code: receipt.error } };
      },
    },
    store: { vector: store.vector, read: store.read, accept: async (records) => void (await store.accept(records)), erased: { count: store.erasedCount, read: store.readErased }, chain: store.chain, proved: async () => undefined, sealedEpoch: async () => 1, reseal: async () => writer },
    keyring: { read: async () => keyring, save: async () => undefined },
    onProgress: () => undefined,
  });
  if (!ran.ok) throw new Error(JSON.stringify(ran.error));
  return ran.value.conflicts;
}

/** A new writer id after `old`, whose records behind `shared` are sealed again. */
const newWriter = (old: string, next: string, shared: number): Promise<number> =>
  reseat(opened(), { vault: vaultOf(next), oldWriter: old, shared, sealAgain: (record, seq) => (openRecord(record, contractVault, epochKey).ok ? sealed(next, seq, textOf(record)) : undefined) });

/** Somebody was removed: everything of epoch 1 above `line` is sealed again under epoch 2. Gives the own writer id afterwards. */
const resealAbove = async (store: RecordStore, line: readonly (readonly [string, number])[], next: string): Promise<string> => {
  const ends = new Map(await Promise.all(line.map(async ([writer, seq]) => [writer, { seq, chain: await store.chain(writer, seq) }] as const)));
  const { writer } = await reseal(opened(), {
    state: { ...keyring.state, epoch: 2, lines: [ends] }, freshWriter: next,
    sealAgain: (record, address) => (openRecord(record, contractVault, epochKey).ok ? sealedUnder(2, address, textOf(record)) : undefined),
  });
  store.recount();
  return writer;
};

const asContract = (store: RecordStore): ContractStore => ({
  ...store,
  append: (writer, bodies) => store.append(writer, bodies.length, (index, seq) => ({ writer, seq, epoch: 1, body: bodies[index] ?? new Uint8Array() })),
  appendBroken: (writer, bodies) => store.append(writer, bodies.length, (index, seq) => {
    if (index === bodies.length - 1) throw new Error("sealing failed");
    return { writer, seq, epoch: 1, body: bodies[index] ?? new Uint8Array() };
  }),
  lose: ({ writer, seq }) => tamper((records) => records.delete([writer, seq])),
  reopen: async () => asContract(await open()),
});

/** Runs one case of the contract on an empty database. */
async function runCase(title: string): Promise<void> {
  const found = storeCases.find((one) => one.title === title);
  if (!found) throw new Error(`no case ${title}`);
  await found.run(asContract(await fresh(contractVault)));
}

/** What the story reaches for. */
Object.assign(globalThis, {
  storePage: {
    runCase, open, opened, fresh, sealed, textOf, texts, append, tamper, sync, newWriter, resealAbove,
    relay: () => relay, outdated: () => outdated, vaults: () => createVaultStore(opened()), contractVault, random,
  },
});
