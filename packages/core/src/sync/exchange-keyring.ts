/**
 * The keyring's part of an exchange, before any record: both sides come to hold one chain. Ours is only
 * ever made longer, by entries that were checked; a relay that was put back to an older backup gets the
 * entries it lacks, and before each one that ends an epoch the records up to its line.
 */
import { decodeEntry, entryHash } from "../vault/keyring-entry.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import { extendsKeyring, growKeyring } from "../vault/keyring.ts";
import type { Line } from "../vault/line.ts";
import type { PushReceipt } from "./codec.ts";
import { done, goTo, isLeftOut, readToPush, restart, wish, withConflicts, type ExchangeState, type Holdings, type Turn } from "./exchange-state.ts";
import { limits } from "./limits.ts";
import { lastSeq } from "./vector.ts";

/** The relay's keyring stands elsewhere than ours: which is longer? */
export function afterReadKeyring(state: ExchangeState, theirs: readonly SignedEntry[]): Turn {
  const { entries } = state.keyring;
  if (theirs.length > entries.length) {
    const grown = extendsKeyring(entries, theirs) ? growKeyring(state.keyring, theirs.slice(entries.length)) : undefined;
    if (grown?.ok === true) return wish(state, { type: "saveKeyring", keyring: grown.value });
    return done(state, grown?.error.kind === "unknownType" ? "newerKeyring" : "otherKeyring");
  }
  if (theirs.length === 0 || !extendsKeyring(theirs, entries)) return done(state, "otherKeyring");
  // Level after all: someone was quicker than we.
  return theirs.length === entries.length ? restart(state) : append({ ...state, appending: theirs.length });
}

/** Kept: from here on the longer chain is ours. */
export function afterSaveKeyring(state: ExchangeState, isKept: boolean): Turn {
  const { wished } = state;
  if (wished.type !== "saveKeyring") return done(state, "stalled");
  if (!isKept) return done(state, "lockedOut");
  const { keyring } = wished;
  return restart({ ...state, keyring, resealDue: state.resealDue || keyring.state.epoch > state.keyring.state.epoch });
}

/** Everything held stands under a line or the newest epoch now. */
export const afterReseal = (state: ExchangeState, { have, tops, erased, claimed, writer }: Holdings & { readonly writer: string | undefined }): Turn =>
  goTo("pull", { ...state, have, tops, erased, claimed, writer, resealDue: false });

function append(state: ExchangeState): Turn {
  const { entries } = state.keyring;
  const [before, entry] = [entries[state.appending - 1], entries[state.appending]];
  if (before === undefined || entry === undefined) return goTo("pull", state);
  return wish({ ...state, page: undefined, task: undefined }, { type: "append", request: { expectedHead: entryHash(before), entry, settled: true } });
}

/** The relay's chain is one entry longer. */
export const afterAppend = (state: ExchangeState): Turn => append({ ...state, appending: state.appending + 1 });

/** The relay lacks records up to the line of the entry it is to take: they are pushed, never one beyond. */
export function fillLine(state: ExchangeState): Turn {
  const line = [...lineAt(state)];
  const next = line.find(([writer, { seq }]) => !isLeftOut(state, writer) && Math.min(seq, lastSeq(state.have, writer)) > lastSeq(state.theirs, writer));
  if (next !== undefined) return readToPush(state, { type: "upToLine", writer: next[0], lastSeq: next[1].seq }, limits.pageBytes);
  // Only another device has what the relay lacks.
  if (line.some(([writer, { seq }]) => lastSeq(state.have, writer) < seq && lastSeq(state.theirs, writer) < seq)) return done(state, "stalled");
  // Where nothing was pushed since the refusal, the relay isn't where it said it was.
  return state.task?.type === "upToLine" ? append(state) : restart(state);
}

/** The line that the entry being appended draws. */
function lineAt({ keyring, appending }: ExchangeState): Line {
  const entry = keyring.entries[appending];
  const read = entry === undefined ? undefined : decodeEntry(entry.bytes);
  return read?.ok === true && "line" in read.value.fact ? read.value.fact.line : new Map();
}

/** A push towards the line is answered. */
export function afterFilling(state: ExchangeState, writer: string, receipt: PushReceipt): Turn {
  const after = withConflicts({ ...state, theirs: receipt.vector, theirErased: receipt.erased }, receipt.conflicts);
  return lastSeq(receipt.vector, writer) > lastSeq(state.theirs, writer) || isLeftOut(after, writer) ? goTo("fillLine", after) : done(after, "stalled");
}
