/**
 * The exchange: a whole run of sync as the client sees it. Pure: `begin` and `advance` give the next
 * wish; the driver grants it and reports back, one at a time.
 *
 *     pull ─► keyring level? ─► own record? ─► admitted? pinned? ─► store ─► pull … level
 *          ─► read ─► push … level ─► claims ─► erased ─► refill ─► a look behind the own end ─► done
 *
 * Invariants: no record is stored or pushed before both sides hold one keyring; every pull or push must
 * move a vector, every append a chain, and a run begins again at most a few times, or it ends as
 * "stalled"; erased records are read in ascending order; so messages are bounded by what is missing plus
 * a few. Nothing is overwritten on either side; a relay that lost data, or never heard of an erasure, is
 * simply pushed to; and no relay is believed that a record was erased (exchange-erased.ts).
 */
import { emptyMark } from "../vault/erased-mark.ts";
import { afterClaims, afterFetch, afterListErased, afterPushErased, afterReadErased, afterReadWhole, askForClaims, refill, tellErased } from "./exchange-erased.ts";
import { afterAppend, afterFilling, afterReadKeyring, afterReseal, afterSaveKeyring, fillLine } from "./exchange-keyring.ts";
import { afterChain, afterOwnHash, afterStore, lookAtPage, pull, storePage } from "./exchange-pull.ts";
import { afterPush, lookBehindEnd, push, pushRead } from "./exchange-push.ts";
import { done, goTo, restart, wish, withPage, type ExchangeEvent, type ExchangeRefusal, type ExchangeStart, type ExchangeState, type ExchangeStep, type Stage, type Turn } from "./exchange-state.ts";
import type { SealedRecord } from "../vault/record.ts";
import type { PushReceipt } from "./codec.ts";
import { lastSeq, recordsAhead, type Vector } from "./vector.ts";

/** The first wish: to seal again where a run was cut before it could, to push where the relay is known to be level but for that, else a pull. */
export function begin({ writer, sealedEpoch, relay, ...start }: ExchangeStart): ExchangeStep {
  const resealDue = sealedEpoch < start.keyring.state.epoch;
  const state: ExchangeState = {
    ...start, writer, resealDue, theirs: {}, theirErased: emptyMark, members: [], ...relay, isRemembered: relay !== undefined, conflicts: [], heldBack: [], isTold: true, proved: 0, wished: { type: "readKeyring" },
    task: undefined, page: undefined, chains: new Map(), appending: 0, created: false, restarts: 0,
  };
  return run(goTo(relay === undefined || resealDue ? "pull" : "push", state));
}

/** The next step after `event`. An event that answers another wish than the last is a bug of the driver: stalled. */
export function advance(state: ExchangeState, event: ExchangeEvent): ExchangeStep {
  if (event.type === "refused") return run(afterRefusal(state, event.code));
  return event.type === state.wished.type ? run(afterEvent(state, event)) : done(state, "stalled");
}

/** How many records the relay lacks, as far as known. */
export const pendingRecords = (have: Vector, theirs: Vector): number => recordsAhead(have, theirs);

/** Stages follow one another until one has a wish. */
function run(turn: Turn): ExchangeStep {
  let current = turn;
  while ("stage" in current) current = stages[current.stage](current.state);
  return current;
}

const stages: Readonly<Record<Stage, (state: ExchangeState) => Turn>> = {
  pull: (state) => (state.resealDue ? goTo("reseal", state) : pull(state)),
  reseal: (state) => wish(state, { type: "reseal", keyring: state.keyring }),
  keyring: (state) => wish(state, { type: "readKeyring" }),
  fillLine, page: lookAtPage, store: storePage, push, claims: askForClaims, erased: tellErased, refill, end: lookBehindEnd,
};

function afterEvent(state: ExchangeState, event: Exclude<ExchangeEvent, { type: "refused" }>): Turn {
  switch (event.type) {
    case "pull":
      return withPage(state, event.page);
    case "readKeyring":
      return afterReadKeyring(state, event.entries);
    case "saveKeyring":
      return afterSaveKeyring(state, event.isKept);
    case "reseal":
      return afterReseal(state, event);
    case "append":
      return afterAppend(state);
    case "create":
      return withPage(state, event.page);
    case "store":
      return afterStore(state, event);
    case "read":
      return afterRead(state, event.records);
    case "hashAt":
      return afterOwnHash(state, event.sha256);
    case "readErased":
      return afterReadErased(state, event.records, event.last);
    case "readClaims":
      return afterClaims(state, event.addresses);
    case "fetch":
      return afterFetch(state, event.records);
    case "listErased":
      return afterListErased(state, event.records);
    case "readWhole":
      return afterReadWhole(state, event.records);
    case "chain":
      return afterChain(state, event.chain);
    case "push":
      return afterReceipt(state, event.receipt);
  }
}

function afterRead(state: ExchangeState, records: readonly SealedRecord[]): Turn {
  const { task } = state;
  switch (task?.type) {
    case "records":
      return pushRead(state, records, lastSeq(state.have, task.writer));
    case "upToLine":
      return pushRead(state, records, Math.min(task.lastSeq, lastSeq(state.have, task.writer)));
    case "claims":
    case "erased":
    case "refill":
    case undefined:
      return done(state, "stalled");
  }
}

function afterReceipt(state: ExchangeState, receipt: PushReceipt): Turn {
  const { task } = state;
  if (task?.type === "records") return afterPush(state, task.writer, receipt);
  return task?.type === "upToLine" ? afterFilling(state, task.writer, receipt) : afterPushErased(state, receipt);
}

/** Each refusal has one way on; where it answers another wish than it can, there is none. */
function afterRefusal(state: ExchangeState, code: ExchangeRefusal): Turn {
  const { type } = state.wished;
  if (code === "unknownVault" && !state.created) return wish({ ...state, created: true }, { type: "create", entries: state.keyring.entries });
  if (code === "vaultExists" && type === "create") return goTo("pull", state);
  if (code === "headMoved" && type === "append") return restart(state);
  if (code === "lineAhead" && type === "append") return goTo("fillLine", { ...state, task: undefined });
  // The relay heard of a newer epoch, or something was written under an older one while this ran.
  if (code === "oldEpoch" && type === "push") return restart({ ...state, resealDue: true });
  return code === "unknownEpoch" && type === "push" ? restart(state) : done(state, "stalled");
}

export type { Conflict, ExchangeEvent, ExchangeOutcome, ExchangeRefusal, ExchangeStart, ExchangeState, ExchangeStep, ExchangeWish, RelayHoldings } from "./exchange-state.ts";
export { exchangeRefusals } from "./exchange-state.ts";
