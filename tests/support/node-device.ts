/**
 * A device without a screen: the browser's own sync (run, transport, joining) over real HTTP, with its
 * records in memory. Tests write plain texts into it, benches the payloads of a log.
 */
import { randomBytes } from "node:crypto";
import { bytesToBase64url, extendChain, judgeHeld, openKeyring, openRecord, recordHash, sealRecord, startOfChain, type Keyring, type SealedRecord } from "@kith/core/relay";
import { createMemoryTable, type MemoryTable } from "@kith/core/testing";
import { createHttpTransport } from "../../apps/web/src/sync/http-transport.ts";
import { listenForChanges } from "../../apps/web/src/sync/socket.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "../../apps/web/src/sync/sync-driver.ts";
import { runSync, type RunDeps } from "../../apps/web/src/sync/sync-run.ts";
import type { Transport } from "../../apps/web/src/sync/transport.ts";
import type { Timers } from "../../apps/web/src/sync/timers.ts";
import { createVault, joinByWords, openKeys, type Platform, type VaultSession } from "../../apps/web/src/sync/vault-session.ts";

/** Where a device's relay is, and by what it is reached. */
export interface DeviceOptions {
  /** The relay's origin: "http://127.0.0.1:8787". */
  readonly serverUrl: string;
  /** The platform's own unless a test counts or breaks requests. */
  readonly fetch?: typeof fetch;
}

export interface NodeDevice {
  readonly session: VaultSession;
  /** This store's own writer id. */
  readonly writer: string;
  readonly table: MemoryTable;
  /** Seals payloads as the next own records: kept here when it returns. */
  append(payloads: readonly Uint8Array[]): void;
  /** Every payload held that opens, writer by writer. */
  payloads(): readonly Uint8Array[];
  /** The relay, as this device speaks to it. */
  readonly transport: Transport;
  /** One run of sync. */
  sync(): ReturnType<typeof runSync>;
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
  return { device: createNodeDevice(session, options), words };
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
function createNodeDevice(session: VaultSession, options: DeviceOptions): NodeDevice {
  const { vaultId, deviceId, epoch, epochKeys } = session;
  const table = createMemoryTable();
  const writer = bytesToBase64url(random(16));
  const member = { serverUrl: options.serverUrl, vaultId, member: deviceId, keys: openKeys(session.keys, crypto.subtle) };
  const transport = createHttpTransport({ ...member, fetch: options.fetch ?? fetch, nowMs: Date.now });
  let [keyring, written]: [Keyring, number] = [keyringOf(session), 0];
  const keyFor = (ofEpoch: number): Uint8Array => {
    const key = epochKeys.get(ofEpoch);
    if (!key) throw new Error("the key of every epoch is held");
    return key;
  };
  const deps: Omit<RunDeps, "onProgress"> = {
    vaultId, writer, transport,
    store: {
      vector: async () => ({ ...table.vector() }),
      read: async (of, fromSeq, maxBytes) => [...table.read(of, fromSeq, maxBytes)],
      accept: async (records) => { for (const record of records) take(table, vaultId, record); },
      erased: { count: async () => table.erased(), read: async (after, max) => [...table.readErased(after, max)] },
      chain: async (of, seq) => [...table.hashes(of, seq)].reduce(extendChain, startOfChain),
      // None of them is cloned.
      proved: async () => undefined,
      // Nobody is removed where such devices meet, so no epoch ends.
      sealedEpoch: async () => epoch,
      reseal: async () => { throw new Error("a device of tests doesn't outlive its epoch"); },
    },
    keyring: { read: async () => keyring, save: async (longer) => { keyring = longer; } },
  };
  return {
    session, writer, table, transport,
    append(payloads) {
      for (const payload of payloads) {
        written += 1;
        const sealed = sealRecord(payload, { vault: vaultId, writer, seq: written, epoch }, { epochKey: keyFor(epoch), random });
        if (!sealed.ok) throw new Error("a payload fits a record");
        take(table, vaultId, sealed.value);
      }
    },
    payloads: () => Object.keys(table.vector()).toSorted().flatMap((of) => table.read(of, 1, Number.POSITIVE_INFINITY).flatMap((record) => {
      const opened = openRecord(record, vaultId, keyFor(record.epoch));
      return opened.ok ? [opened.value] : [];
    })),
    sync: () => runSync({ ...deps, onProgress: () => undefined }),
    drive: (timers, onState) => createSyncDriver({
      ...deps, deviceId, writer: () => writer, timers, onState, onConflicts: async () => undefined,
      listen: (onChanged) => listenForChanges({ ...member, timers, open: (url) => new WebSocket(url), onChanged }),
    }),
  };
}

function keyringOf({ keyring, vaultId }: VaultSession): Keyring {
  const opened = openKeyring(keyring, vaultId);
  if (!opened.ok) throw new Error("a session's keyring verifies");
  return opened.value;
}

/** What any store does with a record that arrives. */
function take(table: MemoryTable, vaultId: string, record: SealedRecord): void {
  const hash = recordHash(vaultId, record);
  const heldHash = table.hashAt(record.writer, record.seq);
  if (heldHash === undefined) table.insert(record, hash);
  else if (judgeHeld(record, hash, heldHash) === "erase") table.erase(record);
}
