/**
 * Who serves a goal: named in it, at one of its organisations, in one of its fields or with one of its
 * skills, as the owner noted it, an endorsement says it, or their position spells it. An ended goal and
 * one past its day ask for nothing.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Goal } from "../projection/plans.ts";
import { belongingTo } from "./named-at.ts";
import { soonerDay } from "./promises.ts";
import type { Reason } from "./reason.ts";
import type { Situation } from "./ties.ts";
import { topicIndex } from "./topic-index.ts";
import { topicKey } from "./topics.ts";

export type ServesGoal = Extract<Reason, { readonly kind: "servesGoal" }>;

/** Goals the owner is after now: not ended, their day not past. Soonest first, then those set first. */
export function openGoals({ network, nowMs }: Situation): readonly Goal[] {
  return [...network.goals.values()].filter((goal) => isOpen(goal, nowMs))
    .toSorted((a, b) => soonerDay(a.untilMs, b.untilMs) || a.setAtMs - b.setAtMs || (a.goal < b.goal ? -1 : 1));
}

export const isOpen = ({ ended, untilMs }: Goal, nowMs: number): boolean => !ended && (untilMs === undefined || untilMs >= nowMs);

/** By person: how they serve `goals`, one reason per goal and wish they meet. */
export function serving(situation: Situation, goals: readonly Goal[]): ReadonlyMap<PersonId, readonly ServesGoal[]> {
  const served = new Map<PersonId, ServesGoal[]>();
  for (const goal of goals) {
    const add = (person: PersonId, because: ServesGoal["because"], text: string): void => {
      const held = served.get(person);
      const reason: ServesGoal = { kind: "servesGoal", goal: goal.title, because, text };
      if (!held) served.set(person, [reason]);
      else if (!held.some((one) => one.goal === reason.goal && one.because === because && one.text === text)) held.push(reason);
    };
    for (const person of goal.people) add(person, "named", situation.network.people.get(person)?.name ?? "");
    for (const name of goal.organisations) for (const { person } of belongingTo(situation, name)) add(person, "organisation", name);
    for (const because of ["field", "skill"] as const) {
      for (const text of because === "field" ? goal.fields : goal.skills) for (const person of withTopic(situation, text)) add(person, because, text);
    }
  }
  return served;
}

/** Who has it in their topics, other than needing it, or in their position. */
function withTopic(situation: Situation, text: string): Iterable<PersonId> {
  const { holders, inPosition } = topicIndex(situation);
  const key = topicKey(text);
  const having = [...(holders.get(key) ?? [])].flatMap(([person, kinds]) => ([...kinds.keys()].some((kind) => kind !== "need") ? [person] : []));
  return new Set([...having, ...inPosition(key)]);
}
