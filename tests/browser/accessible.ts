/** What axe finds wrong with a page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] }

/** Each rule broken, with the first two places. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate<{ readonly violations: readonly Violation[] }>("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })");
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ target }) => target.join(" ")).join(", ")}`);
}
