/** What the owner sees where the app doesn't start, and the ways on from there. */
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { illnesses, serveIll, type IllHost, type Illness } from "./ill-host.ts";
import { wrongInAnyLook } from "./looks.ts";
import { chromiumOptions, openDevice, until, startOnSample, type Device } from "./support.ts";
import { built, pathOf } from "./versions-hands.ts";

const [main, worker, wasm, sheet] = [pathOf("index", ".js"), pathOf("worker", ".js"), pathOf("automerge", ".wasm"), pathOf("index", ".css")];
/** Not while a sheet is on its way: until then nothing is drawn, but nothing counts as hidden either. */
const heading = (page: Page) => page.locator("#start-watch.shown, main.empty").getByRole("heading", { name: "Kith has not opened yet" });
const anew = (page: Page) => page.getByRole("button", { name: "Fetch the app anew" });
const again = (page: Page) => page.getByRole("link", { name: "Try again" }).or(page.getByRole("button", { name: "Try again" }));
const opened = (page: Page) => page.getByRole("button", { name: "Start on this device" });

describe("a start that fails", () => {
  let browser: Browser;
  const hosts: IllHost[] = [];

  beforeAll(async () => { browser = await chromium.launch(chromiumOptions()); });
  afterEach(async () => { for (const host of hosts.splice(0)) await host.stop(); });
  afterAll(async () => { await browser.close(); });

  /** A browser that never was here, on a host that sends these paths wrong. */
  const visit = async (ill: Readonly<Record<string, Illness>>): Promise<{ readonly host: IllHost; readonly page: Page }> => {
    const host = await serveIll(built);
    hosts.push(host);
    host.ill = (path) => ill[path];
    const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
    await page.goto(host.address, { waitUntil: "commit" });
    return { host, page };
  };

  test("[B144] whatever part of the app comes wrong or not at all, after eight seconds at the latest a sentence says so, with two ways on; with right answers the app opens", async () => {
    const wrongs = [
      ...[...illnesses, "silent" as const].map((illness) => ({ path: main, illness })), ...(["502", "html", "cut"] as const).map((illness) => ({ path: worker, illness })),
      ...(["404", "half", "closed", "silent"] as const).map((illness) => ({ path: wasm, illness })),
    ];
    const failures: string[] = [];
    const one = async ({ path, illness }: (typeof wrongs)[number]): Promise<void> => {
      try {
        const { host, page } = await visit({ [path]: illness });
        await heading(page).waitFor({ timeout: 20_000 });
        await Promise.all([again(page).waitFor({ timeout: 5_000 }), anew(page).waitFor({ timeout: 5_000 })]);
        host.ill = () => undefined;
        await again(page).click();
        await opened(page).waitFor({ timeout: 30_000 });
        await page.context().close();
      } catch (error) {
        failures.push(`${path} ${illness}: ${error instanceof Error ? error.message.slice(0, 300) : ""}`);
      }
    };
    // Four at a time: those that wait wait together.
    const queue = wrongs.toSorted((a, b) => Number(b.illness === "silent") - Number(a.illness === "silent"));
    await Promise.all(Array.from({ length: 4 }, async () => { for (let next = queue.shift(); next; next = queue.shift()) await one(next); }));
    expect(failures).toEqual([]);
  });

  test("[B145] the app needs neither the watch nor a sheet to start; without the watch’s own script the sentence comes by itself", async () => {
    const [withoutWatch, withoutSheet, without] = await Promise.all([visit({ "/start-watch.js": "silent", "/start-watch.css": "404" }), visit({ [sheet]: "silent" }), visit({ "/start-watch.js": "502", [main]: "502" })]);
    await opened(withoutWatch.page).waitFor({ timeout: 15_000 });
    await opened(withoutSheet.page).waitFor({ timeout: 20_000 });
    await without.page.waitForLoadState();
    await without.page.getByRole("heading", { name: "Kith has not opened yet" }).waitFor({ timeout: 25_000 });
    expect(await anew(without.page).count()).toBe(0);
    without.host.ill = () => undefined;
    await again(without.page).click();
    await opened(without.page).waitFor({ timeout: 15_000 });
  });
});

describe("a window that lacks a part", () => {
  test("[B159] where web locks are missing the start says so, names what helps, and makes no vault", async () => {
    const host = await serveIll(built);
    const device = await openDevice();
    try {
      await device.context.addInitScript("Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })");
      await device.page.goto(host.address);
      await heading(device.page).waitFor({ timeout: 20_000 });
      await device.page.getByText("lacks what Kith needs to keep your data: web locks.").waitFor({ timeout: 5_000 });
      expect(await device.page.evaluate("indexedDB.databases().then((all) => all.length)")).toBe(0);
    } finally {
      await device.close();
      await host.stop();
    }
  });
});

describe("the app fetched anew", () => {
  let host: IllHost;
  let device: Device;
  const people = (): Promise<number> => device.page.getByRole("listbox", { name: "People" }).getByRole("option").count();
  /** As an earlier service worker left it: a wrong answer under a right name. */
  const spoil = (path: string): Promise<void> => device.page.evaluate<void>(`(async () => {
    for (const name of await caches.keys()) await (await caches.open(name)).put(${JSON.stringify(path)}, new Response("bad gateway", { status: 502, headers: { "content-type": "text/javascript" } }));
  })()`);

  beforeAll(async () => {
    host = await serveIll(built);
    device = await openDevice();
    await startOnSample(device.page, host.address);
    await until(() => device.page.evaluate<boolean>("navigator.serviceWorker.controller !== null"), 10_000);
  });
  afterAll(async () => {
    await device.close();
    await host.stop();
  });

  test("[B146] fetching the app anew removes nothing while the server doesn’t send all of it; then it removes the app alone, and the vault is there", async () => {
    const { page } = device;
    for (const [path, wrongs] of [[main, ["502", "half"]], [worker, ["closed"]]] as const) {
      await spoil(path);
      await page.goto(`${host.address}/people`);
      await heading(page).waitFor({ timeout: 20_000 });
      const stood = await page.evaluate<string>("caches.keys().then(String)");
      for (const illness of wrongs) {
        host.ill = (asked) => (asked === wasm ? illness : undefined);
        await anew(page).click();
        await page.getByText("Nothing was removed").waitFor({ timeout: 10_000 });
        expect(await page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")).toBe(1);
        expect(await page.evaluate("caches.keys().then(String)")).toBe(stood);
        await page.reload();
        await heading(page).waitFor({ timeout: 20_000 });
      }
      host.ill = () => undefined;
      await anew(page).click();
      await until(async () => (await people()) > 10, 20_000);
      await until(() => page.evaluate<boolean>("navigator.serviceWorker.controller !== null"), 15_000);
    }
  });

  test("[B147] what is shown then passes the accessibility rules and fits, light and dark, wide screen and phone, and the focus is on it", async () => {
    const { page } = device;
    const wrong: Record<string, readonly string[]> = {};
    for (const [path, name] of [[main, "not-started-page"], [worker, "not-started-app"]] as const) {
      await spoil(path);
      await page.goto(`${host.address}/people`);
      await heading(page).waitFor({ timeout: 20_000 });
      await until(() => page.evaluate<boolean>("document.activeElement.textContent === 'Kith has not opened yet'"), 10_000);
      Object.assign(wrong, await wrongInAnyLook(page, name));
    }
    expect(wrong).toEqual({});
  });
});
