/**
 * Keep in touch: whom to reach out to today, and why now, sized to the day. Most pressing first:
 * answers owed, promises made, news to congratulate, new connections to greet, close ties that are
 * fading, then one dormant and one weak tie worth waking. "Connected but never talked" is unknown,
 * not overdue: an import of thousands must not flood the plan.
 */
import type { PersonId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { dormantTies } from "./dormant-ties.ts";
import { jobChange } from "./news.ts";
import { openLoop } from "./open-loops.ts";
import type { Judgement, Reason } from "./reason.ts";
import { connectedDays, silenceReason } from "./tie-reasons.ts";
import type { Situation, Tie } from "./ties.ts";
import { weakTies } from "./weak-ties.ts";

export type Why = "replyOwed" | "promise" | "news" | "newConnection" | "fading" | "dormant" | "weakTie";

export interface PlannedReachOut extends Judgement {
  readonly why: Why;
}

/** What a person with a job and a family can keep up in a day; the rest waits under "coming up". */
export const reachOutsPerDay = 7;

const greetDaysMax = 45;
const newsDaysMax = 90;
/** Fading: three usual gaps of silence, on the way to the eight of "gone quiet". */
const fadingGapsMin = 3;
const fadingClosenessMin = 0.7;

/** Everything that calls for a word, most pressing first, each person once. */
export function keepInTouch(situation: Situation): readonly PlannedReachOut[] {
  const { ties, nowMs } = situation;
  const free = [...ties.values()].filter(({ person }) => (person.snoozedUntilMs ?? 0) <= nowMs);
  const planned = free.flatMap((tie) => pressing(tie, nowMs));
  // Within one reason the closer tie comes first; a share of closeness never lifts a weaker reason above a stronger.
  planned.sort((a, b) => b.score - a.score || (a.person < b.person ? -1 : 1));
  const greetings = planned.filter(({ why }) => why === "newConnection").slice(0, 3);
  const urgent = planned.filter(({ why }) => why !== "newConnection");
  const isFree = (person: PersonId): boolean => (ties.get(person)?.person.snoozedUntilMs ?? 0) <= nowMs;
  const worthWaking: PlannedReachOut[] = [
    ...dormantTies(situation).filter(({ person }) => isFree(person)).slice(0, 2).map((judged) => ({ ...judged, why: "dormant" as const })),
    ...weakTies(situation).filter(({ person }) => isFree(person)).slice(0, 2).map((judged) => ({ ...judged, why: "weakTie" as const })),
  ];
  const once = new Set<PersonId>();
  return [...urgent.slice(0, 30), ...greetings, ...worthWaking].filter(({ person }) => !once.has(person) && once.add(person));
}

function pressing(tie: Tie, nowMs: number): readonly PlannedReachOut[] {
  const { id: person } = tie.person;
  const plan = (why: Why, rank: number, reasons: readonly Reason[]): readonly PlannedReachOut[] => [{ person, why, score: rank + tie.closeness / 2, reasons }];
  const loop = openLoop(tie, nowMs);
  if (loop?.kind === "replyOwed") return plan("replyOwed", 4, [loop]);
  if (loop) return plan("promise", 3, [loop]);
  const change = jobChange(tie, nowMs);
  if (change && change.sinceDays <= newsDaysMax && (tie.lastContactMs ?? 0) < nowMs - change.sinceDays * dayMs && tie.closeness > 0.3) return plan("news", 2, [change, silenceReason(tie)]);
  const gaps = tie.freshness?.gaps ?? 0;
  if (tie.closeness >= fadingClosenessMin && gaps >= fadingGapsMin && (tie.pulse ?? 0) >= 0.05 && tie.timesMs.length >= 4) return plan("fading", 1, [silenceReason(tie)]);
  const age = connectedDays(tie, nowMs);
  if (age !== undefined && age >= 0 && age <= greetDaysMax && tie.timesMs.length === 0) return plan("newConnection", 0, [{ kind: "newConnection", sinceDays: age }]);
  return [];
}
