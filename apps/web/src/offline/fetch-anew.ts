/** The way out for an app that doesn't start: lets go of every kept copy of the app, and of nothing else. */
import { keptVersions } from "./versions.ts";
import { whole, whyNotServed, type FileHashes } from "./whole.ts";

/** The build's list of files as the server has it now. */
const listPath = "/files.json";
/** Past the service worker, and past the HTTP cache, which takes the good answer in place of a bad one. */
const past: RequestInit = { cache: "reload", headers: { "x-kith-anew": "1" } };

/**
 * Fetches every file of the app anew, and only once all of them came whole removes the service worker and what it
 * keeps, so that a reload starts from the server. IndexedDB, where the vault lies, is never touched. Resolves to why
 * nothing was removed, in a sentence; undefined where the app is ready to be reloaded.
 */
export async function fetchAnew(): Promise<string | undefined> {
  const why = await whyNotThere();
  if (why !== undefined) return `The server doesn’t send the whole app right now (${why}). Nothing was removed. Try again later.`;
  // Absent over plain http and in some private windows: then there is nothing to remove.
  const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  if ("caches" in globalThis) await Promise.all((await keptVersions(caches)).map((name) => caches.delete(name)));
  return undefined;
}

async function whyNotThere(): Promise<string | undefined> {
  try {
    const list = await fetch(listPath, past);
    const why = whyNotServed(listPath, list);
    if (why !== undefined) return `${listPath} ${why}`;
    await Promise.all(Object.entries(await list.json() as FileHashes).map(async ([path, sha256]) => check(path, sha256, await fetch(path, past))));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function check(path: string, sha256: string, answer: Response): Promise<void> {
  if (globalThis.isSecureContext) {
    await whole(path, sha256, answer);
    return;
  }
  // Plain http has no hash at hand: the status and the type then.
  const why = whyNotServed(path, answer);
  if (why !== undefined) throw new Error(`${path} ${why}`);
  await answer.arrayBuffer();
}
