/**
 * Pruning candidates: whom the owner could let go, one at a time, as a suggestion. Highest score
 * first: no contact ever or hardly any, long ago, one-sided, bringing nothing nobody else does.
 *
 *     score = (1 - pulse) (1 - closeness) x (1 - novelty / 2) x min(1, .5 + years / 10), halved where endorsed
 *
 * Never a candidate: protected, in a circle, sought, serving an open goal, with a promise open between
 * the two, rated 3 or more, kept within a year, postponed, bond at or above the median, recommended,
 * noted, new within a year, the only one at an organisation with whom there was contact, a bridge. Who is
 * hidden may be one: to hide comes before letting go. Ties silent for long come back rarely, but 14-40 % of a network's
 * lowest third does within three windows (docs/insights.md): so this archives and never deletes.
 */
import type { PersonId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { closeRatingMin, pruningConstants as c } from "./constants.ts";
import { openGoals, serving } from "./goal-match.ts";
import { openLoop } from "./open-loops.ts";
import { lastSettled } from "./promises.ts";
import { novelty, othersAtOrganisation, surroundings } from "./reach.ts";
import type { Judgement, Reason } from "./reason.ts";
import { isMutual, reciprocityReason } from "./reciprocity.ts";
import { isSought } from "./suggestible.ts";
import { connectedDays, silenceReason } from "./tie-reasons.ts";
import { byScore, type Situation, type Tie } from "./ties.ts";

export function pruningCandidates(situation: Situation): readonly Judgement[] {
  const { network, ties } = situation;
  const goals = openGoals(situation);
  const spared: Spared = {
    settledAt: lastSettled(network), serving: serving(situation, goals),
    promised: new Set([...network.commitments.values()].flatMap(({ person, settled }) => (settled ? [] : [person]))),
  };
  return [...ties.values()].filter((tie) => mayBeLetGo(situation, tie, spared)).map((tie) => judge(situation, tie, goals.length > 0)).toSorted(byScore);
}

/** What is looked up once for everybody. */
interface Spared {
  readonly settledAt: ReadonlyMap<PersonId, number>;
  /** With whom a promise is open. */
  readonly promised: ReadonlySet<PersonId>;
  readonly serving: ReadonlyMap<PersonId, unknown>;
}

function mayBeLetGo(situation: Situation, tie: Tie, { settledAt, promised, serving: helpers }: Spared): boolean {
  const { person } = tie;
  const { nowMs } = situation;
  if (person.protectedAtMs !== undefined || person.circles !== undefined || isSought(person) || promised.has(person.id)) return false;
  const age = connectedDays(tie, nowMs);
  if (age === undefined || age < c.yearDays) return false;
  if (person.rating && person.rating.closeness >= closeRatingMin) return false;
  if (person.keptAtMs !== undefined && nowMs - person.keptAtMs < c.yearDays * dayMs) return false;
  if (person.reviewAfterMs !== undefined && person.reviewAfterMs > nowMs) return false;
  if (person.recommendations.length > 0 || person.notes.length > 0 || openLoop(tie, nowMs, settledAt.get(person.id))) return false;
  if (tie.closeness >= c.bondPercentileMax || (tie.pulse ?? 0) >= c.pulseMax) return false;
  if (isMutual(tie) && othersAtOrganisation(situation, tie) === 0) return false;
  return !helpers.has(person.id) && (surroundings(situation, person.id)?.worlds ?? 0) < 2;
}

function judge(situation: Situation, tie: Tie, hasGoals: boolean): Judgement {
  const years = (connectedDays(tie, situation.nowMs) ?? 0) / 365.25;
  const reasons: Reason[] = [silenceReason(tie)];
  const oneSided = reciprocityReason(tie);
  if (oneSided) reasons.push(oneSided);
  reasons.push({ kind: "connectedLong", years: Math.floor(years) });
  reasons.push(surroundings(situation, tie.person.id) ? { kind: "noBridge" } : { kind: "othersUnknown" });
  if (hasGoals) reasons.push({ kind: "noGoal" });
  const endorsed = tie.person.endorsements.length > 0 ? c.endorsedFactor : 1;
  const distance = (1 - (tie.pulse ?? 0)) * (1 - tie.closeness);
  const replaceable = 1 - 0.5 * novelty(situation, tie);
  return { person: tie.person.id, score: distance * replaceable * endorsed * Math.min(1, 0.5 + years / 10), reasons };
}
