/** From what this browser stored to a vault in use: keys, session, sync. */
import { openDevice, runSync, type DeviceStore, type LockedOut, type StoredVault } from "@kith/core/relay";
import { openStoredKeys, type OpenKeys, type StoredKeys } from "../sync/platform-keys.ts";
import type { SyncDriver, SyncState } from "../sync/sync-driver.ts";
import type { Owner } from "../sync/pairing.ts";
import type { Timers } from "../sync/timers.ts";
import type { Platform } from "../sync/vault-session.ts";
import { createSession, type Session } from "./session.ts";
import { createEpochChange, type EpochChange } from "./epoch-change.ts";
import { createSync, transportOf } from "./sync-start.ts";

export interface OpenVaultDeps {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly serverUrl: string;
  readonly store: DeviceStore<StoredKeys>;
  readonly newId: () => string;
  /** Runs `work` while no other tab of this browser writes. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

export interface Hearing {
  readonly onState: (state: SyncState) => void;
  /** How far the relay's clock is ahead of this device's, in ms. */
  readonly onClock: (aheadMs: number) => void;
  /** Records of others are stored. */
  readonly onArrived: () => void;
  /** Damaged records were set aside. */
  readonly onSetAside: () => void;
}

export interface OpenVault {
  readonly session: Session;
  readonly sync: SyncDriver;
  /** Names by device id, those of devices that joined since among them. */
  readonly deviceNames: () => Promise<ReadonlyMap<string, string>>;
  /** Removing devices and replacing the words. */
  readonly epochChange: EpochChange;
  /** This device, as a member that may add others. */
  readonly owner: Owner;
  /** The entry of the keyring that this device can't follow, if there is one. */
  readonly lockedOut: () => Promise<LockedOut | undefined>;
}

/** Throws with what to do where the stored keyring or keys can't be used. */
export async function openVault({ vaultId, deviceId, opened }: StoredVault & { readonly opened: OpenKeys }, deps: OpenVaultDeps, hear: Hearing): Promise<OpenVault> {
  const { store, timers, serverUrl, exclusively, newId, platform: { random, subtle } } = deps;
  const keys = openStoredKeys(opened, subtle);
  const device = await openDevice({ store, vaultId, deviceId, keys, random, newId, exclusively, onArrived: hear.onArrived, onSetAside: hear.onSetAside });
  const session = createSession({ device, random, nowMs: timers.nowMs, newId, exclusively });
  const deviceNames = async (): Promise<ReadonlyMap<string, string>> => new Map((await device.keyring.read()).state.members.map(({ id, name }) => [id, name]));
  let aheadMs = 0;
  const onClock = (ms: number): void => { aheadMs = ms; hear.onClock(ms); };
  const at = { serverUrl, device, keys, timers, onState: hear.onState, onClock, aheadMs: () => aheadMs };
  const transport = transportOf(at);
  const run = { device: device.run, transport };
  const epochChange = createEpochChange({
    vaultId, deviceId, keys, keeper: device.keyring, random, transport, store, exclusively,
    level: () => runSync(run),
    ended: async () => { await runSync(run); },
  });
  return {
    session, sync: createSync(at, run), deviceNames, epochChange,
    owner: { vaultId, deviceId, keys, readKeyring: device.keyring.read }, lockedOut: device.keyring.lockedOut,
  };
}
