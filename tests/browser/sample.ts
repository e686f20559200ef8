/** A browser on the sample network, for stories about what the owner tells of it. */
import type { Page } from "playwright-core";
import { openDevice, serve, startOnSample, type Device, type Served } from "./support.ts";

export interface OnSample { readonly served: Served; readonly device: Device; readonly page: Page; readonly address: string; close(): Promise<void> }

export async function onSample(): Promise<OnSample> {
  const served = await serve();
  const device = await openDevice();
  const { page } = device;
  page.setDefaultTimeout(15_000);
  await startOnSample(page, served.address);
  return { served, device, page, address: served.address, close: async () => { await device.close(); await served.stop(); } };
}

/** Opens the person who stands at `place` in the list of the closest; gives their name. */
export async function openPerson(page: Page, address: string, place: number): Promise<string> {
  await page.goto(`${address}/people`);
  const row = page.getByRole("listbox", { name: "People" }).getByRole("option").nth(place);
  const name = await row.locator(".row-name").innerText();
  await row.click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("button", { name: "Tag, interest, skill" }).waitFor();
  return name;
}

/** Notes something about the person whose page is open. */
export async function note(page: Page, kind: string, text: string): Promise<void> {
  if (await page.getByLabel("What", { exact: true }).count() === 0) await page.getByRole("button", { name: "Tag, interest, skill" }).click();
  await page.getByLabel("Kind", { exact: true }).selectOption(kind);
  await page.getByLabel("What", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: `Remove ${text}` }).waitFor();
}

/** Undoes the last thing done by the toast, and waits for its word. */
export async function undo(page: Page): Promise<void> {
  await page.locator(".toast").getByRole("button", { name: /^Undo/u }).click();
  await page.locator(".toast").getByText("Undone").waitFor();
}

/** Chooses the first suggestion for a name. */
export async function pick(page: Page, label: string | RegExp, name: string): Promise<void> {
  const field = page.getByRole("combobox", { name: label });
  await field.fill(name);
  await page.getByRole("listbox", { name: "Suggestions" }).getByRole("option").first().waitFor();
  await field.press("Enter");
}
