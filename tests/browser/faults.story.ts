/** What a browser can do to a running Kith: keep its WebAssembly away, clear its site data. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVault, openDevice, serve, until, type Device, type Served } from "./support.ts";

describe("a browser that takes things away", () => {
  let served: Served;
  let device: Device;
  let words: readonly string[] = [];
  const people = (): Promise<number> => device.page.getByRole("listbox", { name: "People" }).getByRole("option").count();
  const openPeople = async (): Promise<void> => {
    await device.page.goto(`${served.address}/people`);
    await until(async () => (await people()) > 10, 20_000);
  };

  beforeAll(async () => {
    served = await serve();
    device = await openDevice();
    words = await createVault(device.page, served.address);
    await device.page.getByRole("button", { name: "Look around with a sample network" }).click();
    await device.page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 20_000 });
    await openPeople();
    await device.page.getByText(/On the server/u).first().waitFor({ timeout: 20_000 });
  });
  afterAll(async () => {
    await device.close();
    await served.stop();
  });

  test("[B116] without its WebAssembly Kith says what is missing and touches nothing; once it loads again everything is there", async () => {
    const { page, context } = device;
    await context.route(/\.wasm/u, (route) => route.abort());
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.setBypassServiceWorker", { bypass: true });
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))");
    await page.reload();
    await page.getByRole("alert").getByText("WebAssembly").waitFor({ timeout: 20_000 });
    expect(await page.getByRole("button", { name: "Start on this device" }).count()).toBe(0);
    await context.unroute(/\.wasm/u);
    await openPeople();
  });

  test("[B117] site data cleared under a running page: what is written then is refused, no vault is made unasked, and the words bring everything back", async () => {
    const { page, context } = device;
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByRole("textbox", { name: "Log a moment" }).waitFor();
    const before = await people();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", { origin: served.address, storageTypes: "all" });
    await page.getByRole("textbox", { name: "Log a moment" }).fill("call today, into the void");
    await page.keyboard.press("Enter");
    await page.getByText(/not saved|holds no vault|Reload Kith/u).first().waitFor({ timeout: 10_000 });
    await page.goto(served.address);
    await page.getByRole("button", { name: "I already use Kith on another device" }).click();
    await page.getByRole("textbox", { name: "Your 24 words" }).fill(words.join(" "));
    await page.getByRole("button", { name: "Open my Kith" }).click();
    // By the link: a page that is left by its address while it still loads complains of what it didn't get.
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^People/u }).click({ timeout: 30_000 });
    await until(async () => (await people()) === before, 30_000);
    expect(device.complaints).toEqual([]);
  });
});
