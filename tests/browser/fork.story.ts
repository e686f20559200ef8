/** A browser profile is copied, as a backup tool or a disk clone would, and both go on writing. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openDevice, serve, until, startOnSample, type Device, type Served } from "./support.ts";

describe("a copied device", () => {
  let served: Served;
  let original: Device;
  let copy: Device;
  const copyProfile = join(mkdtempSync(join(tmpdir(), "kith-copy-")), "profile");
  const capture = async (page: Page, text: string): Promise<void> => {
    await page.getByRole("textbox", { name: "Log a moment" }).fill(text);
    await page.keyboard.press("Enter");
  };
  const shows = (page: Page, text: string) => async (): Promise<boolean> => (await page.getByRole("region", { name: "Timeline" }).getByText(text).count()) > 0;

  beforeAll(async () => { served = await serve(); });
  afterAll(async () => {
    await copy?.close();
    await original?.close();
    await served.stop();
    rmSync(copyProfile, { recursive: true, force: true });
  });

  test("[B30] both keep what they wrote and see what the other wrote; nothing is overwritten", async () => {
    const first = await openDevice();
    await startOnSample(first.page, served.address);
    await first.page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 30_000 });
    await first.page.goto(`${served.address}/people`);
    await first.page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await first.page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    const path = new URL(first.page.url()).pathname;
    await capture(first.page, "call today, before the copy was made");
    await until(shows(first.page, "before the copy"), 5_000);
    await first.page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 30_000 });
    await first.context.close();
    cpSync(first.profile, copyProfile, { recursive: true });

    original = await openDevice({ profile: first.profile });
    copy = await openDevice({ profile: copyProfile });
    for (const { page } of [original, copy]) {
      await page.goto(`${served.address}${path}`);
      await until(shows(page, "before the copy"), 20_000);
    }
    for (const { context } of [original, copy]) await context.setOffline(true);
    await capture(original.page, "call today, written on the original");
    await capture(copy.page, "call today, written on the copy");
    await until(shows(original.page, "on the original"), 5_000);
    await until(shows(copy.page, "on the copy"), 5_000);
    await original.context.setOffline(false);
    await original.page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 30_000 });
    await copy.context.setOffline(false);
    await until(shows(copy.page, "on the original"), 90_000);
    // To the relay the two are one device, which is not told of its own changes: it looks when it comes back, or within a minute.
    await original.context.setOffline(true);
    await original.context.setOffline(false);
    await until(shows(original.page, "on the copy"), 90_000);
    for (const { page } of [original, copy]) for (const text of ["on the original", "on the copy", "before the copy"]) expect(await shows(page, text)()).toBe(true);
    await copy.page.reload();
    await until(shows(copy.page, "on the copy"), 20_000);
    expect(await shows(copy.page, "on the original")()).toBe(true);
    expect([...original.complaints, ...copy.complaints]).toEqual([]);
  });
});
