/**
 * Introducers: whom to ask for an introduction to one of several people. Ranked by the strength on both
 * sides, the sum of the owner's tie to them and their tie to the sought person: on mail where somebody
 * wrote to two at once who then came into contact, MRR .783 and .691 on two sets, against .566 and .562
 * for hubs and .445 and .446 by chance (docs/insights.md). Higher scores first, between 0 and 2; no chance of success.
 */
import type { PersonId } from "../prelude/id.ts";
import { tiesAround, type OthersTieEvidence } from "./others-ties.ts";
import type { Judgement, Provenance } from "./reason.ts";
import { maySuggest } from "./suggestible.ts";
import { tieReasons } from "./tie-reasons.ts";
import { ownStrength } from "./tie-strength.ts";
import { byScore, type Situation } from "./ties.ts";

export interface Introducer extends Judgement {
  /** Whom of the sought they know best. */
  readonly towards: PersonId;
  /** How sure their tie to that person is, and what it rests on; `reasons` speak of the owner's tie to them. */
  readonly provenance: Provenance;
  readonly evidence: readonly OthersTieEvidence[];
}

/** One per first person, towards whom of `targets` they know best; empty where nobody the owner can write to knows any. */
export function introducersTo(situation: Situation, targets: readonly PersonId[]): readonly Introducer[] {
  const best = new Map<PersonId, Introducer>();
  const isTarget = new Set(targets);
  for (const towards of [...isTarget].toSorted()) {
    for (const tie of tiesAround(situation, towards)) {
      const own = situation.ties.get(tie.person);
      const strength = own === undefined || isTarget.has(tie.person) || !maySuggest(own.person) ? 0 : ownStrength(own);
      const score = bothSides(strength, tie.strength);
      if (!own || strength === 0 || score <= (best.get(tie.person)?.score ?? 0)) continue;
      best.set(tie.person, { person: tie.person, score, reasons: tieReasons(own, situation.nowMs), towards, provenance: tie.provenance, evidence: tie.evidence });
    }
  }
  return [...best.values()].toSorted(byScore);
}

/** How well somebody stands between two people: the strength of their tie to each, added. A product would leave out whom one side knows well. */
export const bothSides = (toOne: number, toOther: number): number => toOne + toOther;
