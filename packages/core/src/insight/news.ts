/**
 * News: who changed job or role, as the owner's own exports show it, newest first. Nothing is looked
 * up anywhere: two snapshots are compared.
 */
import { organisationKey } from "../event/person-key.ts";
import { dayMs } from "../prelude/time.ts";
import type { Job } from "../projection/network.ts";
import { newsDaysMax } from "./constants.ts";
import type { Judgement, Reason } from "./reason.ts";
import { suggestibleTies } from "./suggestible.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";

export function news(situation: Situation): readonly Judgement[] {
  return suggestibleTies(situation).flatMap((tie) => {
    const reason = jobChange(tie, situation.nowMs);
    return reason ? [{ person: tie.person.id, score: -reason.sinceDays, reasons: [reason] }] : [];
  }).toSorted(byScore);
}

/** The last change of organisation or position within a year, or undefined. */
export function jobChange(tie: Tie, nowMs: number): Extract<Reason, { readonly kind: "jobChange" }> | undefined {
  const [before, after] = moves(tie.person.jobs).slice(-2);
  if (!before || !after || after.sinceMs > nowMs) return undefined;
  // To learn where somebody works is no news of a move.
  if (before.organisation === undefined && before.position === undefined) return undefined;
  const moved = organisationKey(before.organisation ?? "") !== organisationKey(after.organisation ?? "");
  const promoted = (before.position ?? "").trim() !== (after.position ?? "").trim();
  const sinceDays = (nowMs - after.sinceMs) / dayMs;
  if ((!moved && !promoted) || sinceDays > newsDaysMax) return undefined;
  return {
    kind: "jobChange", sinceDays,
    ...(moved && before.organisation !== undefined ? { from: before.organisation } : {}),
    ...(after.organisation === undefined ? {} : { to: after.organisation }), ...(after.position === undefined ? {} : { position: after.position }),
  };
}

/** Jobs without those that repeat the one before: a later export may show a new name at the old desk. */
export const moves = (jobs: readonly Job[]): readonly Job[] => jobs.filter((job, index) => {
  const before = jobs[index - 1];
  return !before || before.organisation !== job.organisation || before.position !== job.position;
});
