import { expect, test } from "vitest";
import { wish, wishes, type App } from "./app.ts";
import type { EventId } from "@kith/core";
import type { Kith } from "./contract.ts";
import type { Router } from "./router.ts";
import { Toasts } from "./toasts.ts";

const appThat = (ask: () => Promise<unknown>): App => ({ kith: { ask: ask as Kith["ask"], listen: () => () => undefined }, router: {} as Router, toasts: new Toasts(), now: () => ({ nowMs: 0, locale: "en", utcOffsetMinutes: 0 }) });

test("[W50] a wish that the store fails is said in the store's own words and gives nothing back, so that what was typed stays", async () => {
  const full = "This device has no room left for Kith. Free some space; what you just did was not saved.";
  const app = appThat(() => Promise.reject(new Error(full)));
  expect(await wish(app, { type: "Undo", events: [] }, "Done")).toBeUndefined();
  expect(app.toasts.current).toEqual({ text: full });
  let asked = 0;
  const halfway = appThat(() => { asked += 1; return asked === 1 ? Promise.resolve({ ok: true, events: ["a" as EventId] }) : Promise.reject(new Error(full)); });
  expect(await wishes(halfway, [{ type: "Undo", events: [] }, { type: "Undo", events: [] }], { text: "Done" })).toBeUndefined();
  expect(halfway.toasts.current?.text).toBe(full);
});
