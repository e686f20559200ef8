import { expect, test } from "vitest";
import type { Reason, TriageEvidence } from "../insight/reason.ts";
import type { PersonId } from "../prelude/id.ts";
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

const [ada, bram] = [{ person: "a" as PersonId, name: "Ada" }, { person: "b" as PersonId, name: "Bram" }];
const day = 86_400_000;
/** One of each kind that speaks of what the owner noted, wants, promised or keeps together. */
const plans: readonly (readonly [Reason, string])[] = [
  [{ kind: "mostlyOneSided", direction: "out", started: 4, contacts: 5 }, "You mostly start: 4 of 5 contacts"],
  [{ kind: "mostlyOneSided", direction: "in", started: 9, contacts: 9 }, "They mostly start: 9 of 9 contacts"],
  [{ kind: "replyAwaited", sinceDays: 8, quote: "And you?" }, "You asked 8 days ago, no answer yet · “And you?”"],
  [{ kind: "promiseOpen", by: "owner", text: "send the chart", sinceDays: 40, overdueDays: 0 }, "You promised: “send the chart”, 6 weeks ago"],
  [{ kind: "promiseOpen", by: "owner", text: "send the chart", sinceDays: 5, dueMs: context.nowMs + 2 * day, overdueDays: 0 }, "You promised: “send the chart”, due 25 Nov"],
  [{ kind: "promiseOpen", by: "person", text: "ask the pilot", sinceDays: 40, dueMs: context.nowMs - 3 * day, overdueDays: 3 }, "They promised: “ask the pilot”, due 3 days ago"],
  [{ kind: "circleDue", circle: "Family", everyDays: 30, silenceDays: 45 }, "In your circle “Family”, every 4 weeks: now 6 weeks"],
  [{ kind: "circleDue", circle: "Mentors", everyDays: 30 }, "In your circle “Mentors”, not in touch yet"],
  [{ kind: "servesGoal", goal: "A berth", because: "organisation", text: "Oslo Havn" }, "Could help with your goal “A berth”: through Oslo Havn"],
  [{ kind: "servesGoal", goal: "A berth", because: "named", text: "Ada" }, "Could help with your goal “A berth”: named in it"],
  [{ kind: "servesGoal", goal: "A berth", because: "skill", text: "mooring" }, "Could help with your goal “A berth”: through the skill “mooring”"],
  [{ kind: "sharedTopic", topic: "interest", text: "tides" }, "Both care about “tides”"],
  [{ kind: "sharedTopic", topic: "field", text: "law" }, "Both work in “law”"],
  [{ kind: "meetsNeed", text: "a mooring", needs: ada, gives: bram, from: "offer" }, "Ada is looking for “a mooring”; Bram could offer it"],
  [{ kind: "meetsNeed", text: "knots", needs: ada, gives: bram, from: "skill" }, "Ada is looking for “knots”; Bram knows how"],
  [{ kind: "opportunity", title: "Survey of the pier", what: "business", outcome: "won", atMs: context.nowMs }, "Survey of the pier, won, November 2026"],
  [{ kind: "concentrated", of: "organisations", name: "Acme", share: 0.625 }, "63 % of those you are in touch with are at Acme"],
  [{ kind: "onlyOneInField", field: "law", person: ada }, "Ada is the only one you have noted in “law”"],
  [{ kind: "mostlyUnknown", of: "fields", unknown: 9, people: 13 }, "For 9 of 13 people, the field they work in isn’t in your data"],
  [{ kind: "mostlyYouStart", people: 8, of: 13 }, "With 8 of 13 people it is mostly you who starts"],
];

test.each(plans)("[P25] what the owner noted, wants or promised is told in their own words: %j", (reason, words) => { expect(reasonInWords(reason, context)).toBe(words); });

test("[P26] why now names the circle, the promise and the answer awaited; without them in general words", () => {
  const reason = (kind: Reason["kind"]): Reason => plans.map(([one]) => one).find((one) => one.kind === kind) ?? { kind: "noBridge" };
  expect((["circle", "promise", "promiseAwaited", "replyAwaited"] as const).map((why) => whyInWords(why, [], context))).toEqual(["One of your circles", "A promise of yours", "A promise of theirs", "You wait for their answer"]);
  const reasons = [reason("circleDue"), reason("promiseOpen"), reason("replyAwaited")];
  expect((["circle", "promise", "replyAwaited"] as const).map((why) => whyInWords(why, reasons, context))).toEqual(reasons.map((one) => reasonInWords(one, context)));
});

test("[P27] the evidence from what the owner noted, wants or joined is said as such", () => {
  expect(([
    { kind: "inCircle", circle: "Harbour" }, { kind: "noted", trait: "offer", text: "a mooring" }, { kind: "servesGoal", goal: "A berth" }, { kind: "ownActivity", what: "group", title: "Harbour Engineers" },
  ] satisfies TriageEvidence[]).map(evidenceInWords)).toEqual([
    "They are in your circle “Harbour”", "You noted the offer “a mooring”", "Could help with your goal “A berth”", "You share the group “Harbour Engineers”",
  ]);
});
