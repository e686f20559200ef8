/** From what this browser stored to a vault in use: keys, session, sync. */
import type { DeviceId } from "@kith/core";
import { sameBytes, type Address, type Keyring, type KeyringState } from "@kith/core/relay";
import type { Reseal } from "../storage/reseal.ts";
import type { Reseat } from "../storage/reseat.ts";
import type { RecordStore } from "../storage/record-store.ts";
import type { StoredVault, VaultStore } from "../storage/vault-store.ts";
import type { SyncDriver, SyncState } from "../sync/sync-driver.ts";
import type { Owner } from "../sync/pairing.ts";
import type { Timers } from "../sync/timers.ts";
import { openKeys, type Platform } from "../sync/vault-session.ts";
import { createSession, type Session } from "./session.ts";
import { createEpochChange, type EpochChange } from "./epoch-change.ts";
import { createKeyringKeeper } from "./keyring-keeper.ts";
import { createRunDeps, createSync } from "./sync-start.ts";
import { runSync } from "../sync/sync-run.ts";

export interface OpenVaultDeps {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly serverUrl: string;
  readonly records: RecordStore;
  readonly vaults: VaultStore;
  readonly reseat: (wish: Reseat) => Promise<number>;
  readonly reseal: (wish: Reseal) => Promise<StoredVault>;
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
}

/** Throws with what to do where the stored keyring or keys can't be used. */
export async function openVault(vault: StoredVault, deps: OpenVaultDeps, hear: Hearing): Promise<OpenVault> {
  const { vaultId, deviceId } = vault;
  const { records, vaults, timers, serverUrl } = deps;
  const keys = openKeys(vault.keys, deps.platform.subtle);
  const keeper = await createKeyringKeeper({ vaultId, deviceId, keys, stored: vaults });
  let current = vault;
  let own = await vaults.readOwn();
  const wasResealed = async (): Promise<boolean> => {
    const { sealedEpoch } = own;
    own = await vaults.readOwn();
    if (own.sealedEpoch === sealedEpoch) return false;
    await keeper.read();
    return true;
  };
  const session = createSession({
    records, vaultId, writer: () => own.writer ?? current.writer, device: deviceId as DeviceId, keys: keeper.keys, wasResealed,
    snapshots: { read: vaults.readSnapshot, save: vaults.saveSnapshot },
    random: deps.platform.random, nowMs: timers.nowMs, newId: deps.newId, exclusively: deps.exclusively, onSetAside: hear.onSetAside,
  });
  const onFork = ({ seq: conflictSeq }: Address): Promise<void> => deps.exclusively(async () => {
    const [old, fresh] = [current, { ...current, writer: deps.newId() }];
    // A hole under one's own id is told as a conflict: then only what lies behind it moves. What a line pins stays whatever
    // the relay shows: a relay that lost it could otherwise never be given what the line asks for.
    const shared = Math.max(Math.min(await vaults.readProved(old.writer), conflictSeq - 1), await pinnedUpTo(records, (await keeper.read()).state, old.writer));
    await deps.reseat({ vault: fresh, oldWriter: old.writer, shared, sealAgain: (record, seq) => session.sealAgain(record, { writer: fresh.writer, seq }) });
    session.rereadFrom(old.writer, shared);
    current = fresh;
  });
  const reseal = async ({ state }: Keyring): Promise<string> => {
    current = await deps.exclusively(() => deps.reseal({ state, freshWriter: deps.newId(), sealAgain: session.sealAgain }));
    records.recount();
    hear.onArrived();
    return current.writer;
  };
  const deviceNames = async (): Promise<ReadonlyMap<string, string>> => new Map((await keeper.read()).state.members.map(({ id, name }) => [id, name]));
  let aheadMs = 0;
  const onClock = (ms: number): void => { aheadMs = ms; hear.onClock(ms); };
  const start = { serverUrl, vaultId, deviceId, writer: () => current.writer, keys, records, vaults, keeper, timers, reseal, onFork, readSound: session.readSound, ...hear, onClock, aheadMs: () => aheadMs };
  const run = createRunDeps(start);
  const sync = createSync({ ...start, run });
  const epochChange = createEpochChange({
    vaultId, deviceId, keys, keeper, random: deps.platform.random, transport: run.transport, store: records, exclusively: deps.exclusively,
    level: () => runSync({ ...run, writer: current.writer, onProgress: () => undefined }),
    ended: async () => { await runSync({ ...run, writer: current.writer, onProgress: () => undefined }); },
  });
  return { session, sync, deviceNames, epochChange, owner: { vaultId, deviceId, keys, readKeyring: keeper.read } };
}

/** The furthest line end of this writer whose chain is that of the records held; 0 where there is none. */
async function pinnedUpTo(records: RecordStore, { lines }: KeyringState, writer: string): Promise<number> {
  const held = (await records.vector())[writer] ?? 0;
  let pinned = 0;
  for (const { seq, chain } of lines.flatMap((line) => line.get(writer) ?? [])) if (seq > pinned && seq <= held && sameBytes(await records.chain(writer, seq), chain)) pinned = seq;
  return pinned;
}
