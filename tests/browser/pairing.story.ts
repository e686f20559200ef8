/**
 * Adding a device by a link, in real browsers against the real server: two pair, a third comes too
 * late, one is removed; the words are asked for once. With KITH_SHOTS set to a folder, each screen is
 * kept there as a picture.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { wrongInAnyLook } from "./looks.ts";
import { openDevice, serve, until, startOnSample, type Device, type Served } from "./support.ts";

describe("pairing", () => {
  let served: Served;
  let first: Device;
  let second: Device;
  let third: Device;
  let words: readonly string[] = [];
  let link = "";
  const wrong: Record<string, readonly string[]> = {};

  const look = async (page: Page, name: string): Promise<void> => { Object.assign(wrong, await wrongInAnyLook(page, name)); };
  const codeOn = (page: Page): Promise<string | null> => page.getByRole("img", { name: /^Code:/u }).getAttribute("aria-label", { timeout: 15_000 });
  const beginAdding = async (): Promise<string> => {
    await first.page.getByRole("button", { name: "Add a device" }).click();
    return first.page.getByRole("textbox", { name: "Link" }).inputValue({ timeout: 10_000 });
  };
  const devicesOn = (page: Page): Promise<readonly string[]> => page.getByRole("list", { name: "Devices" }).getByRole("listitem").allInnerTexts();

  beforeAll(async () => {
    served = await serve();
    first = await openDevice();
    words = await startOnSample(first.page, served.address);
    [second, third] = await Promise.all([openDevice(), openDevice()]);
  });
  afterAll(async () => {
    for (const device of [first, second, third]) await device?.close();
    await served.stop();
  });

  test("[B100] two browsers pair by a link in under a minute, with the same code on both screens, and the data is there", async () => {
    await first.page.goto(`${served.address}/devices`);
    await until(async () => (await devicesOn(first.page)).some((line) => line.includes("Has everything")), 20_000);
    await look(first.page, "devices-one");
    const beganMs = performance.now();
    link = await beginAdding();
    await second.page.goto(link);
    await second.page.getByRole("textbox", { name: "This device’s name" }).fill("Second browser");
    await second.page.getByRole("button", { name: "Join" }).click();
    const [here, there] = [await codeOn(first.page), await codeOn(second.page)];
    expect(here).toMatch(/^Code: \d( \d){5}$/u);
    expect(there).toBe(here);
    await second.page.getByRole("button", { name: "This is my own other device" }).click();
    await first.page.getByRole("button", { name: "Add this device" }).click();
    await second.page.getByRole("heading", { name: /to reach out to/u }).waitFor({ timeout: 30_000 });
    const tookMs = performance.now() - beganMs;
    process.stdout.write(`paired, from "Add a device" to Today on the other browser: ${(tookMs / 1000).toFixed(1)} s\n`);
    expect(tookMs).toBeLessThan(60_000);
    await first.page.getByText("is one of your devices now").waitFor();
    await first.page.getByRole("button", { name: "Done" }).click();
    const people = async (page: Page): Promise<string> => page.getByRole("list", { name: "To reach out to" }).innerText();
    await first.page.goto(`${served.address}/today`);
    await until(async () => (await people(second.page)) === (await people(first.page)), 10_000);
  });

  test("[B101] the secret is gone from the address and from the way back", async () => {
    const { page } = second;
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe("/today");
    await page.goBack({ timeout: 3_000 }).catch(() => null);
    expect(page.url()).not.toContain("v1.");
    await page.goto(`${served.address}/today`);
  });

  test("[B102] a third browser that opens the same link is told that it was used; a browser that has a Kith says so and changes nothing", async () => {
    await third.page.goto(link);
    await third.page.getByRole("button", { name: "Join" }).click();
    await third.page.getByRole("heading", { name: "This link was used already" }).waitFor({ timeout: 10_000 });
    await look(third.page, "joining-used");
    await first.page.goto(link);
    await first.page.getByRole("heading", { name: "This browser already has a Kith" }).waitFor();
    await first.page.getByRole("button", { name: "Go to Today" }).click();
    await first.page.getByRole("heading", { name: /to reach out to/u }).waitFor();
  });

  test("[B103] a pasted link works as an opened one; “Not mine” refuses; Escape gives up; what isn't a link is said to be none", async () => {
    await third.page.goto(served.address);
    await third.page.getByRole("button", { name: "I already use Kith on another device" }).click();
    await look(third.page, "welcome-join");
    await third.page.getByRole("textbox", { name: "The link" }).fill("https://example.org/pair");
    await third.page.keyboard.press("Enter");
    await third.page.getByRole("heading", { name: "That is not a Kith link" }).waitFor();
    await third.page.getByRole("button", { name: "Back" }).click();
    await first.page.goto(`${served.address}/devices`);
    const next = await beginAdding();
    await look(first.page, "add-waiting");
    await third.page.getByRole("button", { name: "I already use Kith on another device" }).click();
    await third.page.getByRole("textbox", { name: "The link" }).fill(` ${next.slice(0, 40)} ${next.slice(40)} `);
    await third.page.keyboard.press("Enter");
    await third.page.getByRole("textbox", { name: "This device’s name" }).waitFor();
    await look(third.page, "joining-name");
    await third.page.keyboard.press("Enter");
    expect(await codeOn(third.page)).toBe(await codeOn(first.page));
    await Promise.all([look(first.page, "add-comparing"), look(third.page, "joining-comparing")]);
    await first.page.getByRole("button", { name: "Not mine" }).click();
    await first.page.getByRole("heading", { name: "Not added" }).waitFor();
    await third.page.getByRole("heading", { name: "The other device said no" }).waitFor({ timeout: 10_000 });
    await first.page.keyboard.press("Escape");
    await until(async () => first.page.evaluate<boolean>("document.activeElement?.textContent.includes('Add a device')"), 2_000);
    expect(await devicesOn(first.page)).toHaveLength(2);
  });

  test("[B104] each device is listed with how it came, whether it has everything, and which one this is", async () => {
    const lines = async (page: Page): Promise<string> => (await devicesOn(page)).join("\n");
    await until(async () => /Second browser[^]*Has everything · seen just now[^]*Added on Chrome on Linux/u.test(await lines(first.page)), 10_000);
    await look(first.page, "devices-two");
    await second.page.goto(`${served.address}/devices`);
    await until(async () => /Second browser\s*This device/u.test(await lines(second.page)), 10_000);
  });

  test("[B105] a day later three words are asked for, once; a wrong one is told kindly, the right ones end it", async () => {
    const { page } = first;
    // A day passes: what the worker kept says from when on it may ask.
    await page.evaluate(`new Promise((done, failed) => {
      const request = indexedDB.open("kith");
      request.onerror = failed;
      request.onsuccess = () => {
        const store = request.result.transaction("state", "readwrite").objectStore("state");
        store.get("words").onsuccess = ({ target }) => { store.put({ ...target.result, fromMs: 0 }, "words").onsuccess = () => { request.result.close(); done(); }; };
      };
    })`);
    await page.goto(`${served.address}/today`);
    await page.getByRole("link", { name: "Check three of them" }).click();
    await page.getByRole("button", { name: "Check my words" }).click();
    const fields = page.getByRole("dialog").getByRole("textbox");
    const labels = await page.getByRole("dialog").locator("label").allInnerTexts();
    const right = labels.map((label) => words[Number(label.replaceAll(/\D/gu, "")) - 1] ?? "");
    await look(page, "words-check");
    for (const [index, word] of right.toReversed().entries()) await fields.nth(index).fill(word);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("isn’t what Kith showed").waitFor();
    await look(page, "words-wrong");
    for (const [index, word] of right.entries()) await fields.nth(index).fill(word.toUpperCase());
    await page.keyboard.press("Enter");
    await page.getByText("Kith won’t ask again").waitFor();
    await page.getByText(/You had them on/u).waitFor();
    await page.goto(`${served.address}/today`);
    await page.getByRole("heading", { name: /to reach out to/u }).waitFor();
    expect(await page.getByRole("link", { name: "Check three of them" }).count()).toBe(0);
  });

  test("[B106] a removed browser is told within a second, keeps what it has, and the other goes on", async () => {
    await first.page.goto(`${served.address}/devices`);
    await second.page.goto(`${served.address}/devices`);
    await second.page.getByRole("list", { name: "Devices" }).waitFor();
    await first.page.getByRole("button", { name: /^Remove…/u }).click();
    await look(first.page, "remove");
    await first.page.getByRole("button", { name: "Remove this device" }).click();
    await first.page.getByText("can read nothing from now on").waitFor({ timeout: 15_000 });
    const toldMs = await until(async () => (await second.page.getByText(/was removed from your devices/u).count()) > 0, 10_000);
    process.stdout.write(`removed browser told after ${Math.round(toldMs)} ms\n`);
    expect(toldMs).toBeLessThan(1_000);
    await look(second.page, "removed");
    expect(await second.page.getByRole("button", { name: /Add a device|Remove…|New recovery words/u }).count()).toBe(0);
    await until(async () => (await devicesOn(first.page)).length === 1, 5_000);
    await until(async () => (await devicesOn(first.page))[0]?.includes("Has everything") ?? false, 10_000);
    await second.page.goto(`${served.address}/people`);
    await second.page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor();
  });

  test("[B107] new words open an empty browser, the old ones don't", async () => {
    const { page } = first;
    await page.goto(`${served.address}/devices`);
    await page.getByRole("button", { name: "New recovery words…" }).click();
    await look(page, "words-new");
    await page.getByRole("button", { name: "Make new words" }).click();
    const list = page.getByRole("dialog").getByRole("list", { name: "Recovery words" });
    await list.waitFor({ timeout: 30_000 });
    const fresh = (await list.getByRole("listitem").allInnerTexts()).map((word) => word.replaceAll(/[^a-z]/gu, ""));
    await look(page, "words-shown");
    await page.keyboard.press("Escape");
    await list.waitFor();
    await page.getByRole("checkbox", { name: /written them down/u }).check();
    await page.getByRole("button", { name: "Done" }).click();
    const joinBy = async (typed: readonly string[]): Promise<void> => {
      await third.page.goto(served.address);
      await third.page.getByRole("button", { name: "I already use Kith on another device" }).click();
      await third.page.getByRole("textbox", { name: "Your 24 words" }).fill(typed.join(" "));
      await third.page.getByRole("button", { name: "Open my Kith" }).click();
    };
    await joinBy(words);
    await third.page.getByRole("alert").filter({ hasText: /\w/u }).waitFor({ timeout: 10_000 });
    await joinBy(fresh);
    await third.page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 30_000 });
  });

  test("[B108] the new screens pass the accessibility rules and fit, light and dark, wide screen and phone; no page complained", () => {
    expect(wrong).toEqual({});
    expect([...first.complaints, ...second.complaints, ...third.complaints]).toEqual([]);
  });
});
