/** Today: the plan, what comes after it, and the circle round the owner. */
import { isKnown, keepInTouch, openPromises, reachOutsFor, type PlannedReachOut, type Situation, type Tie } from "@kith/core";
import type { TodayView } from "../contract.ts";
import { judgedRow, rowOf } from "./rows.ts";

const circleMax = 33;
const comingUpMax = 8;
/** Silence of this many usual gaps is drawn furthest out. */
const fullDriftGaps = 8;

export function answerToday(situation: Situation): TodayView {
  const planned = keepInTouch(situation);
  const perDay = reachOutsFor(situation);
  return {
    nowMs: situation.nowMs, perDay,
    plan: planned.slice(0, perDay).map((one) => dueRow(situation, one)),
    comingUp: planned.slice(perDay, perDay + comingUpMax).map((one) => dueRow(situation, one)),
    circle: circle(situation),
    peopleCount: [...situation.ties.values()].filter(isKnown).length,
  };
}

/** Where a promise of the owner's calls for a word: which one, so that "done" can keep it. */
function dueRow(situation: Situation, { why, ...judged }: PlannedReachOut): TodayView["plan"][number] {
  const isRecorded = why === "promise" && judged.reasons.some(({ kind }) => kind === "promiseOpen");
  const promise = isRecorded ? openPromises(situation).find(({ commitment }) => commitment.person === judged.person && commitment.by === "owner")?.commitment : undefined;
  return { ...judgedRow(situation, judged), why, ...(promise ? { promise: { commitment: promise.commitment, text: promise.text } } : {}) };
}

/** The closest people: a fifth of them in the inner ring, the next third in the second. */
function circle(situation: Situation): TodayView["circle"] {
  const closest = [...situation.ties.values()].filter((tie) => tie.timesMs.length > 0 || tie.person.rating)
    .toSorted((a, b) => b.closeness - a.closeness || b.bond - a.bond || (a.person.id < b.person.id ? -1 : 1)).slice(0, circleMax);
  return closest.map((tie, index) => ({
    person: rowOf(situation, tie.person.id),
    ring: index < closest.length / 5 ? 0 : index < closest.length * 0.53 ? 1 : 2,
    drift: driftOf(tie),
  }));
}

const driftOf = (tie: Tie): number => Math.min(1, Math.log2(1 + (tie.freshness?.gaps ?? 0)) / Math.log2(1 + fullDriftGaps));
