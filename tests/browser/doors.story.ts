/**
 * The last doors: what lies on a disk with a lock and without, whose Kith a link leads to, and a device that another
 * one left without a key.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDeviceStore, recoveryKeys, replaceRecoveryEntry, softwareKeys } from "@kith/core/relay";
import { makeArchive } from "@kith/core/testing";
import { openStoredKeys } from "../../apps/web/src/sync/platform-keys.ts";
import { joinedDevice, syncUntilLevel } from "../support/node-device.ts";
import { exported } from "./keeping-hands.ts";
import { chooseLock, countFiles, isLocked, isOpen, secretsOf, start, stateRow, unlock } from "./lock-hands.ts";
import { wrongInAnyLook } from "./looks.ts";
import { openDevice, serve, until, type Device, type Served } from "./support.ts";

const archive = makeArchive({ seed: 29, connections: 600, messages: 3_000, asOfMs: Math.floor(Date.now() / 1000) * 1000 - 3_600_000 });
const moment = "walked round the lighthouse at Hestenes";
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

describe("the last doors", () => {
  let served: Served;
  let owner: Device;
  let words: readonly string[] = [];
  let ownerKnows = "";
  const wrong: Record<string, readonly string[]> = {};

  const fresh = async (): Promise<Device> => {
    const device = await openDevice();
    await device.page.goto(served.address);
    await device.page.getByRole("button", { name: "Start on this device" }).waitFor();
    return device;
  };
  /** Brings in the archive, opens somebody of it and logs a moment. Gives their name. */
  const live = async ({ page }: Device): Promise<string> => {
    await page.getByRole("link", { name: "Import your LinkedIn archive" }).click();
    await page.locator("input[type=file]").setInputFiles({ name: "archive.zip", mimeType: "application/zip", buffer: Buffer.from(archive.zip) });
    await page.getByRole("table", { name: /What was read/u }).waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: /^People/u }).first().click();
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    const name = await page.locator("#person-name").innerText();
    await page.getByRole("textbox", { name: "Log a moment" }).fill(`call today, ${moment}`);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Timeline" }).getByText(moment).waitFor();
    // A snapshot is kept three seconds after the last change.
    await until(async () => (await stateRow(page, "snapshot")) !== null, 20_000);
    return name;
  };

  beforeAll(async () => { served = await serve(); });
  afterAll(async () => {
    await owner?.close();
    await served.stop();
  });

  test("[B190] with a lock from the start neither the seed, nor an epoch key, nor a name or a moment lies anywhere in the profile; without one the seed does", async () => {
    const found: Record<string, Record<string, number>> = {};
    for (const isLockedFirst of [false, true]) {
      const device = await fresh();
      const { page, profile } = device;
      if (isLockedFirst) await chooseLock(page);
      await start(page);
      const name = await live(device);
      if (isLockedFirst) {
        await page.reload();
        await unlock(page);
      }
      const { seed, epochKeys } = await secretsOf(page);
      await device.context.close();
      const sought: Record<string, Uint8Array | string> = { seed, epochKey: epochKeys[0] ?? "", name, moment };
      // What lies there in the clear either way: the search does see the store.
      sought["device name"] = "Chrome on Linux";
      found[isLockedFirst ? "locked" : "open"] = Object.fromEntries(Object.entries(sought).map(([what, one]) => [what, countFiles(profile, one)]));
      await device.close();
    }
    process.stdout.write(`files of the profile that hold it: ${JSON.stringify(found)}\n`);
    expect(found["locked"]).toMatchObject({ seed: 0, epochKey: 0, name: 0, moment: 0 });
    expect(found["open"]?.["seed"]).toBeGreaterThan(0);
    expect(found["open"]).toMatchObject({ epochKey: 0, name: 0, moment: 0 });
    for (const each of Object.values(found)) expect(each["device name"]).toBeGreaterThan(0);
  });

  test("[B191] before it joins by a link a browser is asked whose Kith that is: a no stores nothing, a yes joins, under a lock where one was chosen", async () => {
    owner = await fresh();
    words = await start(owner.page);
    ownerKnows = await live(owner);
    await owner.page.getByText(/On the server/u).first().waitFor({ timeout: 30_000 });
    await owner.page.goto(`${served.address}/devices`);
    const joining = await openDevice();
    const { page } = joining;
    const follow = async (): Promise<void> => {
      await owner.page.getByRole("button", { name: "Add a device" }).click();
      await page.goto(await owner.page.getByRole("textbox", { name: "Link" }).inputValue({ timeout: 10_000 }));
    };
    await follow();
    await chooseLock(page);
    Object.assign(wrong, await wrongInAnyLook(page, "joining-lock"));
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("heading", { name: "Whose Kith is this?" }).waitFor({ timeout: 15_000 });
    Object.assign(wrong, await wrongInAnyLook(page, "joining-whose"));
    await owner.page.getByRole("button", { name: "Add this device" }).click();
    await owner.page.getByText("is one of your devices now").waitFor({ timeout: 15_000 });
    await owner.page.getByRole("button", { name: "Done" }).click();
    expect(await stateRow(page, "vault")).toBeNull();
    await page.getByRole("button", { name: "It is somebody else’s: stop" }).click();
    await page.getByRole("heading", { name: "Stopped" }).waitFor();
    Object.assign(wrong, await wrongInAnyLook(page, "joining-stopped"));
    expect([await stateRow(page, "vault"), await stateRow(page, "keys")]).toEqual([null, null]);
    await follow();
    await chooseLock(page);
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("button", { name: "This is my own other device" }).click({ timeout: 15_000 });
    await owner.page.getByRole("button", { name: "Add this device" }).click();
    await isOpen(page);
    expect((await stateRow<{ readonly kind: string }>(page, "keys")).kind).toBe("locked");
    await page.reload();
    await isLocked(page);
    await unlock(page);
    expect(joining.complaints).toEqual([]);
    await joining.close();
  });

  test("[B192] a device that another one left without a key says who did it and the way out; everything here is still exported", async () => {
    const { page } = owner;
    const bad = await joinedDevice(words.join(" "), { serverUrl: served.address });
    for (let attempt = 1; ; attempt += 1) {
      await syncUntilLevel(bad, 30_000);
      const { state } = await bad.device.keyring.read();
      const nobody = softwareKeys(random(32)).wrapPublic;
      const line = new Map<string, { readonly seq: number; readonly chain: Uint8Array }>();
      for (const [writer, seq] of Object.entries(await bad.vector())) line.set(writer, { seq, chain: await createDeviceStore(bad.store).chain(writer, seq) });
      const by = { state: { ...state, members: state.members.map((member) => ({ ...member, wrapPublic: nobody })) }, author: bad.session.deviceId, keys: openStoredKeys(bad.session.keys, crypto.subtle), epochKeys: bad.device.keyring.keys.byEpoch };
      const entry = await replaceRecoveryEntry(by, { recovery: recoveryKeys(random(16)), line, epochKey: random(32) }, random);
      if (!entry.ok) throw new Error(entry.error);
      const appended = await bad.transport.appendKeyring({ expectedHead: state.head, entry: entry.value, settled: false });
      if (appended.ok) break;
      if (attempt === 5) throw new Error(JSON.stringify(appended.error));
    }
    await page.goto(`${served.address}/devices`);
    await page.getByRole("heading", { name: "This device was left without a key" }).waitFor({ timeout: 30_000 });
    await page.getByText("The device another changed the list of devices").waitFor();
    Object.assign(wrong, await wrongInAnyLook(page, "locked-out"));
    const { text } = await exported(page, served.address, "locked-out.jsonl");
    expect([moment, ownerKnows].filter((one) => !text.includes(one))).toEqual([]);
  });

  test("[B193] these screens pass the accessibility rules and fit, light and dark, wide screen and phone; no page complained", () => {
    expect(wrong).toEqual({});
    expect(owner.complaints).toEqual([]);
  });
});
