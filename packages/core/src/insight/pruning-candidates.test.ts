import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { pruningCandidates } from "./pruning-candidates.ts";

const steady = [-300, -200, -100, -60, -30, -20, -10, -3];
/** One contact each way, long ago: the plainest candidate. */
function setting(): { readonly builder: NetworkBuilder; readonly plain: PersonId } {
  const builder = createNetworkBuilder();
  for (const name of ["A", "B", "C"]) builder.contacts(builder.person(name, { connected: -900 }), steady);
  builder.person("Colleague", { organisation: "Acme" });
  const plain = builder.person("Plain", { connected: -800, organisation: "Acme" });
  builder.contacts(plain, [-790, -789]);
  return { builder, plain };
}
const planOf = (name: string): never => idFromParts(["plan", name]) as never;
const goal = { goal: planOf("goal"), title: "A berth", people: [], organisations: [], fields: [], skills: [] };
const suggested = (builder: NetworkBuilder): readonly PersonId[] => pruningCandidates(builder.situation(0)).map(({ person }) => person);

describe("pruning candidates", () => {
  test("[I42] who was hardly ever in touch, long ago, among many closer, may be let go; the reasons say so", () => {
    const { builder, plain } = setting();
    const never = builder.person("Never", { connected: -4_000 });
    const judged = pruningCandidates(builder.situation(0));
    expect(judged.map(({ person }) => person)).toEqual([never, plain]);
    expect(judged[0]?.reasons).toContainEqual({ kind: "neverInTouch" });
    expect(judged[0]?.reasons).toContainEqual({ kind: "connectedLong", years: 10 });
    expect(judged[1]?.reasons[0]).toMatchObject({ kind: "lastContact", silenceDays: 789 });
  });

  const exclusions: readonly (readonly [string, (builder: NetworkBuilder, plain: PersonId) => void])[] = [
    ["rated 3 or more", (builder, person) => { builder.fact({ type: "ClosenessRated", person, closeness: 3 }, -1); }],
    ["kept within a year", (builder, person) => { builder.fact({ type: "PersonKept", person }, -364); }],
    ["postponed", (builder, person) => { builder.fact({ type: "ReviewPostponed", person, untilMs: Number.MAX_SAFE_INTEGER }, -1); }],
    ["recommended", (builder, person) => { builder.fact({ type: "RecommendationRecorded", person, direction: "in" }, -700); }],
    ["noted", (builder, person) => { builder.fact({ type: "NoteRecorded", person, text: "met at the harbour" }, -700); }],
    ["new within a year", (builder, person) => { builder.fact({ type: "ConnectionMade", person }, -364); }],
    ["in touch of late", (builder, person) => { builder.contacts(person, [-8], { direction: "in" }); }],
    ["with a promise open", (builder, person) => { builder.contacts(person, [-110], { direction: "out", findings: [{ kind: "promise", quote: "I'll send it" }] }); }],
    ["with a question open", (builder, person) => { builder.contacts(person, [-110], { direction: "in", findings: [{ kind: "question", quote: "can you?" }] }); }],
    ["bond at the median", (builder, person) => { builder.contacts(person, [-788, -770, -760, -750, -740, -730, -720, -710]); }],
    ["the only one at an organisation", (builder, person) => { builder.fact({ type: "ProfileObserved", person, name: "Plain", organisation: "Solo" }, -100); }],
    ["protected", (builder, person) => { builder.fact({ type: "PersonProtected", person }, -1); }],
    ["in a circle", (builder, person) => {
      builder.fact({ type: "CircleDefined", circle: planOf("friends"), name: "Friends" }, -1);
      builder.fact({ type: "CircleJoined", circle: planOf("friends"), person }, -1);
    }],
    ["named in an open goal", (builder, person) => { builder.fact({ type: "GoalSet", ...goal, people: [person] }, -1); }],
    ["at an organisation of one", (builder) => { builder.fact({ type: "GoalSet", ...goal, organisations: ["ACME Inc."] }, -1); }],
    ["in a field of one", (builder, person) => {
      builder.fact({ type: "TraitAdded", person, trait: "field", text: "Tides" }, -1);
      builder.fact({ type: "GoalSet", ...goal, fields: ["tides"] }, -1);
    }],
    ["owed what was recorded", (builder, person) => { builder.fact({ type: "CommitmentMade", commitment: planOf("chart"), person, by: "owner", text: "send the chart" }, -400); }],
    ["owing it", (builder, person) => { builder.fact({ type: "CommitmentMade", commitment: planOf("chart"), person, by: "person", text: "send the chart" }, -400); }],
    ["only sought", (builder, person) => { builder.fact({ type: "PersonAdded", person, name: "Plain", relation: "sought" }, -1); }],
    ["let go already", (builder, person) => { builder.fact({ type: "PersonLetGo", person }, -1); }],
    ["a bridge", (builder, person) => {
      for (const name of ["Left", "Right"]) builder.gathering([builder.person(name), person], { thread: name, day: -600, from: builder.person(name) });
    }],
  ];

  test.each(exclusions)("[I43] nobody is suggested who is %s", (_what, exclude) => {
    const { builder, plain } = setting();
    expect(suggested(builder)).toEqual([plain]);
    exclude(builder, plain);
    expect(suggested(builder)).not.toContain(plain);
  });

  test("[I44] the exclusions end: kept a year ago, postponed to a day gone by, rated 1 or 2, a promise of long ago or kept, a goal that ended, protection taken back; and to be hidden spares nobody", () => {
    const { builder, plain } = setting();
    builder.fact({ type: "PersonKept", person: plain }, -366);
    builder.fact({ type: "ReviewPostponed", person: plain, untilMs: 0 }, -20);
    builder.fact({ type: "ClosenessRated", person: plain, closeness: 2 }, -1);
    builder.contacts(plain, [-400], { direction: "out", findings: [{ kind: "promise", quote: "I'll send it" }] });
    builder.fact({ type: "PersonProtected", person: plain }, -300);
    builder.fact({ type: "PersonUnprotected", person: plain }, -299);
    builder.fact({ type: "GoalSet", ...goal, people: [plain] }, -300);
    builder.fact({ type: "GoalEnded", goal: goal.goal, outcome: "dropped" }, -299);
    builder.fact({ type: "CommitmentMade", commitment: planOf("chart"), person: plain, by: "owner", text: "send the chart" }, -300);
    builder.fact({ type: "CommitmentSettled", commitment: planOf("chart"), outcome: "kept" }, -299);
    builder.fact({ type: "PersonHidden", person: plain }, -1);
    expect(suggested(builder)).toEqual([plain]);
  });

  test("[I45] who was never connected is not suggested; what was endorsed counts half", () => {
    const { builder, plain } = setting();
    builder.contacts(builder.person("Stranger"), [-790, -789]);
    const before = pruningCandidates(builder.situation(0))[0]?.score ?? Number.NaN;
    builder.fact({ type: "EndorsementRecorded", person: plain, direction: "in", skill: "knots" }, -700);
    const [only, ...rest] = pruningCandidates(builder.situation(0));
    expect([only?.person, rest]).toEqual([plain, []]);
    expect(only?.score).toBeCloseTo(before / 2, 12);
  });

  // BUG 5: "No link to another circle seen" is said where nothing was seen at all, and not where one circle was.
  test("[I56] that someone is no bridge is said where their others were seen, not where nothing is known", () => {
    const { builder, plain } = setting();
    const said = (): readonly string[] => pruningCandidates(builder.situation(0)).find(({ person }) => person === plain)?.reasons.map(({ kind }) => kind) ?? [];
    expect(said()).not.toContain("noBridge");
    const left = builder.person("Left");
    builder.gathering([left, plain], { thread: "left", day: -600, from: left });
    expect(said()).toContain("noBridge");
  });

  test("[I120] that no goal involves them is a reason only where the owner has an open goal", () => {
    const { builder } = setting();
    const kinds = (): readonly string[] => pruningCandidates(builder.situation(0))[0]?.reasons.map(({ kind }) => kind) ?? [];
    expect(kinds()).not.toContain("noGoal");
    builder.fact({ type: "GoalSet", ...goal, organisations: ["Beta"] }, -1);
    expect(kinds()).toContain("noGoal");
  });

  test("[I134] who is rated 1 or 2 may be let go however much was said long ago: the rating stands in place of the bond", () => {
    const { builder, plain } = setting();
    builder.contacts(plain, [-788, -770, -760, -750, -740, -730, -720, -710, -700, -690]);
    expect(suggested(builder)).toEqual([]);
    builder.fact({ type: "ClosenessRated", person: plain, closeness: 2 }, -1);
    expect(suggested(builder)).toEqual([plain]);
  });
});
