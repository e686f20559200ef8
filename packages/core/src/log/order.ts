/** The total order of the log: hybrid logical clock, then event id. The same on every device. */
import type { Entry } from "../event/entry.ts";

export function compareEntries(a: Entry, b: Entry): number {
  if (a.hlc !== b.hlc) return a.hlc - b.hlc;
  return a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0;
}

/** Sorted, each event once: of the same event recorded twice, the lowest clock counts. */
export function inOrder(entries: Iterable<Entry>): readonly Entry[] {
  const seen = new Set<string>();
  return [...entries].toSorted(compareEntries).filter(({ event }) => !seen.has(event.id) && seen.add(event.id));
}
