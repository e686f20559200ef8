/**
 * Help with a goal: whom the owner has already who serves it, and who could introduce them to those it
 * seeks. Higher scores first.
 *
 *     score = sum over what they meet (named 1, organisation .8, field or skill .6) x (.5 + closeness / 2)
 *
 * Our choice of weights. That weak ties lead to what close ones can't is Granovetter 1973; who can
 * introduce is ranked by the strength on both sides (docs/insights.md).
 */
import type { PersonId } from "../prelude/id.ts";
import type { Goal } from "../projection/plans.ts";
import { goalTargetsMax, goalWeights } from "./constants.ts";
import { isOpen, serving } from "./goal-match.ts";
import { introducersTo, type Introducer } from "./introducers.ts";
import { belongingTo } from "./named-at.ts";
import type { Judgement } from "./reason.ts";
import { maySuggest } from "./suggestible.ts";
import { silenceReason } from "./tie-reasons.ts";
import { byScore, type Situation } from "./ties.ts";
import { isKnown } from "./who-matters.ts";

export interface GoalHelp {
  /** Whom the goal seeks: those it names first, then whom the owner doesn't know yet at its organisations. */
  readonly targets: readonly PersonId[];
  /** The owner's own people who serve it themselves. */
  readonly people: readonly Judgement[];
  readonly introducers: readonly Introducer[];
}

/** Nothing for a goal that ended or whose day is past. */
export function helpWith(situation: Situation, goal: Goal): GoalHelp {
  if (!isOpen(goal, situation.nowMs)) return { targets: [], people: [], introducers: [] };
  const targets = targetsOf(situation, goal);
  const people = [...serving(situation, [goal])].flatMap(([person, reasons]) => {
    const tie = situation.ties.get(person);
    if (!tie || !maySuggest(tie.person) || !isKnown(tie)) return [];
    const meets = reasons.reduce((sum, { because }) => sum + goalWeights[because], 0);
    return [{ person, score: meets * (0.5 + tie.closeness / 2), reasons: [...reasons, silenceReason(tie)] }];
  }).toSorted(byScore);
  return { targets, people, introducers: introducersTo(situation, targets) };
}

/** At an organisation those count whom the owner doesn't know yet: the others serve the goal themselves. */
function targetsOf(situation: Situation, { people, organisations }: Goal): readonly PersonId[] {
  const named = people.filter((person) => situation.ties.has(person));
  const there = organisations.flatMap((name) => belongingTo(situation, name)).flatMap(({ person }) => { const tie = situation.ties.get(person); return tie && !isKnown(tie) ? [person] : []; });
  return [...new Set([...named, ...there.toSorted().slice(0, goalTargetsMax)])];
}
