/** The composition root of the data worker: the only place that builds its clock, ids, store, sockets and wasm. */
import wasmUrl from "@automerge/automerge/automerge.wasm?url";
import { startAutomerge } from "@kith/core";
import { bytesToBase64url, createDeviceStore } from "@kith/core/relay";
import { deleteDatabase } from "../storage/database.ts";
import { openIndexedTables } from "../storage/indexed-tables.ts";
import type { StoredKeys } from "../sync/platform-keys.ts";
import type { Timers } from "../sync/timers.ts";
import { createApp, type App, type TabMessage } from "./app.ts";

interface Question { readonly id: number; readonly name: string; readonly ask: unknown }
interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: "message", hear: (event: MessageEvent<Question>) => void): void;
  readonly location: Location;
}
/** The page's types say `Window`; this is a dedicated worker. */
declare const self: WorkerScope;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const timers: Timers = {
  nowMs: () => Date.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => { clearTimeout(timer); };
  },
  jitter: () => Math.random(),
};
const tabs = new BroadcastChannel("kith-changed");

/** Records are sealed Automerge changes: without it nothing can be read, so nothing is touched either. */
const notLoaded = "A part of Kith (WebAssembly) couldn’t be loaded. Nothing was changed. Check the connection to your server, and whether an extension or the browser’s lockdown mode keeps WebAssembly away.";

async function start(): Promise<App> {
  const [tables] = await Promise.all([
    openIndexedTables((isDeleted) => { self.postMessage({ news: { type: isDeleted ? "emptied" : "outdated" } }); }),
    startAutomerge(new URL(wasmUrl, self.location.href).href).catch(() => { throw new Error(notLoaded); }),
  ]);
  const app = await createApp({
    platform: { random, subtle: globalThis.isSecureContext ? crypto.subtle : undefined, fetch: (input, init) => fetch(input, init), nowMs: timers.nowMs },
    timers,
    serverUrl: self.location.origin,
    store: createDeviceStore<StoredKeys>(tables),
    newId: () => bytesToBase64url(random(16)),
    exclusively: (work) => navigator.locks.request("kith-write", work),
    whenLeading: (lead) => {
      // Held until this worker ends.
      void navigator.locks.request("kith-sync", () => { lead(); return new Promise<never>(() => undefined); });
    },
    tellTabs: (said) => { tabs.postMessage(said); },
    tell: (news) => { self.postMessage({ news }); },
    empty: async () => {
      await tables.close();
      await deleteDatabase();
    },
  });
  tabs.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => { void app.tabSaid(data); });
  return app;
}

const starting = start();
async function answer({ id, name, ask }: Question): Promise<void> {
  try {
    const app = await starting;
    self.postMessage({ id, answer: await app.answer(name, ask) });
  } catch (error) {
    self.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
self.addEventListener("message", ({ data }) => {
  // A sign of life, also while it is still starting.
  if (data.name === "ping") self.postMessage({ id: data.id, answer: undefined });
  else void answer(data);
});
