/** Every numbered rule of docs/spec.md has a test, and every numbered test has a rule. */
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const rules = [...readFileSync(resolve(root, "docs/spec.md"), "utf8").matchAll(/^- \*\*([A-Z]+\d+)\*\*/gmu)].flatMap((match) => match[1] ?? []);
const tested = new Set(globSync(["{packages,apps}/*/{src,test}/**/*.test.ts", "packages/core/src/testing/*-contract.ts", "tests/**/*.{test,story}.ts"], { cwd: root })
  .flatMap((path) => [...readFileSync(resolve(root, path), "utf8").matchAll(/["'`]\[([A-Z]+\d+)\]/gu)].flatMap((match) => match[1] ?? [])));

test("[SPEC1] every rule has a test", () => {
  expect(rules.length).toBeGreaterThan(50);
  expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
});

test("[SPEC2] every numbered test has a rule", () => { expect([...tested].filter((rule) => !rules.includes(rule)).toSorted()).toEqual([]); });

test("[SPEC4] what docs/faults.md names as kept is a rule", () => {
  const named = [...readFileSync(resolve(root, "docs/faults.md"), "utf8").matchAll(/\b(?:[A-Z]{1,5})\d+\b/gu)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((name) => !rules.includes(name))).toEqual([]);
});

test("[SPEC3] no number is used twice", () => { expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]); });
