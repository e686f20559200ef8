/** A real server and real browsers for the stories. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { findChromium } from "../../scripts/find-chromium.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Served { readonly address: string; readonly stateFolder: string; stop(): Promise<void> }

/** `npm start` on a free port, with its state in a folder of its own. Two that start at once may find the same port free: the later one tries another. */
export async function serve({ inviteSecret, triesLeft = 3 }: { readonly inviteSecret?: string; readonly triesLeft?: number } = {}): Promise<Served> {
  const env = inviteSecret === undefined ? {} : { KITH_INVITE_SECRET: inviteSecret };
  try {
    return await serveOnce(env);
  } catch (error) {
    if (triesLeft === 0) throw error;
    return serve({ ...(inviteSecret === undefined ? {} : { inviteSecret }), triesLeft: triesLeft - 1 });
  }
}

async function serveOnce(env: Readonly<Record<string, string>>): Promise<Served> {
  const stateFolder = mkdtempSync(join(tmpdir(), "kith-state-"));
  // Below the ports that a system gives to connections.
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const server = spawn(process.execPath, [join(root, "scripts/start.ts")], { cwd: root, detached: true, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env, PORT: String(port), KITH_STATE: stateFolder } });
  const address = await new Promise<string>((ready, failed) => {
    let said = "";
    server.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Kith is at (\S+)/u.exec(said)?.[1];
      if (found !== undefined) ready(found);
    });
    server.once("exit", (code) => { failed(new Error(`the server ended with ${String(code)}: ${said}`)); });
  });
  return { address, stateFolder, stop: () => stopTree(server, stateFolder) };
}

/** The start and the workerd it began are a group and go as one. */
async function stopTree(server: ChildProcess, stateFolder: string): Promise<void> {
  if (server.pid !== undefined) try { process.kill(-server.pid, "SIGKILL"); } catch { /* It ended already. */ }
  await new Promise((wait) => { setTimeout(wait, 300); });
  rmSync(stateFolder, { recursive: true, force: true, maxRetries: 5 });
}

export interface Device { readonly profile: string; readonly context: BrowserContext; readonly page: Page; readonly complaints: string[]; close(): Promise<void> }

/** How every Chromium is started here: it asks nobody anything by itself. */
export const chromiumOptions = () => ({ executablePath: findChromium(), headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });

/** A browser profile of its own, as on another machine. */
export async function openDevice(options: { readonly profile?: string } = {}): Promise<Device> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "kith-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumOptions(), viewport: { width: 1360, height: 860 },
  });
  const page = context.pages()[0] ?? await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => { complaints.push(error.message); });
  return { profile, context, page, complaints, close: async () => { await context.close(); rmSync(profile, { recursive: true, force: true, maxRetries: 5 }); } };
}

/** A second browser on the vault of `words`. */
export async function joined(address: string, words: readonly string[]): Promise<Device> {
  const device = await openDevice();
  const { page } = device;
  await page.goto(address);
  await page.getByRole("button", { name: "I already use Kith on another device" }).click();
  await page.getByRole("textbox", { name: "Your 24 words" }).fill(words.join(" "));
  await page.getByRole("button", { name: "Open my Kith" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor({ timeout: 60_000 });
  return device;
}

/** Creates a vault from the first screen; returns its recovery words and leaves the page at the choice. */
export async function createVault(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  await page.getByRole("button", { name: "Start on this device" }).click();
  await page.getByRole("list", { name: "Recovery words" }).waitFor();
  const words = await page.getByRole("list", { name: "Recovery words" }).getByRole("listitem").allInnerTexts();
  await page.getByRole("checkbox", { name: /written them down/u }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("link", { name: "Import your LinkedIn archive" }).waitFor();
  return words.map((word) => word.replaceAll(/[^a-z]/gu, ""));
}

/** Creates a vault from the first screen and goes on into the sample network; returns its recovery words and leaves the page at Today. */
export async function startOnSample(page: Page, address: string): Promise<readonly string[]> {
  const words = await createVault(page, address);
  await page.getByRole("button", { name: "Look around with a sample network" }).click();
  await page.getByRole("heading", { name: /to reach out to/u }).waitFor();
  return words;
}

/** Every file below a folder, as one haystack per file. */
export function filesBelow(folder: string): readonly Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile()).map((path) => readFileSync(path));
}

/** Waits until `holds` is true; returns how long it took, in ms. Throws after `limitMs`. */
export async function until(holds: () => Promise<boolean>, limitMs: number): Promise<number> {
  const startMs = performance.now();
  while (performance.now() - startMs < limitMs) {
    if (await holds()) return performance.now() - startMs;
    await new Promise((wait) => { setTimeout(wait, 20); });
  }
  throw new Error(`not within ${limitMs} ms`);
}
