import { defineConfig } from "vitest/config";
import { mutating } from "./tests/simulation/mutating.ts";

const setupFiles = ["tests/support/start-automerge.ts", "tests/support/properties.ts"];
/** Properties that explore take as long as they are told to. */
const testTimeout = process.env["KITH_RUNS"] === undefined ? 20_000 : 3_600_000;

export default defineConfig({
  test: {
    // The slowest files wait for processes of their own: one worker per core, rather than one less.
    maxWorkers: "100%",
    projects: [
      { test: { name: "core", include: ["packages/core/src/**/*.test.ts"], setupFiles, testTimeout } },
      { test: { name: "web", include: ["apps/web/src/**/*.test.ts"], setupFiles, testTimeout } },
      // Without the cache of modules: it would give a rule that was broken for another run.
      { plugins: mutating(), test: { name: "tests", fsModuleCache: process.env["KITH_MUTANT"] === undefined, include: ["tests/*.test.ts"], setupFiles, testTimeout: testTimeout * 3 } },
    ],
  },
});
