/**
 * The data worker's application: one vault, its session and its sync, answering the screen's
 * questions. Everything from the platform comes in; only `worker.ts` builds it.
 */
import { clockBehindMs, dayMs } from "@kith/core";
import type { News, Questions, StatusView } from "../contract.ts";
import type { StoredVault } from "../storage/vault-store.ts";
import type { SyncState } from "../sync/sync-driver.ts";
import { nothing } from "../sync/timers.ts";
import type { VaultSession } from "../sync/vault-session.ts";
import { createHistory, isHistory, type History } from "./answer-history.ts";
import { answers, counts, isReading } from "./answers.ts";
import { createChanges, isChange } from "./changes.ts";
import { createDevices, isDeviceQuestion, recoveryOf, shownLaterMs } from "./devices.ts";
import { sampleRun } from "./sample.ts";
import { createTidying } from "./tidying.ts";
import { notebookOf } from "./notebooks.ts";
import { openVault, type OpenVault, type OpenVaultDeps } from "./open-vault.ts";
import { createWordsKnown } from "./words-known.ts";

export interface AppDeps extends OpenVaultDeps {
  /** Calls back once this tab is the one that syncs; it stays so until it closes. */
  readonly whenLeading: (lead: () => void) => void;
  /** Tells the other tabs of this browser. */
  readonly tellTabs: (said: TabMessage) => void;
  readonly tell: (news: News) => void;
}

/** What tabs tell each other: something was stored; how sync does, from the one that runs it; or that one has come and would know. */
export type TabMessage = { readonly type: "stored" } | { readonly type: "sync"; readonly state: SyncState } | { readonly type: "hello" };

export interface App {
  answer(name: string, ask: unknown): Promise<unknown>;
  /** Another tab said something. */
  tabSaid(said: TabMessage): Promise<void>;
}

interface Open extends OpenVault { readonly history: History; leading: boolean }

const statusDelayMs = 150;

/** Opens the vault this browser holds, if any. */
export async function createApp(deps: AppDeps): Promise<App> {
  let opened: Open | undefined;
  let syncState: SyncState = { phase: "off", pendingRecords: 0 };
  let damagedRecords = 0;
  let relayAheadMs = 0;
  let wordsDue = false;

  const status = (): StatusView => (opened ? statusOf(opened, { sync: syncState, damagedRecords, relayAheadMs, wordsDue, nowMs: deps.timers.nowMs() }) : nothingYet);
  // The frame's counts can wait; what the open page asks after a change can't.
  let callOff = nothing;
  const tellStatus = (): void => {
    callOff();
    callOff = deps.timers.after(statusDelayMs, () => { deps.tell({ type: "status", status: status() }); });
  };
  const tellChanged = (): void => {
    deps.tell({ type: "changed" });
    tellStatus();
    tidyLater();
  };
  const tidyLater = createTidying({ timers: deps.timers, session: () => (opened?.leading ? opened.session : undefined), stored: () => { stored(); } });
  const countDamage = async (): Promise<void> => { damagedRecords = await deps.records.damagedCount(); };
  const catchUp = async (): Promise<void> => {
    if (!(await opened?.session.catchUp())) return;
    await countDamage();
    tellChanged();
  };

  const words = createWordsKnown({ read: deps.vaults.readWords, save: deps.vaults.saveWords, random: deps.platform.random, nowMs: deps.timers.nowMs });
  const vaultOpened = (): Open => {
    if (!opened) throw new Error("There is no vault on this device yet.");
    return opened;
  };
  const lookAtWords = async (): Promise<void> => {
    const stand = await words.stand(await recoveryOf(vaultOpened().owner));
    wordsDue = stand.kind === "toAsk" && stand.isDue;
    tellStatus();
  };

  const open = async (vault: StoredVault): Promise<void> => {
    const now = opening(await openVault(vault, deps, {
      onState: (state) => { syncState = state; deps.tellTabs({ type: "sync", state }); tellStatus(); },
      onClock: (aheadMs) => { relayAheadMs = aheadMs; tellStatus(); },
      onArrived: () => { deps.tellTabs({ type: "stored" }); void catchUp(); },
      onSetAside: () => {
        void countDamage().then(tellStatus);
        if (opened?.leading) opened.sync.poke();
      },
    }));
    opened = now;
    await lookAtWords();
    await now.session.catchUp();
    await countDamage();
    deps.tellTabs({ type: "hello" });
    deps.whenLeading(() => { now.leading = true; now.sync.start(); });
    tellChanged();
  };
  /** After an own write: the other tabs hear of it, and sync runs. */
  const stored = (): void => {
    deps.tellTabs({ type: "stored" });
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

  const changes = createChanges(deps, {
    session: () => opened?.session, deviceNames: async () => (await opened?.deviceNames()) ?? new Map<string, string>(), stored, adopt,
    wordsShown: (shown) => { deps.timers.after(shownLaterMs, () => { void recoveryOf(vaultOpened().owner).then((recovery) => words.shown(shown, recovery)); }); },
    wordsTyped: async () => words.typed(await recoveryOf(vaultOpened().owner)),
  });
  const devices = createDevices(deps, {
    owner: () => vaultOpened().owner, isEmpty: async () => (await deps.vaults.read()) === undefined, adopt, words, wordsChanged: lookAtWords, tell: deps.tell,
    added: () => { vaultOpened().sync.retryNow(); tellChanged(); },
    seen: () => (syncState.devices ?? []).map(({ member, seenMs, lacking }) => ({ id: member, seenMs, lacking })),
    epochChange: () => vaultOpened().epochChange,
  });
  return {
    async tabSaid(said) {
      if (said.type === "hello" && opened?.leading) deps.tellTabs({ type: "sync", state: syncState });
      if (said.type === "sync" && !opened?.leading) {
        syncState = said.state;
        tellStatus();
      }
      if (said.type !== "stored") return;
      // What the other tab wrote goes out at once; reading it here can wait.
      if (opened?.leading) opened.sync.poke();
      await catchUp();
    },
    async answer(name, ask) {
      if (name === "status") return status();
      if (isChange(name)) return changes[name](ask as never);
      if (isDeviceQuestion(name)) return devices[name](ask as never);
      const now = vaultOpened();
      if (name !== "travel") return read(now, name, ask);
      await now.session.visit.go((ask as Questions["travel"]["ask"]).asOfMs);
      // Told at once: the pages' clock has to stand at that day when they ask.
      deps.tell({ type: "status", status: status() });
      deps.tell({ type: "changed" });
      return { ok: true } satisfies Questions["travel"]["answer"];
    },
  };
}

function opening(vault: OpenVault): Open {
  const { session, deviceNames } = vault;
  return { ...vault, leading: false, history: createHistory({ network: () => session.network, everything: session.everything, deviceNames, asOfMs: () => session.visit.place?.asOfMs }) };
}

/** Answers a question that changes nothing. */
function read({ session, history }: Open, name: string, ask: unknown): unknown {
  if (isHistory(name)) return history[name](ask as never);
  if (isReading(name)) return answers[name]({ situation: session.situation(), notebookOf: (person) => notebookOf(session, person) }, ask as never);
  throw new Error(`The worker knows no question ${name}.`);
}

const nothingYet: StatusView = { vault: "none", sync: { phase: "off", pendingRecords: 0 }, sample: false, peopleCount: 0, todayCount: 0, requestCount: 0, unreadEntries: 0, damagedEntries: 0 };

function statusOf({ session }: Open, { sync, damagedRecords, relayAheadMs, wordsDue, nowMs }: { readonly sync: SyncState; readonly damagedRecords: number; readonly relayAheadMs: number; readonly wordsDue: boolean; readonly nowMs: number }): StatusView {
  const { log, network, visit: { place } } = session;
  // What lies ahead of this clock may be another device's fault; what the relay says can't.
  const clockOffMs = Math.abs(relayAheadMs) >= dayMs ? relayAheadMs : clockBehindMs(log.latestHlc, nowMs);
  return {
    vault: "ready", sync, sample: sampleRun(network) !== undefined, unreadEntries: log.unread.length, damagedEntries: log.damaged + damagedRecords,
    ...(Math.abs(clockOffMs) >= dayMs ? { clockOffMs } : {}), ...(place ? { asOfMs: place.asOfMs } : {}), ...(wordsDue ? { wordsDue } : {}), ...counts(session.situation()),
  };
}
