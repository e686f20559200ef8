import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/runs.ts";
import { deflate, inflate } from "./deflated.ts";

describe("deflated bytes", () => {
  test("[U1] come back as they were, whatever the effort", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.constantFrom("usual" as const, "quick" as const), (bytes, effort) => {
      expect(inflate(deflate(bytes, effort), 3_000)).toEqual(bytes);
    }), runs(300));
    expect(inflate(deflate(new Uint8Array(5_000_000)), 5_000_000)?.length).toBe(5_000_000);
  });

  test("[U2] what would be larger than allowed or than promised, was cut, or isn't deflated, is nothing", () => {
    const bytes = Uint8Array.from({ length: 4_000 }, (_, index) => (index * index) & 255);
    const whole = deflate(bytes);
    expect(inflate(whole, bytes.length - 1)).toBeUndefined();
    const bomb = deflate(new Uint8Array(1_000_000));
    new DataView(bomb.buffer).setUint32(0, 100);
    expect(inflate(bomb, 1_000_000)).toBeUndefined();
    for (let length = 0; length < whole.length; length += 37) expect(inflate(whole.subarray(0, length), 10_000)).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => { expect(inflate(noise, 1_000)?.length ?? 0).toBeLessThanOrEqual(1_000); }), runs(300));
  });
});
