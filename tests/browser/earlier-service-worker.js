/* Kith's service worker. The build puts the version and the file list in place of the two names in capitals. */
const cacheName = "kith-VERSION";
const files = FILES;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => Promise.all(files.map(async (file) => {
    // A hashed name never changes its content: take it from the version before instead of the network.
    const kept = file.startsWith("/assets/") ? await caches.match(file, { ignoreVary: true }) : undefined;
    await cache.put(file, kept ?? await fetch(file, { cache: "reload" }));
  }))));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("kith-") && name !== cacheName).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("message", (event) => { if (event.data === "skipWaiting") self.skipWaiting(); });
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/v1/")) return;
  const wanted = event.request.mode === "navigate" ? "/" : event.request;
  event.respondWith(caches.open(cacheName).then((cache) => cache.match(wanted, { ignoreVary: true, ignoreSearch: event.request.mode === "navigate" })).then((kept) => kept ?? fetch(event.request)));
});
