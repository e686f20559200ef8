/** What the owner tells of their people, in a real browser: circles, traits, promises, ties, goals; and the way back from each. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { note, onSample, openPerson, pick, undo, type OnSample } from "./sample.ts";
import { until } from "./support.ts";

const isoDay = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("facts", () => {
  let sample: OnSample;
  let page: Page;
  let address: string;

  beforeAll(async () => {
    sample = await onSample();
    ({ page, address } = sample);
  });
  afterAll(async () => {
    await sample.close();
  });

  test("[B120] a circle is made with one press, renamed, given a rhythm, filled and dissolved; a refusal is told in its dialog; every step goes back", async () => {
    const name = await openPerson(page, address, 3);
    await page.goto(`${address}/circles`);
    await page.getByRole("button", { name: "Mentors" }).click();
    await page.getByRole("heading", { level: 2, name: "Mentors" }).waitFor();
    await page.getByLabel("More about Mentors").click();
    await page.getByRole("button", { name: "Change name or rhythm…" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the circle" });
    await dialog.getByLabel("Name").fill("Teachers");
    await dialog.getByLabel("To see each of them every … days").fill("0");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").getByText("A rhythm is a whole number of days").waitFor();
    await dialog.getByRole("button", { name: "Month" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("every 30 days · nobody yet").waitFor();
    await pick(page, "Add somebody to Teachers", name);
    const members = page.getByRole("list", { name: "People in Teachers" }).getByRole("listitem");
    await members.getByText(name).waitFor();
    expect(await members.getByText(/Last in touch .* · (?:due|\d+ .* over)/u).count()).toBe(1);
    await members.getByRole("button", { name: `Take ${name} out of Teachers` }).click();
    await page.getByText("nobody yet").waitFor();
    await undo(page);
    await members.getByText(name).waitFor();
    await page.getByLabel("More about Teachers").click();
    await page.getByRole("button", { name: "Dissolve" }).click();
    await page.getByRole("heading", { level: 2, name: "Whom do you mean to see?" }).waitFor();
    await undo(page);
    await members.getByText(name).waitFor();
  });

  test("[B121] on a person's page traits, promises, ties, circles and what came of it are told, kept over a reload, and taken back", async () => {
    const other = await openPerson(page, address, 8);
    await openPerson(page, address, 1);
    await note(page, "interest", "climbing");
    await note(page, "need", "a flat in Oslo");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("alert").getByText("There is nothing to note.").waitFor();
    await page.getByRole("button", { name: "Circle", exact: true }).click();
    await page.getByLabel(/a new circle/iu).fill("Climbers");
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("button", { name: "Remove Climbers" }).waitFor();
    await page.getByRole("button", { name: "Promise", exact: true }).click();
    await page.getByLabel("What was promised").fill("Send the Lisbon list");
    await page.getByLabel("Due, if there is a day").fill(isoDay(-3));
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("3 days overdue").waitFor();
    await page.getByRole("button", { name: "Whom they know" }).click();
    await pick(page, /^Whom .* knows$/u, other);
    const tie = page.getByRole("region", { name: "Who they know" }).getByRole("listitem").filter({ hasText: other });
    await tie.getByText("you said so").waitFor();
    await page.getByRole("button", { name: "What came of it" }).click();
    await page.getByLabel("What was it?").fill("A talk in Berlin");
    await page.getByRole("radio", { name: "Won" }).check();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.reload();
    for (const words of ["Won · Opportunity", "3 days overdue", "you said so"]) await page.getByText(words).first().waitFor();
    await page.getByRole("button", { name: /^Kept ?: Send the Lisbon list/u }).click();
    await page.getByText("1 settled promise").waitFor();
    await undo(page);
    await page.getByText("3 days overdue").waitFor();
    await tie.hover();
    await tie.getByRole("button", { name: /^Take back/u }).click();
    await until(async () => (await tie.getByText("you said so").count()) === 0, 5_000);
    await page.getByRole("button", { name: "Remove climbing" }).click();
    await until(async () => (await page.getByRole("button", { name: "Remove climbing" }).count()) === 0, 5_000);
    await undo(page);
    await page.getByRole("button", { name: "Remove climbing" }).waitFor();
    await page.getByRole("button", { name: "Remove Climbers" }).click();
    await until(async () => (await page.getByRole("button", { name: "Remove Climbers" }).count()) === 0, 5_000);
  });

  test("[B122] a person is protected, hidden and corrected, and each is taken back", async () => {
    const name = await openPerson(page, address, 5);
    for (const [press, marks] of [["Protect from review", "Protected from review"], ["Hide from suggestions", "Hidden from suggestions"]] as const) {
      await page.getByLabel(`More about ${name}`).click();
      await page.getByRole("button", { name: press }).click();
      await page.locator(".marks").getByText(marks).waitFor();
      await undo(page);
      await until(async () => (await page.locator(".marks").count()) === 0, 5_000);
    }
    await page.getByLabel(`More about ${name}`).click();
    await page.getByRole("button", { name: "Correct details…" }).click();
    const dialog = page.getByRole("dialog", { name: "Correct the details" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").getByText("Nothing was changed.").waitFor();
    await dialog.getByLabel("Name").fill("Renamed Person");
    await dialog.getByLabel("Organisation").fill("Rivet");
    await dialog.getByLabel("E-mail").fill("someone@example.org");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: "Renamed Person" }).waitFor();
    await page.locator(".person-names").getByText(/at Rivet$/u).waitFor();
    await undo(page);
    await page.getByRole("heading", { level: 1, name }).waitFor();
  });

  test("[B123] a goal names somebody sought, who comes and goes with it, and shows who could introduce them", async () => {
    await openPerson(page, address, 0);
    const organisation = (await page.locator(".person-names .muted").first().innerText()).split(" at ").at(-1) ?? "";
    await note(page, "field", "robotics");
    await page.goto(`${address}/goals`);
    await page.getByRole("button", { name: "Set a goal" }).click();
    const dialog = page.getByRole("dialog", { name: "A new goal" });
    await dialog.getByRole("button", { name: "Set the goal" }).click();
    await dialog.getByRole("alert").getByText("Give it a name.").waitFor();
    await dialog.getByLabel("What do you want to reach?").fill("Start a studio");
    await pick(page, /whom you seek/u, `Ana Silvestre at ${organisation}`);
    await dialog.getByText(`Ana Silvestre at ${organisation}`).waitFor();
    await dialog.getByLabel("Fields").fill("robotics");
    await dialog.getByLabel("Fields").press("Enter");
    await dialog.getByLabel("Until (if there is a day)").fill(isoDay(60));
    await dialog.getByRole("button", { name: "Set the goal" }).click();
    const goal = page.getByRole("region", { name: "Start a studio" });
    await goal.getByText("Works in “robotics”").waitFor();
    await goal.getByText("Ana Silvestre").first().waitFor();
    const introducer = goal.locator(".goal-list", { hasText: "Who could introduce you" }).getByRole("link").first();
    expect(await introducer.getAttribute("href")).toMatch(/^\/introductions\?to=/u);
    await undo(page);
    await page.getByRole("heading", { level: 2, name: "What are you after?" }).waitFor();
    await page.goto(`${address}/introductions?to=${encodeURIComponent("Ana Silvestre")}`);
    await page.getByText("No evidence of a path").waitFor();
  });

  test("[B124] while another day is looked at nothing of this can be changed", async () => {
    await openPerson(page, address, 1);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("go back to a day");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "A month ago" }).click();
    await page.getByRole("button", { name: /Back to today/u }).waitFor();
    await until(async () => (await page.getByRole("button", { name: "Tag, interest, skill" }).count()) === 0, 5_000);
    for (const path of ["circles", "goals", "introductions/under-way", "introductions/to-give", "balance", "today"]) {
      await page.evaluate(`navigation.navigate(${JSON.stringify(`/${path}`)})`);
      await until(async () => page.url().endsWith(path), 5_000);
      await page.getByRole("main").getByRole("heading", { level: 1 }).first().waitFor();
      const left = await page.getByRole("main").getByRole("button").allInnerTexts();
      expect([path, left.filter((words) => !/Back to today/u.test(words))]).toEqual([path, []]);
      expect(await page.getByRole("main").getByRole("textbox").count()).toBe(0);
    }
    await page.keyboard.press("Escape");
    await until(async () => (await page.getByRole("button", { name: /Back to today/u }).count()) === 0, 5_000);
  });

  test("[B125] a circle, somebody in it and a goal go by keyboard alone, and every page by its key", async () => {
    const { keyboard } = page;
    const name = await openPerson(page, address, 7);
    await page.goto(`${address}/today`);
    await page.getByRole("heading", { name: /to reach out to/u }).waitFor();
    await keyboard.press("g");
    await keyboard.press("c");
    await page.getByRole("heading", { level: 1, name: "Circles" }).waitFor();
    await keyboard.press("n");
    await page.getByRole("dialog", { name: "A new circle" }).waitFor();
    await keyboard.type("Quartet");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Quartet" }).waitFor();
    await page.getByRole("combobox", { name: "Add somebody to Quartet" }).focus();
    await keyboard.type(name);
    await page.getByRole("listbox", { name: "Suggestions" }).getByRole("option").first().waitFor();
    await keyboard.press("Enter");
    await page.getByRole("list", { name: "People in Quartet" }).getByText(name).waitFor();
    await page.getByRole("heading", { level: 1 }).focus();
    await keyboard.press("g");
    await keyboard.press("g");
    await page.getByRole("heading", { level: 1, name: "Goals" }).waitFor();
    await keyboard.press("n");
    await page.getByRole("dialog", { name: "A new goal" }).waitFor();
    await keyboard.type("Sing in Vienna");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Sing in Vienna" }).waitFor();
    await keyboard.press("z");
    await page.getByRole("heading", { level: 2, name: "What are you after?" }).waitFor();
    for (const [key, title] of [["b", "Balance"], ["i", "Who can introduce you to …?"]] as const) {
      await keyboard.press("g");
      await keyboard.press(key);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
    }
    await keyboard.press("Control+k");
    await keyboard.type("introductions to g");
    await keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Introductions" }).waitFor();
  });
});
