/** The composition root: the only place that builds the worker, the clock, the router and the page. */
import "./styles/all.css";
import type { App } from "./app.ts";
import { createKithClient } from "./kith-client.ts";
import { takePairingLink } from "./pairing-address.ts";
import { Root } from "./pages/root.ts";
import { whyNotHere } from "./platform.ts";
import { createRouter } from "./router.ts";
import { scriptUrl } from "./script-url.ts";
import { Toasts } from "./toasts.ts";
import { watchForUpdate } from "./update.ts";
import { readerNow } from "./reader-now.ts";
// oxlint-disable-next-line import/default -- Vite gives the address in place of the module.
import workerUrl from "./worker/worker.ts?worker&url";

const why = whyNotHere(globalThis);
if (why !== undefined) throw new Error(why);

const link = takePairingLink(window);
const worker = new Worker(scriptUrl(workerUrl), { type: "module" });
// A page that the browser keeps for the way back keeps its worker too, and with it the lock under which one tab syncs:
// no other page would sync again. Whoever left with something unsaved was asked before.
window.addEventListener("pagehide", ({ persisted }) => { if (persisted) worker.terminate(); });
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) window.location.reload(); });
const app: App = { kith: createKithClient(worker), router: createRouter(window), toasts: new Toasts(), now: readerNow };

const root = new Root();
root.app = app;
root.link = link;
document.body.append(root);
// Without a service worker (a private window, plain http) Kith works, only not offline.
if (import.meta.env.PROD) watchForUpdate((update) => { root.takeUpdate = update; });
