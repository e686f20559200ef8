/**
 * Time travel. "My network as it was in March" selects by the day a thing happened, never by when it
 * was recorded: an archive imported today fills last March.
 */
import type { Entry } from "../event/entry.ts";
import { isRetracted } from "./retraction.ts";
import { isRuling, rulingsOf } from "./rulings.ts";

/**
 * The entries that had happened by `asOfMs`, in log order as they came. Undo, merges and forgetting
 * hold on every day. A person's earliest profile stays even where it is later: the archive tells the
 * name they had all along, it only was observed today. For the same reason a later correction keeps
 * what it says of name and addresses, and loses what it says of the job.
 */
export function asOf(entries: readonly Entry[], asOfMs: number): readonly Entry[] {
  const rulings = rulingsOf(entries);
  const earliestProfile = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.event.type !== "ProfileObserved" || isRetracted(rulings, entry)) continue;
    const person = rulings.merged.get(entry.event.person) ?? entry.event.person;
    const held = earliestProfile.get(person);
    if (!held || entry.event.atMs < held.event.atMs) earliestProfile.set(person, entry);
  }
  const kept = new Set(earliestProfile.values());
  return entries.flatMap((entry): readonly Entry[] => {
    const { event } = entry;
    if (event.atMs <= asOfMs || isRuling(entry) || event.type === "OwnProfileObserved" || kept.has(entry)) return [entry];
    if (event.type !== "ProfileCorrected") return [];
    const { organisation: _, position: __, ...lasting } = event;
    return [{ ...entry, event: lasting }];
  });
}
