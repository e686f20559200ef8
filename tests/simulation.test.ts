/**
 * Sync as a whole, lived many times: devices, disks, net and relay do what a seed draws, then the faults stop,
 * everybody syncs, and seven invariants must hold. KITH_SEED and KITH_RUNS (a factor) change what and how much
 * is lived; a failure says which seed, and KITH_LIFE=SEED lives that one alone and tells its history.
 */
import { describe, expect, it } from "vitest";
import { badSeeds } from "./simulation/bad-seeds.ts";
import { alone, firstBadLife, firstSeed } from "./simulation/lives.ts";
import { simulate } from "./simulation/simulate.ts";

describe("lives of one vault", () => {
  it("[SIM1] lives that once ended badly end well", async () => {
    expect(await firstBadLife(alone === undefined ? badSeeds : [Number(alone)])).toBeUndefined();
  });

  it("[SIM3] the same seed is the same life", async () => {
    expect(await simulate(firstSeed + 7)).toEqual(await simulate(firstSeed + 7));
  });
});
