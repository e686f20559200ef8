/**
 * The data worker's application: one vault, its session and its sync, answering the screen's
 * questions. Everything from the platform comes in; only `worker.ts` builds it.
 */
import { clockBehindMs, dayMs } from "@kith/core";
import type { News, Questions, StatusView } from "../contract.ts";
import type { SyncState } from "../sync/sync-driver.ts";
import { nothing } from "../sync/timers.ts";
import { createHistory, isHistory, type History } from "./answer-history.ts";
import { answers, counts, isReading } from "./answers.ts";
import { createChanges, isChange } from "./changes.ts";
import { createDevices, isDeviceQuestion, recoveryOf } from "./devices.ts";
import { sampleRun } from "./sample.ts";
import { watchLeader, type LeaderWatch } from "./leader-watch.ts";
import { createHolding, type Opener } from "./holding.ts";
import { isLockQuestion } from "./locking.ts";
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
  /** Deletes everything this browser stored. */
  readonly empty: () => Promise<void>;
}

/** What tabs tell each other: something was stored; how sync does, from the one that runs it; or that one has come and would know. */
export type TabMessage = { readonly type: "stored" } | { readonly type: "sync"; readonly state: SyncState } | { readonly type: "hello" };

export interface App {
  answer(name: string, ask: unknown): Promise<unknown>;
  /** Another tab said something. */
  tabSaid(said: TabMessage): Promise<void>;
}

interface Open extends OpenVault { readonly history: History; readonly leader: LeaderWatch; leading: boolean }

/** What this tab knows of itself. */
interface Here {
  opened: Open | undefined;
  /** There is a vault, and its keys are under a lock that nobody opened here yet. */
  isLocked: boolean;
  sync: SyncState;
  damagedRecords: number;
  claimedRecords: number;
  relayAheadMs: number;
  wordsDue: boolean;
}

const statusDelayMs = 150;

/** Opens the vault this browser holds, if any. */
export async function createApp(deps: AppDeps): Promise<App> {
  const here: Here = { opened: undefined, isLocked: false, sync: { phase: "off", pendingRecords: 0 }, damagedRecords: 0, claimedRecords: 0, relayAheadMs: 0, wordsDue: false };
  const telling = createTelling(deps, here);
  const { status, stored, tellStatus, catchUp } = telling;
  const opened = (): Open => {
    if (!here.opened) throw new Error("There is no vault on this device yet.");
    return here.opened;
  };
  const words = createWordsKnown({
    read: () => deps.store.get("words"), save: (kept) => deps.store.put("words", kept), random: deps.platform.random, timers: deps.timers, recovery: () => recoveryOf(opened().owner),
    changed: (isDue) => { here.wordsDue = isDue; tellStatus(); },
  });
  const open = createOpener(deps, here, { ...telling, lookAtWords: words.look });
  const { adopt, openHeld, locking } = createHolding(deps, { here, open, tellNow: () => { deps.tell({ type: "status", status: status() }); } });
  await openHeld();
  const isEmpty = async (): Promise<boolean> => (await deps.store.get("vault")) === undefined;

  const changes = createChanges(deps, { session: () => here.opened?.session, deviceNames: async () => (await here.opened?.deviceNames()) ?? new Map<string, string>(), stored, isEmpty, adopt, words, saveInvitation: async (invitation) => { await deps.store.put("invitation", invitation); opened().sync.retryNow(); } });
  const devices = createDevices(deps, {
    owner: () => opened().owner, isEmpty, adopt, words, tell: deps.tell,
    added: () => { opened().sync.retryNow(); telling.tellChanged(); },
    seen: () => here.sync.devices ?? [],
    epochChange: () => opened().epochChange,
    lockedOutBy: async () => (await opened().lockedOut())?.by,
  });
  return {
    async tabSaid(said) {
      if (said.type === "hello" && here.opened?.leading) deps.tellTabs({ type: "sync", state: here.sync });
      if (said.type === "sync" && !here.opened?.leading) {
        here.sync = said.state;
        here.opened?.leader.heard();
        tellStatus();
      }
      if (said.type !== "stored") return;
      if (!here.opened) return openHeld();
      // Shown first, then sent: what the other tab wrote is on the disk.
      const caughtUp = catchUp();
      if (here.opened?.leading) here.opened.sync.poke();
      await caughtUp;
    },
    async answer(name, ask) {
      if (name === "status") return status();
      if (isChange(name)) return changes[name](ask as never);
      if (isLockQuestion(name)) return locking.answers[name](ask as never);
      if (isDeviceQuestion(name)) return devices[name](ask as never);
      if (name !== "travel") return read(opened(), name, ask);
      await opened().session.visit.go((ask as Questions["travel"]["ask"]).asOfMs);
      // Told at once: the pages' clock has to stand at that day when they ask.
      deps.tell({ type: "status", status: status() });
      deps.tell({ type: "changed" });
      return { ok: true } satisfies Questions["travel"]["answer"];
    },
  };
}

interface Telling {
  readonly status: () => StatusView;
  readonly tellStatus: () => void;
  /** Something the pages show has changed. */
  readonly tellChanged: () => void;
  /** After an own write: the other tabs hear of it, and sync runs. */
  readonly stored: () => void;
  readonly countDamage: () => Promise<void>;
  /** Reads what others stored, and tells of it. */
  readonly catchUp: () => Promise<void>;
}

/** What the screen and the other tabs are told, and when. */
function createTelling(deps: AppDeps, here: Here): Telling {
  const status = (): StatusView => (here.opened ? statusOf(here.opened, here, deps.timers.nowMs()) : here.isLocked ? { ...nothingYet, vault: "locked" } : nothingYet);
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
  const stored = (): void => {
    deps.tellTabs({ type: "stored" });
    if (here.opened?.leading) here.opened.sync.poke();
    tellChanged();
  };
  const tidyLater = createTidying({ timers: deps.timers, session: () => (here.opened?.leading ? here.opened.session : undefined), stored });
  const countDamage = async (): Promise<void> => {
    here.damagedRecords = await deps.store.damagedCount();
    // What somebody says was erased, and no list names: known to be missing once both sides hold the same.
    here.claimedRecords = (await deps.store.holdings()).claimed;
  };
  const catchUp = async (): Promise<void> => {
    if (!(await here.opened?.session.catchUp())) return;
    tellChanged();
    await countDamage();
  };
  return { status, tellStatus, tellChanged, stored, countDamage, catchUp };
}

/** Opens a vault that this browser holds. */
function createOpener(deps: AppDeps, here: Here, telling: Telling & { readonly lookAtWords: () => Promise<void> }): Opener {
  const { tellStatus, tellChanged, countDamage, catchUp, lookAtWords } = telling;
  return async (vault) => {
    const leader = watchLeader({
      timers: deps.timers,
      ask: () => { deps.tellTabs({ type: "hello" }); },
      unanswered: () => { here.sync = { ...here.sync, phase: "offline", message: leaderSilent }; tellStatus(); },
    });
    const now = opening(leader, await openVault(vault, deps, {
      onState: (state) => { here.sync = state; deps.tellTabs({ type: "sync", state }); tellStatus(); },
      onClock: (aheadMs) => { here.relayAheadMs = aheadMs; tellStatus(); },
      onArrived: () => { deps.tellTabs({ type: "stored" }); void catchUp(); },
      onSetAside: () => {
        void countDamage().then(tellStatus);
        if (here.opened?.leading) here.opened.sync.poke();
      },
    }));
    here.opened = now;
    await lookAtWords();
    await now.session.catchUp();
    await countDamage();
    deps.tellTabs({ type: "hello" });
    deps.whenLeading(() => { now.leading = true; leader.stop(); now.sync.start(); });
    tellChanged();
  };
}

const leaderSilent = "The tab of this browser that syncs doesn’t answer. Close it or reload it; this one then takes over. What you write here is saved here.";

function opening(leader: LeaderWatch, vault: OpenVault): Open {
  const { session, deviceNames } = vault;
  return { ...vault, leader, leading: false, history: createHistory({ network: () => session.network, everything: session.everything, deviceNames, asOfMs: () => session.visit.place?.asOfMs }) };
}

/** Answers a question that changes nothing. */
function read({ session, history }: Open, name: string, ask: unknown): unknown {
  if (isHistory(name)) return history[name](ask as never);
  if (isReading(name)) return answers[name]({ situation: session.situation(), notebookOf: (person) => notebookOf(session, person) }, ask as never);
  throw new Error(`The worker knows no question ${name}.`);
}

const nothingYet: StatusView = { vault: "none", sync: { phase: "off", pendingRecords: 0 }, sample: false, peopleCount: 0, todayCount: 0, requestCount: 0, unreadEntries: 0, damagedEntries: 0 };

function statusOf({ session, owner }: Open, { sync, damagedRecords, claimedRecords, relayAheadMs, wordsDue }: Here, nowMs: number): StatusView {
  const { log, network, visit: { place } } = session;
  // What lies ahead of this clock may be another device's fault; what the relay says can't.
  const clockOffMs = Math.abs(relayAheadMs) >= dayMs ? relayAheadMs : clockBehindMs(log.latestHlc, nowMs);
  return {
    vault: "ready", sync, sample: sampleRun(network) !== undefined, unreadEntries: log.unread.length, damagedEntries: log.damaged + damagedRecords + (sync.phase === "synced" ? claimedRecords : 0),
    ...(Math.abs(clockOffMs) >= dayMs ? { clockOffMs } : {}), ...(place ? { asOfMs: place.asOfMs } : {}), ...(wordsDue ? { wordsDue } : {}),
    ...(sync.refusal === "notInvited" ? { invitationFor: owner.vaultId } : {}), ...counts(session.situation()),
  };
}
