/**
 * `npm test`: everything, in one line that ends in `N passed, N failed`. Checks first (types, lint,
 * templates, unused code), then the tests in Node, in workerd and in a real browser.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildWhereOlder } from "./build.ts";
import { findChromium } from "./find-chromium.ts";

const root = resolve(import.meta.dirname, "..");
const results = mkdtempSync(join(tmpdir(), "kith-test-"));
let passed = 0;
let failed = 0;

/** Runs a tool by this very Node; counts it as one. */
function check(name: string, script: string, ...args: readonly string[]): void {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", script), ...args], { cwd: root, stdio: "inherit" });
  if (status === 0) passed += 1;
  else failed += 1;
}

/** Runs one vitest configuration and counts its tests. */
function tests(name: string, config: string, env: Readonly<Record<string, string>> = {}): void {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(results, `${name}.json`);
  const { status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`], { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8")) as Record<string, number>;
    passed += numPassedTests ?? 0;
    // A file that couldn't even load counts too: its suite failed without a test.
    failed += Math.max(numFailedTests ?? 0, status === 0 ? 0 : 1, (numFailedTests ?? 0) === 0 ? (numFailedTestSuites ?? 0) : 0);
  } catch {
    failed += 1;
  }
}

findChromium();
await buildWhereOlder();
check("types", "@typescript/native/bin/tsc", "-b", "--force");
check("lint", "oxlint/bin/oxlint");
check("templates", "lit-analyzer/cli.js", "apps/web/src/**/*.ts", "--strict", "--rules.no-invalid-css", "off");
check("unused code", "knip/bin/knip.js");
check("unused code, production", "knip/bin/knip.js", "--production", "--strict", "--include", "files,dependencies,unlisted");
tests("node", "vitest.config.ts");
tests("workerd", "apps/sync/vitest.config.ts");
tests("browser, timed", "tests/browser/vitest.config.ts", { KITH_STORIES: "timed" });
tests("browser", "tests/browser/vitest.config.ts", { KITH_STORIES: "others" });
rmSync(results, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
