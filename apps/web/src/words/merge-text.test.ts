import * as fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "@kith/core/testing";
import { caretAfter, mergeTexts, splicesOf } from "./merge-text.ts";

/** Short texts over few words, so that the same word often stands twice. */
const text = fc.array(fc.constantFrom("tide", "boat", "🌊", "👍🏽", "harbour", "harbor", " ", " ", "\n", "a", "ä"), { maxLength: 24 }).map((parts) => parts.join(""));
/** What the splices make of a text. */
const applied = (from: string): ((to: string) => string) => (to) => splicesOf(from, to).toReversed().reduce((held, { at, removed, inserted }) => held.slice(0, at) + inserted + held.slice(at + removed), from);

test("[W60] splices turn one text into the other, word by word and never through half a letter", () => {
  expect(splicesOf("met Ada at the harbor", "met Ada twice at the harbour")).toEqual([{ at: 7, removed: 0, inserted: " twice" }, { at: 20, removed: 0, inserted: "u" }]);
  expect(splicesOf("a 👍 b", "a 👎 b")).toEqual([{ at: 2, removed: 2, inserted: "👎" }]);
  expect(splicesOf("same", "same")).toEqual([]);
  fc.assert(fc.property(text, text, (from, to) => {
    expect(applied(from)(to)).toBe(to);
    for (const { at, removed, inserted } of splicesOf(from, to)) for (const piece of [inserted, from.slice(at, at + removed), from.slice(0, at)]) expect(piece).not.toMatch(/\p{Surrogate}/u);
  }), runs(1_000));
});

test("[W60] texts too far apart to compare word by word are still turned into each other", () => {
  const [from, to] = ["a", "b"].map((letter) => Array.from({ length: 3_000 }, (_, index) => `${letter}${index}`).join(" "));
  expect(applied(`begin ${from} end`)(`begin ${to} end`)).toBe(`begin ${to} end`);
});

test("[W61] what two hands wrote stands in one text: nothing either wrote is lost", () => {
  expect(mergeTexts({ base: "Met at the harbour.", mine: "Met at the harbour. Two children.", theirs: "Met Ada at the harbour." })).toBe("Met Ada at the harbour. Two children.");
  expect(mergeTexts({ base: "Likes tea.", mine: "Likes coffee.", theirs: "" })).toBe("coffee");
  expect(mergeTexts({ base: "", mine: "from here", theirs: "from there, " })).toBe("from there, from here");
  // An answer that was lost on its way: what was stored of one's own words isn't there twice.
  expect(mergeTexts({ base: "Met", mine: "Met at the harbour", theirs: "Met at the" })).toBe("Met at the harbour");
  expect(mergeTexts({ base: "Met", mine: "Met at the", theirs: "Met at the harbour" })).toBe("Met at the harbour");
  fc.assert(fc.property(text, text, (base, other) => {
    expect([mergeTexts({ base, mine: base, theirs: other }), mergeTexts({ base, mine: other, theirs: base }), mergeTexts({ base, mine: other, theirs: other })]).toEqual([other, other, other]);
  }), runs(1_000));
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 12 }), (places) => {
    // At each place between words of its own, each hand adds words of its own.
    const withWords = (mine: number, theirs: number): string => places.map(([own, others], place) => [`word${place}`, ...Array.from({ length: others * theirs }, (_, at) => `theirs${place}-${at}`), ...Array.from({ length: own * mine }, (_, at) => `mine${place}-${at}`)].join(" ")).join(" ");
    expect(mergeTexts({ base: withWords(0, 0), mine: withWords(1, 0), theirs: withWords(0, 1) })).toBe(withWords(1, 1));
  }), runs(500));
});

test("[W62] a caret stays at the same place in the words, whatever came in round it", () => {
  const at = (marked: string): readonly [string, number] => [marked.replace("|", ""), marked.indexOf("|")];
  const cases = [
    ["met at the har|bour", "met Ada at the har|bour"], ["met at the harbour|", "met at the harbour|, with her children"], ["|met", "|yes, met"], ["old wor|ds here", "|here"], ["met |at", "met twice |at"],
  ] as const;
  for (const [before, after] of cases) {
    const [[from, position], [to, expected]] = [at(before), at(after)];
    expect([before, caretAfter(from, to, position)]).toEqual([before, expected]);
  }
  fc.assert(fc.property(fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 12 }), fc.nat(), fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }), (words, chance, added) => {
    // The caret in a word that stays: it is in that word afterwards too.
    const marked = chance % words.length;
    const line = (isAfter: boolean): string => words.flatMap((word, index) => [...(isAfter && added[index] === true ? [`new${word}`] : []), ...(isAfter && index !== marked && added[index + 12] === true ? [] : [index === marked ? `wo|rd${word}` : `word${word}`])]).join(" ");
    const [[from, position], [to, expected]] = [at(line(false)), at(line(true))];
    expect(caretAfter(from, to, position)).toBe(expected);
  }), runs(1_000));
  fc.assert(fc.property(text, text, fc.nat(200), (from, to, somewhere) => {
    const position = Math.min(somewhere, from.length);
    expect(caretAfter(from, to, position)).toBeGreaterThanOrEqual(0);
    expect(caretAfter(from, to, position)).toBeLessThanOrEqual(to.length);
    if (position < from.length) expect(caretAfter(from, to, position + 1)).toBeGreaterThanOrEqual(caretAfter(from, to, position));
  }), runs(1_000));
});
