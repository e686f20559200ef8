/** What Kith makes of the owner's word, in a real browser: introductions asked for and given, balance, the size of a day. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { note, onSample, openPerson, pick, undo, type OnSample } from "./sample.ts";
import { until } from "./support.ts";
import { looks, wide, wrongWith } from "./looks.ts";

const isoDay = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("insights", () => {
  let sample: OnSample;
  let page: Page;
  let address: string;
  let organisation = "";

  beforeAll(async () => {
    sample = await onSample();
    ({ page, address } = sample);
    await openPerson(page, address, 0);
    organisation = (await page.locator(".person-names .muted").first().innerText()).split(" at ").at(-1) ?? "";
    await note(page, "skill", "pottery");
    await note(page, "field", "robotics");
    await openPerson(page, address, 1);
    await note(page, "need", "a flat in Oslo");
    await note(page, "field", "robotics");
    await openPerson(page, address, 4);
    await note(page, "offer", "a flat in Oslo");
    await page.goto(`${address}/goals`);
    await page.getByRole("button", { name: "Set a goal" }).click();
    await page.getByLabel("What do you want to reach?").fill("Start a studio");
    await pick(page, /whom you seek/u, `Ana Silvestre at ${organisation}`);
    await page.getByRole("dialog").getByRole("button", { name: "Set the goal" }).click();
    await page.getByRole("region", { name: "Start a studio" }).waitFor();
  });
  afterAll(async () => {
    await sample.close();
  });

  test("[B126] an introduction is asked for on its path and goes its way until they met, with notes", async () => {
    await page.goto(`${address}/goals`);
    await page.getByRole("region", { name: "Start a studio" }).locator(".goal-list", { hasText: "Who could introduce you" }).getByRole("link").first().click();
    await page.getByRole("button", { name: /^I asked/u }).first().click();
    await page.locator(".toast").getByText(/It stands under way now/u).waitFor();
    await page.getByRole("link", { name: "Under way" }).click();
    const introduction = page.getByRole("region", { name: /introduces you to Ana Silvestre/u });
    await introduction.getByText("Asked", { exact: true }).waitFor();
    await introduction.getByLabel("A note to the next step").fill("over lunch");
    await introduction.getByRole("button", { name: "They agreed" }).click();
    await introduction.getByText("over lunch").waitFor();
    await introduction.getByRole("button", { name: "Introduced" }).click();
    await introduction.getByRole("button", { name: "We met" }).click();
    await page.getByRole("heading", { level: 2, name: "Over" }).waitFor();
    await undo(page);
    await introduction.getByRole("button", { name: "We met" }).waitFor();
  });

  test("[B127] two who should meet come with a message to each; introduced, or known to each other, they leave the list", async () => {
    await page.goto(`${address}/introductions/to-give`);
    const pairs = page.locator(".pair");
    await pairs.first().waitFor();
    const flat = pairs.filter({ hasText: "a flat in Oslo" });
    await flat.getByRole("button", { name: "Ask them both" }).click();
    const drafts = flat.getByRole("textbox");
    expect(await drafts.count()).toBe(2);
    const [first, second] = [await drafts.first().inputValue(), await drafts.last().inputValue()];
    expect([first.includes("only connect you if you both"), first === second]).toEqual([true, false]);
    await drafts.first().fill("My own words");
    await flat.getByRole("button", { name: /^I introduced them/u }).click();
    await until(async () => (await flat.count()) === 0, 5_000);
    await undo(page);
    expect(await drafts.first().inputValue()).toBe("My own words");
    const robotics = pairs.filter({ hasText: "robotics" });
    await robotics.getByRole("button", { name: /^They know each other/u }).click();
    await until(async () => (await robotics.count()) === 0, 5_000);
    await undo(page);
    await robotics.waitFor();
  });

  test("[B128] balance says what is known in bars and what isn't in words", async () => {
    await page.goto(`${address}/balance`);
    const bars = page.getByRole("list", { name: "Organisations" }).getByRole("listitem");
    await bars.first().waitFor();
    expect(await bars.count()).toBeLessThanOrEqual(9);
    await page.getByRole("list", { name: "Fields" }).getByText("robotics").waitFor();
    await page.getByText(/^Not known of \d+ people\. A field on their page would tell\.$/u).waitFor();
    await page.getByText("What is this?").click();
    await page.getByText("Ronald Burt, Structural Holes, 1992").waitFor();
  });

  test("[B129] the number per day changes Today, and goes back; done keeps the promise that was due", async () => {
    await openPerson(page, address, 2);
    const person = page.url();
    await page.getByRole("button", { name: "Promise", exact: true }).click();
    await page.getByLabel("What was promised").fill("Send the deck");
    await page.getByLabel("Due, if there is a day").fill(isoDay(-20));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("Send the deck").first().waitFor();
    await page.goto(`${address}/today`);
    const rows = page.getByRole("list", { name: "To reach out to" }).getByRole("listitem");
    await rows.first().waitFor();
    const before = await rows.count();
    await page.locator(".capacity summary").click();
    await page.getByRole("button", { name: "3 a day" }).click();
    await until(async () => (await rows.count()) === 3, 5_000);
    await undo(page);
    await until(async () => (await rows.count()) === before, 5_000);
    await page.locator(".capacity summary").click();
    await page.getByRole("button", { name: "15 a day" }).click();
    const row = rows.filter({ hasText: "Send the deck" });
    await row.hover();
    await row.getByRole("button", { name: /^Done/u }).click();
    await page.locator(".toast").getByText("Kept: Send the deck").waitFor();
    // By their address: a kept promise is a contact, and contacts change the order of the list.
    await page.goto(person);
    await page.getByText("1 settled promise").waitFor();
  });

  test("[B130] an organisation that only looks like the one asked for is offered, and used after the owner's word", async () => {
    const wrong = `${organisation.slice(0, -2)}${organisation.slice(-1)}${organisation.slice(-2, -1)}`;
    await page.goto(`${address}/introductions?to=${encodeURIComponent(wrong)}`);
    const asked = page.getByRole("region", { name: "Did you mean …?" });
    await asked.getByRole("link", { name: organisation }).waitFor();
    expect(await page.locator(".path").count()).toBe(0);
    await asked.getByRole("button", { name: /^Same organisation/u }).click();
    await page.locator(".path").first().waitFor();
    await undo(page);
    await asked.waitFor();
  });

  test("[B194] what is typed or followed under Introductions stands in no address; Back and a reload lead to it all the same", async () => {
    const addresses: string[] = [];
    page.on("framenavigated", (frame) => { addresses.push(decodeURIComponent(frame.url())); });
    await page.goto(`${address}/introductions`);
    const search = page.getByRole("combobox", { name: "Who can introduce you to" });
    for (const [text, shown] of [["linkedin.com/in/zenobia-quux", ".empty"], [organisation, ".path"]] as const) {
      await search.fill(text);
      await search.press("Escape");
      await search.press("Enter");
      await page.locator(shown).first().waitFor();
    }
    await page.goBack();
    await until(async () => (await search.inputValue()).includes("zenobia-quux"), 5_000);
    await page.reload();
    await until(async () => (await search.inputValue()).includes("zenobia-quux"), 5_000);
    await page.goForward();
    await until(async () => (await search.inputValue()) === organisation, 5_000);
    await page.evaluate(`(() => { const link = document.createElement("a"); link.href = "/introductions?to=Xanthippe%20Quux"; document.querySelector("main").append(link); link.click(); })()`);
    await until(async () => (await search.inputValue()) === "Xanthippe Quux", 5_000);
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((one) => /quux/iu.test(one) || one.includes(organisation))).toEqual([]);
  });

  test.each(looks)("[B131] the pages of facts and insights, filled, pass the accessibility rules and fit: $scheme, $size", async (look) => {
    await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: "reduce" });
    await page.setViewportSize(wide);
    await openPerson(page, address, 2);
    const person = new URL(page.url()).pathname.slice(1);
    await page.setViewportSize(look.viewport);
    const found: Record<string, readonly string[]> = {};
    for (const path of [person, "circles", "goals", "balance", "today", "introductions/under-way", "introductions/to-give"]) {
      await page.goto(`${address}/${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      await page.waitForLoadState("networkidle");
      const name = path === person ? "person" : path.replace("/", "-");
      const wrong = await wrongWith(page, `filled-${name}`, look);
      if (wrong.length > 0) found[name] = wrong;
    }
    await page.goto(`${address}/goals`);
    await page.getByLabel("More about Start a studio").click();
    await page.getByRole("button", { name: "Change…" }).click();
    await page.getByRole("dialog").waitFor();
    const wrong = await wrongWith(page, "filled-goal-dialog", look);
    if (wrong.length > 0) found["goal-dialog"] = wrong;
    expect(found).toEqual({});
  });
});
