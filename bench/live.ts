/**
 * How long until the other screen shows it: from the key press in one page to the text in the other, in
 * real browsers against the real server, without a reload. Between two devices and between two tabs;
 * medians of twenty, on a small network and on an archive of 5 000 connections and 50 000 messages.
 */
import type { Page } from "playwright-core";
import { makeArchive } from "@kith/core/testing";
import { buildWhereOlder } from "../scripts/build.ts";
import { createVault, joined, openDevice, serve, until, type Device } from "../tests/browser/support.ts";
import { median, rounded, type Figure } from "./figure.ts";

const presses = 20;

/** Both pages of one machine share its clock: when a key was pressed here, and when the text stood there. */
const watch = `globalThis.seenMs = {}; globalThis.pressedMs = {};
addEventListener("keydown", (event) => { if (event.key === "Enter") pressedMs[event.target.value] = Date.now(); }, true);
new MutationObserver(() => {
  for (const [, text] of document.body.textContent.matchAll(/(tide \\d+ turned)/g)) seenMs[text] ??= Date.now();
}).observe(document.documentElement, { childList: true, subtree: true, characterData: true });`;

async function delays(from: Page, to: Page, start: number): Promise<number[]> {
  const times: number[] = [];
  for (let press = start; press < start + presses / 2; press += 1) {
    const text = `tide ${press} turned`;
    await from.getByRole("textbox", { name: "Log a moment" }).fill(`call today, ${text}`);
    await from.keyboard.press("Enter");
    await until(() => to.evaluate<boolean>(`seenMs[${JSON.stringify(text)}] !== undefined`), 20_000);
    const seenMs = await to.evaluate<number>(`seenMs[${JSON.stringify(text)}]`);
    times.push(seenMs - (await from.evaluate<number>(`pressedMs[${JSON.stringify(`call today, ${text}`)}]`)));
    // As a person does: the next moment is logged once this one has settled.
    await new Promise((wait) => { setTimeout(wait, 500); });
  }
  return times;
}

/** The moments are numbered from `first` on: none may stand on the screens before it is logged. */
async function bothWays(left: Page, right: Page, first: number): Promise<number> {
  // The first ten warm code and sockets up.
  await delays(left, right, first);
  return median([...(await delays(left, right, first + presses)), ...(await delays(right, left, first + 2 * presses))]);
}

async function openPerson(device: Device, address: string): Promise<Page> {
  const page = await device.context.newPage();
  await page.goto(address);
  await page.getByRole("textbox", { name: "Log a moment" }).waitFor({ timeout: 60_000 });
  await page.evaluate(watch);
  return page;
}

async function measured(size: { readonly connections: number; readonly messages: number }): Promise<readonly Figure[]> {
  const served = await serve();
  const devices: Device[] = [];
  try {
    const first = await openDevice();
    devices.push(first);
    const { page } = first;
    const words = await createVault(page, served.address);
    await page.getByRole("link", { name: "Import your LinkedIn archive" }).click();
    const { zip } = makeArchive({ seed: 11, ...size, asOfMs: Date.UTC(2026, 10, 20, 8) });
    await page.locator("input[type=file]").setInputFiles({ name: "archive.zip", mimeType: "application/zip", buffer: Buffer.from(zip) });
    await page.getByRole("table", { name: /What was read/u }).waitFor({ timeout: 120_000 });
    await page.goto(`${served.address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    const address = page.url();
    await page.goto("about:blank");
    const tabs = [await openPerson(first, address), await openPerson(first, address)] as const;
    const tabToTab = await bothWays(...tabs, 0);
    const second = await joined(served.address, words);
    devices.push(second);
    const there = await openPerson(second, address);
    await second.page.close();
    await tabs[1].close();
    await tabs[0].bringToFront();
    await new Promise((wait) => { setTimeout(wait, 5_000); });
    const deviceToDevice = await bothWays(tabs[0], there, 1_000);
    const on = `${size.messages} messages`;
    return [figure(`device to device, ${on}`, deviceToDevice, 150), figure(`tab to tab, ${on}`, tabToTab, 50)];
  } finally {
    for (const device of devices) await device.close();
    await served.stop();
  }
}

const figure = (name: string, value: number, most: number): Figure => ({ name, value: rounded(value), unit: "ms", peer: null, peerValue: null, ratio: null, target: `< ${most} ms`, holds: value < most });

/** Small, then large. */
export async function run(): Promise<readonly Figure[]> {
  await buildWhereOlder();
  return [...(await measured({ connections: 200, messages: 2_000 })), ...(await measured({ connections: 5_000, messages: 50_000 }))];
}
