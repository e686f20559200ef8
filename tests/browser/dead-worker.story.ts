/** What the screen says once its data worker is gone, and what the browser keeps of the pages that were visited. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveIll, type IllHost } from "./ill-host.ts";
import { openDevice, until, startOnSample, type Device } from "./support.ts";
import { built } from "./versions-hands.ts";

describe("a page and its worker", () => {
  let host: IllHost;
  let device: Device;

  beforeAll(async () => {
    host = await serveIll(built);
    device = await openDevice();
    await startOnSample(device.page, host.address);
  });
  afterAll(async () => {
    await device.close();
    await host.stop();
  });

  test("[B151] the window’s title names the page’s kind and never a person, an organisation or a goal", async () => {
    const { page } = device;
    const titles: string[] = [];
    for (const place of ["today", "people", "circles", "goals", "balance", "introductions", "review", "requests", "import", "history", "data", "devices"]) {
      await page.goto(`${host.address}/${place}`);
      await page.locator("main h1").first().waitFor();
      titles.push(await page.title());
    }
    expect(titles).toEqual(["Today", "People", "Circles", "Goals", "Balance", "Introductions", "Review", "Requests", "Import", "History", "Your data", "Your devices"].map((name) => `${name} · Kith`));
    await page.goto(`${host.address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.locator("#person-name").waitFor();
    expect(await page.title()).toBe("A person · Kith");
    await page.reload();
    await page.locator("#person-name").waitFor();
    expect(await page.title()).toBe("A person · Kith");
  });

  test("[B152] a worker that ends without a word: within a minute the light isn’t green any more, a line says so, writing is refused and what was typed stays; a reload goes on", async () => {
    const { page } = device;
    await page.clock.install();
    await page.goto(`${host.address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    const field = page.getByRole("textbox", { name: "Log a moment" });
    await field.fill("call today, before the end");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Timeline" }).getByText("before the end").waitFor();
    const light = page.getByRole("navigation", { name: "Main" }).getByRole("status", { name: "Sync" });
    expect(await light.innerText()).not.toContain("Stopped");
    const [worker] = page.workers();
    await worker?.evaluate("self.close()").catch(() => undefined);
    await page.clock.runFor(40_000);
    // In the frame: what the page asked at that very moment may say so as well.
    await page.locator(".banner[role=alert]").getByText("data worker stopped").waitFor({ timeout: 5_000 });
    expect(await light.innerText()).toContain("Stopped");
    expect(await light.locator(".shape-quiet").count()).toBe(1);
    await field.fill("call today, after the end");
    await page.keyboard.press("Enter");
    await page.locator(".toast").getByText("data worker stopped").waitFor({ timeout: 5_000 });
    expect(await field.inputValue()).toBe("call today, after the end");
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Reload" }).click();
    await reloaded;
    await page.getByRole("region", { name: "Timeline" }).getByText("before the end").waitFor();
    await until(async () => !(await light.innerText()).includes("Stopped"), 5_000);
  });

  test("[B150] everything ran under the content policy, trusted types included, without one violation; an address of another origin starts nothing", async () => {
    const { page } = device;
    const violations: string[] = [];
    page.on("console", (message) => { if (/Content Security Policy|TrustedScript|requires 'Trusted/u.test(message.text())) violations.push(message.text()); });
    for (const place of ["today", "people", "introductions", "data"]) {
      await page.goto(`${host.address}/${place}`);
      await page.locator("main h1").first().waitFor();
    }
    expect(violations).toEqual([]);
    expect(await page.evaluate("(() => { try { new Worker('/assets/elsewhere.js'); return 'started'; } catch (error) { return error.name; } })()")).toBe("TypeError");
    expect(await page.evaluate("(() => { try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); return 'taken'; } catch (error) { return error.name; } })()")).toBe("TypeError");
    expect(await page.evaluate("(() => { try { trustedTypes.createPolicy('anything', {}); return 'made'; } catch (error) { return error.name; } })()")).toBe("TypeError");
  });
});
