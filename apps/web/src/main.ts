/** The composition root: the only place that builds the worker, the clock, the router and the page. */
import "./styles/all.css";
import type { App } from "./app.ts";
import { createKithClient } from "./kith-client.ts";
import { takePairingLink } from "./pairing-address.ts";
import { Root } from "./pages/root.ts";
import { createRouter } from "./router.ts";
import { Toasts } from "./toasts.ts";
import { watchForUpdate } from "./update.ts";
import { readerNow } from "./reader-now.ts";

const link = takePairingLink(window);
const worker = new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module" });
const app: App = { kith: createKithClient(worker), router: createRouter(window), toasts: new Toasts(), now: readerNow };

const root = new Root();
root.app = app;
root.link = link;
document.body.append(root);
// Without a service worker (a private window, plain http) Kith works, only not offline.
if (import.meta.env.PROD) watchForUpdate((update) => { root.takeUpdate = update; }).catch(() => undefined);
