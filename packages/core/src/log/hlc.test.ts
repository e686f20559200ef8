import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hlcMax, isHlc } from "../event/recording.ts";
import { clockBehindMs, nextHlc } from "./hlc.ts";

describe("hybrid logical clock", () => {
  test("[L1] the next clock is later than everything held, whatever the device's clock shows", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: hlcMax - 2 }), (nowMs, largestHeld) => {
      expect(nextHlc(nowMs, largestHeld)).toBeGreaterThan(largestHeld);
    }));
  });

  test("[L2] a device on its own follows its clock", () => {
    expect(nextHlc(1_000, 0)).toBe(1_000 * 1024);
    expect(nextHlc(999, 1_000 * 1024)).toBe(1_000 * 1024 + 1);
  });

  test("[L3] a clock beyond the year 2200, broken or negative is malformed", () => {
    expect([hlcMax, hlcMax + 1, -1, 0, 1.5, Number.NaN, "7"].map(isHlc)).toEqual([false, false, false, false, false, false, false]);
    expect(isHlc(hlcMax - 1)).toBe(true);
  });

  test("[L4] a device whose clock shows nonsense goes on writing, behind what it holds", () => {
    for (const nowMs of [7_258_118_400_000, 9e15, -5, Number.NaN, 0]) {
      expect(nextHlc(nowMs, 5_000_000)).toBe(5_000_001);
      expect(isHlc(nextHlc(nowMs, 0))).toBe(true);
    }
  });

  test("[L5] what lies ahead of a device's clock tells that it is behind", () => {
    const dayMs = 86_400_000;
    expect(clockBehindMs(nextHlc(10 * dayMs, 0), 7 * dayMs)).toBe(3 * dayMs);
    expect(clockBehindMs(nextHlc(10 * dayMs, 0), 11 * dayMs)).toBe(0);
  });
});
