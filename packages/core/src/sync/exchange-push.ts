/** The pushing part of an exchange: what the relay lacks, and at last a look behind the own end. */
import type { SealedRecord } from "../vault/record.ts";
import type { PushReceipt } from "./codec.ts";
import {
  done, goTo, isLeftOut, missing, pushOf, readToPush, restart, wish, withConflicts, withPage, type ExchangeState, type Turn,
} from "./exchange-state.ts";
import { limits } from "./limits.ts";
import { lastSeq, writersAhead } from "./vector.ts";

/** The next writer of whom the relay lacks records. */
export function push(state: ExchangeState): Turn {
  const writer = writersAhead(state.have, state.theirs).find((each) => !isLeftOut(state, each) && !state.heldBack.includes(each));
  if (writer !== undefined) return readToPush(state, { type: "records", writer }, limits.pageBytes);
  // Others wrote while we pushed.
  return missing(state).length > 0 ? restart(state) : goTo("claims", { ...state, task: undefined, page: undefined });
}

/** What was read goes to the relay, up to `last` of its writer: what stands behind a hole has no place there yet. */
export function pushRead(state: ExchangeState, records: readonly SealedRecord[], last: number): Turn {
  const whole = records.filter(({ seq }) => seq <= last);
  if (whole.length > 0) return wish(state, pushOf(state, whole));
  if (state.task?.type !== "records") return done(state, "stalled");
  // The next record was damaged here, or is only claimed to be erased: its writer waits for who holds it whole. Where that
  // writer is this store, nobody does.
  const { writer } = state.task;
  const missed = { writer, seq: lastSeq(state.theirs, writer) + 1 };
  return goTo("push", writer === state.writer ? withConflicts(state, [missed]) : { ...state, heldBack: [...state.heldBack, writer] });
}

/** A push of `writer`'s records is answered. */
export function afterPush(state: ExchangeState, writer: string, receipt: PushReceipt): Turn {
  const after = withConflicts({ ...state, isTold: true }, receipt.conflicts);
  const moved = lastSeq(receipt.vector, writer) > lastSeq(state.theirs, writer);
  if (moved || isLeftOut(after, writer)) return withPage({ ...after, chains: new Map() }, receipt);
  return state.isRemembered ? restart(after) : done(after, "stalled");
}

/** Level, and the relay can't fill a hole under our own writer: what stands behind it has to go on elsewhere. */
export function lookBehindEnd(state: ExchangeState): Turn {
  const { writer } = state;
  if (writer === undefined || isLeftOut(state, writer) || lastSeq(state.tops, writer) <= lastSeq(state.have, writer)) return done(state, "level");
  return done(withConflicts(state, [{ writer, seq: lastSeq(state.have, writer) + 1 }]), "level");
}
