/** Goals: who serves each, who could introduce the owner, and what came of it. */
import { helpWith, openGoals, opportunitiesThrough, type Goal, type PersonId, type Situation } from "@kith/core";
import type { GoalsView, GoalView } from "../contract.ts";
import { opportunityRow } from "./answer-facts.ts";
import { cardOf, judgedRow, rowOf } from "./rows.ts";

const helpersMax = 6;
const introducersMax = 4;
const throughMax = 8;

export function answerGoals(situation: Situation): GoalsView {
  const { goals, opportunities } = situation.network;
  const wanted = new Set(openGoals(situation));
  // A goal whose day has passed asks for nothing by itself, but only the owner ends it.
  const open = [...goals.values()].filter((goal) => goal.ended === undefined).toSorted((a, b) => (a.untilMs ?? Number.MAX_VALUE) - (b.untilMs ?? Number.MAX_VALUE) || b.setAtMs - a.setAtMs);
  const ended = [...goals.values()].filter((goal) => goal.ended !== undefined).toSorted((a, b) => (b.ended?.atMs ?? 0) - (a.ended?.atMs ?? 0));
  return {
    open: open.map((goal) => goalView(situation, goal, !wanted.has(goal))), ended: ended.map((goal) => goalView(situation, goal, false)),
    opportunities: [...opportunities.values()].toSorted((a, b) => b.atMs - a.atMs).map((one) => opportunityRow(situation, one)),
    through: opportunitiesThrough(situation).slice(0, throughMax).map((one) => judgedRow(situation, one)),
  };
}

function goalView(situation: Situation, goal: Goal, isPast: boolean): GoalView {
  const { people, ended, title, untilMs, organisations, fields, skills } = goal;
  const here = (person: PersonId): boolean => situation.network.people.has(person);
  const help = helpWith(situation, goal);
  return {
    goal: goal.goal, title, isPast, organisations, fields, skills, people: people.filter(here).map((person) => rowOf(situation, person)),
    ...(untilMs === undefined ? {} : { untilMs }), ...(ended ? { ended } : {}),
    helpers: help.people.slice(0, helpersMax).map((one) => judgedRow(situation, one)),
    introducers: help.introducers.slice(0, introducersMax).map((one) => ({ ...judgedRow(situation, one), towards: cardOf(situation, one.towards), provenance: one.provenance })),
  };
}
