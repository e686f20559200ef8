/** `npm run explore`: the properties and simulations of `npm test`, ten times as many, from a fresh seed, which is printed. */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const { KITH_SEED = String(randomInt(2 ** 31)), KITH_RUNS = "10" } = process.env;
process.stdout.write(`KITH_SEED=${KITH_SEED} KITH_RUNS=${KITH_RUNS}\n`);
const { status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...process.argv.slice(2)], { cwd: root, stdio: "inherit", env: { ...process.env, KITH_SEED, KITH_RUNS } });
process.exitCode = status ?? 1;
