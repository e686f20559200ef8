/** Lives by the hundred. Each test file lives a quarter of them in a process of its own: the log's WebAssembly grows slower with every life. */
import { expect, it } from "vitest";
import { runs } from "@kith/core/testing";
import { simulate, type Verdict } from "./simulate.ts";

/** The one seed that is to be lived alone. */
export const alone = process.env["KITH_LIFE"];
/** Where the seeds begin. */
export const firstSeed = Number(process.env["KITH_SEED"] ?? 0);
const livesPerQuarter = runs(alone === undefined ? 75 : 0).numRuns;
const livesPerTest = 25;

const told = ({ seed, wrong, history }: Verdict): string =>
  [...wrong, `replay: KITH_LIFE=${seed} npx vitest run --project tests tests/simulation.test.ts`, ...history].join("\n");

/** Lives each seed; gives the first that ends badly, with its seed and its history. */
export async function firstBadLife(seeds: readonly number[]): Promise<string | undefined> {
  for (const seed of seeds) {
    const verdict = await simulate(seed);
    if (verdict.wrong.length > 0) return told(verdict);
  }
  return undefined;
}

/** The tests of one quarter (0 to 3) of the lives. */
export function livesOf(quarter: 0 | 1 | 2 | 3): void {
  const from = firstSeed + quarter * livesPerQuarter;
  const starts = Array.from({ length: Math.ceil(livesPerQuarter / livesPerTest) }, (_, index) => index * livesPerTest);
  it.each(alone === undefined ? starts : [0])("from life %i of this quarter on", async (start) => {
    expect(await firstBadLife(Array.from({ length: Math.min(livesPerTest, livesPerQuarter - start) }, (_, index) => from + start + index))).toBeUndefined();
  }, 3_600_000);
}
