/**
 * When to sync: after a local append, on the relay's word, on coming online, every 60 s, and after a
 * failure with growing patience. One run at a time; a wish during a run makes one more run.
 */
import type { Conflict } from "@kith/core/relay";
import { runSync, type RunDeps, type RunError } from "./sync-run.ts";
import { backoffMs, nothing, type Timers } from "./timers.ts";

/** What the owner sees of sync. */
export interface SyncState {
  /** "off": not started. "refused": the relay answered and won't; `message` says why and what to do. */
  readonly phase: "off" | "offline" | "syncing" | "synced" | "refused";
  /** When both sides last held the same. */
  readonly lastSyncedMs?: number;
  /** Records only this device holds, as far as known. */
  readonly pendingRecords: number;
  readonly message?: string;
}

/** What the driver works with. */
export interface SyncDriverDeps extends Omit<RunDeps, "onProgress" | "writer"> {
  /** This store's own writer id at the start of each run: a fork replaces it. */
  readonly writer: () => string | undefined;
  readonly timers: Timers;
  /** Opens the live word and gives back how to close it; left out where there is none. */
  readonly listen?: (onChanged: () => void) => () => void;
  readonly onState: (state: SyncState) => void;
  /**
   * Records both sides hold with different bytes. A conflict under the own writer is a *fork* (this
   * store is a clone or a restored backup): take a new writer id, seal the unsent tail again, then poke.
   */
  readonly onConflicts: (conflicts: readonly Conflict[]) => Promise<void>;
}

/** A running sync. */
export interface SyncDriver {
  start(): void;
  stop(): void;
  /** Something was appended. After a failure it waits its turn, so that no eager writer hammers a relay that is down. */
  poke(): void;
  /** The network may be back, or the owner asks: run now. */
  retryNow(): void;
}

const pollMs = 60_000;

/** A driver that does nothing until started. */
export function createSyncDriver(deps: SyncDriverDeps): SyncDriver {
  const { timers } = deps;
  let state: SyncState = { phase: "off", pendingRecords: 0 };
  let running = false;
  let wanted = false;
  let started = false;
  let failures = 0;
  let callOff = nothing;
  let stopListening = nothing;

  const show = (next: SyncState): void => {
    state = next;
    deps.onState(next);
  };
  const runOnce = async (): Promise<void> => {
    const onProgress = (pendingRecords: number): void => show({ ...state, pendingRecords });
    const ran = await runSync({ ...deps, writer: deps.writer(), onProgress });
    failures = ran.ok ? 0 : failures + 1;
    if (!started) return;
    if (!ran.ok) return show(failed(state, ran.error));
    if (ran.value.length > 0) await deps.onConflicts(ran.value);
    show({ phase: "synced", lastSyncedMs: timers.nowMs(), pendingRecords: state.pendingRecords });
  };
  const loop = async (): Promise<void> => {
    wanted = false;
    show({ ...lasting(state), phase: "syncing" });
    try {
      await runOnce();
    } catch (error) {
      // The store failed (full disk, closed database): shown, and tried again like a lost network.
      failures += 1;
      show({ ...lasting(state), phase: "offline", message: error instanceof Error ? error.message : "The local store failed." });
    }
    if (wanted && started && failures === 0) return loop();
    running = false;
    if (started) callOff = timers.after(failures === 0 ? pollMs : backoffMs(failures, timers.jitter()), run);
  };
  const run = (): void => {
    wanted = true;
    if (running || !started) return;
    running = true;
    callOff();
    void loop();
  };

  return {
    start: () => {
      if (started) return;
      started = true;
      stopListening = deps.listen?.(run) ?? nothing;
      run();
    },
    stop: () => {
      started = false;
      callOff();
      stopListening();
      show({ ...lasting(state), phase: "off" });
    },
    poke: () => {
      if (running || failures === 0) run();
    },
    retryNow: run,
  };
}

/** What of a state outlasts its phase. */
const lasting = ({ lastSyncedMs, pendingRecords }: SyncState): Omit<SyncState, "phase"> =>
  lastSyncedMs === undefined ? { pendingRecords } : { lastSyncedMs, pendingRecords };

const failed = (state: SyncState, error: RunError): SyncState =>
  error.kind === "refused" ? { ...lasting(state), phase: "refused", message: refusals[error.code] } : { ...lasting(state), phase: "offline" };

/** What each refusal means to the owner, and the way out. */
const refusals: Record<Extract<RunError, { kind: "refused" }>["code"], string> = {
  malformed: "The server doesn't understand this version of the app. Update one of them.",
  unauthorized: "The server doesn't know this device. Check this device's clock, or add the device again.",
  notInvited: "This server needs an invitation for your vault. Ask whoever runs it.",
  unknownVault: "The server has lost this vault and didn't take it back. Ask whoever runs it.",
  notFound: "There is no sync server at this address.",
  vaultExists: "The server holds this vault already. Trying again.",
  headMoved: "Another device changed the list of devices. Trying again.",
  badEntry: "The server refused a change to the list of devices.",
  tooLarge: "A change is larger than the server takes.",
  tooMany: "Too many requests. Waiting a little.",
  internal: "The server failed. Trying again.",
  full: "Your vault is full on this server. Nothing is lost here.",
  otherKeyring: "The server shows a list of devices that isn't ours. Sync has stopped; nothing was taken from it.",
};
