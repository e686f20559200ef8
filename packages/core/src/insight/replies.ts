/**
 * Replies: whose question the owner left unanswered, and who left the owner's. The closest first; the
 * evidence is a quote. What has no question in it asks for no answer.
 */
import { replyAwaitedDaysMin } from "./constants.ts";
import { openLoop, openQuestion } from "./open-loops.ts";
import { lastSettled } from "./promises.ts";
import type { Judgement, Reason } from "./reason.ts";
import { suggestibleTies } from "./suggestible.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";

/** Who waits for the owner's answer. */
export function repliesOwed(situation: Situation): readonly Judgement[] {
  const settledAt = lastSettled(situation.network);
  return judged(situation, (tie) => {
    const loop = openLoop(tie, situation.nowMs, settledAt.get(tie.person.id));
    return loop?.kind === "replyOwed" ? loop : undefined;
  });
}

/** Whose answer the owner waits for: asked for some days, so that nobody is pressed. */
export const repliesAwaited = (situation: Situation): readonly Judgement[] => judged(situation, (tie) => awaited(tie, situation.nowMs));

/** The owner's question that is left for long enough, or undefined. */
export function awaited(tie: Tie, nowMs: number): Reason | undefined {
  const question = openQuestion(tie, nowMs);
  return question && question.sinceDays >= replyAwaitedDaysMin ? question : undefined;
}

const judged = (situation: Situation, reasonFor: (tie: Tie) => Reason | undefined): readonly Judgement[] => suggestibleTies(situation).flatMap((tie) => {
  const reason = reasonFor(tie);
  return reason ? [{ person: tie.person.id, score: tie.closeness, reasons: [reason] }] : [];
}).toSorted(byScore);
