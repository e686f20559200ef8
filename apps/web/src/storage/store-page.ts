/**
 * The page of the store's story (tests/browser/store.story.ts): the product's tables, rules and device in a real
 * browser, with levers to break them. No part of the product's build.
 */
import {
  createDeviceStore, createTransport, encodeRequest, isErased, openDevice, openRecord, runSync, sealRecord,
  type Address, type Device, type DeviceStore, type SealedRecord, type StoreTables,
} from "@kith/core/relay";
import { contractOf, contractVault, epochKeyOf, idOf, keyringOf, keysOf, relayOf, sendTo, storeCases, withDevice, withoutDevice, lineAt, type ContractStore } from "@kith/core/testing";
import { openIndexedTables } from "./indexed-tables.ts";

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const owner = "owner";
const keyring = await withDevice(await keyringOf(owner), "other", owner);
const { vaultId } = keyring.state;

let tables: (StoreTables & { readonly close: () => Promise<void> }) | undefined;
let relay = relayOf(keyring);
/** How often the product was told that a newer Kith wants the database. */
let outdated = 0;

/** Opens the tables anew, as the next start does. */
async function open(): Promise<DeviceStore> {
  await tables?.close();
  tables = await openIndexedTables(() => { outdated += 1; });
  return createDeviceStore(tables);
}

/** The value of a request, or that nothing came. */
const got = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(request.error ?? new Error("nothing came")); };
});

/** An empty database of a vault, and an empty relay. */
async function fresh(writer: string, vault = vaultId): Promise<DeviceStore> {
  await tables?.close();
  await got(indexedDB.deleteDatabase("kith"));
  [relay, outdated] = [relayOf(keyring), 0];
  const store = await open();
  const adopted = await store.adopt({ vault: { vaultId: vault, deviceId: idOf(owner), writer }, keys: owner, keyring: keyring.entries }, async () => true);
  if (adopted !== "adopted") throw new Error(adopted);
  return store;
}

/** The product's device over the open tables. */
async function device(): Promise<Device> {
  if (!tables) throw new Error("the story opened no tables");
  const opened = await openDevice({
    store: createDeviceStore(tables), vaultId, deviceId: idOf(owner), keys: keysOf(owner), random, newId: () => idOf(random(16).join()),
    exclusively: (work) => work(), onSetAside: () => undefined, onArrived: () => undefined,
  });
  await opened.held.afresh();
  return opened;
}

const sealed = (writer: string, seq: number, text: string): SealedRecord => {
  const made = sealRecord(new TextEncoder().encode(text), { vault: vaultId, writer, seq, epoch: 1 }, { epochKey: epochKeyOf(1), random });
  if (!made.ok) throw new Error(made.error);
  return made.value;
};

/** What a record says, or why it doesn't. */
const textOf = (record: SealedRecord): string => {
  const payload = isErased(record) ? undefined : openRecord(record, vaultId, epochKeyOf(record.epoch));
  if (payload === undefined) return "erased";
  return payload.ok ? new TextDecoder().decode(payload.value) : payload.error;
};

/** Everything of a writer as [seq, text]. */
const texts = async (store: DeviceStore, writer: string): Promise<readonly (readonly [number, string])[]> => (await store.read(writer, 1, 1e9)).map((record) => [record.seq, textOf(record)]);

const append = (store: DeviceStore, writer: string, said: readonly string[]): Promise<number> =>
  store.append({ writer, count: said.length, sealAt: (index, seq) => sealed(writer, seq, said[index] ?? "") });

/** The database itself, for who goes behind the product's back. */
const raw = (): Promise<IDBDatabase> => got(indexedDB.open("kith"));

/** Changes rows behind the store's back. */
async function tamper(change: (records: IDBObjectStore) => IDBRequest): Promise<void> {
  const database = await raw();
  await got(change(database.transaction("records", "readwrite").objectStore("records")));
  database.close();
}

/** One run of the product's own sync against a relay in this page, and the healing after it. Gives the conflicts. */
async function sync(): Promise<readonly Address[]> {
  const own = await device();
  const send = sendTo(() => relay, vaultId);
  const ran = await runSync({ device: own.run, transport: createTransport((request) => send({ name: owner, action: request.action, body: encodeRequest(request) })) });
  if (!ran.ok) throw new Error(JSON.stringify(ran.error));
  await own.heal(ran.value.conflicts);
  return ran.value.conflicts;
}

/** The other device is removed at the relay's end: everything above that line is sealed again. Gives the own writer id afterwards. */
async function removeOther(): Promise<string> {
  const grown = await withoutDevice(keyring, { name: "other", line: lineAt(relay) }, owner);
  relay.chain = grown;
  const own = await device();
  await own.run.saveKeyring(grown);
  return own.run.reseal(grown);
}

const asContract = (store: DeviceStore): ContractStore => contractOf(store, {
  lose: ({ writer, seq }) => tamper((records) => records.delete([writer, seq])),
  reopen: async () => asContract(await open()),
});

/** Runs one case of the contract on an empty database. */
async function runCase(title: string): Promise<void> {
  const found = storeCases.find((one) => one.title === title);
  if (!found) throw new Error(`no case ${title}`);
  await found.run(asContract(await fresh(contractVault, contractVault)));
}

/** What the story reaches for. */
Object.assign(globalThis, {
  storePage: { runCase, open, fresh, device, sealed, texts, append, raw, tamper, sync, removeOther, relay: () => relay, outdated: () => outdated, close: () => tables?.close(), contractVault, vaultId, random },
});
