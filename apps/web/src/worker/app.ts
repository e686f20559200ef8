/**
 * The data worker's application: one vault, its session and its sync, answering the screen's
 * questions. Everything from the platform comes in; only `worker.ts` builds it.
 */
import type { DeviceId } from "@kith/core";
import { openEpochKeys, verifyKeyring } from "@kith/core/relay";
import type { News, StatusView } from "../contract.ts";
import type { RecordStore } from "../storage/record-store.ts";
import type { Reseat } from "../storage/reseat.ts";
import type { StoredVault, VaultStore } from "../storage/vault-store.ts";
import type { SyncDriver, SyncState } from "../sync/sync-driver.ts";
import { nothing, type Timers } from "../sync/timers.ts";
import { openKeys, type Platform, type VaultSession } from "../sync/vault-session.ts";
import { answers, counts, isReading } from "./answers.ts";
import { createChanges, isChange } from "./changes.ts";
import { sampleRun } from "./sample.ts";
import { createSession, type Session } from "./session.ts";
import { createSync } from "./sync-start.ts";

export interface AppDeps {
  readonly platform: Platform;
  readonly timers: Timers;
  readonly serverUrl: string;
  readonly records: RecordStore;
  readonly vaults: VaultStore;
  readonly reseat: (wish: Reseat) => Promise<number>;
  readonly newId: () => string;
  /** Runs `work` while no other tab of this browser writes. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Calls back once this tab is the one that syncs; it stays so until it closes. */
  readonly whenLeading: (lead: () => void) => void;
  /** Tells the other tabs that something was stored. */
  readonly tellTabs: () => void;
  readonly tell: (news: News) => void;
}

export interface App {
  answer(name: string, ask: unknown): Promise<unknown>;
  /** Another tab stored something. */
  tabChanged(): Promise<void>;
}

interface Open { readonly session: Session; readonly sync: SyncDriver; leading: boolean }

const statusDelayMs = 150;

/** Opens the vault this browser holds, if any. */
export async function createApp(deps: AppDeps): Promise<App> {
  let opened: Open | undefined;
  let syncState: SyncState = { phase: "off", pendingRecords: 0 };

  const status = (): StatusView => {
    if (!opened) return { vault: "none", sync: { phase: "off", pendingRecords: 0 }, sample: false, peopleCount: 0, todayCount: 0, requestCount: 0, unreadEntries: 0 };
    const { session } = opened;
    return { vault: "ready", sync: syncState, sample: sampleRun(session.network) !== undefined, unreadEntries: session.log.unread.length, ...counts(session.situation()) };
  };
  // The frame's counts can wait; what the open page asks after a change can't.
  let callOff = nothing;
  const tellStatus = (): void => {
    callOff();
    callOff = deps.timers.after(statusDelayMs, () => { deps.tell({ type: "status", status: status() }); });
  };
  const tellChanged = (): void => {
    deps.tell({ type: "changed" });
    tellStatus();
  };
  const catchUp = async (): Promise<void> => { if (await opened?.session.catchUp()) tellChanged(); };

  const open = async (vault: StoredVault): Promise<void> => {
    const { session, sync } = await openVault(vault, deps, {
      onState: (state) => { syncState = state; tellStatus(); },
      onArrived: () => {
        deps.tellTabs();
        void catchUp();
      },
    });
    const now: Open = { session, sync, leading: false };
    opened = now;
    await session.catchUp();
    deps.whenLeading(() => { now.leading = true; sync.start(); });
    tellChanged();
  };
  /** After an own write: the other tabs hear of it, and sync runs. */
  const stored = (): void => {
    deps.tellTabs();
    if (opened?.leading) opened.sync.poke();
    tellChanged();
  };
  const adopt = async (made: VaultSession): Promise<void> => {
    const { vaultId, deviceId, keys, keyring } = made;
    const vault = { vaultId, deviceId, keys, writer: deps.newId() };
    await deps.vaults.create(vault, keyring);
    await open(vault);
  };

  const held = await deps.vaults.read();
  if (held) await open(held);

  const changes = createChanges(deps, { session: () => opened?.session, stored, adopt });
  return {
    tabChanged: async () => {
      await catchUp();
      if (opened?.leading) opened.sync.poke();
    },
    async answer(name, ask) {
      if (name === "status") return status();
      if (isChange(name)) return changes[name](ask as never);
      if (!isReading(name)) throw new Error(`The worker knows no question ${name}.`);
      if (!opened) throw new Error("There is no vault on this device yet.");
      return answers[name](opened.session.situation(), ask as never);
    },
  };
}

interface Hearing { readonly onState: (state: SyncState) => void; readonly onArrived: () => void }

async function openVault(vault: StoredVault, deps: AppDeps, hear: Hearing): Promise<{ readonly session: Session; readonly sync: SyncDriver }> {
  const { vaultId, deviceId } = vault;
  const { records, vaults, timers, serverUrl } = deps;
  const keys = openKeys(vault.keys, deps.platform.subtle);
  const keyring = verifyKeyring(await vaults.readKeyring(), vaultId);
  if (!keyring.ok) throw new Error("This device's list of devices is damaged. Nothing was changed; use your recovery words in another browser, then clear this one.");
  const epochKeys = await openEpochKeys(keyring.value, deviceId, keys);
  if (!epochKeys.ok) throw new Error("This device can't open the vault's keys. Use your recovery words in another browser, then clear this one.");
  let current = vault;
  const writer = (): string => current.writer;
  const session = createSession({
    records, vaultId, writer: async () => (await vaults.read())?.writer ?? current.writer, device: deviceId as DeviceId, epoch: keyring.value.epoch, epochKeys: epochKeys.value,
    random: deps.platform.random, nowMs: timers.nowMs, newId: deps.newId, exclusively: deps.exclusively,
  });
  const onFork = (): Promise<void> => deps.exclusively(async () => {
    const [old, fresh] = [current, { ...current, writer: deps.newId() }];
    const sent = await vaults.readSent();
    await deps.reseat({ vault: fresh, oldWriter: old.writer, sent, sealAgain: (record, seq) => session.sealAgain(record, fresh.writer, seq) });
    session.rereadFrom(old.writer, sent);
    current = fresh;
  });
  return { session, sync: createSync({ serverUrl, vaultId, deviceId, writer, keys, records, vaults, timers, onFork, ...hear }) };
}
