/** Chromium, by Playwright. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type ElementHandle } from "playwright-core";
import { chromiumOptions } from "../support.ts";
import type { Driver, Engine } from "./face.ts";

async function launch(): Promise<Driver> {
  const profile = mkdtempSync(join(tmpdir(), "kith-chromium-"));
  const context = await chromium.launchPersistentContext(profile, { ...chromiumOptions(), viewport: { width: 1360, height: 860 } });
  const page = context.pages()[0] ?? await context.newPage();
  const elementOf = async (expression: string): Promise<ElementHandle> => {
    const element = (await page.evaluateHandle(expression)).asElement();
    if (!element) throw new Error(`no element: ${expression.slice(0, 200)}`);
    return element;
  };
  return {
    open: async (url) => { await page.goto(url); },
    reload: async () => { await page.reload(); },
    evaluate: (expression) => page.evaluate<unknown>(expression),
    click: async (element) => (await elementOf(element)).click({ timeout: 10_000 }),
    async type(text) {
      for (const line of text.split(/(\n)/u)) await (line === "\n" ? page.keyboard.press("Enter") : page.keyboard.type(line));
    },
    upload: async (element, path) => (await elementOf(element)).setInputFiles(path),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const chromiumEngine: Engine = { name: "Chromium", missing: undefined, what: chromiumOptions().executablePath, launch };
