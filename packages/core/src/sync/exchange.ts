/**
 * The exchange, as the client sees it: pull pages until level, then push what the relay lacks, then
 * what was erased here and not yet there. Pure: `begin` and `advance` give the next wish; the driver
 * grants it and reports back, one at a time.
 *
 *     pull ─► (check own) ─► store ─► pull … level ─► read ─► push ─► read … level
 *          ─► read erased ─► push … ─► read what is behind the own end ─► done
 *
 * Invariants: every pull or push must move a vector or the exchange fails as "stalled", and erased
 * records are read in ascending order, so messages are bounded by pages missing plus a few; nothing is
 * overwritten on either side; a relay that lost data, or never heard of an erasure, is simply pushed to.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import type { PullPage, PullRequest, PushReceipt } from "./codec.ts";
import { limits } from "./limits.ts";
import { lastSeq, recordsAhead, writersAhead, type Vector } from "./vector.ts";

/** What an exchange starts from. */
export interface ExchangeStart {
  readonly vault: string;
  /** This store's own writer id, if it ever wrote or will. */
  readonly writer?: string;
  /** What this store holds, without holes. */
  readonly have: Vector;
  /** How many records this store holds erased. */
  readonly erased: number;
}

/** Why the own writer id must change, or what was left out under another's. */
export type Conflict = Address;

/** What the driver is to do next. */
export type ExchangeWish =
  | { readonly type: "pull"; readonly request: PullRequest }
  | { readonly type: "store"; readonly records: readonly SealedRecord[] }
  | { readonly type: "read"; readonly writer: string; readonly fromSeq: number; readonly maxBytes: number }
  /** Erased records behind `after` by writer, then seq; at most `max`. */
  | { readonly type: "readErased"; readonly after: Address | undefined; readonly max: number }
  | { readonly type: "push"; readonly records: readonly SealedRecord[] }
  | { readonly type: "done"; readonly outcome: ExchangeOutcome };

/** What came of a wish, under the same name. */
export type ExchangeEvent =
  | { readonly type: "pull"; readonly page: PullPage }
  /** Committed; `have` and `erased` are the store's afterwards. */
  | { readonly type: "store"; readonly have: Vector; readonly erased: number }
  | { readonly type: "read" | "readErased"; readonly records: readonly SealedRecord[] }
  | { readonly type: "push"; readonly receipt: PushReceipt };

/** How an exchange ended. Any failure of transport or store ends it too: begin again. */
export type ExchangeOutcome =
  /**
   * Both sides hold the same, but for `conflicts`: records held with different bytes, left out. One under
   * the own writer is a *fork*, or an own record that neither side holds while others stand behind it:
   * take a new writer id and seal again what was written since.
   */
  | { readonly kind: "level"; readonly conflicts: readonly Conflict[] }
  /** A page or receipt changed nothing, or the store didn't keep or give what it should. */
  | { readonly kind: "stalled"; readonly conflicts: readonly Conflict[] };

/** What is being read, so that what comes is taken for what it is. */
type Reading = "ownRecord" | "toPush" | "erased" | "behindEnd";

/** Where an exchange stands. */
export interface ExchangeState {
  readonly vault: string;
  readonly writer: string | undefined;
  readonly have: Vector;
  readonly erased: number;
  /** The relay's vector as last told. */
  readonly theirs: Vector;
  /** The relay's count of erased records as last told. */
  readonly theirErased: number;
  readonly conflicts: readonly Conflict[];
  /** What the driver was asked to do. */
  readonly awaits: ExchangeWish["type"];
  readonly reading: Reading | undefined;
  /** The page being worked on. */
  readonly page: PullPage | undefined;
  /** Whose records are being pushed; undefined while erased ones are. */
  readonly pushing: string | undefined;
  /** The last erased record pushed. */
  readonly erasedUpTo: Address | undefined;
}

/** A state with what to do next. */
export interface ExchangeStep {
  readonly state: ExchangeState;
  readonly wish: ExchangeWish;
}

/** The first wish: a pull. */
export function begin(start: ExchangeStart): ExchangeStep {
  const { vault, writer, have, erased } = start;
  return pull({
    vault, writer, have, erased, theirs: {}, theirErased: 0, conflicts: [],
    awaits: "pull", reading: undefined, page: undefined, pushing: undefined, erasedUpTo: undefined,
  });
}

/** The next step after `event`. An event that answers another wish than the last is a bug of the driver: stalled. */
export function advance(state: ExchangeState, event: ExchangeEvent): ExchangeStep {
  if (event.type !== state.awaits) return done(state, "stalled");
  switch (event.type) {
    case "pull":
      return afterPull({ ...state, theirs: event.page.vector, theirErased: event.page.erased, page: event.page });
    case "store":
      return afterStore(state, event);
    case "read":
    case "readErased":
      return afterRead(state, event.records);
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
  return wish({ ...state, reading: "ownRecord" }, { type: "read", writer: state.writer, fromSeq: own.seq, maxBytes: 1 });
}

function afterRead(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  switch (state.reading) {
    case "ownRecord":
      return afterOwnRecord(state, records);
    case "toPush":
      return afterToPush(state, records);
    case "erased":
      return afterErased(state, records);
    case "behindEnd":
      return afterBehindEnd(state, records);
    case undefined:
      return done(state, "stalled");
  }
}

function afterOwnRecord(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  const own = state.page?.own;
  const mine = records[0];
  if (own === undefined || mine === undefined || mine.writer !== state.writer || mine.seq !== own.seq) return done(state, "stalled");
  if (sameBytes(recordHash(state.vault, mine), own.sha256)) return store(state);
  return store(withConflicts(state, [{ writer: mine.writer, seq: mine.seq }]));
}

/** Keeps a page's records that follow on what is held; anything else in it isn't what was asked for. */
function store(state: ExchangeState): ExchangeStep {
  const ends = new Map(Object.entries(state.have));
  const records = (state.page?.records ?? []).filter(({ writer, seq }) => {
    if (isLeftOut(state, writer) || seq !== (ends.get(writer) ?? 0) + 1) return false;
    ends.set(writer, seq);
    return true;
  });
  if (records.length > 0) return wish(state, { type: "store", records });
  return missing(state).length > 0 ? done(state, "stalled") : nextPush(state);
}

function afterStore(state: ExchangeState, { have, erased }: { readonly have: Vector; readonly erased: number }): ExchangeStep {
  const kept = (state.page?.records ?? []).some(({ writer, seq }) => seq > lastSeq(state.have, writer) && seq <= lastSeq(have, writer));
  if (!kept) return done(state, "stalled");
  const after = { ...state, have, erased };
  return missing(after).length > 0 ? pull(after) : nextPush(after);
}

/** What the relay holds and we lack, but for writers left out. */
const missing = (state: ExchangeState): string[] => writersAhead(state.theirs, state.have).filter((writer) => !isLeftOut(state, writer));

const isLeftOut = (state: ExchangeState, writer: string): boolean => state.conflicts.some((conflict) => conflict.writer === writer);

function nextPush(state: ExchangeState): ExchangeStep {
  const writer = writersAhead(state.have, state.theirs).find((candidate) => !isLeftOut(state, candidate));
  if (writer === undefined) return missing(state).length > 0 ? pull(state) : nextErased({ ...state, pushing: undefined });
  const fromSeq = lastSeq(state.theirs, writer) + 1;
  return wish({ ...state, page: undefined, pushing: writer, reading: "toPush" }, { type: "read", writer, fromSeq, maxBytes: limits.pageBytes });
}

function afterToPush(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  const { pushing } = state;
  // What stands behind a hole has no place at the relay yet.
  const whole = pushing === undefined ? [] : records.filter(({ seq }) => seq <= lastSeq(state.have, pushing));
  return whole.length === 0 ? done(state, "stalled") : wish(state, { type: "push", records: whole });
}

function afterPush(state: ExchangeState, receipt: PushReceipt): ExchangeStep {
  const { pushing } = state;
  const after = withConflicts({ ...state, theirs: receipt.vector, theirErased: receipt.erased }, receipt.conflicts);
  if (pushing === undefined) return nextErased(after);
  const moved = lastSeq(receipt.vector, pushing) > lastSeq(state.theirs, pushing);
  return moved || isLeftOut(after, pushing) ? nextPush(after) : done(after, "stalled");
}

/** The relay has fewer erased records than we: it never heard, or was put back to an older backup. */
function nextErased(state: ExchangeState): ExchangeStep {
  if (state.theirErased >= state.erased) return lookBehindEnd(state);
  return wish({ ...state, reading: "erased" }, { type: "readErased", after: state.erasedUpTo, max: limits.erasedPerPage });
}

function afterErased(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  const last = records.at(-1);
  if (last === undefined) return lookBehindEnd(state);
  const { erasedUpTo } = state;
  if (erasedUpTo !== undefined && !isBehind(last, erasedUpTo)) return done(state, "stalled");
  return wish({ ...state, erasedUpTo: { writer: last.writer, seq: last.seq } }, { type: "push", records });
}

const isBehind = (a: Address, b: Address): boolean => (a.writer === b.writer ? a.seq > b.seq : a.writer > b.writer);

/** Level, and the relay can't fill a hole under our own writer: is there anything behind it? */
function lookBehindEnd(state: ExchangeState): ExchangeStep {
  const { writer } = state;
  if (writer === undefined || isLeftOut(state, writer)) return done(state, "level");
  return wish({ ...state, reading: "behindEnd" }, { type: "read", writer, fromSeq: lastSeq(state.have, writer) + 1, maxBytes: 1 });
}

function afterBehindEnd(state: ExchangeState, records: readonly SealedRecord[]): ExchangeStep {
  const writer = records[0]?.writer;
  const hole = writer === undefined ? 0 : lastSeq(state.have, writer) + 1;
  // The next seq itself was written while this exchange ran.
  const isLost = writer !== undefined && (records[0]?.seq ?? 0) > hole;
  return done(isLost ? withConflicts(state, [{ writer, seq: hole }]) : state, "level");
}

const withConflicts = (state: ExchangeState, found: readonly Conflict[]): ExchangeState => ({ ...state, conflicts: [...state.conflicts, ...found] });
