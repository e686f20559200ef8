/** The two ways on for an app that doesn't start. Neither touches IndexedDB, where the vault lies. */
import { keptVersions } from "./versions.ts";
import { whole, whyNotServed, type FileHashes } from "./whole.ts";

/** The build's list of files as the server has it now. */
const listPath = "/files.json";
/** Past the service worker. */
const past: RequestInit = { headers: { "x-kith-anew": "1" } };
/** Past the HTTP cache too, which takes the good answer in place of a bad one. */
const pastAll: RequestInit = { ...past, cache: "reload" };
/** A server that keeps a file back must not keep the reload back. */
const patienceMs = 5_000;

/** Loads the page again, with a right answer wherever the HTTP cache had kept a wrong one, if the server has it by now. */
export async function tryAgain(): Promise<void> {
  await Promise.race([mendHttpCache(), new Promise((wait) => { setTimeout(wait, patienceMs); })]);
  window.location.reload();
}

/**
 * Fetches every file of the app anew, and only once all of them came whole lets go of the service worker and of all it
 * kept, and loads the page again. Resolves to why nothing was removed, in a sentence; undefined where it was.
 */
export async function fetchAnew(): Promise<string | undefined> {
  const why = await whyNotThere();
  if (why !== undefined) return `The server doesn’t send the whole app right now (${why}). Nothing was removed. Try again later.`;
  await letGoOfApp();
  window.location.reload();
  return undefined;
}

/** Lets go of the service worker and of every version of the app it kept. */
export async function letGoOfApp(): Promise<void> {
  // Absent over plain http and in some private windows: then there is nothing to remove.
  const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  if ("caches" in globalThis) await Promise.all((await keptVersions(caches)).map((name) => caches.delete(name)));
}

/** Why the server doesn't send the whole app; undefined where it does. */
async function whyNotThere(): Promise<string | undefined> {
  try {
    await Promise.all((await builtFiles()).map(async ([path, sha256]) => check(path, sha256, await fetch(path, pastAll))));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function mendHttpCache(): Promise<void> {
  const files = await builtFiles().catch(() => []);
  await Promise.allSettled(files.map(async ([path, sha256]) => {
    const isRight = await fetch(path, past).then((answer) => check(path, sha256, answer)).then(() => true, () => false);
    if (!isRight) await (await fetch(path, pastAll)).arrayBuffer();
  }));
}

async function builtFiles(): Promise<readonly (readonly [string, string])[]> {
  const list = await fetch(listPath, pastAll);
  const why = whyNotServed(listPath, list);
  if (why !== undefined) throw new Error(`${listPath} ${why}`);
  return Object.entries(await list.json() as FileHashes);
}

/** Throws where an answer isn't the file. Plain http has no hash at hand: the status and the type then. */
async function check(path: string, sha256: string, answer: Response): Promise<void> {
  if (globalThis.isSecureContext) {
    await whole(path, sha256, answer);
    return;
  }
  const why = whyNotServed(path, answer);
  if (why !== undefined) throw new Error(`${path} ${why}`);
  await answer.arrayBuffer();
}
