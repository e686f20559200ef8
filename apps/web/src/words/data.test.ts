import { expect, test } from "vitest";
import type { StatusView } from "../contract.ts";
import { deviceInWords, forgetInWords, passphraseInWords, restoredInWords, troublesOf, unsavedInWords } from "./data.ts";

const dayMs = 86_400_000;
const well: StatusView = { vault: "ready", sync: { phase: "synced", pendingRecords: 0 }, sample: false, peopleCount: 1, todayCount: 0, requestCount: 0, unreadEntries: 0, damagedEntries: 0 };
const titles = (status: Partial<StatusView>, isKept: boolean | undefined): readonly string[] => deviceInWords({ ...well, ...status }, isKept).map(({ title }) => title);

test("[W68] a notebook that isn't saved says why and the way out; one that is, nothing", () => {
  expect(unsavedInWords({ kind: "tooLong" }, 101_234, "en-GB")).toBe("A notebook holds 100,000 characters; this is 1,234 too many. Shorten it, and it is saved.");
  expect([unsavedInWords({ kind: "failed", message: "no room" }, 5, "en-GB"), unsavedInWords({ kind: "saved" }, 5, "en-GB"), unsavedInWords({ kind: "unsaved" }, 5, "en-GB")]).toEqual(["no room", undefined, undefined]);
});

test("[W69] forgetting says how much goes and what stays", () => {
  expect(forgetInWords({ facts: 1_204, shared: 3, namedIn: [] }, "Ada", "en-GB")).toEqual({ goes: "1,204 facts about Ada: messages and moments, notes and ratings, and the notebook.", stays: "3 conversations and meetings with others, without Ada." });
  expect(forgetInWords({ facts: 1, shared: 1, namedIn: [] }, "Ada", "en-GB")).toEqual({ goes: "1 fact about Ada: messages and moments, notes and ratings, and the notebook.", stays: "1 conversation or meeting with others, without Ada." });
  expect(forgetInWords({ facts: 2, shared: 0, namedIn: [] }, "Ada", "en-GB").stays).toMatch(/^Nothing/u);
});

test("[W70] a passphrase is judged in words; one that is short or repeats itself can't be used", () => {
  const judged = ["", "harbour", "aaaaaaaaaaaa", "harbour7", "lighthouse-keeper", "walk round the lighthouse", "correct horse battery staple"].map(passphraseInWords);
  expect(judged.map(({ usable }) => usable)).toEqual([false, false, false, true, true, true, true]);
  expect(judged.map(({ words }) => words.split(/[ :]/u)[0])).toEqual(["Too", "Too", "Too", "Weak", "Fair", "Strong", "Strong"]);
});

test("[W71] bringing an export in says what came, or that nothing was missing", () => {
  expect(restoredInWords({ ok: true, entries: 3_021, notebooks: 1, notices: [] }, "en-GB").text).toBe("3,021 entries and 1 notebook from the file. What was here before is untouched.");
  expect(restoredInWords({ ok: true, entries: 1, notebooks: 0, notices: [] }, "en-GB").text).toMatch(/^1 entry from/u);
  expect(restoredInWords({ ok: true, entries: 0, notebooks: 0, notices: [] }, "en-GB").title).toBe("Nothing was missing");
});

test("[W72] how this device is doing is said line by line: storage, sync, records, clock", () => {
  expect(titles({}, true)).toEqual(["Kept, also when space runs short", "On the server, sealed", "Every record here can be read", "The clock fits what was recorded"]);
  expect(titles({ damagedEntries: 2, unreadEntries: 3, clockOffMs: 3 * dayMs }, false)).toEqual([
    "The browser may clear Kith’s data when space runs short", "On the server, sealed", "2 records on this device are damaged", "3 entries need a newer Kith", "This device’s clock is about 3 days behind what was recorded last",
  ]);
  expect(titles({ damagedEntries: 1, unreadEntries: 1, clockOffMs: -40 * dayMs }, undefined)).toEqual([
    "This browser doesn’t say whether it keeps Kith’s data", "On the server, sealed", "1 record on this device is damaged", "1 entry needs a newer Kith", "This device’s clock is about 6 weeks ahead of what was recorded last",
  ]);
});

test("[W73] damage without a server says what else helps", () => {
  const damage = (phase: StatusView["sync"]["phase"]): string | undefined => deviceInWords({ ...well, damagedEntries: 1, sync: { phase, pendingRecords: 0 } }, true).find(({ key }) => key === "records")?.text;
  expect(damage("synced")).not.toContain("export");
  for (const phase of ["off", "offline", "refused"] as const) expect(damage(phase)).toContain("bring in an export");
});

test("[W74] damage and a clock that is off each have a line of their own; nothing else has", () => {
  expect(troublesOf({ ...well, unreadEntries: 3 })).toEqual([]);
  expect(troublesOf({ ...well, damagedEntries: 2, clockOffMs: 2 * dayMs })).toEqual([
    { trouble: "damage", line: "2 records on this device are damaged. The others are intact." }, { trouble: "clock", line: "This device’s clock is about 2 days behind what was recorded last." },
  ]);
});
