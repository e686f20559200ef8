import { expect, test } from "vitest";
import { dayOfDate, dateOfDay, localDay, readCapture } from "./index.ts";

const noon = (year: number, month: number, day: number): number => dayOfDate({ year, month, day }) * 86_400_000 + 43_200_000;
/** Monday 23 November 2026, noon. */
const context = { nowMs: noon(2026, 11, 23), utcOffsetMinutes: 0 };
const read = (text: string): readonly [string, string, string] => {
  const { kind, atMs, note } = readCapture(text, context);
  const { year, month, day } = dateOfDay(localDay(atMs, 0));
  return [kind, `${year}-${month}-${day}`, note];
};

test("[P1] a kind and a day at the head leave the note", () => {
  expect(read("coffee yesterday, asked about Nils")).toEqual(["coffee", "2026-11-22", "asked about Nils"]);
  expect(read("call on 3 May")).toEqual(["call", "2026-5-3", ""]);
  expect(read("met last Tuesday")).toEqual(["meeting", "2026-11-17", ""]);
  expect(read("Yesterday had lunch with Ana at Fuglen")).toEqual(["meal", "2026-11-22", "with Ana at Fuglen"]);
  expect(read("video call 2 weeks ago: her move to Oslo")).toEqual(["video", "2026-11-9", "her move to Oslo"]);
  expect(read("coffee today, a walk on the pier")).toEqual(["coffee", "2026-11-23", "a walk on the pier"]);
  expect(read("coffee, yesterday: the new boat")).toEqual(["coffee", "2026-11-22", "the new boat"]);
});

test("[P2] days are read in the ways people write them, never in the future", () => {
  expect(read("mail March 1st, 2025")[1]).toBe("2025-3-1");
  expect(read("mail 24 November")[1]).toBe("2025-11-24");
  expect(read("call 2026-02-03")[1]).toBe("2026-2-3");
  expect(read("call 3.2.2026")[1]).toBe("2026-2-3");
  expect(read("call the day before yesterday")[1]).toBe("2026-11-21");
  expect(read("call on Monday")[1]).toBe("2026-11-23");
  expect(read("call last Monday")[1]).toBe("2026-11-16");
  expect(read("call 29 February")[1]).toBe("2024-2-29");
  expect(read("call 2027-01-01")[1]).toBe("2026-11-23");
});

test("[P3] a line without kind or day is a note, kept word for word", () => {
  expect(read("Partner is Jonas; two kids. Vegetarian")).toEqual(["note", "2026-11-23", "Partner is Jonas; two kids. Vegetarian"]);
  expect(read("note: prefers calls")).toEqual(["note", "2026-11-23", "prefers calls"]);
  expect(readCapture("", context)).toMatchObject({ kind: "note", note: "" });
});

test("[P4] the day is the writer's own, also across midnight UTC", () => {
  const lateInOslo = { nowMs: dayOfDate({ year: 2026, month: 11, day: 23 }) * 86_400_000 - 30 * 60_000, utcOffsetMinutes: 60 };
  expect(localDay(readCapture("call yesterday", lateInOslo).atMs, 60)).toBe(dayOfDate({ year: 2026, month: 11, day: 22 }));
  expect(readCapture("call today", lateInOslo).atMs).toBe(lateInOslo.nowMs);
});

test("[P5] the reading is shown before it is saved", () => {
  expect(readCapture("coffee yesterday", context).chips).toEqual([{ field: "kind", text: "Coffee" }, { field: "date", text: "yesterday" }]);
  expect(readCapture("likes tea", context).chips).toEqual([{ field: "kind", text: "Note" }]);
});
