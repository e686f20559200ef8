/** A disk without room, met by the owner in the middle of an import. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeArchive } from "@kith/core/testing";
import { createVault, openDevice, serve, until, type Device, type Served } from "./support.ts";

/** About 2 MB sealed. */
const { zip } = makeArchive({ seed: 9, connections: 4_000, messages: 30_000, asOfMs: Date.UTC(2026, 10, 20, 8) });

describe("a full disk", () => {
  let served: Served;
  let device: Device;
  beforeAll(async () => {
    served = await serve();
    device = await openDevice();
  });
  afterAll(async () => {
    await device.close();
    await served.stop();
  });

  test("[B44] it is said with a way out, nothing of what didn't fit is kept, what was there stays, and once there is room it goes on", async () => {
    const { page, context } = device;
    // Before the first visit: the browser remembers for a while how much room an open origin had.
    const devtools = await context.newCDPSession(page);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin: served.address, quotaSize: 1_500_000 });
    await createVault(page, served.address);
    await page.getByRole("link", { name: "Import your LinkedIn archive" }).click();
    const choose = async (): Promise<void> => { await page.locator("input[type=file]").setInputFiles({ name: "archive.zip", mimeType: "application/zip", buffer: Buffer.from(zip) }); };
    await choose();
    await page.getByRole("alert").getByText("no room left for Kith").waitFor({ timeout: 60_000 });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    expect(await page.getByRole("option").count()).toBe(0);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin: served.address });
    await page.goto(`${served.address}/import`);
    await choose();
    await page.getByRole("table", { name: /What was read/u }).waitFor({ timeout: 60_000 });
    await page.reload();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
    await until(async () => (await page.getByRole("option").count()) > 10, 20_000);
    expect(device.complaints).toEqual([]);
  });
});
