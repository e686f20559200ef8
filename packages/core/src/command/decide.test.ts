import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { eventNumbered, personNumbered } from "../testing/random-events.ts";
import type { Command } from "./command.ts";
import { decide, noteLengthMax } from "./decide.ts";
import type { Known } from "./known.ts";

const ada = personNumbered(1);
const nowMs = 1_700_000_000_000;
const importId = idFromParts(["import"]) as ImportId;
const held = idFromParts(["held plan"]);
const known: Known = { hasPerson: (person) => person === ada, hasEvent: (event) => event === eventNumbered(7), hasImport: (run) => run === importId, hasPlan: (plan) => plan === held, idsOf: (person) => [person, personNumbered(8)], forgotten: new Set([personNumbered(4)]) };
const decideNow = (command: Command) => { let made = 0; return decide(command, known, { nowMs, newId: () => { made += 1; return idFromParts(["new", String(made)]); } }); };
const eventsOf = (command: Command) => { const decided = decideNow(command); if (!decided.ok) throw new Error(decided.error.message); return decided.value; };
const refusalOf = (command: Command) => { const decided = decideNow(command); return decided.ok ? undefined : decided.error.reason; };

describe("decide", () => {
  test("[C1] an interaction is recorded at its own moment, with both sides in touch", () => {
    expect(eventsOf({ type: "RecordInteraction", people: [ada], kind: "coffee", atMs: nowMs - dayMs, note: "  tides  " })).toEqual([
      { id: idFromParts(["new", "1"]), v: 1, atMs: nowMs - dayMs, type: "InteractionRecorded", kind: "coffee", direction: "both", people: [ada], note: "tides" },
    ]);
  });

  test("[C2] a command about somebody unknown is refused, and the refusal names the way out", () => {
    const decided = decideNow({ type: "LetGo", person: personNumbered(9) });
    expect(decided.ok ? "" : decided.error.message).toMatch(/Add them first/u);
  });

  test("[C3] an interaction in the future, with nobody, or with too long a note is refused", () => {
    expect(refusalOf({ type: "RecordInteraction", people: [ada], kind: "call", atMs: nowMs + 3 * dayMs })).toBe("inTheFuture");
    expect(refusalOf({ type: "RecordInteraction", people: [], kind: "call", atMs: nowMs })).toBe("empty");
    expect(refusalOf({ type: "RecordInteraction", people: [ada], kind: "call", atMs: nowMs, note: "x".repeat(noteLengthMax + 1) })).toBe("tooLong");
  });

  test.each<[Command, string]>([
    [{ type: "RateCloseness", person: ada, closeness: 4 }, "ClosenessRated"], [{ type: "KeepPerson", person: ada }, "PersonKept"], [{ type: "PostponeReview", person: ada, untilMs: 1 }, "ReviewPostponed"],
    [{ type: "LetGo", person: ada }, "PersonLetGo"], [{ type: "BringBack", person: ada }, "PersonBroughtBack"], [{ type: "AnswerRequest", person: ada, answer: "wait" }, "RequestAnswered"],
    [{ type: "SnoozeReachOut", person: ada, untilMs: 1 }, "ReachOutSnoozed"], [{ type: "AddNote", person: ada, text: "likes tea" }, "NoteRecorded"], [{ type: "AddPerson", name: "Bram" }, "PersonAdded"],
  ])("[C4] each wish becomes its fact: $type", (command, type) => { expect(eventsOf(command).map((event) => event.type)).toEqual([type]); });

  test("[C5] undo retracts what the log holds, and is refused where nothing is left", () => {
    expect(eventsOf({ type: "Undo", events: [eventNumbered(7), eventNumbered(8)] })).toMatchObject([{ type: "EventsRetracted", events: [eventNumbered(7)] }]);
    expect(refusalOf({ type: "Undo", events: [eventNumbered(8)] })).toBe("nothingToUndo");
    expect(eventsOf({ type: "UndoImport", importId })).toMatchObject([{ type: "EventsRetracted", importId }]);
    expect(refusalOf({ type: "UndoImport", importId: idFromParts(["other"]) as ImportId })).toBe("nothingToUndo");
  });

  test("[C6] an import records only what is new, once, and the same archive again is refused as nothing new", () => {
    const event = (id: EventId, person: PersonId) => ({ id, v: 1, atMs: 1, type: "ConnectionMade", person }) as const;
    const run = (events: ReturnType<typeof event>[]) => ({ type: "RecordImport", importId, fileName: "a.zip", snapshotAtMs: 5, events, files: [] }) as const;
    expect(eventsOf(run([event(eventNumbered(7), ada), event(eventNumbered(1), ada), event(eventNumbered(1), ada)])).map(({ type }) => type)).toEqual(["ConnectionMade", "ImportCompleted"]);
    expect(refusalOf(run([event(eventNumbered(7), ada)]))).toBe("alreadyImported");
  });

  test("[C7] all ids of a person are forgotten, each by its own fact", () => {
    expect(eventsOf({ type: "ForgetPerson", person: ada }).map((event) => event.type === "PersonForgotten" && event.person)).toEqual([ada, personNumbered(8)]);
    expect(refusalOf({ type: "ForgetPerson", person: personNumbered(9) })).toBe("unknownPerson");
  });

  test("[C8] an import brings back nobody who was forgotten, and keeps what is about others too", () => {
    const [gone, other] = [personNumbered(4), personNumbered(5)];
    const fact = { v: 1, atMs: 1 } as const;
    const events = eventsOf({ type: "RecordImport", importId: idFromParts(["another"]) as ImportId, fileName: "a.zip", snapshotAtMs: 1, files: [], events: [
      { ...fact, id: eventNumbered(1), type: "ConnectionMade", person: gone },
      { ...fact, id: eventNumbered(2), type: "InteractionRecorded", kind: "message", direction: "out", people: [gone, other] },
    ] });
    expect(events.map((event) => [event.type, "people" in event && event.people])).toEqual([["InteractionRecorded", [other]], ["ImportCompleted", false]]);
  });
});
