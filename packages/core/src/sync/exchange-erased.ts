/**
 * The part of an exchange that is about erased records, once both sides hold the same addresses. A relay is
 * never believed that a record was erased: a list that a member sealed has to name it. So what is only
 * claimed is asked for again; what a list names, and the relay still has, is passed on together with its
 * list; and what the relay emptied without a list that is known, it is given again.
 */
import { sameMark } from "../vault/erased-mark.ts";
import { admits } from "../vault/line.ts";
import { isErased, type Address, type SealedRecord } from "../vault/record.ts";
import type { PushReceipt } from "./codec.ts";
import { done, goTo, missing, pushOf, restart, wish, withConflicts, type ExchangeState, type Task, type Turn } from "./exchange-state.ts";
import { limits } from "./limits.ts";
import { pageBytesOf } from "./relay-rules.ts";
import { lastSeq, recordsAhead } from "./vector.ts";

/** What is only claimed to be erased here is asked for again, once in a run: but of a relay that has emptied the very same it has no body. */
export const askForClaims = (state: ExchangeState): Turn =>
  (state.claimed === 0 || sameMark(state.theirErased, state.erased) ? goTo("erased", state) : wish(state, { type: "readClaims", max: limits.fetchedAtOnce }));

/** Where the claims are: the relay may have them whole. */
export function afterClaims(state: ExchangeState, addresses: readonly Address[]): Turn {
  const asked = addresses.filter(({ writer, seq }) => seq <= lastSeq(state.theirs, writer));
  if (asked.length === 0) return goTo("erased", state);
  return wish({ ...state, task: { type: "claims", asked } }, { type: "fetch", addresses: asked });
}

/** What the relay has at these addresses. What is erased there too stays a claim, but where it has the very hash that a list names. */
export function afterFetch(state: ExchangeState, fetched: readonly SealedRecord[]): Turn {
  const asked = state.task?.type === "claims" ? state.task.asked : [];
  const records = fetched.filter((record) => admits(state.keyring.state, record) === "yes" && isAmong(asked, record));
  return records.length === 0 ? goTo("erased", { ...state, task: undefined }) : wish(state, { type: "store", records });
}

const isAmong = (addresses: readonly Address[], { writer, seq }: Address): boolean =>
  addresses.some((address) => address.writer === writer && address.seq === seq);

/** Where both sides didn't empty the same, what lists name goes to the relay, in ascending order, so that this ends. */
export function tellErased(state: ExchangeState): Turn {
  if (sameMark(state.theirErased, state.erased)) return goTo("end", state);
  const task: Extract<Task, { type: "erased" }> = state.task?.type === "erased" ? state.task : { type: "erased", after: undefined };
  const { theirs } = state;
  return wish({ ...state, task }, { type: "readErased", after: task.after, max: limits.erasedPerPage, theirs });
}

/** A page of erased records was read; `last`: how far. */
export function afterReadErased(state: ExchangeState, records: readonly SealedRecord[], last: Address | undefined): Turn {
  const { task } = state;
  if (last === undefined || task?.type !== "erased") return goTo("refill", { ...state, task: undefined });
  if (task.after !== undefined && !isBehind(last, task.after)) return done(state, "stalled");
  const now: ExchangeState = { ...state, task: { type: "erased", after: last } };
  return records.length === 0 ? goTo("erased", now) : wish(now, pushOf(now, records));
}

/** What the relay holds erased and no list names is given to it again, by whoever holds it and lacks nothing that could name it. */
export function refill(state: ExchangeState): Turn {
  const isWhole = recordsAhead(state.tops, state.have) === 0;
  const couldName = isWhole && state.heldBack.length === 0 && state.conflicts.length === 0;
  if (!couldName || sameMark(state.theirErased, state.erased)) return goTo("end", state);
  const task: Extract<Task, { type: "refill" }> = state.task?.type === "refill" ? state.task : { type: "refill", after: undefined };
  return wish({ ...state, task }, { type: "listErased", after: task.after });
}

/** A page of what the relay holds erased. */
export function afterListErased(state: ExchangeState, records: readonly SealedRecord[]): Turn {
  const last = records.at(-1);
  const { task } = state;
  if (last === undefined || task?.type !== "refill") return goTo("end", state);
  if (task.after !== undefined && !isBehind(last, task.after)) return done(state, "stalled");
  const after = { writer: last.writer, seq: last.seq };
  return wish({ ...state, task: { type: "refill", after } }, { type: "readWhole", addresses: records.filter(isErased).map(({ writer, seq }) => ({ writer, seq })) });
}

/** What of it is whole here goes back, as much as a push takes; the rest with the next run. */
export function afterReadWhole(state: ExchangeState, records: readonly SealedRecord[]): Turn {
  const fitting: SealedRecord[] = [];
  for (const record of records) if (pageBytesOf([...fitting, record]) <= limits.pageBytes) fitting.push(record);
  return fitting.length === 0 ? goTo("refill", state) : wish(state, pushOf(state, fitting));
}

/** A push of either kind is answered. */
export function afterPushErased(state: ExchangeState, receipt: PushReceipt): Turn {
  const { vector: theirs, erased: theirErased, members, conflicts } = receipt;
  const told = withConflicts({ ...state, theirs, theirErased, members }, conflicts);
  // Others wrote meanwhile: among it may be the list that names what is about to be refilled.
  if (missing(told).length > 0) return restart(told);
  return goTo(state.task?.type === "refill" ? "refill" : "erased", told);
}

const isBehind = (a: Address, b: Address): boolean => (a.writer === b.writer ? a.seq > b.seq : a.writer > b.writer);
