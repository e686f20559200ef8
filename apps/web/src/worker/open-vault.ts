/** From what this browser stored to a vault in use: keys, session, sync. */
import type { DeviceId } from "@kith/core";
import { openEpochKeys, verifyKeyring, type Address } from "@kith/core/relay";
import type { Reseat } from "../storage/reseat.ts";
import type { RecordStore } from "../storage/record-store.ts";
import type { StoredVault, VaultStore } from "../storage/vault-store.ts";
import type { SyncDriver, SyncState } from "../sync/sync-driver.ts";
import type { Timers } from "../sync/timers.ts";
import { openKeys, type Platform } from "../sync/vault-session.ts";
import { createSession, type Session } from "./session.ts";
import { createSync } from "./sync-start.ts";

export interface OpenVaultDeps {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly serverUrl: string;
  readonly records: RecordStore;
  readonly vaults: VaultStore;
  readonly reseat: (wish: Reseat) => Promise<number>;
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
}

/** Throws with what to do where the stored keyring or keys can't be used. */
export async function openVault(vault: StoredVault, deps: OpenVaultDeps, hear: Hearing): Promise<OpenVault> {
  const { vaultId, deviceId } = vault;
  const { records, vaults, timers, serverUrl } = deps;
  const keys = openKeys(vault.keys, deps.platform.subtle);
  const keyring = verifyKeyring(await vaults.readKeyring(), vaultId);
  if (!keyring.ok) throw new Error("This device's list of devices is damaged. Nothing was changed; use your recovery words in another browser, then clear this one.");
  const epochKeys = await openEpochKeys(keyring.value, deviceId, keys);
  if (!epochKeys.ok) throw new Error("This device can't open the vault's keys. Use your recovery words in another browser, then clear this one.");
  let current = vault;
  const session = createSession({
    records, vaultId, writer: async () => (await vaults.read())?.writer ?? current.writer, device: deviceId as DeviceId, epoch: keyring.value.epoch, epochKeys: epochKeys.value,
    snapshots: { read: vaults.readSnapshot, save: vaults.saveSnapshot },
    random: deps.platform.random, nowMs: timers.nowMs, newId: deps.newId, exclusively: deps.exclusively, onSetAside: hear.onSetAside,
  });
  const onFork = ({ seq: conflictSeq }: Address): Promise<void> => deps.exclusively(async () => {
    const [old, fresh] = [current, { ...current, writer: deps.newId() }];
    // A hole under one's own id is told as a conflict: then only what lies behind it moves.
    const sent = Math.min(await vaults.readSent(), conflictSeq - 1);
    await deps.reseat({ vault: fresh, oldWriter: old.writer, sent, sealAgain: (record, seq) => session.sealAgain(record, { writer: fresh.writer, seq }) });
    session.rereadFrom(old.writer, sent);
    current = fresh;
  });
  const deviceNames = async (): Promise<ReadonlyMap<string, string>> => {
    const read = verifyKeyring(await vaults.readKeyring(), vaultId);
    return new Map((read.ok ? read.value : keyring.value).members.map(({ id, name }) => [id, name]));
  };
  const sync = createSync({ serverUrl, vaultId, deviceId, writer: () => current.writer, keys, records, vaults, timers, onFork, onState: hear.onState, onClock: hear.onClock, onArrived: hear.onArrived });
  return { session, sync, deviceNames };
}
