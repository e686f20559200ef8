/**
 * Dormant ties: once strong, now silent. Worth waking first: high bond, low pulse, new to the rest of
 * the network. Higher scores first.
 *
 *     bond percentile >= .6 and (freshness > 8 or pulse < .15);   score = bond (1 - pulse) novelty
 *
 * Theory, not measured here: Levin, Walter & Murnighan 2011; Walter, Levin & Murnighan 2015 (people
 * prefer the comfortable ones; novelty and trust pay more).
 */
import { dormantBondPercentile, dormantPulseMax, quietFreshness } from "./constants.ts";
import type { Judgement, Reason } from "./reason.ts";
import { organisationReason, novelty } from "./reach.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";

function isDormant(tie: Tie): boolean {
  // A rating stands in place of the bond: who is rated 1 or 2 was never close, whatever the log says.
  const rating = tie.person.rating?.closeness;
  const closeEnough = rating === undefined ? tie.bondPercentile >= dormantBondPercentile : rating >= 3;
  if (!closeEnough || tie.pulse === undefined || !tie.freshness) return false;
  return tie.freshness.gaps > quietFreshness || tie.pulse < dormantPulseMax;
}

export function dormantTies(situation: Situation): readonly Judgement[] {
  return [...situation.ties.values()].filter((tie) => isDormant(tie) && tie.outgoing > 0 && tie.incoming > 0).map((tie) => {
    const reasons: Reason[] = [
      { kind: "onceStrong", contacts: tie.timesMs.length, untilMs: tie.lastContactMs ?? situation.nowMs },
      ...(tie.freshness ? [{ kind: "goneQuiet" as const, gapDays: tie.freshness.usualGapDays, silenceDays: tie.freshness.silenceDays }] : []),
    ];
    if (tie.person.rating) reasons.push({ kind: "rated", closeness: tie.person.rating.closeness });
    const organisation = organisationReason(situation, tie);
    if (organisation) reasons.push(organisation);
    return { person: tie.person.id, score: tie.bond * (1 - (tie.pulse ?? 0)) * novelty(situation, tie), reasons };
  }).toSorted(byScore);
}
