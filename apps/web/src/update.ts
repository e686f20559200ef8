/** The service worker: offline, and a new version that waits until the owner asks for it. */
import { scriptUrl } from "./script-url.ts";

const scriptPath = "/sw.js";
/** How long after a failed install the next one is tried; the last for ever. */
const retryDelaysMs = [5_000, 20_000, 60_000, 300_000, 1_800_000];

/**
 * Registers it; `ready` is called with the way to take a waiting version over. An install that failed, because the
 * server didn't send every file as it was built, is tried again for as long as the page is open.
 */
export function watchForUpdate(ready: (update: () => void) => void): void {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const watched = new WeakSet<ServiceWorker>();
  let asked = false;
  let failures = 0;
  serviceWorker.addEventListener("controllerchange", () => { if (asked) window.location.reload(); });
  const offer = (waiting: ServiceWorker): void => {
    ready(() => {
      asked = true;
      waiting.postMessage("skipWaiting", []);
    });
  };
  const tryLater = (): void => {
    setTimeout(() => { void register(); }, retryDelaysMs[Math.min(failures, retryDelaysMs.length - 1)]);
    failures += 1;
  };
  const watch = (next: ServiceWorker | null): void => {
    if (!next || watched.has(next)) return;
    watched.add(next);
    // Asked now: the very first version takes the page over while it tells of its states.
    const isUpdate = serviceWorker.controller !== null;
    let isInstalled = false;
    next.addEventListener("statechange", () => {
      isInstalled ||= next.state !== "redundant";
      if (next.state === "installed" && isUpdate) offer(next);
      if (next.state === "redundant" && !isInstalled) tryLater();
    });
  };
  async function register(): Promise<void> {
    try {
      const registration = await serviceWorker.register(scriptUrl(scriptPath));
      registration.addEventListener("updatefound", () => { watch(registration.installing); });
      if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
      watch(registration.installing);
      // Registering the same address again asks for nothing new.
      if (failures > 0 && !registration.installing) await registration.update();
    } catch {
      // No answer, or one that is no script.
      tryLater();
    }
  }
  void register();
}
