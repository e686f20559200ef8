/**
 * Opportunities: who they came through. A look back, not a suggestion: the owner recorded it. Higher
 * scores first.
 *
 *     score = sum over what came through them of 3 won, 1 open, .5 lost;   shared by nobody: each counts whole
 *
 * Our choice of weights: what was won says more than what was tried.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Opportunity } from "../projection/plans.ts";
import { opportunityWeights } from "./constants.ts";
import type { Judgement, Reason } from "./reason.ts";
import { byScore, type Situation } from "./ties.ts";

/** Won first among the reasons of each, then the latest. */
export function opportunitiesThrough({ network, ties }: Situation): readonly Judgement[] {
  const through = new Map<PersonId, Opportunity[]>();
  for (const opportunity of network.opportunities.values()) {
    for (const person of opportunity.through) if (ties.has(person)) through.set(person, [...(through.get(person) ?? []), opportunity]);
  }
  return [...through].map(([person, came]) => ({
    person,
    score: came.reduce((sum, { outcome }) => sum + opportunityWeights[outcome], 0),
    reasons: came.toSorted(mostTelling).map(({ title, what, outcome, atMs }): Reason => ({ kind: "opportunity", title, what, outcome, atMs })),
  })).toSorted(byScore);
}

const mostTelling = (a: Opportunity, b: Opportunity): number =>
  opportunityWeights[b.outcome] - opportunityWeights[a.outcome] || b.atMs - a.atMs || (a.opportunity < b.opportunity ? -1 : 1);
