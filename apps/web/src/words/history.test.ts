import { expect, test } from "vitest";
import type { EventId, PersonId } from "@kith/core";
import type { HistoryStep } from "../contract.ts";
import { historyDays, importInWords, stepMeta, stepTitle, undoneInWords, type StepContext } from "./history.ts";

const nowMs = Date.UTC(2026, 10, 24, 12);
const dayMs = 86_400_000;
const ada = "ada" as PersonId;
const context: StepContext = { nowMs, locale: "en-GB", utcOffsetMinutes: 0, names: { [ada]: "Ada" } };
const step = (daysAgo: number, rest: Partial<HistoryStep> = {}): HistoryStep => ({
  id: `step${daysAgo}`, recordedAtMs: nowMs - daysAgo * dayMs, device: "Pixel", change: [],
  events: [{ id: "e" as EventId, v: 1, atMs: nowMs - daysAgo * dayMs, type: "ClosenessRated", person: ada, closeness: 4 }], ...rest,
});

test("[W42] steps stand under the reader's day they were recorded on, with the year where it isn't this one", () => {
  const days = historyDays([step(0), { ...step(0), id: "other" }, step(1), step(10), step(400)], context);
  expect(days.map(({ title, steps }) => [title, steps.length])).toEqual([["Today", 2], ["Yesterday", 1], ["Saturday 14 November", 1], ["20 October 2025", 1]]);
});

test("[W43] a line says what, for which day, when, on which device, from where, and when it was undone", () => {
  const one = step(3, { events: [{ id: "e" as EventId, v: 1, atMs: nowMs - 9 * dayMs, type: "InteractionRecorded", kind: "coffee", direction: "both", people: [ada] }], undone: { atMs: nowMs - dayMs, device: "iPad" } });
  expect([stepTitle(one, context), stepMeta(one, context, false), stepMeta(step(3), context, true), undoneInWords(one, context)]).toEqual(["Logged a coffee with Ada", "12:00 · for 15 Nov · Pixel · by hand", "21 Nov, 12:00 · Pixel · by hand", "Undone on 23 Nov on iPad"]);
  expect([undoneInWords(step(0, { undone: { atMs: nowMs, device: "iPad" } }), context), undoneInWords(step(0), context)]).toEqual(["Undone today on iPad", ""]);
});

test("[W44] an import is one line with what it brought; a wish of several facts says how many more", () => {
  const imported = { fileName: "a.zip", snapshotAtMs: nowMs - 30 * dayMs, facts: 3021, people: 240, files: [] };
  expect([stepTitle(step(0, { imported, events: [] }), context), importInWords(step(0, { imported }), "en-GB"), stepMeta(step(0, { imported }), context, false)]).toEqual(["Imported a.zip", "3,021 facts about 240 people", "12:00 · as of 25 Oct · Pixel"]);
  expect(stepTitle(step(0, { imported: { facts: 1, people: 0, files: [] } }), context)).toBe("An import that is still arriving");
  const [fact] = step(0).events;
  expect(stepTitle(step(0, { events: fact ? [fact, fact, fact] : [] }), context)).toBe("Rated Ada 4 of 5, and 2 more facts");
});
