/**
 * The owner's word on whom Kith may put forward. Who is hidden is found by name and listed under
 * People, and suggested nowhere; who is sought is a target and nothing else, until the two were in touch
 * or connected since. Who was let go has no tie.
 */
import type { Person } from "../projection/network.ts";
import type { Situation, Tie } from "./ties.ts";

/** Whether the owner still wants to get to know this person: no contact or connection since they said so. */
export const isSought = ({ soughtAtMs, connectedAtMs = Number.NEGATIVE_INFINITY, contacts }: Person): boolean =>
  soughtAtMs !== undefined && connectedAtMs < soughtAtMs && (contacts.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) < soughtAtMs;

/** Whether this person may stand in what is suggested. */
export const maySuggest = (person: Person): boolean => person.hiddenAtMs === undefined && !isSought(person);

/** The ties that may be suggested. */
export function suggestibleTies({ ties }: Situation): readonly Tie[] {
  const suggestible: Tie[] = [];
  for (const tie of ties.values()) if (maySuggest(tie.person)) suggestible.push(tie);
  return suggestible;
}
