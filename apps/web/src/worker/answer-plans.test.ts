import { expect, test } from "vitest";
import { inOrder, project, situationAt, type CircleId, type CommitmentId, type DeviceId, type Entry, type EventId, type GoalId, type IntroductionId, type KithEvent, type OpportunityId, type PersonId, type Situation } from "@kith/core";
import { answerCircles } from "./answer-circles.ts";
import { answerNamed } from "./answer-facts.ts";
import { answerGoals } from "./answer-goals.ts";
import { answerPairsToMeet, answerUnderWay } from "./answer-introductions.ts";
import { answerPaths } from "./answer-paths.ts";
import { answerPerson } from "./answer-person.ts";
import { answerToday } from "./answer-today.ts";

const dayMs = 86_400_000;
const nowMs = 1_790_000_000_000;
type Told = KithEvent extends infer One ? (One extends KithEvent ? Omit<One, "id" | "v" | "atMs"> : never) : never;
const id = (name: string): PersonId => name as PersonId;
const [ada, bo, cy, di] = [id("ada"), id("bo"), id("cy"), id("di")];
const [mentors, family] = ["mentors", "family"] as [CircleId, CircleId];
const names = { ada: "Ada Abbott", bo: "Bo Adams", cy: "Cyra Lund", di: "Dina Ada" };

/** What is told, `ago` days before now, on top of four people whom the owner met 100, 40 and 10 days ago, and one never. */
function situationOf(...told: readonly (readonly [number, Told])[]): Situation {
  const met = (person: PersonId, days: number): (readonly [number, Told])[] => [0, 1, 2, 3].map((back) => [days + back * 20, { type: "InteractionRecorded", kind: "coffee", direction: "both", people: [person] }] as const);
  const people = Object.entries(names).map(([person, name]) => [900, { type: "PersonAdded", person: id(person), name, relation: "known" }] as const);
  const all = [...people, ...met(ada, 100), ...met(bo, 40), ...met(cy, 10), ...told].toSorted((a, b) => b[0] - a[0]);
  const entries = all.map(([ago, one], index): Entry => {
    const atMs = nowMs - ago * dayMs;
    return { hlc: atMs * 1024 + index, recordedAtMs: atMs, device: "here" as DeviceId, event: { ...one, id: `event${index}` as EventId, v: one.type === "PersonAdded" ? 2 : 1, atMs } as KithEvent };
  });
  return situationAt(project(inOrder(entries)), nowMs);
}

const joined = (circle: CircleId, person: PersonId): readonly [number, Told] => [5, { type: "CircleJoined", circle, person }];
const namesOf = (rows: readonly { readonly person: { readonly id: PersonId } }[]): readonly PersonId[] => rows.map(({ person }) => person.id);

test("[W137] a circle's most overdue come first, then those never in touch; who was let go isn't shown", () => {
  const situation = situationOf([6, { type: "CircleDefined", circle: mentors, name: "Mentors", everyDays: 30 }], [6, { type: "CircleDefined", circle: family, name: "Family" }],
    joined(mentors, cy), joined(mentors, di), joined(mentors, ada), joined(mentors, bo), [1, { type: "PersonLetGo", person: bo }]);
  const [first, second] = answerCircles(situation);
  expect([first?.name, second?.name]).toEqual(["Family", "Mentors"]);
  expect(namesOf(second?.members ?? [])).toEqual([ada, cy, di]);
  expect(second?.members.map(({ overdueDays }) => (overdueDays === undefined ? undefined : Math.round(overdueDays)))).toEqual([70, -20, undefined]);
});

test("[W138] of a person is told what the owner said: promises open first, the soonest due before; their own word on ties before what was seen", () => {
  const promise = (commitment: string, dueAgo?: number): readonly [number, Told] => [9, { type: "CommitmentMade", commitment: commitment as CommitmentId, person: ada, by: "owner", text: commitment, ...(dueAgo === undefined ? {} : { dueMs: nowMs - dueAgo * dayMs }) }];
  const situation = situationOf(promise("kept"), promise("someday"), promise("late", 3), promise("next week", -7), [2, { type: "CommitmentSettled", commitment: "kept" as CommitmentId, outcome: "kept" }],
    [6, { type: "CircleDefined", circle: mentors, name: "Mentors" }], [6, { type: "CircleDefined", circle: family, name: "Family" }], joined(mentors, ada),
    [8, { type: "InteractionRecorded", kind: "meeting", direction: "both", people: [ada, cy, bo], thread: "t" }],
    [4, { type: "TieAsserted", between: [bo, ada], knows: false }], [4, { type: "TieAsserted", between: [ada, di], knows: true }],
    [3, { type: "OpportunityRecorded", opportunity: "o" as OpportunityId, what: "business", title: "A contract", through: [ada], outcome: "won" }], [3, { type: "TraitAdded", person: ada, trait: "need", text: "a flat" }]);
  const facts = answerPerson(situation, ada, "")?.facts;
  expect(facts?.promises.map(({ text }) => text)).toEqual(["late", "next week", "someday", "kept"]);
  expect(facts?.ties.map(({ person, word, provenance }) => [person.id, word ?? provenance])).toEqual([[di, "knows"], [bo, "knowsNot"], [cy, "observed"]]);
  expect([facts?.circles, facts?.otherCircles].map((circles) => circles?.map(({ name }) => name))).toEqual([["Mentors"], ["Family"]]);
  expect([facts?.traits, facts?.opportunities.map(({ title, outcome }) => [title, outcome])]).toEqual([[{ trait: "need", text: "a flat" }], [["A contract", "won"]]]);
  expect(answerPerson(situation, id("nobody"), "")).toBeUndefined();
});

test("[W139] at most four guesses about whom somebody knows are listed; how many more there are is said", () => {
  const colleagues = Array.from({ length: 7 }, (_, index): readonly [number, Told] => [800, { type: "PersonAdded", person: id(`c${index}`), name: `Colleague ${index}`, organisation: "Rivet", relation: "known" }]);
  const facts = answerPerson(situationOf(...colleagues), id("c0"), "")?.facts;
  expect([facts?.ties.length, facts?.moreTies, facts?.ties[0]?.provenance]).toEqual([4, 2, "inferred"]);
});

test("[W140] a person is found by name also where hidden or sought, never where let go; whole names first, then how they begin", () => {
  const situation = situationOf([3, { type: "PersonHidden", person: ada }], [3, { type: "PersonLetGo", person: bo }], [3, { type: "PersonAdded", person: id("s"), name: "Ada", relation: "sought" }]);
  expect(answerNamed(situation, "ada", 9).map((person) => [person.id, person.sought])).toEqual([[id("s"), true], [ada, undefined], [di, undefined]]);
  expect([answerNamed(situation, "ada", 1).length, answerNamed(situation, " ", 9), answerNamed(situation, "bo a", 9)]).toEqual([1, [], []]);
});

test("[W141] open goals come with who serves them, the soonest day first; ended ones ask for nothing", () => {
  const goal = (name: string, rest: Partial<Extract<Told, { readonly type: "GoalSet" }>>): readonly [number, Told] => [5, { type: "GoalSet", goal: name as GoalId, title: name, people: [], organisations: [], fields: [], skills: [], ...rest }];
  const law: readonly [number, Told] = [9, { type: "TraitAdded", person: ada, trait: "field", text: "law" }];
  const view = answerGoals(situationOf(law, goal("someday", { fields: ["law"] }), goal("over", { fields: ["law"] }), goal("past", { untilMs: nowMs - dayMs }), [1, { type: "GoalEnded", goal: "over" as GoalId, outcome: "reached" }]));
  expect(view.open.map(({ title, isPast }) => [title, isPast])).toEqual([["past", true], ["someday", false]]);
  expect([view.open[1]?.helpers, view.ended[0]?.helpers].map((helpers) => namesOf(helpers ?? []))).toEqual([[ada], []]);
  expect(view.ended[0]?.ended?.outcome).toBe("reached");
});

test("[W142] an introduction says what may come next; what is over stands last", () => {
  const step = (introduction: string, ago: number, told: "asked" | "agreed" | "declined"): readonly [number, Told] => [ago, { type: "IntroductionAdvanced", introduction: introduction as IntroductionId, through: ada, between: [null, cy], step: told, ...(told === "declined" ? { note: "no time" } : {}) }];
  const views = answerUnderWay(situationOf(step("one", 9, "asked"), step("two", 8, "asked"), step("two", 1, "declined"), step("one", 3, "agreed")));
  expect(views.map(({ introduction, next }) => [introduction, next])).toEqual([["one", ["made", "faded"]], ["two", []]]);
  expect([views[0]?.through?.name, views[0]?.between[0], views[1]?.steps.map((one) => [one.step, one.note])]).toEqual(["Ada Abbott", null, [["asked", undefined], ["declined", "no time"]]]);
});

test("[W143] two who share something come with a message to either; once they know each other they don't", () => {
  const shared = [ada, cy].map((person): readonly [number, Told] => [5, { type: "TraitAdded", person, trait: "interest", text: "climbing" }]);
  const [pair, ...more] = answerPairsToMeet(situationOf(...shared));
  expect([pair?.people.map(({ name }) => name).toSorted(), more, pair?.messages.map((message) => message.split("\n")[0]).toSorted()]).toEqual([["Ada Abbott", "Cyra Lund"], [], ["Hi Ada,", "Hi Cyra,"]]);
  expect(answerPairsToMeet(situationOf(...shared, [1, { type: "TieAsserted", between: [ada, cy], knows: true }]))).toEqual([]);
});

test("[W144] where there is no path it is said who comes closest, which organisation may have been meant, and which namesakes there are", () => {
  const sought: readonly [number, Told] = [2, { type: "PersonAdded", person: id("s"), name: "Sought One", relation: "sought" }];
  const law = [ada, id("s")].map((person): readonly [number, Told] => [1, { type: "TraitAdded", person, trait: "field", text: "law" }]);
  const none = answerPaths(situationOf(sought, ...law), "s");
  expect([none.paths, namesOf(none.nearest)]).toEqual([[], [ada]]);
  const rivet: readonly [number, Told] = [900, { type: "PersonAdded", person: id("r"), name: "Rita R", organisation: "Rivet Robotics", relation: "known" }];
  const twin: readonly [number, Told] = [900, { type: "PersonAdded", person: id("ada2"), name: "Ada Abbott", organisation: "Rivet", relation: "known" }];
  expect(answerPaths(situationOf(twin), "ada abbott").namesakes.map((one) => one.id).toSorted()).toEqual([ada, id("ada2")]);
  expect(answerPaths(situationOf(rivet), "Rivet").suggestions).toEqual([{ name: "Rivet Robotics", people: 1 }]);
});

test("[W145] Today is as long as the owner wants it, and says which of their promises is due", () => {
  const promise: readonly [number, Told] = [9, { type: "CommitmentMade", commitment: "p" as CommitmentId, person: ada, by: "owner", text: "Send the list", dueMs: nowMs - dayMs }];
  const view = answerToday(situationOf(promise, [1, { type: "CapacitySet", perDay: 1 }]));
  expect([view.perDay, view.plan.map(({ person, promise: due }) => [person.id, due])]).toEqual([1, [[ada, { commitment: "p", text: "Send the list" }]]]);
});
