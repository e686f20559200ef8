/**
 * The rhythm of a circle: its people are due when the silence exceeds its days, and not before. In
 * several circles the shortest rhythm counts. Who was never in touch is due from the day they joined.
 */
import { dayMs } from "../prelude/time.ts";
import type { Network, Person } from "../projection/network.ts";
import type { Circle } from "../projection/plans.ts";
import type { Reason } from "./reason.ts";
import type { Tie } from "./ties.ts";

export type Rhythm = Circle & { readonly everyDays: number };

/** The circle with the shortest rhythm a person is in; undefined where they are in none that has one. */
export function rhythmOf({ circles }: Network, person: Person): Rhythm | undefined {
  let shortest: Rhythm | undefined;
  for (const id of person.circles ?? []) {
    const circle = circles.get(id);
    if (circle?.everyDays === undefined) continue;
    const rhythm = { ...circle, everyDays: circle.everyDays };
    if (!shortest || rhythm.everyDays < shortest.everyDays || (rhythm.everyDays === shortest.everyDays && rhythm.circle < shortest.circle)) shortest = rhythm;
  }
  return shortest;
}

/** Why a tie is due by that rhythm, or undefined. */
export function circleDue({ lastContactMs }: Tie, { name, everyDays }: Rhythm, nowMs: number): Extract<Reason, { readonly kind: "circleDue" }> | undefined {
  if (lastContactMs === undefined) return { kind: "circleDue", circle: name, everyDays };
  const silenceDays = (nowMs - lastContactMs) / dayMs;
  return silenceDays > everyDays ? { kind: "circleDue", circle: name, everyDays, silenceDays } : undefined;
}
