/**
 * Sync for this browser: the one tab that holds the lock runs the driver and the socket; the others
 * hear of changes from it. The lock passes on by itself when its tab closes.
 */
import type { Conflict, DeviceKeys, Keyring } from "@kith/core/relay";
import type { RecordStore } from "../storage/record-store.ts";
import type { VaultStore } from "../storage/vault-store.ts";
import { createHttpTransport } from "../sync/http-transport.ts";
import { listenForChanges } from "../sync/socket.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "../sync/sync-driver.ts";
import type { RunDeps } from "../sync/sync-run.ts";
import type { Timers } from "../sync/timers.ts";
import type { KeyringKeeper } from "./keyring-keeper.ts";

export interface SyncStart {
  readonly run: ReturnType<typeof createRunDeps>;
  readonly serverUrl: string;
  readonly vaultId: string;
  readonly deviceId: string;
  /** This store's writer id now. */
  readonly writer: () => string;
  readonly keys: DeviceKeys;
  readonly records: RecordStore;
  readonly vaults: VaultStore;
  readonly keeper: KeyringKeeper;
  readonly timers: Timers;
  readonly onState: (state: SyncState) => void;
  /** How far the relay's clock is ahead of this device's, in ms. */
  readonly onClock: (aheadMs: number) => void;
  /** The same, as last told. */
  readonly aheadMs: () => number;
  /** Records of others are stored, or the keyring is longer. */
  readonly onArrived: () => void;
  /** A page of records to push, nothing damaged among them. */
  readonly readSound: RecordStore["read"];
  /** Brings the store up to the keyring's newest epoch; gives the own writer id afterwards. */
  readonly reseal: (keyring: Keyring) => Promise<string>;
  /** This store is a clone or an old backup that went on: heal it; sync runs again afterwards. */
  readonly onFork: (conflict: Conflict) => Promise<void>;
}

/** What runs of sync work with, whichever tab asks for one. */
export function createRunDeps(start: Omit<SyncStart, "run">): Omit<RunDeps, "writer" | "onProgress"> {
  const { serverUrl, vaultId, deviceId, keys, records, vaults, keeper, timers } = start;
  const transport = createHttpTransport({ serverUrl, vaultId, member: deviceId, keys, fetch: (input, init) => fetch(input, init), nowMs: timers.nowMs, onClock: start.onClock, invitation: vaults.readInvitation });
  return {
    vaultId,
    transport: {
      ...transport,
      push: async (pushed) => {
        const receipt = await transport.push(pushed);
        const own = receipt.ok && receipt.value.conflicts.length === 0 ? receipt.value.vector[start.writer()] : undefined;
        if (own !== undefined && pushed.some(({ writer }) => writer === start.writer())) await vaults.saveSent(own);
        return receipt;
      },
    },
    store: {
      vector: records.vector,
      read: start.readSound,
      chain: records.chain,
      erased: { count: records.erasedCount, read: records.readErased },
      sealedEpoch: vaults.readSealedEpoch,
      proved: (seq) => vaults.saveProved({ writer: start.writer(), seq }),
      reseal: start.reseal,
      accept: async (arrived) => {
        await records.accept(arrived);
        start.onArrived();
      },
    },
    keyring: {
      read: keeper.read,
      save: async (keyring) => {
        await keeper.save(keyring);
        start.onArrived();
      },
    },
  };
}

export function createSync(start: SyncStart): SyncDriver {
  const { serverUrl, vaultId, deviceId, keys, timers } = start;
  const retry = (): void => { driver.retryNow(); };
  const driver: SyncDriver = createSyncDriver({
    ...start.run, timers, deviceId,
    writer: start.writer,
    listen: (onChanged) => {
      const stop = listenForChanges({ serverUrl, vaultId, member: deviceId, keys, timers: { ...timers, nowMs: () => timers.nowMs() + start.aheadMs() }, open: (url) => new WebSocket(url), onChanged });
      addEventListener("online", retry);
      return () => {
        removeEventListener("online", retry);
        stop();
      };
    },
    onState: start.onState,
    onConflicts: async (conflicts) => {
      // A conflict under another's id is theirs to heal; this store left the record out.
      const own = conflicts.find(({ writer }) => writer === start.writer());
      if (!own) return;
      await start.onFork(own);
      driver.poke();
    },
  });
  return driver;
}
