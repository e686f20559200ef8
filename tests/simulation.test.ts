/**
 * Sync as a whole, lived many times: devices, disks, net and relay do what a seed draws, then the faults stop,
 * everybody syncs, and seven invariants must hold. KITH_SEED and KITH_RUNS (a factor) change what and how much
 * is lived; a failure says which seed, and KITH_LIFE=SEED lives that one alone and tells its history.
 */
import { describe, expect, it } from "vitest";
import { runs } from "@kith/core/testing";
import { badSeeds } from "./simulation/bad-seeds.ts";
import { brokenDevices } from "./simulation/broken-devices.ts";
import { Life } from "./simulation/life.ts";
import { judge, simulate, type Verdict } from "./simulation/simulate.ts";

const alone = process.env["KITH_LIFE"];
const seed = Number(process.env["KITH_SEED"] ?? 0);
const perTest = runs(alone === undefined ? 250 : 0).numRuns;

const told = ({ seed: lived, wrong, history }: Verdict): string =>
  [...wrong, `replay: KITH_LIFE=${lived} npx vitest run --project tests tests/simulation.test.ts`, ...history].join("\n");

async function expectGood(seeds: readonly number[]): Promise<void> {
  for (const each of seeds) {
    const verdict = await simulate(each);
    if (verdict.wrong.length > 0) throw new Error(told(verdict));
    expect(verdict.wrong).toEqual([]);
  }
}

describe("lives of one vault", () => {
  it("[SIM1] lives that once ended badly end well", () => expectGood(alone === undefined ? badSeeds : [Number(alone)]));

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("[SIM2] whatever befalls devices, net and relay, what was promised holds once the faults stop (part %i)", (part) =>
    expectGood(Array.from({ length: perTest }, (_, index) => seed + part * perTest + index)), 3_600_000);

  it("[SIM3] the same seed is the same life", async () => {
    expect(await simulate(seed + 7)).toEqual(await simulate(seed + 7));
  });
});

describe("the simulator notices", () => {
  it.each(Object.entries(brokenDevices))("[SIM4] a device that %s", async (_, Broken) => {
    let found: readonly string[] = [];
    for (let each = 0; each < 200 && found.length === 0; each += 1) found = (await judge(new Life(each, (name, disk, chance) => new Broken(name, disk, chance)))).wrong;
    expect(found).not.toEqual([]);
  }, 120_000);
});
