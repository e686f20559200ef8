/** No wish becomes a fact that can't be read again. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KithEvent } from "../event/event.ts";
import { momentMax, momentMin } from "../event/field.ts";
import { whyUnreadable } from "../event/readable.ts";
import { createEventLog } from "../log/event-log.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, CommitmentId, DeviceId, EventId, GoalId, ImportId, IntroductionId } from "../prelude/id.ts";
import { dayMs } from "../prelude/time.ts";
import { seeded } from "../testing/archive/seeded.ts";
import { eventNumbered, personNumbered } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import type { Known } from "./known.ts";

const nowMs = 1_700_000_000_000;
const [ada, bram] = [personNumbered(1), personNumbered(2)];
const plan = idFromParts(["plan"]);
const known: Known = { hasPerson: () => true, hasEvent: () => true, hasImport: () => true, hasPlan: () => true, idsOf: (person) => [person, personNumbered(8)], forgotten: new Set() };
const decideAt = (command: Command, atMs: number) => { let made = 0; return decide(command, known, { nowMs: atMs, newId: () => { made += 1; return idFromParts(["new", String(made)]); } }); };
const refusalOf = (command: Command, atMs = nowMs) => { const decided = decideAt(command, atMs); return decided.ok ? undefined : decided.error; };
const hex = (length: number): string => seeded(length).hex(length);

/** Moments at the edges and beyond, texts of every kind, lists of any length. */
const moments = fc.constantFrom(momentMin, momentMax, momentMin - 1, momentMax + 1, 0, -0, 0.5, nowMs, nowMs - 400 * 365 * dayMs, 9e15, Number.NaN, Infinity, -Infinity);
const texts = fc.oneof({ weight: 8, arbitrary: fc.constantFrom("x", "\0", "\uD800", "__proto__", " y ", "结".repeat(400), "z".repeat(5_000)) }, { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) }, { weight: 1, arbitrary: fc.constant(hex(600_000)) });
const manyTexts = fc.oneof({ weight: 6, arbitrary: fc.array(texts, { maxLength: 2 }) }, { weight: 1, arbitrary: fc.constant(Array.from({ length: 30_000 }, (_, index) => `${index}`)) });
const manyPeople = fc.oneof({ weight: 5, arbitrary: fc.constantFrom([ada], [ada, bram]) }, { weight: 1, arbitrary: fc.constant(Array.from({ length: 20_000 }, (_, index) => personNumbered(index))) });
const wishes: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant("RecordInteraction" as const), people: manyPeople, kind: fc.constantFrom("call" as const, "no such kind" as "call"), atMs: moments, note: texts }),
  fc.record({ type: fc.constantFrom("PostponeReview" as const, "SnoozeReachOut" as const), person: fc.constant(ada), untilMs: moments }),
  fc.record({ type: fc.constant("AddPerson" as const), name: texts, organisation: texts, position: texts, url: texts }),
  fc.record({ type: fc.constant("CorrectProfile" as const), person: fc.constant(ada), name: texts, email: texts }),
  fc.record({ type: fc.constant("AddNote" as const), person: fc.constant(ada), text: texts }),
  fc.record({ type: fc.constant("RateCloseness" as const), person: fc.constant(ada), closeness: fc.constantFrom(1 as const, null, 9 as 1, Number.NaN as 1) }),
  fc.record({ type: fc.constant("SetGoal" as const), title: texts, people: manyPeople, organisations: manyTexts, fields: manyTexts, skills: manyTexts, untilMs: moments }),
  fc.record({ type: fc.constant("DefineCircle" as const), circle: fc.constant(plan as CircleId), name: texts, everyDays: fc.constantFrom(1, 0, -0, 3_650, 3_651, Number.NaN) }),
  fc.record({ type: fc.constant("EndGoal" as const), goal: fc.constant(plan as GoalId), outcome: fc.constantFrom("reached" as const, "lost" as "reached") }),
  fc.record({ type: fc.constant("MakeCommitment" as const), commitment: fc.constant(plan as CommitmentId), person: fc.constant(ada), by: fc.constant("owner" as const), text: texts, dueMs: moments }),
  fc.record({ type: fc.constant("AdvanceIntroduction" as const), introduction: fc.constant(plan as IntroductionId), through: fc.constantFrom(ada, null), between: fc.constant([null, bram] as const), step: fc.constant("met" as const), organisation: texts, note: texts }),
  fc.record({ type: fc.constant("RecordOpportunity" as const), what: fc.constant("business" as const), title: texts, through: manyPeople }),
  fc.record({ type: fc.constant("AliasOrganisation" as const), name: texts, alias: texts, same: fc.boolean() }),
  fc.record({ type: fc.constant("Undo" as const), events: fc.constantFrom(1, 5_000, 40_000).map((count) => Array.from({ length: count }, (_, index) => eventNumbered(index))) }),
);

describe("wishes", () => {
  test("[C60] whatever is wished for, at whatever moment, becomes facts that a fresh log reads back, or is refused with a sentence", () => {
    const counts = { made: 0, refused: 0 };
    fc.assert(fc.property(wishes, fc.oneof({ weight: 4, arbitrary: fc.constant(nowMs) }, { weight: 1, arbitrary: moments }), (wish, atMs) => {
      const decided = decideAt(wish, atMs);
      if (!decided.ok) {
        counts.refused += 1;
        expect(decided.error.message).toMatch(/\.$/u);
        return;
      }
      counts.made += 1;
      const open = () => createEventLog({ device: idFromParts(["device"]) as DeviceId, random: (length) => Uint8Array.from({ length }, (_, index) => index) });
      const prepared = open().prepare(decided.value, { nowMs: atMs });
      const reader = open();
      reader.read(prepared.payloads);
      expect([reader.damaged, [...reader.entries()]]).toEqual([0, prepared.entries]);
    }), runs(150));
    expect(Math.min(counts.made, counts.refused)).toBeGreaterThan(20);
  });

  test.each<Command>([
    { type: "RecordInteraction", people: [ada], kind: "call", atMs: momentMin - 1 }, { type: "RecordInteraction", people: [ada], kind: "call", atMs: Number.NaN },
    { type: "PostponeReview", person: ada, untilMs: momentMax + 1 }, { type: "SnoozeReachOut", person: ada, untilMs: Infinity },
    { type: "MakeCommitment", person: ada, by: "owner", text: "x", dueMs: momentMin - 1 }, { type: "SetGoal", title: "x", people: [], organisations: [], fields: [], skills: [], untilMs: momentMax + 1 },
  ])("[C61] a date before 1900 or after 2199 is refused, and the range is named: $type", (command) => {
    expect(refusalOf(command)).toMatchObject({ reason: "outOfRange", message: expect.stringMatching(/1900.*2199/u) as string });
  });

  test.each([momentMin - 1, momentMax + 1, Number.NaN])("[C62] while the device's clock shows nonsense (%s) nothing is recorded, and the way out is named", (clockMs) => {
    expect(refusalOf({ type: "KeepPerson", person: ada }, clockMs)).toMatchObject({ reason: "outOfRange", message: expect.stringContaining("clock") as string });
  });

  test("[C63] to undo more than fits one fact takes several; together they take back all of it", () => {
    const events = Array.from({ length: 12_345 }, (_, index) => eventNumbered(index));
    const decided = decideAt({ type: "Undo", events }, nowMs);
    const facts = decided.ok ? decided.value : [];
    expect(facts.length).toBeGreaterThan(1);
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
    expect(facts.flatMap((fact) => (fact.type === "EventsRetracted" ? (fact.events ?? []) : []))).toEqual(events);
    expect(facts.map(whyUnreadable)).toEqual(facts.map(() => undefined));
  });

  test("[C64] what is too large for one entry is refused; an import with a fact that can't be read is refused whole", () => {
    expect(refusalOf({ type: "AddPerson", name: hex(900_000) })).toMatchObject({ reason: "tooLong" });
    const fact: KithEvent = { id: "x".repeat(22) as EventId, type: "ConnectionMade", v: 1, atMs: momentMax + 1, person: ada };
    const fresh: Known = { ...known, hasEvent: () => false };
    const decided = decide({ type: "RecordImport", importId: idFromParts(["import"]) as ImportId, fileName: "a.zip", snapshotAtMs: nowMs, events: [fact], files: [] }, fresh, { nowMs, newId: () => plan });
    expect(decided).toMatchObject({ ok: false, error: { reason: "outOfRange" } });
  });
});
