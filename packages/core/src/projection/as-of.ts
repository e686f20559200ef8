/**
 * Time travel. "My network as it was in March" selects by the day a thing happened, never by when it
 * was recorded: an archive imported today fills last March.
 */
import type { Entry } from "../event/entry.ts";

/**
 * The entries that had happened by `asOfMs`. A person's earliest profile stays even where it is
 * later: the archive tells the name they had all along, it only was observed today.
 */
export function asOf(entries: readonly Entry[], asOfMs: number): readonly Entry[] {
  const earliestProfile = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.event.type !== "ProfileObserved") continue;
    const held = earliestProfile.get(entry.event.person);
    if (!held || entry.event.atMs < held.event.atMs) earliestProfile.set(entry.event.person, entry);
  }
  return entries.filter((entry) => entry.event.atMs <= asOfMs || entry.event.type === "EventsRetracted" || entry.event.type === "OwnProfileObserved"
    || (entry.event.type === "ProfileObserved" && earliestProfile.get(entry.event.person) === entry));
}
