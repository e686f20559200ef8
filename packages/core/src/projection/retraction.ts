/**
 * Undo. A retraction takes effect at its targets' place whenever it arrives, and can itself be
 * retracted. Later retractions are settled first, so each is judged by those that stand above it.
 */
import type { Entry } from "../event/entry.ts";
import type { EventId, ImportId } from "../prelude/id.ts";

/** What is taken back, one by one or as whole imports. */
export interface Retractions {
  readonly events: ReadonlySet<EventId>;
  readonly imports: ReadonlySet<ImportId>;
}

/** What is taken back, given all entries in log order. */
export function retractionsOf(entriesInOrder: readonly Entry[]): Retractions {
  const events = new Set<EventId>();
  const imports = new Set<ImportId>();
  for (const entry of entriesInOrder.filter(({ event }) => event.type === "EventsRetracted").toReversed()) {
    if (entry.event.type !== "EventsRetracted" || isRetracted({ events, imports }, entry)) continue;
    for (const target of entry.event.events ?? []) events.add(target);
    if (entry.event.importId) imports.add(entry.event.importId);
  }
  return { events, imports };
}

export const isRetracted = ({ events, imports }: Retractions, { event, importId }: Entry): boolean => events.has(event.id) || (importId !== undefined && imports.has(importId));
