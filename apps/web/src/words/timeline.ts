/** A timeline as lines to draw: entries newest first, a year where it turns, silences where nothing happened. */
import type { TimelineEntry } from "../contract.ts";
import { counted, interactionKindWords, spanInWords } from "./phrase.ts";

export type TimelineLine =
  | { readonly type: "entry"; readonly key: string; readonly entry: TimelineEntry }
  | { readonly type: "year"; readonly key: string; readonly year: number }
  | { readonly type: "silence"; readonly key: string; readonly text: string };

const dayMs = 86_400_000;
/** From half a year on, nothing happening is worth a line of its own. */
const silenceDaysMin = 180;

/** Lays a timeline out. `yearOf` says which year a moment falls in for the reader. */
export function timelineLines(timeline: readonly TimelineEntry[], yearOf: (atMs: number) => number): readonly TimelineLine[] {
  const entries = timeline.toSorted((a, b) => b.atMs - a.atMs);
  return entries.flatMap((entry, index): TimelineLine[] => {
    const later = entries[index - 1];
    const key = entry.eventIds[0] ?? `${entry.kind}-${entry.atMs}`;
    const lines: TimelineLine[] = [];
    const silenceDays = later ? (later.atMs - entry.atMs) / dayMs : 0;
    if (silenceDays >= silenceDaysMin) lines.push({ type: "silence", key: `silence-${key}`, text: `${spanInWords(silenceDays)} of silence` });
    if (!later || yearOf(later.atMs) !== yearOf(entry.atMs)) lines.push({ type: "year", key: `year-${yearOf(entry.atMs)}`, year: yearOf(entry.atMs) });
    lines.push({ type: "entry", key, entry });
    return lines;
  });
}

/** What an entry is, in words: "12 messages", "They endorsed you". */
export function entryTitle(entry: TimelineEntry): string {
  const theirs = entry.direction === "in";
  switch (entry.kind) {
    case "connected": return "Connected";
    case "invitation": return theirs ? "They asked to connect" : "You asked to connect";
    case "endorsement": return theirs ? "They endorsed you" : "You endorsed them";
    case "recommendation": return theirs ? "They recommended you" : "You recommended them";
    case "note": return "Note";
    case "job": return "New role";
    case "rating": return "You rated your closeness";
    case "message": case "mail": case "call": case "video": case "meeting": case "coffee": case "meal": case "event": case "letter": case "other": return contactTitle(entry, interactionKindWords[entry.kind]);
  }
}

function contactTitle(entry: TimelineEntry, word: string): string {
  const written = entry.kind === "message" || entry.kind === "mail";
  const many = (entry.count ?? 1) > 1;
  const whose = entry.direction === "in" ? " from them" : entry.direction === "out" ? " from you" : "";
  const title = !many ? (written ? word + whose : word) : written ? `${entry.count} ${word.toLowerCase()}s` : `${word}, ${entry.count} times`;
  return entry.groupSize ? `${title}, with ${counted(entry.groupSize, "other")}` : title;
}
