/**
 * The story of the house, in real browsers against the real server: a vault, an archive of 5 000
 * connections and 50 000 messages, an introduction, a moment, no network, a second device.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { makeArchive } from "@kith/core/testing";
import { createVault, filesBelow, openDevice, serve, until, type Device, type Served } from "./support.ts";

const asOfMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const archive = makeArchive({ seed: 11, connections: 5_000, messages: 50_000, asOfMs });
const archiveFolder = mkdtempSync(join(tmpdir(), "kith-archive-"));
const archivePath = join(archiveFolder, "Complete_LinkedInDataExport.zip");
writeFileSync(archivePath, archive.zip);

const moment = "walked round the lighthouse";
const slugOf = (url: string): string => url.split("/").at(-1) ?? "";

describe("two devices", () => {
  let served: Served;
  let first: Device;
  let second: Device;
  let words: readonly string[] = [];
  let personPath = "";
  const frames: Buffer[] = [];

  /** Everything that crosses the wire to or from the relay, either way. */
  const tap = ({ context }: Device): void => {
    context.on("request", (request) => { if (request.url().includes("/v1/")) frames.push(Buffer.from(request.url()), request.postDataBuffer() ?? Buffer.alloc(0)); });
    context.on("response", (response) => { if (response.url().includes("/v1/")) response.body().then((body) => frames.push(body), () => undefined); });
  };
  const capture = async (page: Page, text: string): Promise<void> => {
    await page.getByRole("textbox", { name: "Log a moment" }).fill(text);
    await page.keyboard.press("Enter");
  };
  const shows = (page: Page, text: string) => async (): Promise<boolean> => (await page.getByRole("region", { name: "Timeline" }).getByText(text).count()) > 0;

  beforeAll(async () => {
    served = await serve();
    first = await openDevice();
    tap(first);
  });
  afterAll(async () => {
    await first.close();
    await second?.close();
    await served.stop();
    rmSync(archiveFolder, { recursive: true, force: true });
  });

  test("[B1] a vault is made, its words are shown once, and an archive of 5 000 connections is imported with a report", async () => {
    const { page } = first;
    words = await createVault(page, served.address);
    expect(words).toHaveLength(24);
    await page.getByRole("link", { name: "Import your LinkedIn archive" }).click();
    await page.locator("input[type=file]").setInputFiles(archivePath);
    await page.getByRole("progressbar").waitFor();
    const report = page.getByRole("table", { name: /What was read/u });
    await report.waitFor({ timeout: 60_000 });
    await expect(report.getByRole("row", { name: /Connections\.csv/u }).innerText()).resolves.toContain(`${archive.truth.expected.closedAccounts} closed account`);
  });

  test("[B2] the same archive again changes nothing and says so", async () => {
    const { page } = first;
    await page.reload();
    await page.locator("input[type=file]").setInputFiles(archivePath);
    await page.getByRole("heading", { name: "Nothing changed" }).waitFor({ timeout: 60_000 });
  });

  test("[B3] the planted introduction path is the first, with a message to copy", async () => {
    const { page } = first;
    const { insiderUrl, insiderName } = archive.truth.chain;
    await page.goto(`${served.address}/introductions?to=${encodeURIComponent(insiderUrl)}`);
    const paths = page.getByRole("main");
    await paths.getByRole("button", { name: /^Ask / }).first().waitFor();
    await expect(paths.innerText()).resolves.toContain(insiderName);
    await paths.getByRole("button", { name: /^Ask / }).first().click();
    const message = await paths.getByRole("textbox", { name: /message/iu }).first().inputValue();
    expect(message).toMatch(/willing to introduce us/u);
  });

  test("[B4] a moment is captured in one line and stands in the timeline, also after a reload without network", async () => {
    const { page, context } = first;
    await page.goto(`${served.address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    personPath = new URL(page.url()).pathname;
    await capture(page, `coffee yesterday, ${moment}`);
    await until(shows(page, moment), 5_000);
    await until(() => page.evaluate<boolean>("navigator.serviceWorker.controller !== null"), 15_000);
    await context.setOffline(true);
    await page.reload();
    await until(shows(page, moment), 15_000);
    await context.setOffline(false);
  });

  test("[B5] a second browser joins by the words and sees the same network", async () => {
    second = await openDevice();
    tap(second);
    const { page } = second;
    await page.goto(served.address);
    await page.getByRole("button", { name: "I already use Kith on another device" }).click();
    await page.getByRole("textbox", { name: "Your 24 words" }).fill(words.join(" "));
    await page.getByRole("button", { name: "Open my Kith" }).click();
    await page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 30_000 });
    const peopleOf = async (one: Page): Promise<string> => {
      await one.goto(`${served.address}/people`);
      await one.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor({ timeout: 30_000 });
      return one.getByRole("region", { name: "People" }).ariaSnapshot();
    };
    const expected = await peopleOf(first.page);
    await until(async () => (await peopleOf(page)) === expected, 60_000);
  });

  test("[B6] what one device records appears on the other within a second, without a reload", async () => {
    for (const device of [first, second]) {
      await device.page.goto(`${served.address}${personPath}`);
      await device.page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    }
    const times: number[] = [];
    for (const [index, [from, to]] of [[first, second], [second, first], [first, second]].entries()) {
      if (!from || !to) continue;
      const text = `spoke about tide ${index} at length`;
      await capture(from.page, `call today, ${text}`);
      times.push(await until(shows(to.page, text), 10_000));
    }
    process.stdout.write(`device to device: ${times.map((time) => `${Math.round(time)} ms`).join(", ")}\n`);
    expect(Math.min(...times.slice(1))).toBeLessThan(1_000);
  });

  test("[B7] both write without network; once back, both show both", async () => {
    for (const device of [first, second]) await device.context.setOffline(true);
    await capture(first.page, "call today, heard from the first boat");
    await capture(second.page, "call today, heard from the second boat");
    await until(shows(first.page, "first boat"), 5_000);
    await until(shows(second.page, "second boat"), 5_000);
    for (const device of [first, second]) await device.context.setOffline(false);
    for (const device of [first, second]) for (const text of ["first boat", "second boat"]) await until(shows(device.page, text), 70_000);
  });

  test("[B8] nothing readable reached the server: no name, note or word in its storage or any frame", async () => {
    const planted = [archive.truth.chain.insiderName, slugOf(archive.truth.chain.insiderUrl), ...archive.truth.strong.slice(0, 20).map(slugOf), moment, "first boat", "Aurelian Robotics", words.slice(0, 3).join(" ")];
    const stores = filesBelow(served.stateFolder);
    expect(stores.reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThan(500_000);
    expect(frames.reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThan(500_000);
    for (const text of planted) expect([...stores, ...frames].some((bytes) => bytes.includes(text)), `"${text}" is readable`).toBe(false);
  });

  test("[B9] no page complained and none asked another host", async () => {
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });
});
