/** An answer of the owner beats any score: over all insights at once, on networks of every kind of fact. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, DeviceId, EventId, PersonId } from "../prelude/id.ts";
import { project } from "../projection/project.ts";
import { personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { balance } from "./balance.ts";
import { dormantTies } from "./dormant-ties.ts";
import { helpWith } from "./goal-help.ts";
import { openGoals } from "./goal-match.ts";
import { introducersTo } from "./introducers.ts";
import { introductionsToGive } from "./introductions-to-give.ts";
import { keepInTouch } from "./keep-in-touch.ts";
import { news } from "./news.ts";
import { opportunitiesThrough } from "./opportunities.ts";
import { openPromises } from "./promises.ts";
import { pruningCandidates } from "./pruning-candidates.ts";
import { repliesAwaited, repliesOwed } from "./replies.ts";
import { pendingRequests } from "./request-triage.ts";
import { situationAt } from "./situation.ts";
import { isSought } from "./suggestible.ts";
import type { Situation } from "./ties.ts";
import { weakTies } from "./weak-ties.ts";
import { isKnown, whoMatters } from "./who-matters.ts";

const device = idFromParts(["device"]) as DeviceId;
const nowMs = 1_800_000_000_000;
const dayMs = 86_400_000;
const everybody = Array.from({ length: 6 }, (_, index) => personNumbered(index));
const order = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });

type Told = KithEvent extends infer Event ? (Event extends KithEvent ? Omit<Event, "id" | "v"> : never) : never;
const eventOf = (told: Told, index: number): KithEvent => ({ ...told, id: idFromParts(["told", String(index)]) as EventId, v: told.type === "PersonAdded" ? 2 : 1 }) as KithEvent;

/** A life the log alone could hold, long enough for insights to have something to say, under whatever else was told. */
const lives = randomEvents().map((events): readonly KithEvent[] => [...everybody.flatMap((person, index) => lifeWith(person, index)).map(eventOf), ...events]);

function lifeWith(person: PersonId, index: number): readonly Told[] {
  const word = (days: number, direction: "in" | "out"): Told => ({ type: "InteractionRecorded", atMs: nowMs - days * dayMs, kind: "message", direction, people: [person], findings: [{ kind: "question", quote: "and you?" }] });
  return [
    { type: "ProfileObserved", atMs: nowMs - 3_000 * dayMs, person, name: `Person ${index}`, organisation: index < 3 ? "Acme" : "Beta" },
    index === 3 ? { type: "InvitationRecorded", atMs: nowMs - 40 * dayMs, person, direction: "in" } : { type: "ConnectionMade", atMs: nowMs - (900 + index) * dayMs, person },
    ...Array.from({ length: 1 + 2 * index }, (_, turn) => word(800 - 20 * turn, turn % 2 === 0 ? "out" : "in")),
    ...(index === 4 ? [word(9, "in")] : []), ...(index === 5 ? [word(20, "in"), word(19, "out")] : []),
    { type: "TraitAdded", atMs: nowMs - 9 * dayMs, person, trait: index % 2 === 0 ? "need" : "offer", text: "mooring" },
  ];
}

const entriesOf = (events: readonly KithEvent[]): readonly Entry[] => events.map((event, index) => ({ hlc: index + 1, recordedAtMs: 0, device, event }));
const judged = (entries: readonly Entry[]): Situation => situationAt(project(inOrder(entries)), nowMs);

/** By name: everybody an insight puts forward. */
function suggestions(situation: Situation): Readonly<Record<string, readonly PersonId[]>> {
  const people = (list: readonly { readonly person: PersonId }[]): readonly PersonId[] => list.map(({ person }) => person);
  const help = openGoals(situation).map((goal) => helpWith(situation, goal));
  return {
    keepInTouch: people(keepInTouch(situation)), weakTies: people(weakTies(situation)), dormantTies: people(dormantTies(situation)), news: people(news(situation)),
    repliesOwed: people(repliesOwed(situation)), repliesAwaited: people(repliesAwaited(situation)), pendingRequests: people(pendingRequests(situation)),
    toGive: introductionsToGive(situation).flatMap((pair) => pair.people), helpers: help.flatMap((one) => people(one.people)), introducers: help.flatMap((one) => people(one.introducers)),
    introducersTo: everybody.flatMap((target) => people(introducersTo(situation, [target]))),
  };
}

/** Everything any insight says, as one value. */
const everything = (situation: Situation): unknown => ({
  keepInTouch: keepInTouch(situation), weakTies: weakTies(situation), dormantTies: dormantTies(situation), news: news(situation), owed: repliesOwed(situation), awaited: repliesAwaited(situation),
  requests: pendingRequests(situation), toGive: introductionsToGive(situation), goals: openGoals(situation), help: openGoals(situation).map((goal) => helpWith(situation, goal)),
  pruning: pruningCandidates(situation), balance: balance(situation), opportunities: opportunitiesThrough(situation), promises: openPromises(situation), people: whoMatters(situation, "closeness"),
});

describe("the owner's word", () => {
  test("[I126] who was let go, is hidden or only sought is in nothing that is suggested; who was let go is in nothing at all", () => {
    const seen = new Set<string>();
    fc.assert(fc.property(lives, (events) => {
      const situation = judged(entriesOf(events));
      for (const [insight, people] of Object.entries(suggestions(situation))) {
        for (const person of people) {
          seen.add(insight);
          const found = situation.network.people.get(person);
          expect({ insight, letGoAtMs: found?.letGoAtMs, hiddenAtMs: found?.hiddenAtMs, sought: found && isSought(found) }).toEqual({ insight, letGoAtMs: undefined, hiddenAtMs: undefined, sought: false });
        }
      }
      const rest = [...pruningCandidates(situation), ...opportunitiesThrough(situation), ...openPromises(situation).map(({ commitment }) => commitment), ...whoMatters(situation, "closeness")];
      for (const { person } of rest) expect(situation.network.people.get(person)?.letGoAtMs).toBeUndefined();
    }), runs(1_000));
    expect([...seen].toSorted()).toEqual(["dormantTies", "helpers", "introducers", "introducersTo", "keepInTouch", "news", "pendingRequests", "repliesAwaited", "repliesOwed", "toGive", "weakTies"]);
  });

  test("[I127] the order in which entries arrive changes no answer, and asked twice an insight says the same", () => {
    fc.assert(fc.property(lives, order, (events, places) => {
      const entries = entriesOf(events);
      const situation = judged(entries);
      const said = JSON.stringify(everything(situation));
      expect(JSON.stringify(everything(situation))).toBe(said);
      const shuffled = entries.map((entry, index) => ({ entry, place: ((places[index % places.length] ?? 0) + index * 7) % 101 })).toSorted((a, b) => a.place - b.place).map(({ entry }) => entry);
      expect(JSON.stringify(everything(judged(shuffled)))).toBe(said);
    }), runs(300));
  });

  test("[I132] facts that don't depend on each other may be recorded in any order: every answer is the same, byte for byte", () => {
    const plan = (name: string): never => idFromParts(["plan", name]) as never;
    const [a, b, c, d, e, f] = everybody as [PersonId, PersonId, PersonId, PersonId, PersonId, PersonId];
    const told: readonly Told[] = [
      ...everybody.flatMap(lifeWith), { type: "GoalSet", atMs: nowMs - dayMs, goal: plan("goal"), title: "A berth", people: [a], organisations: ["Beta"], fields: ["mooring"], skills: [] },
      ...[[a, b, c], [d, e], [c, d, f]].map((people, index): Told => ({ type: "InteractionRecorded", atMs: nowMs - (300 + index) * dayMs, kind: "meeting", direction: "in", people, from: people[0] ?? a, thread: `t${index}` })),
      { type: "CircleDefined", atMs: nowMs - dayMs, circle: plan("one"), name: "Friends", everyDays: 90 }, { type: "CircleDefined", atMs: nowMs - dayMs, circle: plan("two"), name: "Mentors", everyDays: 90 },
      { type: "CircleJoined", atMs: nowMs - dayMs, circle: plan("one"), person: c }, { type: "CircleJoined", atMs: nowMs - dayMs, circle: plan("two"), person: c },
      ...[b, e].map((person, index): Told => ({ type: "CommitmentMade", atMs: nowMs - 50 * dayMs, commitment: plan(`promise ${index}`), person, by: "owner", text: "send it" })),
      ...[[b, f], [f]].map((through, index): Told => ({ type: "OpportunityRecorded", atMs: nowMs - 50 * dayMs, opportunity: plan(`came ${index}`), what: "business", title: `Pier ${index}`, through, outcome: "won" })),
      { type: "TieAsserted", atMs: nowMs - dayMs, between: [a, f], knows: true }, { type: "TieAsserted", atMs: nowMs - dayMs, between: [d, e], knows: false },
      ...everybody.map((person): Told => ({ type: "TraitAdded", atMs: nowMs - 9 * dayMs, person, trait: "interest", text: "Tides" })),
    ];
    const events = told.map(eventOf);
    const expected = JSON.stringify(everything(judged(entriesOf(events))));
    fc.assert(fc.property(order, (places) => {
      const shuffled = events.map((event, index) => ({ event, place: ((places[index % places.length] ?? 0) + index * 7) % 101 })).toSorted((one, other) => one.place - other.place).map(({ event }) => event);
      expect(JSON.stringify(everything(judged(entriesOf(shuffled))))).toBe(expected);
    }), runs(300));
  });

  test("[I128] to protect somebody or to put them into a circle never makes anybody a candidate to let go, and takes them off", () => {
    const circle = idFromParts(["circle", "three"]) as CircleId;
    let taken = 0;
    fc.assert(fc.property(lives, fc.constantFrom(...everybody), fc.boolean(), (events, person, isCircle) => {
      const told: readonly Told[] = isCircle
        ? [{ type: "CircleDefined", atMs: nowMs, circle, name: "Friends" }, { type: "CircleJoined", atMs: nowMs, circle, person }]
        : [{ type: "PersonProtected", atMs: nowMs, person }];
      const candidates = (all: readonly KithEvent[]): readonly PersonId[] => pruningCandidates(judged(entriesOf(all))).map((one) => one.person);
      const goesBy = project(entriesOf(events)).merged.get(person) ?? person;
      const [before, after] = [candidates(events), candidates([...events, ...told.map((one, index) => eventOf(one, 900 + index))])];
      expect(after).toEqual(before.filter((one) => one !== goesBy));
      if (before.length > after.length) taken += 1;
    }), runs(1_000));
    expect(taken).toBeGreaterThan(20);
  });

  test("[I129] of two people rated apart the higher stands above, whatever the log says", () => {
    fc.assert(fc.property(lives, (events) => {
      const situation = judged(entriesOf(events));
      const rated = whoMatters(situation, "closeness").flatMap(({ person }) => situation.ties.get(person)?.person.rating?.closeness ?? []);
      expect(rated).toEqual(rated.toSorted((a, b) => b - a));
    }), runs(1_000));
  });

  test("[I131] who is hidden is still listed and may be let go; who is only sought is not yet among one's people", () => {
    const [hidden, sought] = everybody as [PersonId, PersonId];
    const told: readonly Told[] = [
      { type: "PersonHidden", atMs: nowMs, person: hidden }, { type: "PersonAdded", atMs: nowMs, person: idPerson, name: "Wanted", relation: "sought" }, { type: "PersonAdded", atMs: nowMs, person: sought, name: "Person 1", relation: "sought" },
    ];
    const situation = judged(entriesOf([...everybody.flatMap(lifeWith), ...told].map(eventOf)));
    expect(whoMatters(situation, "closeness").map(({ person }) => person)).toContain(hidden);
    expect(pruningCandidates(situation).map(({ person }) => person)).toContain(hidden);
    expect(pruningCandidates(situation).map(({ person }) => person)).not.toContain(sought);
    const wanted = situation.ties.get(idPerson);
    expect(wanted && isKnown(wanted)).toBe(false);
  });

  test("[I145] who is sought is so until the two were in touch or connected since; what was before doesn't count against the owner's word", () => {
    const [known] = everybody as [PersonId];
    const sought = (person: PersonId, ...since: readonly Told[]): boolean => {
      const found = judged(entriesOf([...lifeWith(known, 0), { type: "PersonAdded", atMs: nowMs - 2, person, name: "Wanted", relation: "sought" } as const, ...since].map(eventOf))).network.people.get(person);
      return found !== undefined && isSought(found);
    };
    expect([sought(idPerson), sought(known)]).toEqual([true, true]);
    expect(sought(idPerson, { type: "InteractionRecorded", atMs: nowMs - 1, kind: "coffee", direction: "both", people: [idPerson] })).toBe(false);
    expect(sought(known, { type: "InteractionRecorded", atMs: nowMs - 1, kind: "coffee", direction: "both", people: [known] })).toBe(false);
    expect(sought(idPerson, { type: "ConnectionMade", atMs: nowMs - 1, person: idPerson })).toBe(false);
    expect(sought(idPerson, { type: "PersonAdded", atMs: nowMs - 1, person: idPerson, name: "Wanted", relation: "known" })).toBe(false);
  });
});

const idPerson = personNumbered(7);
