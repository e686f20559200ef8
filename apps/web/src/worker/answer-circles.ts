/** Circles: whose silence has outrun the rhythm their circle is to be seen in. */
import { dayMs, type Circle, type CircleId, type Person, type Situation } from "@kith/core";
import type { CircleMember, CircleName, CircleView } from "../contract.ts";
import { rowOf } from "./rows.ts";

/** Every circle by name, with its people, the most overdue first. */
export function answerCircles(situation: Situation): readonly CircleView[] {
  const { network } = situation;
  const members = new Map<CircleId, Person[]>([...network.circles.keys()].map((circle) => [circle, []]));
  for (const person of network.people.values()) {
    if (person.letGoAtMs === undefined) for (const circle of person.circles ?? []) members.get(circle)?.push(person);
  }
  return circleNames(situation).map((circle) => ({ ...circle, members: (members.get(circle.circle) ?? []).map((person) => memberOf(situation, person, circle)).toSorted(byNeed) }));
}

/** All circles, by name. */
export const circleNames = ({ network }: Situation): readonly CircleName[] =>
  [...network.circles.values()].toSorted((a, b) => a.name.localeCompare(b.name) || (a.circle < b.circle ? -1 : 1));

function memberOf(situation: Situation, { id, contacts }: Person, { everyDays }: Pick<Circle, "everyDays">): CircleMember {
  const last = contacts.at(-1)?.atMs;
  if (last === undefined) return { person: rowOf(situation, id) };
  const silenceDays = Math.max(0, (situation.nowMs - last) / dayMs);
  return { person: rowOf(situation, id), silenceDays, ...(everyDays === undefined ? {} : { overdueDays: silenceDays - everyDays }) };
}

/** In one circle the rhythm is the same for all: the longest silent are the most overdue. */
const byNeed = (a: CircleMember, b: CircleMember): number => (b.silenceDays ?? -1) - (a.silenceDays ?? -1) || (a.person.name < b.person.name ? -1 : 1);
