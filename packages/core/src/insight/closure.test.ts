import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/runs.ts";
import { closure } from "./closure.ts";
import { secondHand } from "./second-hand.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("closure and second hand", () => {
  test("[I140] two common others who know only these two speak for a tie as much as one each; who knows ten more speaks less", () => {
    expect(closure([])).toBe(0);
    expect(closure([{ toOne: 0.5, toOther: 0.5, total: 1 }])).toBe(0.25);
    expect(closure([{ toOne: 0.5, toOther: 0.5, total: 1 }, { toOne: 0.5, toOther: 0.5, total: 1 }])).toBe(0.5);
    expect(closure([{ toOne: 0.5, toOther: 0.5, total: 6 }])).toBeCloseTo(0.25 / 6, 12);
  });

  test("[I141] one more common other never lowers closure", () => {
    const other = fc.tuple(share, share, share).map(([toOne, toOther, more]) => ({ toOne, toOther, total: toOne + toOther + more }));
    fc.assert(fc.property(fc.array(other), other, (common, one) => { expect(closure([...common, one])).toBeGreaterThanOrEqual(closure(common)); }), runs(1_000));
  });

  test("[I142] second hand is the prior where nobody speaks, the voices' mean where the prior weighs nothing, and always between the two", () => {
    expect(secondHand([], { word: 0.4, weight: 3 })).toBeCloseTo(0.4, 12);
    expect(secondHand([], { word: 0.4, weight: 0 })).toBe(0.4);
    expect(secondHand([{ closeness: 1, word: 1 }, { closeness: 0.5, word: 0.4 }], { word: 0, weight: 0 })).toBeCloseTo(0.8, 12);
    expect(secondHand([{ closeness: 1, word: 1 }], { word: 0.5, weight: 1 })).toBe(0.75);
    fc.assert(fc.property(fc.array(fc.record({ closeness: share, word: share })), share, share, (voices, word, weight) => {
      const words = [word, ...voices.map((voice) => voice.word)];
      const heard = secondHand(voices, { word, weight });
      expect(heard).toBeGreaterThanOrEqual(Math.min(...words) - 1e-9);
      expect(heard).toBeLessThanOrEqual(Math.max(...words) + 1e-9);
    }), runs(1_000));
  });
});
