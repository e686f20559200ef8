/**
 * `npm run mutants`: breaks one rule of the product at a time and lives until a life ends badly. Prints how many
 * lives it took; ends with 1 where the simulator noticed nothing. `npm run mutants -- 3 7` tries only these.
 */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { mutants } from "../tests/simulation/mutants.ts";

const root = resolve(import.meta.dirname, "..");
const asked = process.argv.slice(2).map(Number);
const livesMax = 600;
let unnoticed = 0;

for (const [index, { does }] of mutants.entries()) {
  if (asked.length > 0 && !asked.includes(index)) continue;
  const { stdout, stderr } = spawnSync(process.execPath, [resolve(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "tests", "tests/simulation-mutant.test.ts"], {
    cwd: root, encoding: "utf8", env: { ...process.env, KITH_MUTANT: String(index), KITH_MUTANT_LIVES: String(livesMax) }, maxBuffer: 100_000_000,
  });
  const found = /NOTICED after (\d+) lives: (.*)/u.exec(stdout);
  if (!found && !stdout.includes("NOTHING NOTICED in")) throw new Error(`the lives came to no end:\n${stdout}\n${stderr}`);
  if (!found) unnoticed += 1;
  process.stdout.write(`${index} ${does}: ${found ? `noticed after ${found[1]} lives, ${found[2]}` : `NOT NOTICED in ${livesMax} lives`}\n`);
}
process.stdout.write(`${unnoticed} not noticed\n`);
process.exitCode = unnoticed === 0 ? 0 : 1;
