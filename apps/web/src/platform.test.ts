import { afterEach, expect, test, vi } from "vitest";
import { copy, isStorageKept, keepStorage, whyNotHere } from "./platform.ts";

afterEach(() => { vi.unstubAllGlobals(); });

const whole = { WebAssembly: {}, indexedDB: {}, Worker: {}, BroadcastChannel: {}, navigator: { locks: {} }, isSecureContext: true };
const whyNotIn = (scope: object): string | undefined => whyNotHere(scope as typeof globalThis);

test("[B157] a window that lacks what Kith needs is told what, and what helps; one that has it all is told nothing", () => {
  expect(whyNotIn(whole)).toBeUndefined();
  for (const [name, words] of [["WebAssembly", "WebAssembly"], ["indexedDB", "IndexedDB"], ["Worker", "web workers"], ["BroadcastChannel", "broadcast channels"]] as const) {
    expect(whyNotIn({ ...whole, [name]: undefined })).toContain(words);
  }
  expect(whyNotIn({ ...whole, navigator: {}, isSecureContext: false })).toMatch(/web locks.*https/u);
  const refusing = Object.defineProperty({ ...whole }, "indexedDB", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  expect(whyNotIn(refusing)).toContain("IndexedDB");
});

test("[B158] where the browser promises no storage and gives no clipboard, nothing fails: the answer is that it doesn’t", async () => {
  vi.stubGlobal("navigator", {});
  expect([await isStorageKept(), await keepStorage(), await copy("words")]).toEqual([undefined, false, false]);
  vi.stubGlobal("navigator", { storage: {}, clipboard: { writeText: () => Promise.reject(new DOMException("denied", "NotAllowedError")) } });
  expect([await isStorageKept(), await keepStorage(), await copy("words")]).toEqual([undefined, false, false]);
  vi.stubGlobal("navigator", { storage: { persisted: () => Promise.resolve(true), persist: () => Promise.resolve(true) }, clipboard: { writeText: () => Promise.resolve() } });
  expect([await isStorageKept(), await keepStorage(), await copy("words")]).toEqual([true, true, true]);
});
