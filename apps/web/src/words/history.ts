/** The history in words: days, lines, and what became of them. Pure. */
import type { KithEvent } from "@kith/core";
import type { HistoryFilter, HistoryStep, HistoryView } from "../contract.ts";
import { calendarDays, clockInWords, counted, dateInWords, dayInWords, localDay, longDateInWords, numberInWords, recordedInWords, yearOf, type PhraseContext } from "./phrase.ts";

export interface HistoryDay {
  readonly key: string;
  readonly title: string;
  readonly steps: readonly HistoryStep[];
}

export const filterWords: Readonly<Record<HistoryFilter, string>> = { everything: "Everything", byHand: "By hand", imports: "Imports" };
export const filters: readonly HistoryFilter[] = ["everything", "byHand", "imports"];

/** Steps by the reader's day they were recorded on, as they come: newest first. */
export function historyDays(steps: readonly HistoryStep[], context: PhraseContext): readonly HistoryDay[] {
  const days = new Map<number, HistoryStep[]>();
  for (const step of steps) {
    const day = localDay(step.recordedAtMs, context.utcOffsetMinutes ?? 0);
    days.set(day, [...(days.get(day) ?? []), step]);
  }
  return [...days].map(([day, own]) => ({ key: String(day), title: dayTitle(own[0]?.recordedAtMs ?? 0, context), steps: own }));
}

function dayTitle(atMs: number, context: PhraseContext): string {
  const ago = calendarDays(atMs, context);
  if (ago < 2 && atMs <= context.nowMs) return ago === 0 ? "Today" : "Yesterday";
  return yearOf(atMs, context) === yearOf(context.nowMs, context) ? dayInWords(atMs, context) : longDateInWords(atMs, context);
}

/** What the lines of a step need beside it. */
export interface StepContext extends PhraseContext {
  readonly names: HistoryView["names"];
}

/** One fact, in words. */
export const factInWords = (event: KithEvent, byHand: boolean, context: StepContext): string =>
  recordedInWords(event, { ...context, byHand, nameOf: (id) => context.names[id] });

/** What was recorded: "Logged a coffee with Lena Hoffmann", "Imported archive.zip". */
export function stepTitle({ events, imported }: HistoryStep, context: StepContext): string {
  if (imported) return imported.fileName === undefined ? "An import that is still arriving" : `Imported ${imported.fileName}`;
  const [first, ...more] = events;
  if (!first) return "";
  const title = factInWords(first, true, context);
  return more.length === 0 ? title : `${title}, and ${counted(more.length, "more fact")}`;
}

/** What an import brought: "3,021 facts about 240 people". */
export function importInWords({ imported }: HistoryStep, locale: string): string {
  if (!imported) return "";
  const facts = `${numberInWords(imported.facts, locale)} ${imported.facts === 1 ? "fact" : "facts"}`;
  return imported.people === 0 ? facts : `${facts} about ${numberInWords(imported.people, locale)} ${imported.people === 1 ? "person" : "people"}`;
}

/** The words that came with a fact: a note, a quote. */
export function wordsOf(event: KithEvent): string | undefined {
  if (event.type === "NoteRecorded") return event.text;
  if (event.type === "InteractionRecorded") return event.note ?? (event.findings?.[0] ? `“${event.findings[0].quote}”` : undefined);
  return "note" in event ? event.note : undefined;
}

/** When, for which day, on which device, from which source: "14:32 · for 12 Nov · Firefox on Linux · by hand". `dated` where the line stands under no day. */
export function stepMeta(step: HistoryStep, context: StepContext, dated: boolean): string {
  const { events: [first], imported, recordedAtMs, device } = step;
  const day = imported ? imported.snapshotAtMs : first?.atMs;
  const apart = day !== undefined && localDay(day, context.utcOffsetMinutes ?? 0) !== localDay(recordedAtMs, context.utcOffsetMinutes ?? 0);
  const about = apart ? [`${imported ? "as of" : "for"} ${dateInWords(day, context)}`] : [];
  const clock = clockInWords(recordedAtMs, context);
  return [dated ? `${dateInWords(recordedAtMs, context)}, ${clock}` : clock, ...about, device, ...(imported ? [] : ["by hand"])].join(" · ");
}

/** "Undone on 3 Mar on Pixel"; empty while it is in effect. */
export function undoneInWords({ undone }: HistoryStep, context: PhraseContext): string {
  if (!undone) return "";
  const isToday = calendarDays(undone.atMs, context) === 0 && undone.atMs <= context.nowMs;
  return `Undone ${isToday ? "today" : `on ${dateInWords(undone.atMs, context)}`} on ${undone.device}`;
}
