/**
 * Undo. A retraction takes effect at its targets' place whenever it arrives, and can itself be
 * retracted. Later retractions are settled first, so each is judged by those that stand above it.
 */
import type { Entry } from "../event/entry.ts";

/** Tells which entries are taken back, given all of them in log order. */
export function retractedBy(entriesInOrder: readonly Entry[]): (entry: Entry) => boolean {
  const events = new Set<string>();
  const imports = new Set<string>();
  const isRetracted = ({ event, importId }: Entry): boolean => events.has(event.id) || (importId !== undefined && imports.has(importId));
  for (const entry of entriesInOrder.toReversed()) {
    if (entry.event.type !== "EventsRetracted" || isRetracted(entry)) continue;
    for (const target of entry.event.events ?? []) events.add(target);
    if (entry.event.importId) imports.add(entry.event.importId);
  }
  return isRetracted;
}
