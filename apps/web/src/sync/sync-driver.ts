/**
 * When to sync: after a local append, on the relay's word, on coming online, every 60 s, and after a
 * failure with growing patience. One run at a time; a wish during a run makes one more run.
 */
import { recoveryMember, runSync, type Conflict, type MemberStanding, type Progress, type RelayHoldings, type RunDeps } from "@kith/core/relay";
import { refusals, type Refusal } from "./refusals.ts";
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
  /** Why, where it was refused. */
  readonly refusal?: Refusal;
  /** How many other devices there are, and how many of them don't hold all the relay holds; absent until it was asked. */
  readonly others?: { readonly known: number; readonly lacking: number };
  /** How every member does, as the relay last said, this device and the recovery too; absent until it was asked. */
  readonly devices?: readonly MemberStanding[];
}

/** What the driver works with. */
export interface SyncDriverDeps extends Omit<RunDeps, "onProgress" | "relay"> {
  readonly deviceId: string;
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
/** What came is told to the relay by the way, with the next own change; where none comes within this, by itself. */
const tellWithinMs = 1_000;

/** A driver that does nothing until started. */
export function createSyncDriver(deps: SyncDriverDeps): SyncDriver {
  const { timers } = deps;
  const shown = createShown(deps);
  let running = false;
  let wanted = false;
  let isTold = false;
  let started = false;
  let failures = 0;
  let isToldWhatCame = true;
  // What the relay held after the last run, until there is reason to think that it holds more: then an own write needs no pull.
  let relay: RelayHoldings | undefined;
  let callOff = nothing;
  let stopListening = nothing;

  const runOnce = async (): Promise<void> => {
    const remembered = relay === undefined ? {} : { relay };
    isTold = false;
    const ran = await runSync({ ...deps, onProgress: shown.progress, ...remembered });
    failures = ran.ok ? 0 : failures + 1;
    relay = ran.ok && ran.value.conflicts.length === 0 && !isTold ? ran.value.relay : undefined;
    isToldWhatCame = !ran.ok || ran.value.isTold;
    if (!started) return;
    if (!ran.ok) return ran.error.kind === "refused" ? shown.show("refused", { message: refusals[ran.error.code], refusal: ran.error.code }) : shown.show("offline");
    if (ran.value.conflicts.length > 0) await deps.onConflicts(ran.value.conflicts);
    shown.levelled(wanted);
  };
  const loop = async (): Promise<void> => {
    wanted = false;
    shown.show("syncing");
    try {
      await runOnce();
    } catch (error) {
      // The store failed (full disk, closed database): shown, and tried again like a lost network.
      failures += 1;
      relay = undefined;
      shown.show("offline", { message: error instanceof Error ? error.message : "The local store failed." });
    }
    if (wanted && started && failures === 0) return loop();
    running = false;
    if (started) callOff = timers.after(failures > 0 ? backoffMs(failures, timers.jitter()) : isToldWhatCame ? pollMs : tellWithinMs, look);
  };
  const run = (): void => {
    wanted = true;
    if (running || !started) return;
    running = true;
    callOff();
    void loop();
  };
  /** The relay may hold something new. */
  const look = (): void => {
    relay = undefined;
    isTold = true;
    run();
  };

  return {
    start: () => {
      if (started) return;
      started = true;
      stopListening = deps.listen?.(look) ?? nothing;
      run();
    },
    stop: () => {
      started = false;
      callOff();
      stopListening();
      shown.show("off");
    },
    poke: () => {
      shown.wrote();
      return running || failures === 0 ? run() : shown.show("offline");
    },
    retryNow: look,
  };
}

/** What the owner is shown of the runs. */
function createShown({ onState, deviceId, timers }: SyncDriverDeps) {
  let known: Known = { pendingRecords: 0 };
  const show = (phase: SyncState["phase"], why: Pick<SyncState, "message" | "refusal"> = {}): void => onState({ ...known, phase, ...why });
  return {
    show,
    progress: ({ pendingRecords, members }: Progress): void => {
      known = { ...known, pendingRecords, ...(members.length === 0 ? {} : { devices: members, others: othersIn(members, deviceId) }) };
      show("syncing");
    },
    /** Something was appended: the light must not say for a moment that everything is on the server. */
    wrote: (): void => { known = { ...known, pendingRecords: Math.max(1, known.pendingRecords) }; },
    /** Both sides held the same; `isMore` where something was written since. */
    levelled: (isMore: boolean): void => {
      known = { ...known, pendingRecords: isMore ? known.pendingRecords : 0, lastSyncedMs: timers.nowMs() };
      show("synced");
    },
  };
}

/** What outlasts the phases of a run. */
type Known = Omit<SyncState, "phase" | "message" | "refusal">;

function othersIn(members: readonly MemberStanding[], deviceId: string): { readonly known: number; readonly lacking: number } {
  const others = members.filter(({ member }) => member !== deviceId && member !== recoveryMember);
  return { known: others.length, lacking: others.filter(({ lacking }) => lacking > 0).length };
}
