/** Versions of the built client in folders, and what a page says of those that its browser keeps. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Page } from "playwright-core";
import { versionOf, writeServiceWorker } from "../../apps/web/build-offline.ts";
import { buildWhereOlder } from "../../scripts/build.ts";
import { clientFolder } from "../../scripts/places.ts";

await buildWhereOlder();
export const built = clientFolder;
/** Every file that a browser keeps, by path. */
export const paths = Object.keys(versionOf(built).files);
/** The path of the one built file whose name begins so. */
export const pathOf = (start: string, extension: string): string => {
  const found = paths.find((path) => path.startsWith(`/assets/${start}`) && path.endsWith(extension));
  if (found === undefined) throw new Error(`${start}*${extension} wasn't built`);
  return found;
};

/** Adds bytes that change nothing: a comment, an empty custom section, what follows a picture. */
const additions: Readonly<Record<string, Buffer>> = { ".js": Buffer.from("\n// next\n"), ".css": Buffer.from("\n/* next */\n"), ".html": Buffer.from("\n<!-- next -->\n"), ".svg": Buffer.from("\n<!-- next -->\n"), ".webmanifest": Buffer.from("\n"), ".wasm": Buffer.from([0, 5, 4, ...Buffer.from("kith")]) };

/** A next version: every file has other bytes under the same name. Removed by the caller. */
export async function nextVersion(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "kith-next-"));
  cpSync(built, folder, { recursive: true });
  for (const path of paths) appendFileSync(join(folder, path === "/" ? "index.html" : path), additions[path === "/" ? ".html" : extname(path)] ?? Buffer.from("next"));
  await writeServiceWorker(folder);
  return folder;
}

/** The built client with the first service worker that Kith had, which kept whatever a server answered. */
export function earlierVersion(): string {
  const folder = mkdtempSync(join(tmpdir(), "kith-earlier-"));
  cpSync(built, folder, { recursive: true });
  rmSync(join(folder, "files.json"));
  const { version, files } = versionOf(folder);
  writeFileSync(join(folder, "sw.js"), readFileSync(join(import.meta.dirname, "earlier-service-worker.js"), "utf8").replace("VERSION", version).replace("FILES", JSON.stringify(Object.keys(files))));
  return folder;
}

/** Registers (on the plain page) or updates, and waits for what comes of it: "redundant" where the install failed, else its last state. */
export const install = (page: Page, how: "register" | "update"): Promise<string> => page.evaluate<string>(`(async () => {
  const registration = ${how === "register" ? `await navigator.serviceWorker.register("/sw.js")` : "await navigator.serviceWorker.getRegistration()"};
  ${how === "update" ? "await registration.update();" : ""}
  const next = registration.installing ?? registration.waiting ?? registration.active;
  while (next.state === "installing") await new Promise((wait) => next.addEventListener("statechange", wait, { once: true }));
  return next.state;
})()`);

/** Each cache of Kith's with how many files it holds that are not byte for byte in `folder`. */
export const kept = async (page: Page, folder: string): Promise<Readonly<Record<string, number>>> => page.evaluate<Record<string, number>>(`(async () => {
  const files = ${JSON.stringify(versionOf(folder).files)};
  const hex = async (answer) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const wrong = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    wrong[name] = 0;
    for (const [path, hash] of Object.entries(files)) {
      const answer = await cache.match(path);
      if (!answer || answer.status !== 200 || await hex(answer) !== hash) wrong[name] += 1;
    }
  }
  return wrong;
})()`);

/** No service worker, nothing kept; the vault stays. */
export const forgetTheApp = async (page: Page): Promise<void> => page.evaluate<void>(`(async () => {
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
})()`);
