import { expect, test } from "vitest";
import * as fc from "fast-check";
import type { PersonId } from "@kith/core";
import { runs } from "@kith/core/testing";
import { askToMeet } from "./introductions.ts";
import { barsOf, evennessInWords } from "./balance.ts";
import { circleInWords, dueInWords, everyInWords, helpInWords, memberInWords, tieInWords } from "./facts.ts";
import { isoDayOf, noonOfIsoDay } from "./iso-day.ts";
import { isSamePick, readNewcomer } from "./picks.ts";

const dayMs = 86_400_000;
const person = (name: string): { readonly id: PersonId; readonly name: string; readonly standing: "unknown" } => ({ id: name as PersonId, name, standing: "unknown" });

test("[W130] a promise says how late it is or when it is due, and a settled one only how it ended", () => {
  expect([-5, -0.6, 0.4, 0.6, 3.2, 20].map((overdueDays) => dueInWords({ overdueDays }))).toEqual(["due in 5 days", "due today", "due today", "1 day overdue", "3 days overdue", "20 days overdue"]);
  expect([dueInWords({}), dueInWords({ overdueDays: 9, settled: "kept" })]).toEqual(["no day set", "kept"]);
});

test("[W131] a silence in a circle is said against its rhythm; without a rhythm nobody is late", () => {
  expect([{}, { silenceDays: 4 }, { silenceDays: 45, overdueDays: 15 }, { silenceDays: 30.5, overdueDays: 0.5 }, { silenceDays: 20, overdueDays: -10 }].map(memberInWords)).toEqual([
    "Not in touch yet", "Last in touch 4 days ago", "Last in touch 6 weeks ago · 15 days over", "Last in touch 4 weeks ago · due today", "Last in touch 20 days ago · due in 10 days",
  ]);
  expect([everyInWords(undefined), everyInWords(1), everyInWords(30)]).toEqual(["no rhythm", "every day", "every 30 days"]);
  const members = [{ person: person("a"), silenceDays: 40, overdueDays: 10 }, { person: person("b") }];
  expect([circleInWords([], 30), circleInWords(members, 30), circleInWords(members, undefined)]).toEqual(["nobody yet", "2 people, 1 to see", "2 people"]);
});

test("[W132] whether two know each other says how that is known, and a guess says what it rests on", () => {
  expect([
    tieInWords({ word: "knows", provenance: "asserted", evidence: [] }), tieInWords({ word: "knowsNot", evidence: [] }), tieInWords({ provenance: "observed", evidence: [] }),
    tieInWords({ provenance: "inferred", evidence: [{ kind: "sameOrganisation", organisation: "Rivet", size: 3 }] }),
  ]).toEqual(["you said so", "you said they don’t know each other", "seen together", "a guess: both list Rivet today"]);
  const context = { nowMs: 0, locale: "en" };
  expect([helpInWords({ kind: "servesGoal", goal: "Oslo", because: "field", text: "robotics" }, context), helpInWords({ kind: "neverInTouch" }, context)]).toEqual(["Works in “robotics”", "Connected, but no conversation on record"]);
});

test("[W133] somebody new is read as a name and, after “at” or a comma, an organisation", () => {
  expect(["Ana Silva", " Ana Silva at Rivet & Co ", "Ana Silva, Rivet", "Beata Atwood", "at Rivet"].map(readNewcomer)).toEqual([
    { name: "Ana Silva" }, { name: "Ana Silva", organisation: "Rivet & Co" }, { name: "Ana Silva", organisation: "Rivet" }, { name: "Beata Atwood" }, { name: "at Rivet" },
  ]);
  const ada = { name: "Ada", person: person("ada") };
  expect([isSamePick(ada, { ...ada, name: "A." }), isSamePick({ name: "Ada" }, { name: "Ada" }), isSamePick(ada, { name: "Ada" })]).toEqual([true, true, false]);
});

test("[W134] a message about an introduction to give asks, names the other, and lets them say no", () => {
  const message = askToMeet({ to: { ...person("Ada Abbott") }, about: { ...person("Bo Lund"), organisation: "Rivet" }, owner: "Kim Owner" });
  for (const words of ["Hi Ada,", "Bo Lund (Rivet)", "Shall I introduce you?", "asking Bo as well", "only connect you if you both", "No is a perfectly good answer.", "\n\nKim"]) expect(message).toContain(words);
});

test("[W135] a spread shows at most nine bars, and they add up to the whole", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 }), (sizes) => {
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const groups = sizes.toSorted((a, b) => b - a).map((people, index) => ({ name: `g${index}`, people, share: people / all }));
    const bars = barsOf({ groups, unknown: 0, evenness: 1 });
    expect(bars.length).toBeLessThanOrEqual(9);
    expect(bars.reduce((sum, { people }) => sum + people, 0)).toBe(all);
    if (all > 0) expect(bars.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  }), runs(1_000));
  const two = [{ name: "a", people: 1, share: 0.5 }, { name: "b", people: 1, share: 0.5 }];
  expect([evennessInWords({ groups: two, unknown: 0, evenness: 1 }), evennessInWords({ groups: [...two, ...two], unknown: 0, evenness: 1 })]).toEqual([undefined, "spread widely"]);
});

test("[W136] a day chosen is that day for the reader, wherever they are", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -720, max: 840 }), (day, offset) => {
    const words = new Date(day * dayMs).toISOString().slice(0, 10);
    expect(isoDayOf(noonOfIsoDay(words, offset) ?? 0, offset)).toBe(words);
  }), runs(1_000));
  expect(noonOfIsoDay("", 0)).toBeUndefined();
});
