/**
 * Pruning candidates: whom the owner could let go, one at a time, as a suggestion. Highest score
 * first: no contact ever or hardly any, long ago, one-sided, bringing nothing nobody else does.
 *
 * Never a candidate: rated 3 or more, kept within a year, postponed, bond at or above the median,
 * recommended, new within a year, the only one at an organisation with whom there was contact, a
 * bridge, with an open promise. Ties silent for long come back rarely, but 14-40 % of a network's
 * lowest third does within three windows (docs/insights.md): so this archives and never deletes.
 */
import { dayMs } from "../prelude/time.ts";
import { openLoop } from "./open-loops.ts";
import { novelty, othersAtOrganisation, surroundings } from "./reach.ts";
import type { Judgement, Reason } from "./reason.ts";
import { connectedDays, oneSidedReason, silenceReason } from "./tie-reasons.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";

const yearDays = 365;
const candidateBondPercentile = 0.5;
const candidatePulseMax = 0.1;

export function pruningCandidates(situation: Situation): readonly Judgement[] {
  return [...situation.ties.values()].filter((tie) => mayBeLetGo(situation, tie)).map((tie) => judge(situation, tie)).toSorted(byScore);
}

function mayBeLetGo(situation: Situation, tie: Tie): boolean {
  const { person } = tie;
  const { nowMs } = situation;
  const age = connectedDays(tie, nowMs);
  if (age === undefined || age < yearDays) return false;
  if (person.rating && person.rating.closeness >= 3) return false;
  if (person.keptAtMs !== undefined && nowMs - person.keptAtMs < yearDays * dayMs) return false;
  if (person.reviewAfterMs !== undefined && person.reviewAfterMs > nowMs) return false;
  if (person.recommendations.length > 0 || person.notes.length > 0 || openLoop(tie, nowMs)) return false;
  if (tie.bondPercentile >= candidateBondPercentile || (tie.pulse ?? 0) >= candidatePulseMax) return false;
  const talkedBothWays = tie.outgoing > 0 && tie.incoming > 0;
  if (talkedBothWays && othersAtOrganisation(situation, tie) === 0) return false;
  return (surroundings(situation, person.id)?.worlds ?? 0) < 2;
}

function judge(situation: Situation, tie: Tie): Judgement {
  const years = (connectedDays(tie, situation.nowMs) ?? 0) / 365.25;
  const reasons: Reason[] = [silenceReason(tie)];
  const oneSided = oneSidedReason(tie);
  if (oneSided) reasons.push(oneSided);
  reasons.push({ kind: "connectedLong", years: Math.floor(years) });
  reasons.push(surroundings(situation, tie.person.id) ? { kind: "noBridge" } : { kind: "othersUnknown" });
  const endorsed = tie.person.endorsements.length > 0 ? 0.5 : 1;
  const distance = (1 - (tie.pulse ?? 0)) * (1 - tie.bondPercentile);
  const replaceable = 1 - 0.5 * novelty(situation, tie);
  return { person: tie.person.id, score: distance * replaceable * endorsed * Math.min(1, 0.5 + years / 10), reasons };
}
