/**
 * "Did you mean": organisations whose name only looks like the one asked for. A weak match is offered
 * as a question, with how many people it would reach, and never used without the owner's yes.
 */
import { belongingTo, namedBeside } from "./named-at.ts";
import type { Situation } from "./ties.ts";

export interface OrganisationSuggestion {
  readonly name: string;
  /** Who lists it or was named with it. */
  readonly people: number;
}

const suggestionsMax = 5;
/** Shorter words begin too many names. */
const firstWordMin = 3;

/** The most people first. What the owner said is another organisation isn't offered, nor what is the same one. */
export function organisationSuggestions(situation: Situation, name: string): readonly OrganisationSuggestion[] {
  const { graph } = situation;
  const { keyOf, areParted } = graph.organisations;
  const key = keyOf(name);
  const alike = new Map<string, string>();
  const consider = (other: string): void => {
    const otherKey = keyOf(other);
    if (otherKey !== key && !alike.has(otherKey) && looksAlike(key, otherKey) && !areParted(name, other)) alike.set(otherKey, other);
  };
  for (const affiliation of graph.affiliations) if (affiliation.kind === "organisation") consider(affiliation.name);
  for (const people of namedBeside(situation).values()) for (const { organisation } of people.values()) consider(organisation);
  return [...alike.values()].map((other) => ({ name: other, people: belongingTo(situation, other).length })).filter(({ people }) => people > 0)
    .toSorted((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1)).slice(0, suggestionsMax);
}

/** One name is the other's first words, or a close spelling of it: one slip in four letters or more, two in eight or more. */
function looksAlike(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= firstWordMin && long.startsWith(`${short} `)) return true;
  const slips = short.length >= 8 ? 2 : short.length >= 4 ? 1 : 0;
  return long.length - short.length <= slips && slipsBetween(short, long) <= slips;
}

/** Letters left out, put in, mistaken or swapped with the next (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const mistaken = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      const swapped = i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1) ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(mistaken, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
