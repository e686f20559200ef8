/** The hands of keeping.story.ts: saving files, writing, forgetting, looking into a browser's store. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Page } from "playwright-core";

/** Where exports and archives of a story lie. */
export const folder = mkdtempSync(join(tmpdir(), "kith-keeping-"));

interface Line { readonly event?: { readonly type: string; readonly person?: string; readonly people?: readonly string[]; readonly name?: string } }
/** Somebody of the sample network. */
export interface Somebody { readonly id: string; readonly name: string; readonly withOthers: ReadonlySet<string> }

/** A record of a browser's store; `hash` where it is erased. */
interface Held { readonly at: string; readonly bytes: number; readonly hash?: string }

/** Presses what saves a file, and reads it. */
export async function saved(page: Page, press: () => Promise<void>, name: string): Promise<{ readonly path: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const path = join(folder, name);
  await download.saveAs(path);
  return { path, text: readFileSync(path, "utf8") };
}

/** Saves the readable file from the data page. */
export async function exported(page: Page, address: string, name = "export.jsonl"): Promise<{ readonly path: string; readonly text: string }> {
  await page.goto(`${address}/data`);
  return saved(page, () => page.getByRole("button", { name: "Save a readable file" }).click(), name);
}

/** Everybody of an export whose name is theirs alone and no part of another's, with those they share a conversation with. */
export function peopleIn(text: string): readonly Somebody[] {
  const events = text.trim().split("\n").flatMap((line) => (JSON.parse(line) as Line).event ?? []);
  const names = new Map(events.flatMap(({ type, person, name }) => (type === "ProfileObserved" && person !== undefined && name !== undefined ? [[person, name] as const] : [])));
  const others = new Map<string, Set<string>>();
  for (const { people = [] } of events) for (const one of people) others.set(one, new Set([...others.get(one) ?? [], ...people.filter((other) => other !== one)]));
  return [...names].filter(([, name]) => [...names.values()].filter((other) => other.includes(name)).length === 1 && name.length > 8)
    .map(([id, name]) => ({ id, name, withOthers: others.get(id) ?? new Set() }));
}

/** The timeline of the person on the page. */
export const timeline = (page: Page) => page.getByRole("region", { name: "Timeline" });
/** The field of their notebook. */
export const notebook = (page: Page) => page.getByRole("textbox", { name: "Notebook" });

/** Opens a person and waits for their timeline. */
export async function openPerson(page: Page, address: string, { id, name }: Somebody): Promise<void> {
  await page.goto(`${address}/people/${id}`);
  await page.getByRole("heading", { level: 1, name }).waitFor({ timeout: 30_000 });
  await timeline(page).waitFor();
}

/** A person's timeline as it is told to a screen reader. */
export async function timelineOf(page: Page, address: string, person: Somebody): Promise<string> {
  await openPerson(page, address, person);
  return timeline(page).ariaSnapshot();
}

/** The list of people, in the same way. */
export async function listOf(page: Page, address: string): Promise<string> {
  await page.goto(`${address}/people`);
  await page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor({ timeout: 30_000 });
  return page.getByRole("region", { name: "People" }).ariaSnapshot();
}

/** Logs a coffee with the person on the page. */
export async function log(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Log a moment" }).fill(`coffee today, ${text}`);
  await page.keyboard.press("Enter");
  await timeline(page).getByText(text).waitFor();
}

/** Types into the notebook on the page and waits until that is saved. */
export async function write(page: Page, text: string, where: "Control+Home" | "Control+End"): Promise<void> {
  await notebook(page).focus();
  await page.keyboard.press(where);
  await page.keyboard.type(text);
  await page.getByText("Saved", { exact: true }).waitFor();
}

/** True once the notebook on the page holds all `texts`. */
export const reads = (page: Page, ...texts: readonly string[]) => async (): Promise<boolean> => {
  const text = await notebook(page).inputValue();
  return texts.every((one) => text.includes(one));
};

/** Up to the last button, which the caller presses. */
export async function readyToForget(page: Page, { name }: Somebody): Promise<void> {
  await page.getByLabel(`More about ${name}`).click();
  await page.getByRole("button", { name: "Forget for good…" }).click();
  const dialog = page.getByRole("dialog", { name: `Forget ${name} for good?` });
  await dialog.getByText("No way back").waitFor();
  expect(await dialog.getByRole("button", { name: "Forget for good" }).isDisabled()).toBe(true);
  await dialog.getByRole("checkbox", { name: /can’t be undone/u }).check();
}

/** Forgets a person by hand. */
export async function forget(page: Page, address: string, person: Somebody): Promise<void> {
  await openPerson(page, address, person);
  await readyToForget(page, person);
  await page.getByRole("button", { name: "Forget for good", exact: true }).click();
  await page.getByText("Forgotten for good").first().waitFor({ timeout: 30_000 });
  expect(new URL(page.url()).pathname).toBe("/people");
  expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
}

/** True once nobody is shown where somebody was. */
export const isGone = (page: Page) => async (): Promise<boolean> => (await page.getByRole("heading", { name: "Nobody here" }).count()) === 1;

/** Every record of this browser. */
const recordsOf = (page: Page): Promise<readonly Held[]> => page.evaluate<readonly Held[]>(`new Promise((resolve) => {
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  indexedDB.open("kith").onsuccess = ({ target: { result } }) => {
    result.transaction("records").objectStore("records").getAll().onsuccess = (event) => {
      result.close();
      resolve(event.target.result.map(({ writer, seq, body, erasedHash }) => ({ at: writer + " " + seq, bytes: body.length, ...(erasedHash ? { hash: hex(erasedHash) } : {}) })));
    };
  };
})`);
/** The emptied records of this browser, in order. */
export const erasedOf = async (page: Page): Promise<readonly Held[]> => (await recordsOf(page)).filter(({ hash }) => hash !== undefined).toSorted((a, b) => a.at.localeCompare(b.at));

/** Kills a browser with all its processes, as a power cut would: they name its profile. */
export function kill(profile: string): void {
  const processes = spawnSync("ps", ["-axww", "-o", "pid=,command="], { encoding: "utf8" }).stdout.split("\n").filter((line) => line.includes(`--user-data-dir=${profile}`));
  for (const line of processes) try { process.kill(Number.parseInt(line, 10), "SIGKILL"); } catch { /* It ended already. */ }
}

/** A first run that begins with an export, up to the choice of the file. */
export async function beginWithExport(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "I have an export" }).click();
  await page.getByRole("checkbox", { name: /written them down/u }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Bring your export in" }).waitFor();
}

/** Flips a byte of the record that this store wrote before its last. */
export const damageLastButOne = (page: Page): Promise<void> => page.evaluate(`new Promise((resolve) => {
  indexedDB.open("kith").onsuccess = ({ target: { result: database } }) => {
    const change = database.transaction(["records", "state"], "readwrite");
    const records = change.objectStore("records");
    change.objectStore("state").get("vault").onsuccess = ({ target: { result: { writer } } }) => {
      records.getAll(IDBKeyRange.bound([writer], [writer, []])).onsuccess = ({ target: { result: own } }) => {
        const record = own.at(-2);
        record.body[record.body.length >> 1] ^= 1;
        records.put(record);
      };
    };
    change.oncomplete = () => { database.close(); resolve(); };
  };
})`);
