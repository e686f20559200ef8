/** The service worker: offline, and a new version that waits until the owner asks for it. */

/** Registers it; `ready` is called with the way to take a waiting version over. */
export async function watchForUpdate(ready: (update: () => void) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (asked) window.location.reload(); });
  const offer = (waiting: ServiceWorker): void => {
    ready(() => {
      asked = true;
      waiting.postMessage("skipWaiting", []);
    });
  };
  const registration = await navigator.serviceWorker.register("/sw.js");
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    next?.addEventListener("statechange", () => { if (next.state === "installed" && navigator.serviceWorker.controller) offer(next); });
  });
}
