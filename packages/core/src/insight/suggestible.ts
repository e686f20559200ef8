/**
 * The owner's word on whom Kith may put forward. Who is hidden is found by name and listed under
 * People, and suggested nowhere; who is sought is a target and nothing else. Who was let go has no tie.
 */
import type { Person } from "../projection/network.ts";
import type { Situation, Tie } from "./ties.ts";

/** Whether this person may stand in what is suggested. */
export const maySuggest = ({ hiddenAtMs, sought }: Person): boolean => hiddenAtMs === undefined && !sought;

/** The ties that may be suggested. */
export function suggestibleTies({ ties }: Situation): readonly Tie[] {
  const suggestible: Tie[] = [];
  for (const tie of ties.values()) if (maySuggest(tie.person)) suggestible.push(tie);
  return suggestible;
}
