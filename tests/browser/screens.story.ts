/**
 * Every page on the sample network: no accessibility violation in light or dark, on a wide screen and
 * a phone; nothing wider than the phone; no request but to the own server; and the day's work by
 * keyboard alone. With KITH_SHOTS set to a folder, each screen is kept there as a picture.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openDevice, serve, until, startOnSample, type Device, type Served } from "./support.ts";
import { looks, wide, wrongWith } from "./looks.ts";

const pages = ["today", "people", "circles", "goals", "introductions", "introductions/under-way", "introductions/to-give", "balance", "review", "requests", "import", "history", "devices", "data"] as const;
/** Ways to what stands over a page. */
const dialogs: Readonly<Record<string, (page: Page, address: string) => Promise<void>>> = {
  "forget-dialog": async (page, address) => {
    await page.goto(`${address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByLabel(/^More about/u).click();
    await page.getByRole("button", { name: "Forget for good…" }).click();
    await page.getByRole("dialog", { name: /^Forget .* for good/u }).getByText("No way back").waitFor();
  },
  "passphrase-dialog": async (page, address) => {
    await page.goto(`${address}/data`);
    await page.getByRole("button", { name: "Save under a passphrase…" }).click();
    await page.getByRole("textbox", { name: "Passphrase" }).fill("not so long");
    await page.getByRole("textbox", { name: "The same again" }).fill("nor the same");
  },
};

describe("screens", () => {
  let served: Served;
  let device: Device;
  const hosts = new Set<string>();

  beforeAll(async () => {
    served = await serve();
    device = await openDevice();
    device.context.on("request", (request) => hosts.add(new URL(request.url()).host));
    const { page } = device;
    await startOnSample(page, served.address);
  });
  afterAll(async () => {
    await device.close();
    await served.stop();
  });

  test.each(looks)("[B20] every page passes the accessibility rules and fits: $scheme, $size", async (look) => {
    const { page } = device;
    await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
    await page.setViewportSize(look.viewport);
    const found: Record<string, readonly string[]> = {};
    for (const name of pages) {
      await page.goto(`${served.address}/${name}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      if (name === "people" && look.size === "wide") await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
      const wrong = await wrongWith(page, name, look);
      if (wrong.length > 0) found[name] = wrong;
    }
    for (const [name, open] of Object.entries(dialogs)) {
      await open(page, served.address);
      const wrong = await wrongWith(page, name, look);
      if (wrong.length > 0) found[name] = wrong;
    }
    expect(found).toEqual({});
  });

  test("[B21] the day's work goes by keyboard alone: plan, person, moment, undo, review, jump", async () => {
    const { page } = device;
    await page.setViewportSize(wide);
    await page.goto(`${served.address}/today`);
    const heading = page.getByRole("heading", { name: /to reach out to/u });
    await heading.waitFor();
    const before = await heading.innerText();
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await until(async () => (await page.getByRole("button", { name: "Undo" }).count()) > 0, 5_000);
    await page.keyboard.press("z");
    await until(async () => (await heading.innerText()) === before, 5_000);
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("tid");
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("coffee yesterday, spoke of the keyboard alone");
    await page.keyboard.press("Enter");
    await until(async () => (await page.getByRole("region", { name: "Timeline" }).getByText("spoke of the keyboard alone").count()) === 1, 5_000);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Jump to/u }).waitFor();
    await page.keyboard.type("review");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Keep" }).waitFor();
    const first = await page.getByRole("main").getByRole("heading", { level: 2 }).first().innerText();
    await page.keyboard.press("3");
    await until(async () => (await page.getByRole("main").getByRole("heading", { level: 2 }).first().innerText()) !== first, 5_000);
    await page.keyboard.press("z");
    await until(async () => (await page.getByRole("main").getByRole("heading", { level: 2 }).first().innerText()) === first, 5_000);
  });

  test("[B22] nothing was asked of another host", () => { expect([...hosts]).toEqual([new URL(served.address).host]); });
});
