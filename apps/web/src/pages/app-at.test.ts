import { expect, test } from "vitest";
import type { PersonId } from "@kith/core";
import { wish, type App } from "../app.ts";
import type { Kith, Questions } from "../contract.ts";
import { Toasts } from "../toasts.ts";
import { appAt } from "./app-at.ts";

test("[W45] on another day the clock stands there, questions are answered, and what would write is refused with the way out", async () => {
  const asked: (keyof Questions)[] = [];
  const ask = (async (name: keyof Questions) => { asked.push(name); return []; }) as Kith["ask"];
  const app: App = { kith: { ask, listen: () => () => undefined }, router: { route: { page: "today" }, go: () => undefined, listen: () => () => undefined }, toasts: new Toasts(), now: () => ({ nowMs: Date.UTC(2026, 10, 24), locale: "en-GB", utcOffsetMinutes: 0 }) };
  const asOfMs = Date.UTC(2026, 2, 31, 23);
  const there = appAt(app, asOfMs);
  expect([there.now().nowMs, there.asOfMs]).toEqual([asOfMs, asOfMs]);
  await there.kith.ask("people", { sort: "name" });
  expect(await wish(there, { type: "LetGo", person: "ada" as PersonId }, "You let Ada go")).toBeUndefined();
  const refused = [await there.kith.ask("importFiles", []), await there.kith.ask("writeNotebook", { person: "ada" as PersonId, base: "", text: "" }), await there.kith.ask("forget", { person: "ada" as PersonId }), await there.kith.ask("restoreLog", { bytes: new Uint8Array() })];
  expect(refused.map(({ ok }) => ok)).toEqual([false, false, false, false]);
  expect(asked).toEqual(["people"]);
  expect(app.toasts.current).toEqual({ text: "You are looking at 31 March 2026. Go back to today to change anything." });
});
