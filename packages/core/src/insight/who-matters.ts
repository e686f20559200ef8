/**
 * Who matters: the owner's people by closeness (bond, or the owner's own rating) or by warmth (pulse).
 * Higher is closer or warmer. Two scores on purpose: their best predictors differ (docs/insights.md).
 */
import type { Judgement } from "./reason.ts";
import { isSought } from "./suggestible.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";
import { tieReasons } from "./tie-reasons.ts";

export type PeopleSort = "closeness" | "warmth" | "recent" | "name";

/** People one is in touch or connected with, or added by hand as known; not those who only asked or are only sought. */
export const isKnown = ({ person, timesMs }: Tie): boolean => person.connectedAtMs !== undefined || timesMs.length > 0 || (person.addedByHand && !isSought(person));

export function whoMatters({ ties, nowMs }: Situation, sort: PeopleSort): readonly Judgement[] {
  const scoreOf = (tie: Tie): number => {
    if (sort === "warmth") return tie.pulse ?? 0;
    if (sort === "recent") return tie.lastContactMs ?? 0;
    return tie.closeness;
  };
  const known = [...ties.values()].filter(isKnown);
  const judged = known.map((tie) => ({ tie, person: tie.person.id, score: scoreOf(tie) }));
  if (sort === "name") judged.sort((a, b) => compareText(a.tie.person.name, b.tie.person.name) || byScore(a, b));
  // People of equal closeness: the closer bond first, then the warmer.
  else judged.sort((a, b) => b.score - a.score || b.tie.bond - a.tie.bond || byScore(a, b));
  return judged.map(({ tie, person, score }) => ({ person, score, reasons: tieReasons(tie, nowMs) }));
}

const compareText = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0);
