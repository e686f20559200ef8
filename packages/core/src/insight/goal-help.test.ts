import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { GoalId, PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import type { Goal } from "../projection/plans.ts";
import { helpWith, type GoalHelp } from "./goal-help.ts";
import { openGoals } from "./goal-match.ts";

const idOf = (name: string): GoalId => idFromParts(["goal", name]) as GoalId;
const none = { people: [], organisations: [], fields: [], skills: [] } as const;
interface GoalWish { readonly people?: readonly PersonId[]; readonly organisations?: readonly string[]; readonly fields?: readonly string[]; readonly skills?: readonly string[]; readonly untilMs?: number; readonly day?: number }
const set = (builder: NetworkBuilder, title: string, { day = -10, ...wish }: GoalWish = {}): void => { builder.fact({ type: "GoalSet", goal: idOf(title), title, ...none, ...wish }, day); };
const titles = (goals: readonly Goal[]): readonly string[] => goals.map(({ title }) => title);
const help = (builder: NetworkBuilder, title: string): GoalHelp => {
  const situation = builder.situation(0);
  const goal = situation.network.goals.get(idOf(title));
  if (!goal) throw new Error("the goal was set");
  return helpWith(situation, goal);
};

describe("goals", () => {
  test("[I106] open goals come soonest first, those without a day last; one that ended or whose day is past is none, and asks for nothing", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { connected: -900, organisation: "Pier" });
    set(builder, "later", { untilMs: momentOfDay(9) });
    set(builder, "open", { day: -9 });
    set(builder, "opened before", { day: -12 });
    set(builder, "soon", { untilMs: momentOfDay(0) });
    set(builder, "past", { organisations: ["Pier"], people: [ada], untilMs: momentOfDay(-1) });
    set(builder, "ended", { organisations: ["Pier"] });
    builder.fact({ type: "GoalEnded", goal: idOf("ended"), outcome: "reached" }, -5);
    expect(titles(openGoals(builder.situation(0)))).toEqual(["soon", "later", "opened before", "open"]);
    for (const title of ["past", "ended"]) expect(help(builder, title)).toEqual({ targets: [], people: [], introducers: [] });
    set(builder, "ended", { organisations: ["Pier"], day: -1 });
    expect(help(builder, "ended").people).toHaveLength(1);
  });

  test("[I107] one's own people serve a goal where it names them, by its organisations, and by a field or skill that was noted, endorsed or stands in their position", () => {
    const builder = createNetworkBuilder();
    const at = builder.person("At", { connected: -900, organisation: "Oslo Havn Ltd" });
    const noted = builder.person("Noted", { connected: -900 });
    builder.fact({ type: "TraitAdded", person: noted, trait: "field", text: "Harbours" }, -5);
    const endorsed = builder.person("Endorsed", { connected: -900 });
    builder.fact({ type: "EndorsementRecorded", person: endorsed, direction: "out", skill: "Mooring" }, -5);
    const titled = builder.person("Titled", { connected: -900, position: "Head of mooring, north" });
    const named = builder.person("Named", { connected: -900 });
    const needing = builder.person("Needing", { connected: -900 });
    builder.fact({ type: "TraitAdded", person: needing, trait: "need", text: "mooring" }, -5);
    builder.person("Stranger", { organisation: "Oslo Havn" });
    set(builder, "berth", { people: [named], organisations: ["Oslo Havn"], fields: ["harbours"], skills: ["mooring"] });
    const { people } = help(builder, "berth");
    expect(new Map(people.map(({ person, reasons: [reason] }) => [person, reason]))).toEqual(new Map([
      [named, { kind: "servesGoal", goal: "berth", because: "named", text: "Named" }], [at, { kind: "servesGoal", goal: "berth", because: "organisation", text: "Oslo Havn" }],
      [noted, { kind: "servesGoal", goal: "berth", because: "field", text: "harbours" }], [endorsed, { kind: "servesGoal", goal: "berth", because: "skill", text: "mooring" }],
      [titled, { kind: "servesGoal", goal: "berth", because: "skill", text: "mooring" }],
    ]));
    // Nobody was ever in touch: half of 1, .8 and .6.
    expect(people.map(({ person, score }) => [person, score]).slice(0, 2)).toEqual([[named, 0.5], [at, 0.4]]);
    expect(people.slice(2).map(({ score }) => score)).toEqual([0.3, 0.3, 0.3]);
  });

  test("[I108] a goal seeks those it names and those at its organisations; who was seen with them introduces", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { connected: -900 });
    builder.contacts(ada, [-30, -20]);
    const [there, wanted] = [builder.person("There", { organisation: "Pier" }), builder.person("Wanted")];
    builder.fact({ type: "PersonAdded", person: wanted, name: "Wanted", relation: "sought" }, -9);
    builder.gathering([ada, there], { thread: "t", day: -40, messages: 4, from: ada });
    builder.fact({ type: "TieAsserted", between: [ada, wanted], knows: true }, -9);
    set(builder, "berth", { people: [wanted], organisations: ["Pier"] });
    expect(help(builder, "berth").targets).toEqual([wanted, there]);
    expect(help(builder, "berth").introducers).toMatchObject([{ person: ada, towards: wanted }]);
    builder.fact({ type: "TieAsserted", between: [ada, wanted], knows: false }, -8);
    expect(help(builder, "berth").introducers).toMatchObject([{ person: ada, towards: there }]);
    builder.fact({ type: "PersonLetGo", person: wanted }, -7);
    builder.fact({ type: "PersonHidden", person: ada }, -7);
    expect(help(builder, "berth")).toMatchObject({ targets: [there], introducers: [] });
  });
});
