/**
 * History and time travel on the sample network: what was recorded by hand three weeks ago is taken
 * back and brought back, an import is one step, and last March is looked at without touching it.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openDevice, serve, until, startOnSample, type Device, type Served } from "./support.ts";

const weeksMs = 21 * 86_400_000;

/** What is read once it stays the same: the list keeps its old rows until the next answer is there. */
async function settled(read: () => Promise<string>): Promise<string> {
  let last = "";
  let same = 0;
  await until(async () => {
    const now = await read();
    same = now === last ? same + 1 : 0;
    last = now;
    await new Promise((wait) => { setTimeout(wait, 150); });
    return same >= 4;
  }, 20_000);
  return last;
}

describe("history", () => {
  let served: Served;
  let device: Device;
  let page: Page;
  /** Whom everything is recorded about. */
  let name = "";
  let path = "";

  const go = async (to: string): Promise<void> => {
    await page.goto(`${served.address}${to}`);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
  };
  const openPerson = async (): Promise<void> => {
    await go(path);
    await page.getByRole("heading", { level: 1, name }).waitFor();
  };
  const line = (title: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: title });
  const press = async (button: string): Promise<void> => { await page.getByRole("button", { name: button, exact: true }).click(); };
  const shows = (text: string) => async (): Promise<boolean> => (await page.getByRole("main").getByText(text).count()) > 0;
  const peopleNow = async (): Promise<string> => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
    await page.getByRole("radio", { name: "Warmest" }).check();
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor();
    return settled(() => page.getByRole("listbox", { name: "People" }).ariaSnapshot());
  };

  beforeAll(async () => {
    served = await serve();
    device = await openDevice();
    ({ page } = device);
    // The first visit happens three weeks ago: every script of it believes so. What the service worker keeps for later visits doesn't.
    await device.context.route("**/assets/*.js", async (route) => {
      if (route.request().serviceWorker()) { await route.continue(); return; }
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `{ const now = Date.now.bind(Date); const Real = Date; globalThis.Date = class extends Real { constructor(...given) { super(...(given.length > 0 ? given : [now() - ${weeksMs}])); } static now() { return now() - ${weeksMs}; } }; }\n${await answer.text()}` });
    });
    await startOnSample(page, served.address);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByRole("textbox", { name: "Log a moment" }).fill("coffee today, spoke of the lock keeper");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Timeline" }).getByText("lock keeper").waitFor();
    await page.getByRole("radio", { name: /^4:/u }).check({ force: true });
    await page.getByText("4 of 5").first().waitFor();
    name = await page.getByRole("heading", { level: 1 }).last().innerText();
    path = new URL(page.url()).pathname;
    await page.getByLabel(`More about ${name}`).click();
    await press("Let go");
    await page.getByText("The history is kept.").first().waitFor();
    await device.context.unroute("**/assets/*.js");
  });
  afterAll(async () => {
    await device.close();
    await served.stop();
  });

  test("[B60] what was recorded by hand three weeks ago is undone and brought back from the history, also after a reload", async () => {
    await go("/history");
    await line(`Logged a coffee with ${name}`).waitFor();
    expect(await page.getByRole("main").getByRole("heading", { level: 2, name: /^(?:Today|Yesterday)$/u }).count()).toBe(0);
    await press(`Undo: Let go of ${name}`);
    await press(`Undo: Rated ${name} 4 of 5`);
    await press(`Undo: Logged a coffee with ${name}`);
    await until(async () => (await page.getByText(/Undone today on/u).count()) === 3, 5_000);
    await openPerson();
    expect([await shows("lock keeper")(), await shows("Not rated")()]).toEqual([false, true]);
    await go("/history");
    await press(`Redo: Logged a coffee with ${name}`);
    await press(`Redo: Rated ${name} 4 of 5`);
    await until(async () => (await page.getByText(/Undone today on/u).count()) === 1, 5_000);
    await openPerson();
    await until(shows("lock keeper"), 5_000);
    expect(await page.getByRole("radio", { name: /^4:/u }).isChecked()).toBe(true);
  });

  test("[B61] an import is undone as one step, and brought back", async () => {
    const before = await (async () => { await go("/people"); return peopleNow(); })();
    await go("/history");
    await press("Undo: Imported Sample network");
    await until(shows("Undone today on"), 5_000);
    await until(async () => (await page.getByText("You’re looking at invented people.").count()) === 0, 5_000);
    // The coffee with somebody whom only the import knew keeps its name in the history, and nobody is left in the list.
    await line(`Logged a coffee with ${name}`).waitFor();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).click();
    await page.getByText("Nobody here yet.").waitFor();
    await go("/history");
    await press("Redo: Imported Sample network");
    await until(async () => (await page.getByRole("button", { name: "Undo: Imported Sample network" }).count()) === 1, 5_000);
    expect(await peopleNow()).toBe(before);
  });

  test("[B62] as of last March every page shows that day and writing is off; Escape leads back", async () => {
    await go("/people");
    const today = await peopleNow();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Jump to/u }).fill("go back to a day");
    await page.keyboard.press("Enter");
    const now = new Date();
    const year = now.getMonth() > 2 ? now.getFullYear() : now.getFullYear() - 1;
    await page.getByLabel("Day", { exact: true }).fill(`${year}-03-31`);
    await press("Go there");
    await page.getByRole("button", { name: "Back to today" }).waitFor();
    expect(await page.getByRole("main").innerText()).toMatch(new RegExp(`March.*${year}`, "u"));
    await until(async () => (await page.getByRole("listbox", { name: "People" }).ariaSnapshot()) !== today, 5_000);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByRole("region", { name: "Timeline" }).waitFor();
    expect([await page.getByRole("button", { name: "Log contact" }).count(), await page.getByRole("textbox", { name: "Log a moment" }).count(), await page.getByRole("radio", { name: /^4:/u }).isDisabled()]).toEqual([0, 0, true]);
    for (const [key, heading] of [["t", /to reach out to|Nobody is waiting/u], ["v", "Review"], ["r", "Requests"], ["h", "History"], ["m", "Bring in the people you know"]] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      expect([await page.getByRole("button", { name: "Back to today" }).count(), await page.getByRole("main").getByRole("button", { name: /Undo|Done|Let go|Accept|Choose files/u }).count()]).toEqual([1, 0]);
    }
    await page.keyboard.press("Escape");
    await until(async () => (await page.getByRole("button", { name: "Back to today" }).count()) === 0, 5_000);
    expect(await peopleNow()).toBe(today);
  });

  test("[B63] a person's history names device and source, and undoes line by line", async () => {
    await openPerson();
    await press("History");
    const history = page.getByRole("region", { name: "History" });
    await history.getByText("by hand").first().waitFor();
    expect(await history.getByRole("listitem").filter({ hasText: "Logged a coffee" }).innerText()).toMatch(/ on Linux · by hand/u);
    await history.getByText("Imported Sample network").click();
    await history.getByText(/^Message (?:from|to) /u).first().waitFor();
    await history.getByRole("button", { name: /^Show older/u }).click();
    await history.getByText(`Connected with ${name}`).waitFor();
    await press(`Undo: Rated ${name} 4 of 5`);
    await page.getByRole("button", { name: `Redo: Rated ${name} 4 of 5` }).waitFor();
    await until(shows("Not rated"), 5_000);
    await page.keyboard.press("z");
    await page.getByRole("button", { name: `Undo: Rated ${name} 4 of 5` }).waitFor();
  });

  test("[B64] the history goes by keyboard alone", async () => {
    await go("/today");
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await line(`Rated ${name} 4 of 5`).waitFor();
    await page.keyboard.press("f");
    await until(async () => !(await shows("Imported Sample network")()), 5_000);
    await page.keyboard.press("/");
    await page.keyboard.type("nobody by that name");
    await until(shows("Nothing recorded about"), 5_000);
    await page.keyboard.press("Escape");
    await line(`Logged a coffee with ${name}`).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("u");
    await page.getByRole("button", { name: `Redo: Rated ${name} 4 of 5` }).waitFor();
    await page.keyboard.press("u");
    await page.getByRole("button", { name: `Undo: Rated ${name} 4 of 5` }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    expect(device.complaints).toEqual([]);
  });
});
