/**
 * Dormant ties: once strong, now silent. Worth waking first: high bond, low pulse, new to the rest of
 * the network, trusted. Higher scores first.
 *
 *     bond percentile >= .6 and (freshness > 8 or pulse < .15);   score = bond (1 - pulse) novelty trust
 *     trust = .5 + .25 balance of who started + .15 recommended, either way + .1 known to another of the owner's people, as the owner said;
 *             the closeness of a rating in place of it, and that times the largest bond in place of the bond
 *
 * Theory, not measured here, and said so on the screen: Levin, Walter & Murnighan 2011; Walter, Levin &
 * Murnighan 2015 (people prefer the comfortable ones; novelty and trust pay more). That trust shows in
 * contact both ways, recommendations and shared people is our reading of them.
 */
import { closeRatingMin, dormantBondPercentile, dormantPulseMax, quietFreshness, trustWeights } from "./constants.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Network } from "../projection/network.ts";
import type { Judgement, Reason } from "./reason.ts";
import { organisationReason, novelty } from "./reach.ts";
import { isMutual } from "./reciprocity.ts";
import { suggestibleTies } from "./suggestible.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";

export function dormantTies(situation: Situation): readonly Judgement[] {
  const vouched = vouchedFor(situation.network);
  let largest = 0;
  for (const { bond } of situation.ties.values()) largest = Math.max(largest, bond);
  return suggestibleTies(situation).filter((tie) => isDormant(tie) && isMutual(tie)).map((tie) => {
    const { person, bond, pulse = 0, freshness, lastContactMs } = tie;
    const reasons: Reason[] = [
      { kind: "onceStrong", contacts: tie.timesMs.length, untilMs: lastContactMs ?? situation.nowMs },
      ...(freshness ? [{ kind: "goneQuiet" as const, gapDays: freshness.usualGapDays, silenceDays: freshness.silenceDays }] : []),
    ];
    if (person.rating) reasons.push({ kind: "rated", closeness: person.rating.closeness });
    const organisation = organisationReason(situation, tie);
    if (organisation) reasons.push(organisation);
    for (const direction of ["in", "out"] as const) if (person.recommendations.some((one) => one.direction === direction)) reasons.push({ kind: "recommendation", direction });
    return { person: person.id, score: (person.rating ? tie.closeness * largest : bond) * (1 - pulse) * novelty(situation, tie) * trust(tie, vouched.has(person.id)), reasons };
  }).toSorted(byScore);
}

function isDormant(tie: Tie): boolean {
  // A rating stands in place of the bond: who is rated 1 or 2 was never close, whatever the log says.
  const rating = tie.person.rating?.closeness;
  const closeEnough = rating === undefined ? tie.bondPercentile >= dormantBondPercentile : rating >= closeRatingMin;
  if (!closeEnough || tie.pulse === undefined || !tie.freshness) return false;
  return tie.freshness.gaps > quietFreshness || tie.pulse < dormantPulseMax;
}

/** 0..1, from evidence; `isVouched`: the owner said that another of their people knows them. */
function trust(tie: Tie, isVouched: boolean): number {
  if (tie.person.rating) return tie.closeness;
  const balance = Math.min(tie.outgoing, tie.incoming) / Math.max(tie.outgoing, tie.incoming, 1);
  return trustWeights.base + trustWeights.bothWays * balance + (tie.person.recommendations.length > 0 ? trustWeights.recommended : 0) + (isVouched ? trustWeights.vouched : 0);
}

const vouchedFor = ({ assertedTies }: Network): ReadonlySet<PersonId> => new Set([...assertedTies.values()].flatMap(({ between, knows }) => (knows ? between : [])));
