/** How one text becomes another, in steps that each fit a record. */

/** A longer insertion becomes several changes, so that each fits a record however badly it deflates. */
const insertionMax = 20_000;
/** Characters taken out and put in: to compare more takes seconds, growing with the square, and little of it is the same. */
const comparedMax = 6_000;

/** What changes a text: all of it, to be compared word for word, or one piece of it. */
export type Step = { readonly text: string } | { readonly at: number; readonly remove: number; readonly insert: string };

/** The way from `from` to `to`: one step, or several where more is inserted than fits a change. */
export function steps(from: string, to: string): readonly Step[] {
  if (from === to) return [];
  // What both have in common at either end stays.
  let [head, tail] = [0, 0];
  const shorter = Math.min(from.length, to.length);
  while (head < shorter && from[head] === to[head]) head += 1;
  while (tail < shorter - head && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  if (isHighSurrogate(to.charCodeAt(head - 1))) head -= 1;
  if (isLowSurrogate(to.charCodeAt(to.length - tail))) tail -= 1;
  const remove = from.length - head - tail;
  const end = to.length - tail;
  if (remove + end - head <= comparedMax) return [{ text: to }];
  const pieces: Step[] = [];
  for (let at = head; at < end || pieces.length === 0; ) {
    const next = Math.min(end, at + insertionMax);
    // Never between the halves of a surrogate pair.
    const cut = next < end && isHighSurrogate(to.charCodeAt(next - 1)) ? next - 1 : next;
    pieces.push({ at, remove: pieces.length === 0 ? remove : 0, insert: to.slice(at, cut) });
    at = cut;
  }
  return pieces;
}

/** Half a surrogate pair is no character: Automerge keeps it as U+FFFD, on every device. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
