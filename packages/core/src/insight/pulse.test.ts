import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayMs } from "../prelude/time.ts";
import { momentOfDay } from "../testing/network-builder.ts";
import { alive } from "./alive.ts";
import { bond, distinctWeeks } from "./bond.ts";
import { episodeStarts } from "./episodes.ts";
import { freshness } from "./freshness.ts";
import { pulse } from "./pulse.ts";
import { runs } from "../testing/runs.ts";

const goldenDays = [0, 1, 2, 10, 11, 25, 40, 41, 60];
const golden = goldenDays.map(momentOfDay);
const once = [momentOfDay(0)];
const sortedDays = fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 1, maxLength: 30 }).map((days) => days.toSorted((a, b) => a - b));

describe("pulse, alive and bond", () => {
  test("[I1] pulse, alive and bond give the golden vector to six digits, also for a single contact", () => {
    expect(pulse(golden, momentOfDay(75))).toBeCloseTo(0.536819, 6);
    expect(alive(golden, momentOfDay(75))?.alive).toBeCloseTo(0.917036, 6);
    expect(alive(golden, momentOfDay(75))?.contact).toBeCloseTo(0.679886, 6);
    expect(bond(golden)).toBeCloseTo(4.094345, 6);
    expect(pulse(once, momentOfDay(400))).toBeCloseTo(0.008587, 6);
    expect(alive(once, momentOfDay(400))?.alive).toBeCloseTo(0.177244, 6);
    expect(alive(once, momentOfDay(400))?.contact).toBeCloseTo(0.009433, 6);
    expect(bond(once)).toBeCloseTo(Math.log(2) + Math.log(2), 12);
  });

  test("[I130] freshness gives the golden vector: five episodes over 60 days make a usual gap of 15 days; one contact has half a horizon", () => {
    expect(freshness(golden, momentOfDay(75))).toEqual({ gaps: 1, usualGapDays: 15, silenceDays: 15 });
    expect(freshness(once, momentOfDay(400))).toEqual({ gaps: 400 / 15, usualGapDays: 15, silenceDays: 400 });
  });

  test("[I2] who was never contacted has no pulse, no rhythm and no chance of being alive: unknown, not zero", () => {
    expect([pulse([], 0), freshness([], 0), alive([], 0)]).toEqual([undefined, undefined, undefined]);
    expect(bond([])).toBe(0);
  });

  test("[I3] contacts at most a thirtieth of the horizon apart are one episode, which starts with the first", () => {
    expect(episodeStarts(golden)).toEqual([0, 10, 25, 40, 60].map(momentOfDay));
    expect(episodeStarts([0, dayMs, dayMs * 2 + 1])).toEqual([0, dayMs * 2 + 1]);
    // A chain of short gaps stays one, however long it gets; another horizon has another gap.
    expect(episodeStarts(Array.from({ length: 50 }, (_, day) => day * dayMs))).toEqual([0]);
    expect(episodeStarts([0, dayMs], dayMs * 15)).toEqual([0, dayMs]);
    expect(episodeStarts([])).toEqual([]);
  });

  test("[I4] one more contact after the last never lowers the pulse of that moment", () => {
    fc.assert(fc.property(sortedDays, fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), (days, after, wait) => {
      const last = (days.at(-1) ?? 0) + after;
      const nowMs = (last + wait) * dayMs;
      const before = days.map((day) => day * dayMs);
      expect(pulse([...before, last * dayMs], nowMs) ?? 0).toBeGreaterThanOrEqual((pulse(before, nowMs) ?? 1) - 1e-12);
    }), runs(1_000));
  });

  test("[I5] a pulse lies between 0 and 1 and falls with silence", () => {
    fc.assert(fc.property(sortedDays, fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0, max: 400, noNaN: true }), (days, wait, more) => {
      const times = days.map((day) => day * dayMs);
      const nowMs = ((days.at(-1) ?? 0) + wait) * dayMs;
      const now = pulse(times, nowMs) ?? Number.NaN;
      const later = pulse(times, nowMs + more * dayMs) ?? Number.NaN;
      expect(now).toBeGreaterThan(0);
      expect(now).toBeLessThan(1);
      expect(later).toBeLessThanOrEqual(now + 1e-12);
    }), runs(1_000));
  });

  test("[I6] scores hold for any horizon: time and horizon stretched alike change nothing", () => {
    const stretched = goldenDays.map((day) => day * dayMs * 4);
    expect(pulse(stretched, 75 * 4 * dayMs, 120 * dayMs)).toBeCloseTo(0.536819, 6);
    expect(alive(stretched, 75 * 4 * dayMs, 120 * dayMs)?.alive).toBeCloseTo(0.917036, 6);
    expect(freshness(stretched, 75 * 4 * dayMs, 120 * dayMs)?.gaps).toBeCloseTo(1, 9);
  });

  test("[I7] bond counts a word to a group of k as a k-th of one, and a week as its largest share", () => {
    // Two contacts in one week (whole, half), one in another (half): 2 contacts, 1.5 weeks.
    const share = [1, 0.5, 0.5];
    expect(bond([0, 1, 8].map(momentOfDay), (index) => share[index] ?? 0)).toBeCloseTo(Math.log(3) + Math.log(2.5), 12);
    expect(bond(golden, () => 1)).toBe(bond(golden));
    expect(distinctWeeks(golden)).toBe(5);
  });

  test("[I8] freshness is silence in usual gaps, the gap drawn towards half a horizon while episodes are few", () => {
    // Five episodes over 60 days: (60 + 15) / 5 = 15 days; silent for 15.
    expect(freshness(golden, momentOfDay(75))).toEqual({ gaps: 1, usualGapDays: 15, silenceDays: 15 });
    expect(freshness(once, momentOfDay(150))).toEqual({ gaps: 10, usualGapDays: 15, silenceDays: 150 });
  });
});
