/** The pushing part of an exchange: what the relay lacks, then what was erased here and not yet there, then a look behind the own end. */
import type { Address, SealedRecord } from "../vault/record.ts";
import type { PushReceipt } from "./codec.ts";
import { done, goTo, isLeftOut, missing, readToPush, restart, wish, withConflicts, type ExchangeState, type Task, type Turn } from "./exchange-state.ts";
import { limits } from "./limits.ts";
import { lastSeq, recordsAhead, writersAhead } from "./vector.ts";

/** The next writer of whom the relay lacks records. */
export function push(state: ExchangeState): Turn {
  const writer = writersAhead(state.have, state.theirs).find((candidate) => !isLeftOut(state, candidate));
  if (writer !== undefined) return readToPush(state, { type: "records", writer }, limits.pageBytes);
  // Others wrote while we pushed.
  return missing(state).length > 0 ? restart(state) : goTo("erased", { ...state, task: { type: "erased", after: undefined } });
}

/** What was read goes to the relay, up to `lastSeq` of its writer: what stands behind a hole has no place there yet. */
export function pushRead(state: ExchangeState, records: readonly SealedRecord[], last: number): Turn {
  const whole = records.filter(({ seq }) => seq <= last);
  return whole.length === 0 ? done(state, "stalled") : wish(state, { type: "push", records: whole });
}

/** A push of `writer`'s records is answered. */
export function afterPush(state: ExchangeState, writer: string, receipt: PushReceipt): Turn {
  const after = withReceipt(state, receipt);
  const moved = lastSeq(receipt.vector, writer) > lastSeq(state.theirs, writer);
  if (moved || isLeftOut(after, writer)) return goTo("push", after);
  return state.isRemembered ? restart(after) : done(after, "stalled");
}

/** What the relay took, no other member has yet. */
function withReceipt(state: ExchangeState, receipt: PushReceipt): ExchangeState {
  const taken = recordsAhead(receipt.vector, state.theirs);
  const members = state.members.map((member) => ({ ...member, lacking: member.lacking + taken }));
  return withConflicts({ ...state, theirs: receipt.vector, theirErased: receipt.erased, members }, receipt.conflicts);
}

/** The relay has fewer erased records than we: it never heard, or was put back to an older backup. */
export function tellErased(state: ExchangeState): Turn {
  const { task } = state;
  if (state.theirErased >= state.erased || task?.type !== "erased") return goTo("end", state);
  return wish({ ...state, page: undefined }, { type: "readErased", after: task.after, max: limits.erasedPerPage });
}

/** Erased records go to the relay, in ascending order, so that this ends. */
export function pushErased(state: ExchangeState, task: Extract<Task, { type: "erased" }>, records: readonly SealedRecord[]): Turn {
  const last = records.at(-1);
  if (last === undefined) return goTo("end", state);
  if (task.after !== undefined && !isBehind(last, task.after)) return done(state, "stalled");
  return wish({ ...state, task: { type: "erased", after: { writer: last.writer, seq: last.seq } } }, { type: "push", records });
}

/** A push of erased records is answered. */
export const afterPushErased = (state: ExchangeState, receipt: PushReceipt): Turn => goTo("erased", withReceipt(state, receipt));

const isBehind = (a: Address, b: Address): boolean => (a.writer === b.writer ? a.seq > b.seq : a.writer > b.writer);

/** Level, and the relay can't fill a hole under our own writer: is there anything behind it? */
export function lookBehindEnd(state: ExchangeState): Turn {
  const { writer } = state;
  if (writer === undefined || isLeftOut(state, writer)) return done(state, "level");
  return wish({ ...state, task: { type: "behindEnd" } }, { type: "read", writer, fromSeq: lastSeq(state.have, writer) + 1, maxBytes: 1 });
}

/** The next seq itself was written while this exchange ran; one further on stands behind a hole. */
export function afterBehindEnd(state: ExchangeState, record: SealedRecord | undefined): Turn {
  const hole = record === undefined ? 0 : lastSeq(state.have, record.writer) + 1;
  return done(record !== undefined && record.seq > hole ? withConflicts(state, [{ writer: record.writer, seq: hole }]) : state, "level");
}
