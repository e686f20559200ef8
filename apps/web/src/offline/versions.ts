/**
 * The versions of the app that this browser keeps: a cache each, named by the hash of its contents, so that a cache
 * says by itself whether it is whole. Earlier service workers kept whatever a server answered under the same names.
 */
import { sha256Hex, whole, whyNotServed, type FileHashes } from "./whole.ts";

const prefix = "kith-";

/** The cache of one version; `version` is the first twelve hex digits of the hash of its contents. */
export const cacheNameOf = (version: string): string => `${prefix}${version}`;

/** The names of all versions kept here, whole or not. */
export const keptVersions = async (caches: CacheStorage): Promise<readonly string[]> => (await caches.keys()).filter((name) => name.startsWith(prefix));

/**
 * Keeps every file of a version. What a kept version has under a hashed name is taken from there if it is still whole,
 * else the network is asked past every HTTP cache. Throws where one file isn't whole; what was kept till then is whole.
 */
export async function keepVersion(version: string, files: FileHashes, { caches, fetch }: { readonly caches: CacheStorage; readonly fetch: typeof globalThis.fetch }): Promise<void> {
  const cache = await caches.open(cacheNameOf(version));
  const keep = async ([path, sha256]: readonly [string, string]): Promise<void> => {
    const kept = path.startsWith("/assets/") ? await keptElsewhere(caches, path, sha256) : undefined;
    await cache.put(path, kept ?? await whole(path, sha256, await fetch(path, { cache: "reload" })));
  };
  // The page first: whatever rewrites pages on the way is found out before anything large is fetched.
  const entries = Object.entries(files);
  for (const page of entries.filter(([path]) => path === "/")) await keep(page);
  await Promise.all(entries.filter(([path]) => path !== "/").map(keep));
}

/** A whole copy of a file in any version kept here. */
async function keptElsewhere(caches: CacheStorage, path: string, sha256: string): Promise<Response | undefined> {
  for (const name of await keptVersions(caches)) {
    const kept = await caches.match(path, { cacheName: name, ignoreVary: true });
    const copy = kept && await whole(path, sha256, kept).catch(() => undefined);
    if (copy) return copy;
  }
  return undefined;
}

/** Whether a cache holds exactly what its name says, every file as a browser would take it. */
export async function isWhole(caches: CacheStorage, name: string): Promise<boolean> {
  const cache = await caches.open(name);
  const parts: BlobPart[] = [];
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  // The order in which the build hashes them: by name, the page last.
  for (const path of [...paths.filter((each) => each !== "/").toSorted(), "/"]) {
    const kept = await cache.match(path, { ignoreVary: true });
    if (!kept || whyNotServed(path, kept) !== undefined) return false;
    parts.push(path === "/" ? "index.html" : path.slice(1), await kept.arrayBuffer());
  }
  return name === cacheNameOf((await sha256Hex(await new Blob(parts).arrayBuffer())).slice(0, 12));
}
