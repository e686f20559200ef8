/**
 * Two tabs of one browser on one vault, both writing. What one shows as saved, the other shows too, and
 * nothing that was ever shown as saved is lost, whatever becomes of the tab.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { makeArchive } from "@kith/core/testing";
import { createVault, openDevice, serve, until, type Device, type Served } from "./support.ts";

const archiveFolder = mkdtempSync(join(tmpdir(), "kith-archive-"));
const asOfMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
/** An archive on the disk; returns its path. */
function archive(name: string, wish: { readonly seed: number; readonly connections: number; readonly messages: number }): string {
  const path = join(archiveFolder, `${name}.zip`);
  writeFileSync(path, makeArchive({ ...wish, asOfMs }).zip);
  return path;
}

/** In the page: notes when each moment first stands in the timeline, and logs moments as a hand would, one after another. */
const hand = `globalThis.hand = {
  seenMs: {}, pressedMs: {},
  note() { for (const { textContent } of document.querySelectorAll(".timeline p")) hand.seenMs[textContent] ??= Date.now(); },
  async log(text) {
    const input = document.querySelector("#capture");
    input.value = "call today, " + text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const isRead = () => document.querySelector(".capture-chips")?.textContent.includes("“" + text + "”");
    while (!isRead()) await new Promise((wait) => setTimeout(wait, 1));
    hand.pressedMs[text] = Date.now();
    input.form.requestSubmit();
    while (hand.seenMs[text] === undefined) await new Promise((wait) => setTimeout(wait, 5));
  },
};
new MutationObserver(hand.note).observe(document.body, { subtree: true, childList: true, characterData: true });
hand.note();`;

type Times = Readonly<Record<string, number>>;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
const named = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `tide ${name} ${index}`);
const log = (page: Page, texts: readonly string[]): Promise<void> => page.evaluate(`(async () => { for (const text of ${JSON.stringify(texts)}) await hand.log(text); })()`);
const times = (page: Page, which: "seenMs" | "pressedMs"): Promise<Times> => page.evaluate<Times>(`hand.${which}`);
const seesAll = (page: Page, texts: readonly string[]) => async (): Promise<boolean> => {
  const seen = await times(page, "seenMs");
  return texts.every((text) => seen[text] !== undefined);
};

describe("two tabs", () => {
  let served: Served;
  let device: Device;
  let address = "";
  let [left, right]: Page[] = [];

  const openTab = async (): Promise<Page> => {
    const page = await device.context.newPage();
    page.on("pageerror", (error) => { device.complaints.push(error.message); });
    await page.goto(address);
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor({ timeout: 30_000 });
    await page.evaluate(hand);
    return page;
  };
  /** How long after a press in `from` each moment stood in `to`, in ms. */
  const delays = async (texts: readonly string[], from: Page, to: Page): Promise<number[]> => {
    const [pressed, seen] = [await times(from, "pressedMs"), await times(to, "seenMs")];
    return texts.map((text) => (seen[text] ?? Infinity) - (pressed[text] ?? 0));
  };
  /** Every record of this browser as "writer seq". */
  const held = (page: Page): Promise<string[]> => page.evaluate<string[]>(`new Promise((resolve) => {
    indexedDB.open("kith").onsuccess = ({ target: { result } }) => {
      result.transaction("records").objectStore("records").getAllKeys().onsuccess = (event) => { result.close(); resolve(event.target.result.map((key) => key.join(" "))); };
    };
  })`);

  beforeAll(async () => {
    served = await serve();
    device = await openDevice();
    const { page } = device;
    await createVault(page, served.address);
    await page.getByRole("link", { name: "Import your LinkedIn archive" }).click();
    await page.locator("input[type=file]").setInputFiles(archive("first", { seed: 11, connections: 60, messages: 600 }));
    await page.getByRole("table", { name: /What was read/u }).waitFor({ timeout: 30_000 });
    await page.goto(`${served.address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    address = page.url();
    [left, right] = [await openTab(), await openTab()];
  });
  afterAll(async () => {
    await device?.close();
    await served?.stop();
    rmSync(archiveFolder, { recursive: true, force: true });
  });

  test("[B40] fifty moments logged in each tab at the same time: no place in the log is used twice, and both tabs show all hundred", async () => {
    if (!left || !right) throw new Error("two tabs are open");
    const before = await held(left);
    const [ofLeft, ofRight] = [named("left", 50), named("right", 50)];
    await Promise.all([log(left, ofLeft), log(right, ofRight)]);
    for (const page of [left, right]) await until(seesAll(page, [...ofLeft, ...ofRight]), 30_000);
    const after = await held(left);
    expect(after.length - before.length).toBe(100);
    expect(new Set(after.map((key) => key.split(" ")[0])).size).toBe(1);
    expect(after.map((key) => Number(key.split(" ")[1])).toSorted((a, b) => a - b)).toEqual(Array.from(after, (_, index) => index + 1));
    for (const page of [left, right]) {
      await page.reload();
      await page.evaluate(hand);
      await until(seesAll(page, [...ofLeft, ...ofRight]), 30_000);
    }
    expect(device.complaints).toEqual([]);
  });

  test("[B41] each tab sees what the other logs within a second", async () => {
    if (!left || !right) throw new Error("two tabs are open");
    const found: number[] = [];
    for (const [index, [from, to]] of ([[left, right], [right, left]] as const).entries()) {
      const texts = named(`slow ${index}`, 10);
      await log(from, texts);
      await until(seesAll(to, texts), 10_000);
      found.push(...await delays(texts, from, to));
    }
    process.stdout.write(`tab to tab, from the key press: median ${median(found)} ms, longest ${Math.max(...found)} ms\n`);
    expect(median(found)).toBeLessThan(1_000);
  });

  test("[B42] also while a third tab imports an archive", async () => {
    if (!left || !right) throw new Error("two tabs are open");
    const { page } = device;
    await page.goto(`${served.address}/import`);
    await page.locator("input[type=file]").setInputFiles(archive("second", { seed: 12, connections: 3_000, messages: 30_000 }));
    const report = page.getByRole("table", { name: /What was read/u });
    const texts: string[] = [];
    for (let round = 0; (await report.count()) === 0; round += 1) {
      const [text = ""] = named(`busy ${round}`, 1);
      await log(left, [text]);
      texts.push(text);
    }
    await until(seesAll(right, texts), 60_000);
    const [own, others] = [await delays(texts, left, left), await delays(texts, left, right)];
    process.stdout.write(`during an import: saved after a median of ${median(own)} ms (longest ${Math.max(...own)} ms), in the other tab after ${median(others)} ms (longest ${Math.max(...others)} ms), of ${texts.length}\n`);
    expect(median(others)).toBeLessThan(1_000);
  });

  test("[B43] a tab killed in mid-write loses nothing it had shown as saved, and the other goes on", async () => {
    const shown: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const victim = await openTab();
      const session = await device.context.newCDPSession(victim);
      await victim.exposeFunction("tellShown", (text: string) => { shown.push(text); });
      const crashed = new Promise<void>((gone) => { victim.once("crash", () => { gone(); }); });
      const texts = named(`doomed ${round}`, 200);
      victim.evaluate(`(async () => { for (const text of ${JSON.stringify(texts)}) { await hand.log(text); tellShown(text); } })()`).catch(() => undefined);
      const already = shown.length;
      await until(async () => shown.length >= already + 2, 30_000);
      await new Promise((wait) => { setTimeout(wait, round * 19); });
      session.send("Page.crash").catch(() => undefined);
      await crashed;
      await victim.close();
    }
    const survivor = await openTab();
    await until(seesAll(survivor, shown), 30_000);
    expect(shown.length).toBeGreaterThanOrEqual(8);
    await log(survivor, ["tide afterwards"]);
    const keys = (await held(survivor)).map((key) => key.split(" "));
    for (const writer of new Set(keys.map(([name]) => name))) {
      const seqs = keys.filter(([name]) => name === writer).map(([, seq]) => Number(seq)).toSorted((a, b) => a - b);
      expect(seqs).toEqual(Array.from(seqs, (_, index) => index + 1));
    }
  });
});
