import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InteractionKind, KithEvent } from "../event/event.ts";
import type { CircleId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { recordedInWords, type RecordedContext } from "./recorded-in-words.ts";
import { dayOfDate } from "./civil.ts";
import { clockInWords, longDateInWords } from "./time-in-words.ts";

const [ada, bram, cleo, dana] = [1, 2, 3, 4].map(personNumbered) as [ReturnType<typeof personNumbered>, ReturnType<typeof personNumbered>, ReturnType<typeof personNumbered>, ReturnType<typeof personNumbered>];
const circle = "circle" as CircleId;
const names = new Map<string, string>([[ada, "Ada"], [bram, "Bram"], [cleo, "Cleo"], [dana, "Dana"], [circle, "Book club"]]);
const momentOf = (month: number, day: number, hours: number): number => dayOfDate({ year: 2026, month, day }) * dayMs + hours * 3_600_000;
const context: RecordedContext = { nowMs: momentOf(11, 24, 12), locale: "en-GB", utcOffsetMinutes: 60, byHand: true, nameOf: (id) => names.get(id) };
const fact = { id: eventNumbered(1), v: 1, atMs: 0 } as const;
const met = (people: readonly typeof ada[], kind: InteractionKind, direction: "in" | "out" | "both" = "both"): KithEvent => ({ ...fact, type: "InteractionRecorded", kind, direction, people });

describe("what was recorded, in words", () => {
  test("[P20] a fact says what was done and about whom; who has no name any more is somebody", () => {
    const lines = ([
      { ...fact, type: "ClosenessRated", person: bram, closeness: 4 }, { ...fact, type: "ClosenessRated", person: bram, closeness: null }, { ...fact, type: "PersonLetGo", person: personNumbered(9) },
      { ...fact, type: "RequestAnswered", person: ada, answer: "wait" }, { ...fact, type: "ReachOutSnoozed", person: ada, untilMs: momentOf(12, 1, 0) }, { ...fact, type: "CircleJoined", circle, person: ada },
      { ...fact, type: "TieAsserted", between: [ada, bram], knows: false }, { ...fact, type: "IntroductionAdvanced", introduction: "i" as never, through: ada, between: [null, bram], step: "asked" },
      { ...fact, type: "PeopleMerged", person: ada, into: bram }, { ...fact, type: "GoalEnded", goal: "g" as never, outcome: "reached" }, { ...fact, type: "CapacitySet", perDay: 5 },
    ] satisfies KithEvent[]).map((event) => recordedInWords(event, context));
    expect(lines).toEqual([
      "Rated Bram 4 of 5", "Took back the rating of Bram", "Let go of somebody", "Answered the request of Ada: wait", "Snoozed Ada until 1 Dec", "Added Ada to the circle “Book club”",
      "Said that Ada doesn’t know Bram", "Introduction of you to Bram through Ada: asked for", "Merged Ada into Bram", "Reached the goal", "Planned for 5 people a day",
    ]);
  });

  test("[P21] what was recorded by hand was logged; a fact of an import says who wrote to whom", () => {
    const said = (event: KithEvent, byHand: boolean): string => recordedInWords(event, { ...context, byHand });
    expect([said(met([ada], "coffee"), true), said(met([ada, bram], "meal"), true), said(met([ada, bram, cleo, dana], "meeting"), true)]).toEqual(["Logged a coffee with Ada", "Logged a meal with Ada and Bram", "Logged a meeting with Ada, Bram and 2 others"]);
    expect([said(met([ada], "message", "in"), false), said(met([ada], "mail", "out"), false), said(met([ada], "coffee"), false), said(met([ada], "meeting"), false)]).toEqual(["Message from Ada", "E-mail to Ada", "Coffee with Ada", "Met Ada"]);
  });

  test("[P22] every fact has a line of its own words, never an id", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      for (const event of events) expect(recordedInWords(event, context)).toMatch(/^[A-Z][^\n]+$/u);
      for (const event of events) expect(recordedInWords(event, { ...context, nameOf: () => undefined })).not.toMatch(/[\w-]{22}/u);
    }), runs(300));
  });

  test("[P23] a time of day and a whole date are those of the reader's clock", () => {
    const atMs = momentOf(3, 31, 23) + 5 * 60_000;
    expect([clockInWords(atMs, context), longDateInWords(atMs, context)]).toEqual(["0:05", "1 April 2026"]);
    expect(clockInWords(momentOf(3, 31, 12) + 32 * 60_000, context)).toBe("13:32");
  });
});
