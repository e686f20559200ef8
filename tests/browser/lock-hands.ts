/** The hands of lock.story.ts: setting a lock, opening it, looking at what lies in the store and on the disk. */
import { openEpochKeys, openKeyring, openLock, softwareKeys, type SignedEntry } from "@kith/core/relay";
import type { Page } from "playwright-core";
import type { StoredKeys } from "../../apps/web/src/sync/platform-keys.ts";
import { filesBelow } from "./support.ts";

export const passphrase = "quiet otters cross the river";

/** The choice of a lock on the page, filled in. */
export async function chooseLock(page: Page, text: string = passphrase): Promise<void> {
  await page.getByRole("checkbox", { name: /Lock this browser’s key/u }).check();
  await page.getByLabel("Passphrase", { exact: true }).fill(text);
  await page.getByLabel("The same again").fill(text);
}

/** Starts a Kith from the first screen, with what is chosen there; gives its words and leaves the page at the choice. */
export async function start(page: Page): Promise<readonly string[]> {
  await page.getByRole("button", { name: "Start on this device" }).click();
  const list = page.getByRole("list", { name: "Recovery words" });
  await list.waitFor({ timeout: 30_000 });
  const words = (await list.getByRole("listitem").allInnerTexts()).map((word) => word.replaceAll(/[^a-z]/gu, ""));
  await page.getByRole("checkbox", { name: /written them down/u }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("link", { name: "Import your LinkedIn archive" }).waitFor();
  return words;
}

export const isLocked = (page: Page): Promise<void> => page.getByRole("heading", { name: "Kith is locked" }).waitFor({ timeout: 20_000 });
export const isOpen = (page: Page): Promise<void> => page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 30_000 });

/** Types a passphrase at the lock; what comes of it is the caller's to see. */
export async function typePassphrase(page: Page, text: string): Promise<void> {
  await isLocked(page);
  await page.getByLabel("This browser’s passphrase").fill(text);
  await page.keyboard.press("Enter");
}

export async function unlock(page: Page, text: string = passphrase): Promise<void> {
  await typePassphrase(page, text);
  await isOpen(page);
}

/** One state row of a browser's store, bytes as arrays of numbers; null where it holds none. */
const rowScript = (name: string): string => `new Promise((done, failed) => {
  const flat = (value) => value instanceof Uint8Array ? { bytes: [...value] } : Array.isArray(value) ? value.map(flat) : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, flat(each)])) : value;
  const request = indexedDB.open("kith");
  request.onerror = failed;
  request.onsuccess = () => {
    const got = request.result.transaction("state").objectStore("state").get("${name}");
    got.onerror = failed;
    got.onsuccess = () => { request.result.close(); done(flat(got.result ?? null)); };
  };
})`;

function whole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== "object" || value === null) return value;
  if ("bytes" in value && Array.isArray(value.bytes) && typeof value.bytes[0] === "number") return Uint8Array.from(value.bytes as number[]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, whole(each)]));
}

export const stateRow = async <Value>(page: Page, name: string): Promise<Value> => whole(await page.evaluate(rowScript(name))) as Value;

/** The seed and every epoch key of a browser's store, as its owner can open them. */
export async function secretsOf(page: Page): Promise<{ readonly seed: Uint8Array; readonly epochKeys: readonly Uint8Array[] }> {
  const keys = await stateRow<StoredKeys>(page, "keys");
  const vault = await stateRow<{ readonly vaultId: string; readonly deviceId: string }>(page, "vault");
  const keyring = openKeyring(await stateRow<readonly SignedEntry[]>(page, "keyring"), vault.vaultId);
  const seed = seedOf(keys);
  if (!keyring.ok) throw new Error(JSON.stringify(keyring.error));
  const epochKeys = [...(await openEpochKeys(keyring.value.state, vault.deviceId, softwareKeys(seed))).values()];
  if (epochKeys.length === 0) throw new Error("no epoch opens");
  return { seed, epochKeys };
}

function seedOf(keys: StoredKeys): Uint8Array {
  if (keys.kind === "software") return keys.seed;
  const opened = keys.kind === "locked" ? openLock(keys.lock, { kind: "passphrase", passphrase }) : undefined;
  if (!opened?.ok) throw new Error("these keys don't open");
  return opened.value.seed;
}

/** In how many files below a folder something stands: as it is, as hex, as base64; text also in UTF-16. */
export function countFiles(folder: string, sought: Uint8Array | string): number {
  const bytes = Buffer.from(sought as Uint8Array);
  const needles = typeof sought === "string" ? [bytes, Buffer.from(sought, "utf16le")] : [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("base64").replaceAll("=", ""))];
  return filesBelow(folder).filter((file) => needles.some((needle) => file.includes(needle))).length;
}
