/**
 * A device without a screen: the product's own device, sync and joining over real HTTP, with its tables in
 * memory. Tests write plain texts into it, benches the payloads of a log.
 */
import { randomBytes } from "node:crypto";
import {
  bytesToBase64url, createDeviceStore, openDevice, runSync, type Device, type Levelled, type Result, type RunError, type Transport,
} from "@kith/core/relay";
import { MemoryStore } from "@kith/core/testing";
import { createHttpTransport } from "../../apps/web/src/sync/http-transport.ts";
import { areKept, openStoredKeys, type StoredKeys } from "../../apps/web/src/sync/platform-keys.ts";
import { listenForChanges } from "../../apps/web/src/sync/socket.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "../../apps/web/src/sync/sync-driver.ts";
import type { Timers } from "../../apps/web/src/sync/timers.ts";
import { createVault, joinByWords, type Platform, type VaultSession } from "../../apps/web/src/sync/vault-session.ts";

/** Where a device's relay is, and by what it is reached. */
export interface DeviceOptions {
  /** The relay's origin: "http://127.0.0.1:8787". */
  readonly serverUrl: string;
  /** The platform's own unless a test counts or breaks requests. */
  readonly fetch?: typeof fetch;
}

export interface NodeDevice {
  readonly session: VaultSession;
  /** The product's device, over `store`. */
  readonly device: Device;
  readonly store: MemoryStore;
  /** This store's own writer id. */
  readonly writer: string;
  /** Seals payloads as the next own records: kept here when it resolves. */
  append(payloads: readonly Uint8Array[]): Promise<void>;
  /** Every payload held that opens, by writer and seq. */
  payloads(): Promise<readonly Uint8Array[]>;
  /** How far each writer's records are held. */
  vector(): Promise<Record<string, number>>;
  /** The relay, as this device speaks to it. */
  readonly transport: Transport;
  /** One run of sync. */
  sync(): Promise<Result<Levelled, RunError>>;
  /** A driver with the live word, as a tab that syncs has one; `onState` hears of every step. */
  drive(timers: Timers, onState: (state: SyncState) => void): SyncDriver;
}

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** The real clock. */
export const realTimers: Timers = {
  nowMs: Date.now,
  jitter: Math.random,
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => { clearTimeout(timer); };
  },
};

const platformWith = (options: DeviceOptions): Platform => ({ random, subtle: crypto.subtle, fetch: options.fetch ?? fetch, nowMs: Date.now });

/** A vault made without any network, on a device of its own, with the words that let others join. */
export async function firstDevice(options: DeviceOptions): Promise<{ readonly device: NodeDevice; readonly words: string }> {
  const { session, words } = await createVault({ deviceName: "first" }, platformWith(options));
  return { device: await createNodeDevice(session, options), words };
}

/** Joins by the words. Throws where the relay won't have it. */
export async function joinedDevice(words: string, options: DeviceOptions): Promise<NodeDevice> {
  const joined = await joinByWords(words, { serverUrl: options.serverUrl, deviceName: "another" }, platformWith(options));
  if (!joined.ok) throw new Error(`joining came to nothing: ${JSON.stringify(joined.error)}`);
  return createNodeDevice(joined.value, options);
}

/** A vault registered at its relay, with `count` devices on one keyring. */
export async function devicesOfOneVault(count: number, options: DeviceOptions): Promise<readonly NodeDevice[]> {
  const { device, words } = await firstDevice(options);
  const ran = await device.sync();
  if (!ran.ok) throw new Error(`registering came to nothing: ${JSON.stringify(ran.error)}`);
  const devices = [device];
  while (devices.length < count) devices.push(await joinedDevice(words, options));
  return devices;
}

/** Runs until both sides are level, whatever comes in between; throws after `limitMs`. */
export async function syncUntilLevel(device: NodeDevice, limitMs: number): Promise<void> {
  const endMs = Date.now() + limitMs;
  for (;;) {
    const ran = await device.sync();
    if (ran.ok) return;
    if (Date.now() > endMs) throw new Error(`not level within ${limitMs} ms: ${JSON.stringify(ran.error)}`);
    await new Promise((wait) => { setTimeout(wait, 250); });
  }
}

/** A device with an empty store under a writer id of its own. */
export async function createNodeDevice(session: VaultSession, options: DeviceOptions): Promise<NodeDevice> {
  const { vaultId, deviceId, keys: stored, keyring } = session;
  const store = new MemoryStore();
  const writer = bytesToBase64url(random(16));
  const deviceStore = createDeviceStore<StoredKeys>(store);
  const adopted = await deviceStore.adopt({ vault: { vaultId, deviceId, writer }, keys: stored, keyring }, (kept) => areKept(kept, stored, crypto.subtle));
  if (adopted !== "adopted") throw new Error(`a fresh store is ${adopted}`);
  const keys = openStoredKeys(stored, crypto.subtle);
  const device = await openDevice({
    store: deviceStore, vaultId, deviceId, keys, random, newId: () => bytesToBase64url(random(16)),
    exclusively: (work) => work(), onSetAside: () => undefined, onArrived: () => undefined,
  });
  const member = { serverUrl: options.serverUrl, vaultId, member: deviceId, keys };
  const transport = createHttpTransport({ ...member, fetch: options.fetch ?? fetch, nowMs: Date.now });
  return {
    session, device, store, writer, transport,
    append: async (payloads) => void (await device.writer.append(payloads)),
    payloads: async () => (await device.held.all()).toSorted((a, b) => (a.address.writer === b.address.writer ? a.address.seq - b.address.seq : a.address.writer < b.address.writer ? -1 : 1)).map(({ payload }) => payload),
    vector: deviceStore.vector,
    sync: () => runSync({ device: device.run, transport }),
    drive: (timers, onState) => createSyncDriver({
      device: device.run, transport, deviceId, timers, onState, onConflicts: async () => undefined,
      listen: (onChanged) => listenForChanges({ ...member, timers, open: (url) => new WebSocket(url), onChanged }),
    }),
  };
}
