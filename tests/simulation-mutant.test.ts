/**
 * The simulator with one rule of the product broken (KITH_MUTANT, see `npm run mutants`): some life must end badly.
 * Without a mutant only the list is checked: each rule stands in its file as the list has it.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { badSeeds } from "./simulation/bad-seeds.ts";
import { mutants } from "./simulation/mutants.ts";
import { simulate } from "./simulation/simulate.ts";

const mutant = process.env["KITH_MUTANT"];

it("[SIM4] each rule that the list breaks stands in the product's code, once", () => {
  const core = resolve(import.meta.dirname, "../packages/core/src");
  expect(mutants.length).toBeGreaterThanOrEqual(10);
  expect(mutants.filter(({ file, find }) => readFileSync(resolve(core, file), "utf8").split(find).length !== 2)).toEqual([]);
});

it.runIf(mutant !== undefined)("[SIM4] a broken rule is noticed", async () => {
  const lives = Number(process.env["KITH_MUTANT_LIVES"] ?? 600);
  const seeds = [...badSeeds, ...Array.from({ length: lives }, (_, seed) => seed)];
  for (const [index, seed] of seeds.entries()) {
    const wrong = await simulate(seed).then((verdict) => verdict.wrong, (error: unknown) => [String(error)]);
    if (wrong.length === 0) continue;
    process.stdout.write(`NOTICED after ${index + 1} lives: ${wrong[0] ?? ""}\n`);
    return;
  }
  process.stdout.write(`NOTHING NOTICED in ${seeds.length} lives\n`);
  expect.fail(`nothing noticed in ${seeds.length} lives`);
}, 3_600_000);
