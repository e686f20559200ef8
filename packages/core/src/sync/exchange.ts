/**
 * The exchange, as the client sees it: pull pages until level, then push what the relay lacks. Pure:
 * `begin` and `advance` give the next wish; the driver grants it and reports back, one at a time.
 *
 *     pull ─► (check own) ─► store ─► pull … level ─► read ─► push ─► read … level ─► done
 *
 * Invariants: every pull or push must move a vector or the exchange fails as "stalled", so messages are
 * bounded by pages missing plus a few; nothing is overwritten on either side; a relay that lost data
 * shows an older vector and is simply pushed to again.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { recordHash, type SealedRecord } from "../vault/record.ts";
import type { PullPage, PullRequest, PushReceipt } from "./codec.ts";
import { limits } from "./limits.ts";
import { lastSeq, recordsAhead, writersAhead, type Vector } from "./vector.ts";

/** What an exchange starts from. */
export interface ExchangeStart {
  readonly vault: string;
  /** This store's own writer id, if it ever wrote or will. */
  readonly writer?: string;
  /** What this store holds. */
  readonly have: Vector;
}

/** A record held with different bytes on both sides. */
export interface Conflict {
  readonly writer: string;
  readonly seq: number;
}

/** What the driver is to do next. */
export type ExchangeWish =
  | { readonly type: "pull"; readonly request: PullRequest }
  | { readonly type: "store"; readonly records: readonly SealedRecord[] }
  | { readonly type: "read"; readonly writer: string; readonly fromSeq: number; readonly maxBytes: number }
  | { readonly type: "push"; readonly records: readonly SealedRecord[] }
  | { readonly type: "done"; readonly outcome: ExchangeOutcome };

/** What came of a wish, under the same name. */
export type ExchangeEvent =
  | { readonly type: "pull"; readonly page: PullPage }
  /** Committed; `have` is the store's vector afterwards. */
  | { readonly type: "store"; readonly have: Vector }
  | { readonly type: "read"; readonly records: readonly SealedRecord[] }
  | { readonly type: "push"; readonly receipt: PushReceipt };

/** How an exchange ended. Any failure of transport or store ends it too: begin again. */
export type ExchangeOutcome =
  /** Both sides hold the same. `conflicts` tell of records left out; one under the own writer is a *fork*: take a new writer id. */
  | { readonly kind: "level"; readonly conflicts: readonly Conflict[] }
  /** A page or receipt changed nothing, or the store didn't keep or give what it should. */
  | { readonly kind: "stalled"; readonly conflicts: readonly Conflict[] };

/** Where an exchange stands. */
export interface ExchangeState {
  readonly vault: string;
  readonly writer: string | undefined;
  readonly have: Vector;
  /** The relay's vector as last told. */
  readonly theirs: Vector;
  readonly conflicts: readonly Conflict[];
  /** What the driver was asked to do. */
  readonly awaits: ExchangeWish["type"];
  /** The page or receipt being worked on. */
  readonly page: PullPage | undefined;
  readonly pushing: string | undefined;
}

/** A state with what to do next. */
export interface ExchangeStep {
  readonly state: ExchangeState;
  readonly wish: ExchangeWish;
}

/** The first wish: a pull. */
export function begin(start: ExchangeStart): ExchangeStep {
  const { vault, writer, have } = start;
  return pull({ vault, writer, have, theirs: {}, conflicts: [], awaits: "pull", page: undefined, pushing: undefined });
}

/** The next step after `event`. An event that answers another wish than the last is a bug of the driver: stalled. */
export function advance(state: ExchangeState, event: ExchangeEvent): ExchangeStep {
  if (event.type !== state.awaits) return done(state, "stalled");
  switch (event.type) {
    case "pull":
      return afterPull({ ...state, theirs: event.page.vector, page: event.page });
    case "store":
      return afterStore(state, event.have);
    case "read":
      return state.pushing === undefined ? afterOwnRead(state, event.records) : afterRead(state, event.records);
    case "push":
      return afterPush(state, event.receipt);
  }
}

/** How many records the relay lacks, as far as known. */
export const pendingRecords = (have: Vector, theirs: Vector): number => recordsAhead(have, theirs);

const wish = (state: ExchangeState, next: ExchangeWish): ExchangeStep => ({ state: { ...state, awaits: next.type }, wish: next });

const done = (state: ExchangeState, kind: ExchangeOutcome["kind"]): ExchangeStep =>
  wish(state, { type: "done", outcome: { kind, conflicts: state.conflicts } });

function pull(state: ExchangeState): ExchangeStep {
  const request = state.writer === undefined ? { have: state.have } : { have: state.have, writer: state.writer };
  return wish({ ...state, page: undefined, pushing: undefined }, { type: "pull", request });
}

/** Before anything of a page is kept: does the relay hold our own last record, or a clone's? */
function afterPull(state: ExchangeState): ExchangeStep {
  const own = state.page?.own;
  if (own === undefined || state.writer === undefined || isLeftOut(state, state.writer)) return store(state);
  if (own.seq > lastSeq(state.have, state.writer)) return done(state, "stalled");
  return wish(state, { type: "read", writer: state.writer, fromSeq: own.seq, maxBytes: 1 });
}

function afterOwnRead(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  const own = state.page?.own;
  const mine = records[0];
  if (own === undefined || mine === undefined || mine.writer !== state.writer || mine.seq !== own.seq) return done(state, "stalled");
  if (sameBytes(recordHash(state.vault, mine), own.sha256)) return store(state);
  return store(withConflicts(state, [{ writer: mine.writer, seq: mine.seq }]));
}

/** Keeps a page's records that follow on what is held; anything else in it isn't what was asked for. */
function store(state: ExchangeState): ExchangeStep {
  const next: Record<string, number> = { ...state.have };
  const records = (state.page?.records ?? []).filter(({ writer, seq }) => {
    if (isLeftOut(state, writer) || seq !== lastSeq(next, writer) + 1) return false;
    next[writer] = seq;
    return true;
  });
  if (records.length > 0) return wish(state, { type: "store", records });
  return missing(state).length > 0 ? done(state, "stalled") : nextPush(state);
}

function afterStore(state: ExchangeState, have: Vector): ExchangeStep {
  const kept = (state.page?.records ?? []).some(({ writer, seq }) => seq > lastSeq(state.have, writer) && seq <= lastSeq(have, writer));
  if (!kept) return done(state, "stalled");
  const after = { ...state, have };
  return missing(after).length > 0 ? pull(after) : nextPush(after);
}

/** What the relay holds and we lack, but for writers left out. */
const missing = (state: ExchangeState): string[] => writersAhead(state.theirs, state.have).filter((writer) => !isLeftOut(state, writer));

const isLeftOut = (state: ExchangeState, writer: string): boolean => state.conflicts.some((conflict) => conflict.writer === writer);

function nextPush(state: ExchangeState): ExchangeStep {
  const writer = writersAhead(state.have, state.theirs).find((candidate) => !isLeftOut(state, candidate));
  if (writer === undefined) return missing(state).length > 0 ? pull(state) : done(state, "level");
  const fromSeq = lastSeq(state.theirs, writer) + 1;
  return wish({ ...state, page: undefined, pushing: writer }, { type: "read", writer, fromSeq, maxBytes: limits.pageBytes });
}

function afterRead(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  const { pushing } = state;
  if (pushing === undefined || records.length === 0) return done(state, "stalled");
  return wish(state, { type: "push", records });
}

function afterPush(state: ExchangeState, receipt: PushReceipt): ExchangeStep {
  const { pushing } = state;
  if (pushing === undefined) return done(state, "stalled");
  const after = withConflicts({ ...state, theirs: receipt.vector }, receipt.conflicts);
  const moved = lastSeq(receipt.vector, pushing) > lastSeq(state.theirs, pushing);
  return moved || isLeftOut(after, pushing) ? nextPush(after) : done(after, "stalled");
}

const withConflicts = (state: ExchangeState, found: readonly Conflict[]): ExchangeState => ({ ...state, conflicts: [...state.conflicts, ...found] });
