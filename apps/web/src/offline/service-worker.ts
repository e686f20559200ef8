/**
 * Kith's service worker: serves one version of the app, whole and verified, and the next one once the owner takes it.
 * An install that meets anything else than the built files fails, and the version before goes on.
 */
import { cacheNameOf, isWhole, keepVersion, keptVersions } from "./versions.ts";
import type { FileHashes } from "./whole.ts";

/** Put in by the build. */
declare const KITH_VERSION: string;
declare const KITH_FILES: FileHashes;

interface Lasting extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetching extends Lasting { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface ServiceWorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", hear: (event: Lasting) => void): void;
  addEventListener(type: "fetch", hear: (event: Fetching) => void): void;
  addEventListener(type: "message", hear: (event: MessageEvent) => void): void;
}
/** The page's types say `Window`; this is a service worker. */
declare const self: ServiceWorkerScope;

const cacheName = cacheNameOf(KITH_VERSION);

async function install(): Promise<void> {
  const before = await keptVersions(caches);
  const areWhole = await Promise.all(before.map((name) => isWhole(caches, name)));
  const hadIt = before.includes(cacheName);
  try {
    await keepVersion(KITH_VERSION, KITH_FILES, { caches, fetch: (path, init) => fetch(path, init) });
  } catch (error) {
    // Half a version must not be taken for one, neither here nor by the next install.
    if (!hadIt) await caches.delete(cacheName);
    throw error;
  }
  // A damaged version can't ask its owner anything: it may not even open.
  if (before.length > 0 && !areWhole.includes(true)) await self.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await keptVersions(caches);
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The kept file, or what the network says where this version has none under that name. */
async function answer(request: Request): Promise<Response> {
  const isPage = request.mode === "navigate";
  const kept = await caches.match(isPage ? "/" : request, { cacheName, ignoreVary: true, ignoreSearch: isPage });
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => { event.waitUntil(install()); });
self.addEventListener("activate", (event) => { event.waitUntil(activate()); });
self.addEventListener("message", ({ data }) => { if (data === "skipWaiting") void self.skipWaiting(); });
self.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin || pathname.startsWith("/v1/") || headers.has("x-kith-anew")) return;
  event.respondWith(answer(event.request));
});
