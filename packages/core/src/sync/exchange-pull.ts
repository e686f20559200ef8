/**
 * The pulling part of an exchange: a page is kept only where it is what was asked for. Before anything of
 * it is stored: does the relay hold our own last record, or a clone's? Is every record one that the
 * keyring admits? Are those up to a line the ones it pins?
 */
import { sameBytes } from "../prelude/bytes.ts";
import { admits, extendChain, startOfChain, type LineEnd } from "../vault/line.ts";
import { recordHash, type SealedRecord } from "../vault/record.ts";
import { done, goTo, isLeftOut, missing, wish, withConflicts, type ExchangeState, type Holdings, type Turn } from "./exchange-state.ts";
import { lastSeq } from "./vector.ts";

/** Asks for what we lack. */
export function pull(state: ExchangeState): Turn {
  const request = state.writer === undefined ? { have: state.have } : { have: state.have, writer: state.writer };
  return wish({ ...state, heldBack: [], isTold: true, page: undefined, task: undefined, chains: new Map() }, { type: "pull", request });
}

/** A page of a relay whose keyring is ours. */
export function lookAtPage(state: ExchangeState): Turn {
  const own = state.page?.own;
  if (own === undefined || state.writer === undefined || isLeftOut(state, state.writer)) return goTo("store", state);
  if (own.seq > lastSeq(state.have, state.writer)) return done(state, "stalled");
  return wish(state, { type: "hashAt", writer: state.writer, seq: own.seq });
}

/** Is our own record at the relay's place the one it holds there? */
export function afterOwnHash(state: ExchangeState, mine: Uint8Array | undefined): Turn {
  const { page, writer } = state;
  // It was damaged, and is a hole from now on: whose records follow on it can't be told before the next run.
  if (page?.own === undefined || mine === undefined || writer === undefined) return done(state, "stalled");
  const { seq, sha256 } = page.own;
  return goTo("store", sameBytes(mine, sha256) ? { ...state, proved: seq } : withConflicts(state, [{ writer, seq }]));
}

/** Keeps a page's records that follow on what is held; anything else in it isn't what was asked for. */
export function storePage(state: ExchangeState): Turn {
  const ends = new Map(Object.entries(state.have));
  const records = (state.page?.records ?? []).filter(({ writer, seq }) => {
    if (isLeftOut(state, writer) || seq !== (ends.get(writer) ?? 0) + 1) return false;
    ends.set(writer, seq);
    return true;
  });
  if (records.length === 0) return missing(state).length > 0 ? done(state, "stalled") : goTo("push", state);
  if (records.some((record) => admits(state.keyring.state, record) !== "yes")) return done(state, "refusedRecords");
  const reached = reachedLines(state, ends);
  const unread = reached.find(({ writer }) => !state.chains.has(writer) && lastSeq(state.have, writer) > 0);
  if (unread !== undefined) return wish(state, { type: "chain", writer: unread.writer, seq: lastSeq(state.have, unread.writer) });
  if (reached.some((line) => !isPinned(state, records, line))) return done(state, "otherRecords");
  return wish(state, { type: "store", records });
}

/** The chain over what is held of the writer that was asked about. */
export function afterChain(state: ExchangeState, chain: Uint8Array): Turn {
  const { wished } = state;
  return wished.type === "chain" ? goTo("store", { ...state, chains: new Map(state.chains).set(wished.writer, chain) }) : done(state, "stalled");
}

/** Where a line ends one writer's records. */
interface ReachedLine {
  readonly writer: string;
  readonly end: LineEnd;
}

/** The line ends that this page leads up to or across. */
const reachedLines = ({ keyring, have }: ExchangeState, ends: ReadonlyMap<string, number>): ReachedLine[] =>
  keyring.state.lines.flatMap((line) =>
    [...ends].flatMap(([writer, last]) => {
      const end = line.get(writer);
      return end !== undefined && end.seq > lastSeq(have, writer) && end.seq <= last ? [{ writer, end }] : [];
    }),
  );

/** True where what is held and what arrives of `writer` up to the line are the very records it pins. */
function isPinned(state: ExchangeState, records: readonly SealedRecord[], { writer, end }: ReachedLine): boolean {
  const arrived = records.filter((record) => record.writer === writer && record.seq <= end.seq);
  return sameBytes(arrived.reduce((chain, record) => extendChain(chain, recordHash(state.vault, record)), state.chains.get(writer) ?? startOfChain), end.chain);
}

/** Stored. The relay hears what this store holds now with the next request: a push of this run, or a run a moment later. */
export function afterStore(state: ExchangeState, { have, tops, erased, claimed }: Holdings): Turn {
  const now = { ...state, have, tops, erased, claimed };
  if (state.task?.type === "claims") return goTo("erased", { ...now, task: undefined });
  const kept = (state.page?.records ?? []).some(({ writer, seq }) => seq > lastSeq(state.have, writer) && seq <= lastSeq(have, writer));
  if (!kept) return done(state, "stalled");
  // Own records that came back stand before others of ours: whether the relay holds those too, or a clone's, it is asked first.
  const isOwnBack = state.writer !== undefined && lastSeq(have, state.writer) > lastSeq(state.have, state.writer);
  return missing(now).length > 0 || isOwnBack ? goTo("pull", now) : goTo("push", { ...now, isTold: false, page: undefined });
}
