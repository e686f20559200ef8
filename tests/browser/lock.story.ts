/**
 * The lock on a browser's keys, in real browsers against the real server: from the start and later, by passphrase and
 * by passkey, by hand and by itself; what lies on the disk with it and without; emptying a browser.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CDPSession, Page } from "playwright-core";
import { chooseLock, isLocked, isOpen, passphrase, start, stateRow, typePassphrase, unlock } from "./lock-hands.ts";
import { wrongInAnyLook } from "./looks.ts";
import { openDevice, serve, until, type Device, type Served } from "./support.ts";

interface Kept { readonly kind: string; readonly seed?: Uint8Array; readonly autoLockMinutes?: number }

describe("a lock", () => {
  let served: Served;
  let device: Device;
  let words: readonly string[] = [];
  const wrong: Record<string, readonly string[]> = {};
  const complaints: string[] = [];

  const look = async (page: Page, name: string): Promise<void> => { Object.assign(wrong, await wrongInAnyLook(page, name)); };
  const openData = async (page: Page): Promise<void> => {
    await page.getByRole("link", { name: /^Your data/u }).first().click();
    await page.getByRole("region", { name: "The lock of this browser" }).waitFor();
  };
  const fresh = async (): Promise<Device> => {
    const one = await openDevice();
    await one.page.goto(served.address);
    await one.page.getByRole("button", { name: "Start on this device" }).waitFor();
    return one;
  };

  beforeAll(async () => {
    served = await serve();
    device = await fresh();
  });
  afterAll(async () => {
    await device?.close();
    await served.stop();
  });

  test("[B180] a passphrase set where a Kith is made: its key is never written in the clear; after a reload nothing is read before it is typed, and a wrong one is told", async () => {
    const { page } = device;
    await page.getByRole("checkbox", { name: /Lock this browser’s key/u }).check();
    await page.getByRole("button", { name: "Start on this device" }).click();
    await page.getByRole("alert").getByText("Finish the passphrase").waitFor();
    await look(page, "lock-choice");
    await chooseLock(page);
    words = await start(page);
    await page.getByRole("button", { name: "Look around with a sample network" }).click();
    await page.getByRole("heading", { name: /to reach out to/u }).waitFor();
    const kept = await stateRow<Kept>(page, "keys");
    expect([kept.kind, kept.seed, kept.autoLockMinutes]).toEqual(["locked", undefined, 15]);
    await page.goto(`${served.address}/people`);
    await isLocked(page);
    expect([await page.title(), await page.getByRole("navigation").count(), await page.getByRole("option").count()]).toEqual(["Locked · Kith", 0, 0]);
    await look(page, "locked");
    await typePassphrase(page, "loud otters cross the river");
    await page.getByRole("alert").getByText("That isn’t the passphrase").waitFor({ timeout: 15_000 });
    await look(page, "locked-wrong");
    expect(await page.getByRole("option").count()).toBe(0);
    await unlock(page);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor();
  });

  test("[B181] Kith locks itself in every tab once nobody has touched any of them for the time chosen; a touch in one keeps the other open", async () => {
    const { page, context } = device;
    await context.clock.install();
    const other = await context.newPage();
    await other.goto(`${served.address}/data`);
    await page.reload();
    await unlock(page);
    await unlock(other);
    await openData(other);
    await other.getByRole("button", { name: "Lock now" }).focus();
    await look(other, "data-locked");
    await other.getByRole("combobox", { name: "Kith locks itself" }).selectOption("5");
    await until(async () => (await stateRow<Kept>(other, "keys")).autoLockMinutes === 5, 5_000);
    await context.clock.fastForward("04:30");
    await page.keyboard.press("Shift");
    await new Promise((wait) => { setTimeout(wait, 500); });
    await context.clock.fastForward("04:30");
    await new Promise((wait) => { setTimeout(wait, 500); });
    await Promise.all([isOpen(page), isOpen(other)]);
    await context.clock.fastForward("01:00");
    await Promise.all([isLocked(page), isLocked(other)]);
    await other.close();
    await unlock(page);
  });

  test("[B182] the button locks every tab and ends sync; a changed passphrase opens, the old one doesn't", async () => {
    const { page, context } = device;
    const other = await context.newPage();
    await other.goto(`${served.address}/people`);
    await unlock(other);
    await openData(page);
    await page.getByRole("button", { name: /^Change…/u }).click();
    await page.getByLabel("Passphrase", { exact: true }).fill("four green ferns in a row");
    await page.getByLabel("The same again").fill("four green ferns in a row");
    await look(page, "lock-passphrase");
    await page.keyboard.press("Enter");
    await page.getByText("The passphrase is set.").waitFor({ timeout: 15_000 });
    await page.getByRole("button", { name: "Lock now" }).click();
    await Promise.all([isLocked(page), isLocked(other)]);
    const asked: string[] = [];
    context.on("request", (request) => { if (request.url().includes("/v1/")) asked.push(request.url()); });
    await new Promise((wait) => { setTimeout(wait, 3_000); });
    expect(asked).toEqual([]);
    await other.close();
    await typePassphrase(page, passphrase);
    await page.getByRole("alert").getByText("That isn’t the passphrase").waitFor({ timeout: 15_000 });
    await unlock(page, "four green ferns in a row");
  });

  test("[B183] the last way taken away takes the lock off, and a lock set later asks at the next start", async () => {
    const { page } = device;
    await openData(page);
    await page.getByRole("button", { name: "Remove Passphrase" }).click();
    await page.getByRole("button", { name: "Lock with a passphrase…" }).waitFor();
    await page.getByRole("button", { name: "Lock with a passphrase…" }).focus();
    await look(page, "data-unlocked");
    expect((await stateRow<Kept>(page, "keys")).seed).toHaveLength(32);
    await page.reload();
    await isOpen(page);
    await page.getByRole("button", { name: "Lock with a passphrase…" }).click();
    await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
    await page.keyboard.press("Tab");
    await page.keyboard.type(passphrase);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Lock now" }).waitFor({ timeout: 15_000 });
    expect((await stateRow<Kept>(page, "keys")).seed).toBeUndefined();
    await page.reload();
    await unlock(page);
  });

  test("[B184] a passkey locks from the start, opens, and is added beside a passphrase and removed", async () => {
    const one = await fresh();
    const { page } = one;
    const devtools = await authenticator(page, { hasPrf: true });
    await page.getByRole("checkbox", { name: /Lock this browser’s key/u }).check();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByText("The passkey is ready").waitFor();
    await start(page);
    expect((await stateRow<Kept>(page, "keys")).kind).toBe("locked");
    await page.goto(`${served.address}/data`);
    await isLocked(page);
    await look(page, "locked-passkey");
    await page.getByRole("button", { name: "Unlock with a passkey" }).click();
    await isOpen(page);
    await page.getByRole("button", { name: "Add a passphrase…" }).click();
    await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
    await page.getByLabel("The same again").fill(passphrase);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove Passkey 1" }).click({ timeout: 15_000 });
    await until(async () => (await page.getByRole("list", { name: "Ways to unlock" }).getByRole("listitem").count()) === 1, 5_000);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Remove Passkey 1" }).waitFor();
    await page.reload();
    await isLocked(page);
    await page.getByRole("button", { name: "Unlock with a passkey" }).click();
    await isOpen(page);
    await page.reload();
    await isLocked(page);
    // Another authenticator, which knows nothing of this passkey.
    await devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    await authenticator(page, { hasPrf: true });
    await page.getByRole("button", { name: "Unlock with a passkey" }).click();
    await page.getByRole("alert").getByText("No passkey was given").waitFor({ timeout: 90_000 });
    await unlock(page);
    complaints.push(...one.complaints);
    await one.close();
  });

  test("[B185] an authenticator without the extension is refused in words, and nothing is begun", async () => {
    const one = await fresh();
    await authenticator(one.page, { hasPrf: false });
    await one.page.getByRole("checkbox", { name: /Lock this browser’s key/u }).check();
    await one.page.getByRole("button", { name: "Use a passkey" }).click();
    await one.page.getByRole("alert").getByText("can’t open a lock").waitFor();
    await one.close();
  });

  test("[B186] a forgotten passphrase: after a clear question the browser is emptied and the words bring everything back", async () => {
    const { page } = device;
    await page.getByText(/On the server/u).first().waitFor({ timeout: 30_000 });
    await page.reload();
    await isLocked(page);
    await until(() => page.evaluate<boolean>("document.activeElement?.id === 'unlock-passphrase'"), 5_000);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Empty this browser and join anew?" }).waitFor();
    await page.getByText(/The server has taken everything|not reached the server/u).waitFor();
    await look(page, "rejoin-question");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Forgotten? Join anew…" }).click();
    await page.getByRole("button", { name: "Empty and join anew" }).click();
    await page.getByRole("heading", { name: "Open your Kith here" }).waitFor({ timeout: 20_000 });
    await look(page, "rejoining");
    await page.getByRole("textbox", { name: "Your 24 words" }).fill(words.join(" "));
    await page.getByRole("button", { name: "Open my Kith" }).click();
    await isOpen(page);
    await page.goto(`${served.address}/people`);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor({ timeout: 30_000 });
  });

  test("[B187] forgetting this browser says how much only it holds, empties it in every tab, and shows the first screen", async () => {
    const { page, context } = device;
    const other = await context.newPage();
    await other.goto(`${served.address}/people`);
    await isOpen(other);
    await page.getByRole("listbox", { name: "People" }).getByRole("option").first().click();
    await page.getByText(/On the server|On all/u).first().waitFor({ timeout: 30_000 });
    await context.setOffline(true);
    await page.getByRole("textbox", { name: "Log a moment" }).fill("coffee today, at the weir");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Timeline" }).getByText("at the weir").waitFor();
    await page.getByRole("link", { name: /^Your data/u }).first().click();
    await page.getByRole("button", { name: "Forget this browser…" }).click();
    await page.getByText("1 change has not reached the server").waitFor();
    await look(page, "empty-question");
    await page.keyboard.press("Escape");
    await context.setOffline(false);
    await page.getByRole("button", { name: "Forget this browser…" }).click();
    await page.getByRole("button", { name: "Forget this browser", exact: true }).click();
    await page.getByRole("button", { name: "Start on this device" }).waitFor({ timeout: 20_000 });
    await other.getByRole("button", { name: "Start on this device" }).waitFor({ timeout: 20_000 });
    expect([await stateRow(page, "vault"), await stateRow(page, "keys"), await stateRow(page, "keyring")]).toEqual([null, null, null]);
    await other.close();
  });

  test("[B188] the screens of the lock pass the accessibility rules and fit, light and dark, wide screen and phone; no page complained", () => {
    expect(wrong).toEqual({});
    expect([...complaints, ...device.complaints]).toEqual([]);
  });
});

let authenticatorId = "";

/** The browser's own virtual authenticator, like one built into a laptop. */
async function authenticator(page: Page, { hasPrf }: { readonly hasPrf: boolean }): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  ({ authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, hasPrf },
  }));
  return devtools;
}
