import { expect, test } from "vitest";
import { dateInWords, dateOfDay, dayOfDate, evidenceInWords, reasonInWords, relativeTime, relativeTimeShort, rhythmInWords, spanInWords, whyInWords } from "./index.ts";

const context = { nowMs: dayOfDate({ year: 2026, month: 11, day: 23 }) * 86_400_000, locale: "en-GB" };

test("[P6] spans use the largest unit that doesn't mislead", () => {
  expect([0, 1, 20, 21, 60, 61, 729, 730, 1500].map(spanInWords)).toEqual(
    ["less than a day", "1 day", "20 days", "3 weeks", "9 weeks", "2 months", "24 months", "1 year", "4 years"]);
  expect([0.5, 1.2, 5, 40, 400, 900].map(relativeTime)).toEqual(["today", "yesterday", "5 days ago", "6 weeks ago", "13 months ago", "2 years ago"]);
  expect([0, 5, 40, 400, 900].map(relativeTimeShort)).toEqual(["today", "5 d ago", "6 wk ago", "13 mo ago", "2 yr ago"]);
  expect([1, 9].map(rhythmInWords)).toEqual(["every day", "every 9 days"]);
});

test("[P7] dates name the year only where it isn't this one", () => {
  expect(dateInWords(context.nowMs, context)).toBe("23 Nov");
  expect(dateInWords(context.nowMs - 366 * 86_400_000, context)).toBe("22 Nov 2025");
});

test("[P8] every reason is a sentence with its own evidence and no score", () => {
  expect(reasonInWords({ kind: "goneQuiet", gapDays: 9, silenceDays: 74 }, context)).toBe("Gone quiet: usually every 9 days, now 2 months");
  expect(reasonInWords({ kind: "promised", quote: "I'll send the list", sinceDays: 12 }, context)).toBe("You promised 12 days ago: “I'll send the list”");
  expect(reasonInWords({ kind: "jobChange", from: "Rivet", to: "Lumen", sinceDays: 30 }, context)).toBe("Moved from Rivet to Lumen 4 weeks ago");
  expect(reasonInWords({ kind: "neverInTouch" }, context)).not.toMatch(/overdue|0/u);
});

test("[P9] why now is told by the reason that tells it best, else in general words", () => {
  const reasons = [{ kind: "lastContact", silenceDays: 40 }, { kind: "replyOwed", sinceDays: 3 }] as const;
  expect(whyInWords("replyOwed", reasons, context)).toBe("Wrote to you 3 days ago, no answer yet");
  expect(whyInWords("weakTie", [], context)).toBe("A door to another circle");
});

test("[P10] where there is no evidence, the words say so", () => {
  expect(evidenceInWords({ kind: "noEvidence" })).toBe("Nothing in your data says");
});

test("[P11] days and dates are each other's inverse over four centuries", () => {
  for (let day = -80_000; day < 80_000; day += 37) expect(dayOfDate(dateOfDay(day))).toBe(day);
});
