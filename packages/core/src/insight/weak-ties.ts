/**
 * Weak (bridging) ties: acquaintances who lead to worlds the owner's close ones don't (Granovetter
 * 1973; Rajkumar et al. 2022). Higher scores first.
 *
 * Candidate: bond above zero and at most the median of those one talks with both ways (one-way contact
 * is no relationship to compare with), or rated 1 to 3. With evidence about their other
 * ties: reach is Burt's effective size over the worlds they join. Without, embeddedness is unknown,
 * not low: they rank below, by how few others share their organisation, and the missing evidence is
 * said. Reachability: an answer once given weighs more than a connection alone.
 *
 * Theory, not measured here: which tie is worth waking. Onnela et al. 2007 for embeddedness.
 */
import { organisationReason, novelty, surroundings } from "./reach.ts";
import type { Judgement, Reason } from "./reason.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";
import { silenceReason } from "./tie-reasons.ts";

export function weakTies(situation: Situation): readonly Judgement[] {
  const median = medianBond(situation);
  return [...situation.ties.values()].filter((tie) => isWeak(tie, median)).map((tie) => judge(situation, tie)).toSorted(byScore);
}

const isMutual = (tie: Tie): boolean => tie.outgoing > 0 && tie.incoming > 0;

function medianBond({ ties }: Situation): number {
  const bonds = Float64Array.from([...ties.values()].filter(isMutual), (tie) => tie.bond).toSorted();
  return bonds[(bonds.length - 1) >> 1] ?? 0;
}

/** One-way contact leaves a tie unknown, unless the owner rated it. */
function isWeak(tie: Tie, median: number): boolean {
  if (tie.person.rating) return tie.person.rating.closeness <= 3;
  return tie.direct && tie.bond <= median && isMutual(tie);
}

function judge(situation: Situation, tie: Tie): Judgement {
  const around = surroundings(situation, tie.person.id);
  const organisation = organisationReason(situation, tie);
  const reasons: Reason[] = [];
  const reachability = 0.5 + 0.5 * (tie.pulse ?? 0) + 0.25 * tie.bondPercentile;
  let reach = novelty(situation, tie) / 2;
  if (around && around.worlds > 1) {
    reach = 1 + around.effectiveSize;
    reasons.push({ kind: "bridges", worlds: around.worlds, newPeople: around.others.length });
  } else if (around) {
    reasons.push({ kind: "mutualContacts", count: around.others.length });
  }
  if (organisation) reasons.push(organisation);
  if (!around) reasons.push({ kind: "othersUnknown" });
  reasons.push(silenceReason(tie));
  return { person: tie.person.id, score: reach * reachability, reasons };
}
