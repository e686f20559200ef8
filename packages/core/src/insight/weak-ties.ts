/**
 * Weak (bridging) ties: acquaintances who lead to worlds the owner's close ones don't (Granovetter
 * 1973; Rajkumar et al. 2022). Higher scores first: reach x reachability.
 *
 * Candidate: bond above zero and at most the median of those one talks with both ways (one-way contact
 * is no relationship to compare with), or rated 1 to 3.
 *
 *     reach = (1 + effective size) x moderate   where their others were seen and they join worlds
 *           = novelty / 2 x moderate            where their others were seen in one world
 *           = novelty / 2                       where nobody was seen with them
 *     moderate = .5 + .5 (m/10) e^(1 - m/10), m the others seen with them
 *     reachability = .5 + pulse / 2 + closeness / 4
 *
 * Embeddedness O = n_ij / ((k_i-1) + (k_j-1) - n_ij) (Onnela et al. 2007) is, in the owner's own data,
 * m / (all others): everyone seen with them is shared with the owner. So m itself is what tells ties
 * apart, and moderate m is best, about ten (Rajkumar et al. 2022). Nobody seen is *unknown*
 * embeddedness, not low: they rank below the bridges, by reach alone, and the missing evidence is said.
 *
 * Theory, not measured here: which tie is worth waking.
 */
import { closeRatingMin, mutualContactsFloor, mutualContactsPeak } from "./constants.ts";
import { organisationReason, novelty, surroundings } from "./reach.ts";
import type { Judgement, Reason } from "./reason.ts";
import { isMutual } from "./reciprocity.ts";
import { suggestibleTies } from "./suggestible.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";
import { silenceReason } from "./tie-reasons.ts";

export function weakTies(situation: Situation): readonly Judgement[] {
  const median = medianBond(situation);
  return suggestibleTies(situation).filter((tie) => isWeak(tie, median)).map((tie) => judge(situation, tie)).toSorted(byScore);
}

function medianBond({ ties }: Situation): number {
  const bonds = Float64Array.from([...ties.values()].filter(isMutual), (tie) => tie.bond).toSorted();
  return bonds[(bonds.length - 1) >> 1] ?? 0;
}

/** One-way contact leaves a tie unknown, unless the owner rated it. */
function isWeak(tie: Tie, median: number): boolean {
  if (tie.person.rating) return tie.person.rating.closeness <= closeRatingMin;
  return tie.direct && tie.bond <= median && isMutual(tie);
}

function judge(situation: Situation, tie: Tie): Judgement {
  const around = surroundings(situation, tie.person.id);
  const organisation = organisationReason(situation, tie);
  const reasons: Reason[] = [];
  const reachability = 0.5 + 0.5 * (tie.pulse ?? 0) + 0.25 * tie.closeness;
  let reach = novelty(situation, tie) / 2;
  if (around && around.worlds > 1) {
    reach = (1 + around.effectiveSize) * moderate(around.others.length);
    reasons.push({ kind: "bridges", worlds: around.worlds, newPeople: around.others.length });
  } else if (around) {
    reach *= moderate(around.others.length);
    reasons.push({ kind: "mutualContacts", count: around.others.length });
  }
  if (organisation) reasons.push(organisation);
  if (!around) reasons.push({ kind: "othersUnknown" });
  reasons.push(silenceReason(tie));
  return { person: tie.person.id, score: reach * reachability, reasons };
}

/** 1 at the peak, falling to the floor for few and for many. */
export const moderate = (mutualContacts: number): number => {
  const share = mutualContacts / mutualContactsPeak;
  return mutualContactsFloor + (1 - mutualContactsFloor) * share * Math.exp(1 - share);
};
