/**
 * What the owner keeps, takes along and forgets: notebooks written on two devices, a person forgotten
 * everywhere and for good, exports out and in, a browser killed in mid-forgetting, a snapshot that broke.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeArchive } from "@kith/core/testing";
import { beginWithExport, damageLastButOne, erasedOf, exported, folder, forget, isGone, kill, listOf, log, notebook, openPerson, peopleIn, reads, readyToForget, saved, timeline, timelineOf, write, type Somebody } from "./keeping-hands.ts";
import { createVault, filesBelow, joined, openDevice, serve, until, startOnSample, type Device, type Served } from "./support.ts";

const passphrase = "four herons on the weir";

describe("keeping and forgetting", () => {
  let served: Served;
  let first: Device;
  let second: Device;
  /** Somebody met in a group; somebody of that group; somebody with nothing in common with them; two more like the first. */
  let [target, companion, stranger, late, crashing]: Somebody[] = [];
  const planted = ["saffron lighthouse 7431", "brass sextant 9920"] as const;

  const cast = (): { readonly target: Somebody; readonly companion: Somebody; readonly stranger: Somebody; readonly late: Somebody; readonly crashing: Somebody } => {
    if (!target || !companion || !stranger || !late || !crashing) throw new Error("the sample has people in groups");
    return { target, companion, stranger, late, crashing };
  };

  beforeAll(async () => {
    served = await serve();
    first = await openDevice();
    const { page } = first;
    const words = await startOnSample(page, served.address);
    const people = peopleIn((await exported(page, served.address)).text);
    target = people.find(({ withOthers }) => people.some(({ id }) => withOthers.has(id)));
    companion = people.find(({ id }) => target?.withOthers.has(id));
    [stranger, late, crashing] = people.filter(({ id, withOthers }) => id !== target?.id && id !== companion?.id && withOthers.size > 0 && !target?.withOthers.has(id));
    await page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 30_000 });
    second = await joined(served.address, words);
  });
  afterAll(async () => {
    await second?.close();
    await first.close();
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("[B80] two devices write in one notebook without network; back online both show both texts", async () => {
    const { stranger: person } = cast();
    for (const { page } of [first, second]) await openPerson(page, served.address, person);
    await write(first.page, "Met at the harbour.", "Control+End");
    await until(reads(second.page, "Met at the harbour."), 20_000);
    for (const { context } of [first, second]) await context.setOffline(true);
    await write(first.page, " Two children.", "Control+End");
    await write(second.page, "Writes a book. ", "Control+Home");
    for (const { context } of [first, second]) await context.setOffline(false);
    for (const { page } of [first, second]) await until(reads(page, "Writes a book.", "Met at the harbour.", "Two children."), 90_000);
    expect(await notebook(first.page).inputValue()).toBe(await notebook(second.page).inputValue());
  });

  test("[B86] what another device writes comes in beside what is being typed, and nothing typed is lost on leaving", async () => {
    for (const { page } of [first, second]) await page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 90_000 });
    await notebook(first.page).focus();
    await first.page.keyboard.press("Control+End");
    const typing = async (): Promise<void> => {
      for (let word = 0; word < 40; word += 1) {
        await first.page.keyboard.type(` w${word}`);
        await new Promise((wait) => { setTimeout(wait, 100); });
      }
    };
    await Promise.all([typing(), write(second.page, "Sails. ", "Control+Home")]);
    const typed = Array.from({ length: 40 }, (_, word) => ` w${word}`).join("");
    for (const { page } of [first, second]) await until(reads(page, "Sails. ", `Two children.${typed}`), 30_000);
    // Leaving at once saves first.
    await first.page.keyboard.type(" last word");
    await first.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" }).click();
    await until(reads(second.page, "w39 last word"), 20_000);
  });

  test("[B81] a person forgotten on one device is gone from both, from the server and from every export; the others keep all that is theirs", async () => {
    const { target: person, companion: other, stranger: far } = cast();
    await openPerson(first.page, served.address, person);
    await log(first.page, planted[0]);
    await write(first.page, planted[1], "Control+End");
    await openPerson(second.page, served.address, person);
    await until(reads(second.page, planted[1]), 20_000);
    await timeline(second.page).getByText(planted[0]).waitFor();
    const before = await timelineOf(first.page, served.address, far);
    const momentsBefore = await timelineOf(first.page, served.address, other).then(() => timeline(first.page).getByRole("listitem").count());
    await forget(first.page, served.address, person);
    const tookMs = await until(isGone(second.page), 15_000);
    process.stdout.write(`forgotten on the other device after ${Math.round(tookMs)} ms\n`);

    for (const { page } of [first, second]) {
      expect(await timelineOf(page, served.address, far)).toBe(before);
      await openPerson(page, served.address, other);
      expect(await timeline(page).getByRole("listitem").count()).toBe(momentsBefore);
    }
    await until(async () => JSON.stringify(await erasedOf(first.page)) === JSON.stringify(await erasedOf(second.page)), 30_000);
    const erased = await erasedOf(second.page);
    expect(erased.length).toBeGreaterThan(1);
    expect(erased.every(({ bytes, hash }) => bytes === 0 && hash?.length === 64)).toBe(true);
    for (const { page } of [first, second]) {
      const { text } = await exported(page, served.address);
      expect(text).toContain(other.name);
      for (const gone of [person.name, ...planted]) expect(text.includes(gone), `an export holds "${gone}"`).toBe(false);
    }
    for (const gone of [person.name, ...planted]) expect(filesBelow(served.stateFolder).some((bytes) => bytes.includes(gone))).toBe(false);
  });

  test("[B82] what another device wrote about them while it was offline doesn't bring them back", async () => {
    const { late: person } = cast();
    await openPerson(second.page, served.address, person);
    await second.context.setOffline(true);
    await log(second.page, "pelican come late 5512");
    await write(second.page, "walrus come late 5513", "Control+End");
    await forget(first.page, served.address, person);
    await first.page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 30_000 });
    await second.context.setOffline(false);
    await until(isGone(second.page), 90_000);
    await first.page.goto(`${served.address}/people/${person.id}`);
    await until(isGone(first.page), 10_000);
    for (const { page } of [first, second]) {
      await until(async () => {
        const { text } = await exported(page, served.address);
        return [person.name, "pelican", "walrus"].every((gone) => !text.includes(gone));
      }, 60_000);
    }
    await until(async () => JSON.stringify(await erasedOf(first.page)) === JSON.stringify(await erasedOf(second.page)), 30_000);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  test("[B83] an export brought into a fresh vault gives the same people, timelines and notebooks, readable or under a passphrase", async () => {
    const { stranger: person } = cast();
    const [list, past] = [await listOf(first.page, served.address), await timelineOf(first.page, served.address, person)];
    const written = await notebook(first.page).inputValue();
    const plain = await exported(first.page, served.address);
    await first.page.getByRole("button", { name: "Save under a passphrase…" }).click();
    await first.page.getByRole("textbox", { name: "Passphrase" }).fill(passphrase);
    await first.page.getByRole("textbox", { name: "The same again" }).fill(passphrase);
    const sealed = await saved(first.page, () => first.page.keyboard.press("Enter"), "export.kithx");
    expect([sealed.text.includes(person.name), plain.text.includes(person.name)]).toEqual([false, true]);
    for (const path of [plain.path, sealed.path]) {
      const fresh = await openDevice();
      const { page } = fresh;
      await beginWithExport(page, served.address);
      await page.locator("input[type=file]").setInputFiles(path);
      if (path === sealed.path) {
        const field = page.getByRole("textbox", { name: /^Passphrase of/u });
        await field.fill("three herons on the weir");
        await page.keyboard.press("Enter");
        await page.getByText(/doesn't open the file/u).waitFor({ timeout: 30_000 });
        await field.fill(passphrase);
        await page.keyboard.press("Enter");
      }
      await page.getByRole("heading", { name: "Brought in" }).waitFor({ timeout: 60_000 });
      await page.getByRole("link", { name: "See your people" }).click();
      await page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor();
      expect(await listOf(page, served.address)).toBe(list);
      expect(await timelineOf(page, served.address, person)).toBe(past);
      expect(await notebook(page).inputValue()).toBe(written);
      expect(fresh.complaints).toEqual([]);
      await fresh.close();
    }
  });

  test("[B87] forgetting and taking along go by keyboard alone; Escape leaves everything as it was", async () => {
    const { stranger: person } = cast();
    const { page } = first;
    await openPerson(page, served.address, person);
    const opener = page.getByLabel(`More about ${person.name}`);
    const dialog = page.getByRole("dialog", { name: `Forget ${person.name} for good?` });
    await opener.focus();
    await page.keyboard.press("Enter");
    const forgetting = page.locator("kith-menu button:focus").filter({ hasText: "Forget for good" });
    for (let step = 0; step < 10 && (await forgetting.count()) === 0; step += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog.getByText("No way back").waitFor();
    await page.keyboard.press("Enter");
    for (let step = 0; step < 3; step += 1) if ((await dialog.locator("input:focus").count()) === 0) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await dialog.getByRole("button", { name: "Forget for good" }).isEnabled()).toBe(true);
    await page.keyboard.press("Escape");
    await until(async () => (await page.locator("summary:focus").count()) === 1, 5_000);
    expect(await page.getByRole("heading", { level: 1, name: person.name }).count()).toBe(1);
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.getByRole("heading", { level: 1, name: "Your data" }).waitFor();
    await until(async () => (await page.locator("h1:focus").count()) === 1, 5_000);
    await page.keyboard.press("Tab");
    const { text } = await saved(page, () => page.keyboard.press("Enter"), "keys.jsonl");
    expect(text).toContain(person.name);
    await page.getByRole("status").getByText(/^Saved as kith-/u).waitFor();
  });

  test("[B88] a damaged record is told once, with what to do, and comes back from the server", async () => {
    const { page, context } = second;
    await page.goto(`${served.address}/today`);
    await page.getByText(/On the server|On all your devices/u).first().waitFor({ timeout: 30_000 });
    await context.setOffline(true);
    await page.evaluate(`new Promise((resolve) => {
      indexedDB.open("kith").onsuccess = ({ target: { result } }) => {
        const change = result.transaction(["records", "state"], "readwrite");
        change.objectStore("state").delete("snapshot");
        const records = change.objectStore("records");
        records.getAll().onsuccess = ({ target }) => {
          const record = target.result.find(({ body }) => body.length > 0);
          record.body[record.body.length >> 1] ^= 1;
          records.put(record);
        };
        change.oncomplete = () => { result.close(); resolve(); };
      };
    })`);
    await page.reload();
    const banner = page.getByText("1 record on this device is damaged. The others are intact.");
    await banner.waitFor({ timeout: 30_000 });
    await page.getByRole("link", { name: "What to do" }).click();
    await page.getByText(/bring in an export/u).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.reload();
    await page.getByText("1 record on this device is damaged", { exact: true }).waitFor({ timeout: 30_000 });
    expect(await banner.count()).toBe(0);
    await context.setOffline(false);
    await page.getByText("Every record here can be read").waitFor({ timeout: 90_000 });
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  test("[B89] what was damaged before it was ever pushed goes nowhere: what was written after it arrives, and no other device holds a damaged record", async () => {
    const { stranger: person } = cast();
    const { page, context } = second;
    for (const device of [first, second]) await openPerson(device.page, served.address, person);
    await context.setOffline(true);
    await log(page, "planted gull one");
    await log(page, "planted gull two");
    await damageLastButOne(page);
    await context.setOffline(false);
    await timeline(first.page).getByText("planted gull two").waitFor({ timeout: 90_000 });
    expect(await timeline(first.page).getByText("planted gull one").count()).toBe(0);
    await first.page.goto(`${served.address}/data`);
    await first.page.getByText("Every record here can be read").waitFor({ timeout: 30_000 });
    await page.goto(`${served.address}/data`);
    await page.getByText("1 record on this device is damaged", { exact: true }).waitFor({ timeout: 30_000 });
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  test("[B84] a browser killed in the middle of forgetting has forgotten everything or nothing", async () => {
    let device = await openDevice();
    await startOnSample(device.page, served.address);
    const people = peopleIn((await exported(device.page, served.address)).text).filter(({ withOthers }) => withOthers.size > 0);
    let gone = 0;
    for (const [round, delayMs] of [100, 600].entries()) {
      const person = people[round];
      if (!person) throw new Error("the sample has people in groups");
      await openPerson(device.page, served.address, person);
      await log(device.page, `planted otter ${round}`);
      await write(device.page, `planted badger ${round}`, "Control+End");
      const before = await timeline(device.page).ariaSnapshot();
      await readyToForget(device.page, person);
      await device.page.evaluate("document.querySelector('dialog[open] [type=submit]').click()");
      await new Promise((wait) => { setTimeout(wait, delayMs * (0.5 + Math.random())); });
      kill(device.profile);
      await device.context.close().catch(() => undefined);
      device = await openDevice({ profile: device.profile });
      const { page } = device;
      await page.goto(`${served.address}/people/${person.id}`);
      await page.getByRole("heading", { level: 1, name: new RegExp(`Nobody here|${person.name}`, "u") }).waitFor({ timeout: 30_000 });
      const isForgotten = await isGone(page)();
      gone += isForgotten ? 1 : 0;
      if (!isForgotten) {
        await timeline(page).waitFor();
        expect([await timeline(page).ariaSnapshot(), await notebook(page).inputValue()]).toEqual([before, `planted badger ${round}`]);
      }
      const { text } = await exported(page, served.address);
      for (const one of [person.name, `planted otter ${round}`, `planted badger ${round}`]) expect(text.includes(one), `${one}, forgotten: ${isForgotten}`).toBe(!isForgotten);
      expect(device.complaints).toEqual([]);
    }
    process.stdout.write(`killed twice in mid-forgetting: ${gone} wholly gone, ${2 - gone} wholly there\n`);
    await device.close();
  });

  test("[B85] a start goes on from the snapshot, and from the records where a byte of it is wrong", async () => {
    const device = await openDevice();
    const { page } = device;
    const asOfMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
    const archive = join(folder, "archive.zip");
    writeFileSync(archive, makeArchive({ seed: 12, connections: 3_000, messages: 6_000, asOfMs }).zip);
    await createVault(page, served.address);
    await page.getByRole("link", { name: "Import your LinkedIn archive" }).click();
    await page.locator("input[type=file]").setInputFiles(archive);
    await page.getByRole("table", { name: /What was read/u }).waitFor({ timeout: 60_000 });
    const snapshot = (change: string): Promise<boolean> => page.evaluate<boolean>(`new Promise((resolve) => {
      indexedDB.open("kith").onsuccess = ({ target: { result } }) => {
        const state = result.transaction("state", "readwrite").objectStore("state");
        state.get("snapshot").onsuccess = ({ target: { result: stored } }) => {
          if (stored) { ${change} }
          state.transaction.oncomplete = () => { result.close(); resolve(stored !== undefined); };
        };
      };
    })`);
    await until(() => snapshot(""), 60_000);
    const list = await listOf(page, served.address);
    expect(await snapshot("stored.sealed[stored.sealed.length >> 1] ^= 1; state.put(stored, 'snapshot');")).toBe(true);
    expect(await listOf(page, served.address)).toBe(list);
    expect(device.complaints).toEqual([]);
    await device.close();
  });
});
