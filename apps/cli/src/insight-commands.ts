/** `kith people|weak-ties|dormant|prune|requests|today|news|replies|opportunities`: one insight each, as a list. */
import {
  dormantTies, keepInTouch, news, opportunitiesThrough, pendingRequests, pruningCandidates, reachOutsFor, repliesAwaited, repliesOwed, weakTies, whoMatters, type Judgement, type Situation,
} from "@kith/core";
import type { Call } from "./arguments.ts";
import { judgementOutput, limitForPeople, printJson, printJudgements } from "./output.ts";
import type { Session } from "./session.ts";

type Insight = (situation: Situation, call: Call) => readonly Judgement[];

export const insightByCommand: ReadonlyMap<string, Insight> = new Map<string, Insight>([
  ["people", (situation, { sort }) => whoMatters(situation, sort)],
  ["weak-ties", weakTies],
  ["dormant", dormantTies],
  ["prune", pruningCandidates],
  ["requests", pendingRequests],
  ["today", keepInTouch],
  ["news", news],
  ["replies", (situation) => [...repliesOwed(situation), ...repliesAwaited(situation)]],
  ["opportunities", opportunitiesThrough],
]);

export function runInsight(session: Session, insight: Insight, call: Call): void {
  const situation = session.situation();
  const judged = insight(situation, call);
  if (call.json) {
    printJson(judged.slice(0, call.limit).map((one) => judgementOutput(situation.network, one)));
    return;
  }
  const limit = call.limit ?? (call.command === "today" ? reachOutsFor(situation) : limitForPeople);
  printJudgements(situation.network, judged.slice(0, limit), situation.nowMs);
}
