import { expect, test } from "vitest";
import type { EventId } from "@kith/core";
import type { TimelineEntry } from "../contract.ts";
import { decideCard, newDeck, topCard, undoCard } from "./deck.ts";
import { hueOf, initialsOf, shortName } from "./name.ts";
import { find } from "./search.ts";
import { syncInWords } from "./sync.ts";
import { entryTitle, timelineLines } from "./timeline.ts";

const people = [{ name: "Ana Øster", organisation: "Lumen" }, { name: "Lucía Fischer", organisation: "Tidal" }, { name: "Tom Lucian" }, { name: "Bo", organisation: "Lucid Ltd" }, { name: "Ełżbieta Nowak" }];
const found = (text: string): readonly string[] => find(people, text).map((person) => person.name);

test("[W7] finding folds marks and letters; words that begin a name come before the rest", () => {
  expect(found("luci")).toEqual(["Lucía Fischer", "Tom Lucian", "Bo"]);
  expect(found("oster ana")).toEqual(["Ana Øster"]);
  expect(found("elzb")).toEqual(["Ełżbieta Nowak"]);
  expect(found("")).toHaveLength(people.length);
  expect(found("nobody")).toEqual([]);
});

test("[W8] initials, hue and short name suit every script", () => {
  expect(["Ana de Øster", "王小明", "שרה כהן", "Cher", "", "J. (Jo) Doe", "आरव सागरवाल"].map(initialsOf)).toEqual(["AØ", "王", "שכ", "C", "?", "JD", "आ"]);
  expect(hueOf("Ana")).toBe(hueOf("Ana"));
  expect([shortName("Wanjiru Costa"), shortName("J. Doe")]).toEqual(["Wanjiru", "J. Doe"]);
});

test("[W9] review decisions are collected, changed and taken back, newest first", () => {
  const one = decideCard(newDeck(["a", "b", "c"]), "a", "letGo");
  const two = decideCard(one, "b", "keep");
  expect([topCard(one), topCard(two), topCard(undoCard(two))]).toEqual(["b", "c", "b"]);
  expect(decideCard(two, "a", "later").decided.get("a")).toBe("later");
  expect(topCard(decideCard(two, "c", "keep"))).toBeUndefined();
});

const dayMs = 86_400_000;
const entry = (day: number, rest: Partial<TimelineEntry> = {}): TimelineEntry => ({ eventIds: [`e${day}` as EventId], atMs: day * dayMs, kind: "coffee", ...rest });

test("[W10] a timeline is newest first, says each year once and draws long silences", () => {
  const lines = timelineLines([entry(10), entry(20), entry(400)], (atMs) => 1970 + Math.floor(atMs / (365 * dayMs)));
  expect(lines.map((line) => (line.type === "entry" ? line.key : line.type === "year" ? line.year : line.text))).toEqual([1971, "e400", "12 months of silence", 1970, "e20", "e10"]);
});

test("[W11] entries say who did what", () => {
  expect([entry(1, { kind: "message", count: 12 }), entry(1, { kind: "mail", direction: "out" }), entry(1, { kind: "endorsement", direction: "in" })].map(entryTitle)).toEqual(["12 messages", "E-mail from you", "They endorsed you"]);
});

test("[W12] the sync light speaks of this device and never of a cloud", () => {
  expect(syncInWords({ phase: "off", pendingRecords: 0 }).line).toBe("Private · on this device");
  expect(syncInWords({ phase: "offline", pendingRecords: 3 })).toMatchObject({ line: "Saved here · offline", note: "3 changes to pass on" });
});
