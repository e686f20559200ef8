import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, CommitmentId, GoalId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";
import { personNumbered } from "../testing/random-events.ts";
import type { Command } from "./command.ts";
import { decide } from "./decide.ts";
import type { Known } from "./known.ts";
import { nameLengthMax } from "./refuse.ts";

const [ada, bram] = [personNumbered(1), personNumbered(2)];
const [held, gone] = [idFromParts(["held"]), idFromParts(["gone"])];
const fresh = idFromParts(["new", "2"]);
const nowMs = 1_700_000_000_000;
const known: Known = { hasPerson: (person) => person === ada || person === bram, hasEvent: () => false, hasImport: () => false, hasPlan: (plan) => plan === held, idsOf: (person) => [person], forgotten: new Set() };
const decideNow = (command: Command) => { let made = 0; return decide(command, known, { nowMs, newId: () => { made += 1; return idFromParts(["new", String(made)]); } }); };
const factOf = (command: Command) => { const decided = decideNow(command); if (!decided.ok) throw new Error(decided.error.message); return decided.value; };
const refusalOf = (command: Command) => { const decided = decideNow(command); return decided.ok ? undefined : decided.error.reason; };
const goal = { title: " A berth ", people: [ada], organisations: [" Oslo Havn ", "", "Oslo Havn"], fields: [], skills: ["mooring"] } as const;

describe("plans and people", () => {
  test.each<[Command, object]>([
    [{ type: "DefineCircle", name: " Harbour ", everyDays: 30 }, { type: "CircleDefined", circle: fresh, name: "Harbour", everyDays: 30 }],
    [{ type: "DefineCircle", circle: held as CircleId, name: "Pier" }, { type: "CircleDefined", circle: held, name: "Pier" }],
    [{ type: "DissolveCircle", circle: held as CircleId }, { type: "CircleDissolved", circle: held }],
    [{ type: "JoinCircle", circle: held as CircleId, person: ada }, { type: "CircleJoined", circle: held, person: ada }],
    [{ type: "LeaveCircle", circle: held as CircleId, person: ada }, { type: "CircleLeft", circle: held, person: ada }],
    [{ type: "SetGoal", ...goal, untilMs: 5 }, { type: "GoalSet", goal: fresh, title: "A berth", people: [ada], organisations: ["Oslo Havn"], fields: [], skills: ["mooring"], untilMs: 5 }],
    [{ type: "EndGoal", goal: held as GoalId, outcome: "reached" }, { type: "GoalEnded", goal: held, outcome: "reached" }],
    [{ type: "AssertTie", between: [ada, bram], knows: false }, { type: "TieAsserted", between: [ada, bram], knows: false }],
    [{ type: "AdvanceIntroduction", through: ada, between: [null, bram], step: "asked", note: " " }, { type: "IntroductionAdvanced", introduction: fresh, through: ada, between: [null, bram], step: "asked" }],
    [{ type: "AdvanceIntroduction", introduction: held as IntroductionId, through: null, between: [ada, bram], step: "met", note: "over lunch" }, { type: "IntroductionAdvanced", introduction: held, through: null, between: [ada, bram], step: "met", note: "over lunch" }],
    [{ type: "MakeCommitment", person: ada, by: "owner", text: "send the chart", dueMs: 9 }, { type: "CommitmentMade", commitment: fresh, person: ada, by: "owner", text: "send the chart", dueMs: 9 }],
    [{ type: "SettleCommitment", commitment: held as CommitmentId, outcome: "kept" }, { type: "CommitmentSettled", commitment: held, outcome: "kept" }],
    [{ type: "RecordOpportunity", what: "business", title: "A survey", through: [ada] }, { type: "OpportunityRecorded", opportunity: fresh, what: "business", title: "A survey", through: [ada] }],
    [{ type: "AliasOrganisation", name: "Oslo Havn", alias: "Port of Oslo", same: true }, { type: "OrganisationAliased", name: "Oslo Havn", alias: "Port of Oslo", same: true }],
    [{ type: "AddTrait", person: ada, trait: "need", text: " a pilot " }, { type: "TraitAdded", person: ada, trait: "need", text: "a pilot" }],
    [{ type: "RemoveTrait", person: ada, trait: "need", text: "a pilot" }, { type: "TraitRemoved", person: ada, trait: "need", text: "a pilot" }],
    [{ type: "ProtectPerson", person: ada }, { type: "PersonProtected", person: ada }], [{ type: "UnprotectPerson", person: ada }, { type: "PersonUnprotected", person: ada }],
    [{ type: "HidePerson", person: ada }, { type: "PersonHidden", person: ada }], [{ type: "ShowPerson", person: ada }, { type: "PersonShown", person: ada }],
    [{ type: "CorrectProfile", person: ada, organisation: " Pier ", position: "" }, { type: "ProfileCorrected", person: ada, organisation: "Pier", position: "" }],
    [{ type: "AddPerson", name: "Cleo", relation: "sought", organisation: "Pier" }, { type: "PersonAdded", v: 2, relation: "sought", name: "Cleo", organisation: "Pier" }],
  ])("[C9] each plan and each word about a person becomes its fact: %j", (command, fact) => {
    const [event, ...more] = factOf(command);
    expect(event).toMatchObject({ id: idFromParts(["new", "1"]), atMs: nowMs, ...fact });
    expect(event).not.toHaveProperty("note", " ");
    expect(more).toEqual([]);
  });

  test("[C15] having met whom one was introduced to is a contact too; two others who met are not one's own", () => {
    const met = (between: readonly [PersonId | null, PersonId]): readonly object[] => factOf({ type: "AdvanceIntroduction", through: between[0] === null ? ada : null, between, step: "met" });
    expect(met([null, bram])).toMatchObject([{ type: "IntroductionAdvanced", step: "met" }, { type: "InteractionRecorded", v: 1, atMs: nowMs, kind: "meeting", direction: "both", people: [bram] }]);
    expect(met([ada, bram])).toMatchObject([{ type: "IntroductionAdvanced" }]);
  });

  test.each<Command>([
    { type: "DefineCircle", circle: gone as CircleId, name: "Pier" }, { type: "JoinCircle", circle: gone as CircleId, person: ada }, { type: "EndGoal", goal: gone as GoalId, outcome: "dropped" },
    { type: "AdvanceIntroduction", introduction: gone as IntroductionId, through: ada, between: [null, bram], step: "met" }, { type: "SettleCommitment", commitment: gone as CommitmentId, outcome: "kept" },
    { type: "RecordOpportunity", opportunity: gone as OpportunityId, what: "business", title: "A survey", through: [] },
  ])("[C10] what changes a plan that is not there is refused: $type", (command) => { expect(refusalOf(command)).toBe("unknownPlan"); });

  test.each<Command>([
    { type: "SetGoal", ...goal, people: [ada, personNumbered(9)] }, { type: "AssertTie", between: [ada, personNumbered(9)], knows: true }, { type: "JoinCircle", circle: held as CircleId, person: personNumbered(9) },
    { type: "AdvanceIntroduction", through: personNumbered(9), between: [null, bram], step: "asked" }, { type: "RecordOpportunity", what: "business", title: "A survey", through: [personNumbered(9)] },
  ])("[C11] a plan with somebody unknown in it is refused: $type", (command) => { expect(refusalOf(command)).toBe("unknownPerson"); });

  test.each<[Command, string]>([
    [{ type: "DefineCircle", name: " " }, "empty"], [{ type: "DefineCircle", name: "Pier", everyDays: 0 }, "outOfRange"], [{ type: "DefineCircle", name: "Pier", everyDays: 1.5 }, "outOfRange"],
    [{ type: "SetGoal", ...goal, title: "x".repeat(nameLengthMax + 1) }, "tooLong"], [{ type: "AddTrait", person: ada, trait: "tag", text: " " }, "empty"], [{ type: "CorrectProfile", person: ada }, "empty"],
    [{ type: "AliasOrganisation", name: "Pier", alias: " ", same: true }, "empty"], [{ type: "AddPerson", name: "" }, "empty"],
    [{ type: "AssertTie", between: [ada, ada], knows: true }, "samePerson"], [{ type: "AdvanceIntroduction", through: ada, between: [null, ada], step: "asked" }, "samePerson"],
    [{ type: "AdvanceIntroduction", through: null, between: [null, ada], step: "asked" }, "samePerson"],
  ])("[C12] without a name, beyond its bounds, or between one person and themselves it is refused: %j", (command, reason) => { expect(refusalOf(command)).toBe(reason); });

  test("[C13] how many people a day the owner can keep up with becomes a fact", () => { expect(factOf({ type: "SetCapacity", perDay: 5 })).toMatchObject([{ type: "CapacitySet", perDay: 5 }]); });

  test.each([0, 51, 2.5, Number.NaN, -1])("[C14] a capacity of %s is refused: it is a whole number from 1 to 50", (perDay) => { expect(refusalOf({ type: "SetCapacity", perDay })).toBe("outOfRange"); });
});
