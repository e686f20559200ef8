import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, GoalId, ImportId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { asOf } from "./as-of.ts";
import { networkHash } from "./canonical.ts";
import { knownFrom, lastObservation, project } from "./project.ts";

const device = idFromParts(["device"]) as DeviceId;
const [ada, bram, cleo, dov] = [personNumbered(1), personNumbered(2), personNumbered(3), personNumbered(4)];
const recorded = (events: readonly KithEvent[]): readonly Entry[] => events.map((event, index) => ({ hlc: index + 1, recordedAtMs: 0, device, event }));
const fact = (index: number, atMs = index) => ({ id: eventNumbered(index), v: 1, atMs }) as const;
const named = (index: number, person: PersonId, name: string): KithEvent => ({ ...fact(index), type: "ProfileObserved", person, name, organisation: `${name} Ltd` });
const noted = (index: number, person: PersonId, text = "x"): KithEvent => ({ ...fact(index), type: "NoteRecorded", person, text });
const merged = (index: number, person: PersonId, into: PersonId): KithEvent => ({ ...fact(index), type: "PeopleMerged", person, into });
const forgotten = (index: number, person: PersonId): KithEvent => ({ ...fact(index), type: "PersonForgotten", person });
const group = (index: number, people: readonly PersonId[], from?: PersonId): KithEvent => ({ ...fact(index), type: "InteractionRecorded", kind: "message", direction: from ? "in" : "out", people, thread: "t", ...(from ? { from } : {}) });
const everybody = [named(1, ada, "Ada"), named(2, bram, "Bram"), named(3, cleo, "Cleo")];
const about = [[1, ada], [2, bram], [3, cleo]].map(([index, person]) => noted(10 + Number(index), person as PersonId));
const peopleOf = (events: readonly KithEvent[]) => [...project(recorded(events)).people.values()].map(({ id, notes }) => [id, notes.length]);

describe("one person with two ids", () => {
  test("[N20] everything about both counts for the one it was merged into, whatever was recorded when", () => {
    expect(peopleOf([merged(9, ada, bram), ...everybody, ...about])).toEqual([[bram, 2], [cleo, 1]]);
    expect(peopleOf([...everybody, ...about, merged(9, ada, bram)])).toEqual([[bram, 2], [cleo, 1]]);
    const network = project(recorded([...everybody, merged(9, ada, bram), group(20, [ada, bram, cleo], ada)]));
    expect(network.people.get(bram)?.contacts).toMatchObject([{ groupSize: 2 }]);
    expect(network.gatherings.get("t")?.people).toEqual([bram, cleo]);
    const known = knownFrom(network, () => false);
    expect([known.hasPerson(ada), known.idsOf(ada), known.idsOf(bram), known.idsOf(cleo), lastObservation(network, ada)?.name]).toEqual([true, [bram, ada], [bram, ada], [cleo], "Bram"]);
  });

  test("[N21] merges follow each other in the order of the log; one that would go in a circle changes nothing", () => {
    expect(peopleOf([...everybody, ...about, merged(20, ada, bram), merged(21, bram, cleo)])).toEqual([[cleo, 3]]);
    expect(peopleOf([...everybody, ...about, merged(20, ada, bram), merged(21, ada, cleo)])).toEqual([[cleo, 3]]);
    expect(peopleOf([...everybody, ...about, merged(20, ada, bram), merged(21, bram, ada), merged(22, bram, bram)])).toEqual([[bram, 2], [cleo, 1]]);
  });

  test("[N22] a merge that was taken back has no effect, and one in an undone import neither", () => {
    expect(peopleOf([...everybody, ...about, merged(20, ada, bram), { ...fact(21), type: "EventsRetracted", events: [eventNumbered(20)] }])).toHaveLength(3);
    const importId = idFromParts(["import"]) as ImportId;
    const [first, ...others] = recorded([merged(20, ada, bram), ...everybody, { ...fact(21), type: "EventsRetracted", importId }]);
    expect(project(first ? [{ ...first, importId }, ...others] : []).people.size).toBe(3);
  });

  test("[N23] the merged are one wherever people are named: ties, introductions, goals, opportunities", () => {
    const network = project(recorded([
      ...everybody, merged(9, ada, bram),
      { ...fact(20), type: "TieAsserted", between: [ada, cleo], knows: true }, { ...fact(21), type: "TieAsserted", between: [ada, bram], knows: true },
      { ...fact(22), type: "IntroductionAdvanced", introduction: idFromParts(["i"]) as IntroductionId, through: ada, between: [null, ada], step: "asked" },
      { ...fact(23), type: "GoalSet", goal: idFromParts(["g"]) as GoalId, title: "t", people: [ada, bram], organisations: [], fields: [], skills: [] },
      { ...fact(24), type: "OpportunityRecorded", opportunity: idFromParts(["o"]) as OpportunityId, what: "business", title: "t", through: [ada, bram] },
    ]));
    expect([...network.assertedTies.values()].map(({ between }) => between)).toEqual([[bram, cleo]]);
    expect([...network.introductions.values()]).toMatchObject([{ through: bram, between: [null, bram] }]);
    expect([[...network.goals.values()][0]?.people, [...network.opportunities.values()][0]?.through]).toEqual([[bram], [bram]]);
  });
});

describe("forgotten for good", () => {
  test("[N24] nothing about a forgotten person is left, whenever it was or will be recorded, and the same archive doesn't bring them back", () => {
    for (const events of [[...everybody, ...about, forgotten(30, ada)], [forgotten(30, ada), ...everybody, ...about], [...everybody, ...about, forgotten(30, ada), named(40, ada, "Ada"), noted(41, ada)]]) {
      const network = project(recorded(events));
      expect([...network.people.keys()]).toEqual([bram, cleo]);
      expect(network.forgotten).toEqual(new Set([ada]));
      expect(JSON.stringify([...network.people.values()])).not.toContain(ada);
    }
  });

  test("[N25] a gathering keeps the others; what the forgotten wrote to it goes; a tie or an introduction with them goes", () => {
    const network = project(recorded([
      ...everybody, group(20, [ada, bram, cleo]), group(21, [ada, bram, cleo], bram), group(22, [ada, bram, cleo], ada), group(23, [ada]), forgotten(30, ada),
      { ...fact(31), type: "TieAsserted", between: [ada, cleo], knows: true },
      { ...fact(32), type: "IntroductionAdvanced", introduction: idFromParts(["i"]) as IntroductionId, through: ada, between: [null, cleo], step: "asked" },
      { ...fact(33), type: "GoalSet", goal: idFromParts(["g"]) as GoalId, title: "t", people: [ada], organisations: [], fields: [], skills: [] },
      { ...fact(34), type: "GoalSet", goal: idFromParts(["h"]) as GoalId, title: "t", people: [ada], organisations: ["Acme"], fields: [], skills: [] },
      { ...fact(35), type: "OpportunityRecorded", opportunity: idFromParts(["o"]) as OpportunityId, what: "business", title: "t", through: [ada] },
    ]));
    expect(network.gatherings.get("t")).toMatchObject({ people: [bram, cleo], messages: 2 });
    expect([network.people.get(bram)?.contacts.length, network.people.get(cleo)?.contacts.length]).toEqual([2, 1]);
    expect([network.assertedTies.size, network.introductions.size, network.opportunities.size, [...network.goals.values()].map(({ people }) => people)]).toEqual([0, 0, 0, [[]]]);
  });

  test("[N26] who had several ids is forgotten under all of them, whichever was named and whether before the merge or after", () => {
    for (const rulings of [[merged(20, ada, bram), forgotten(21, ada)], [merged(20, ada, bram), forgotten(21, bram)], [forgotten(20, ada), merged(21, ada, bram)]]) {
      const network = project(recorded([...everybody, ...about, ...rulings]));
      expect([[...network.people.keys()], network.forgotten]).toEqual([[cleo], new Set([bram, ada])]);
    }
  });

  test("[N27] no forgotten person is left in any network", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      const entries = recorded([...events, forgotten(99, ada)]);
      const { forgotten: all, merged: ids, ...network } = project(inOrder(entries));
      const told = JSON.stringify(network, (_, value: unknown) => (value instanceof Map ? [...value] as unknown : value));
      for (const person of all) expect(told).not.toContain(person);
      expect([...ids.values()].every((into) => !ids.has(into))).toBe(true);
    }), runs(1_000));
  });
});

describe("time travel", () => {
  test("[N28] undo, merges and forgetting hold on every day", () => {
    const later = (event: KithEvent): KithEvent => ({ ...event, atMs: 900 });
    const entries = recorded([...everybody, named(4, dov, "Dov"), ...about, later(merged(20, ada, bram)), later(forgotten(21, cleo)), later({ ...fact(22), type: "EventsRetracted", events: [eventNumbered(4)] })]);
    const march = project(asOf(entries, 500));
    expect([...march.people.values()].map(({ id, notes }) => [id, notes.length])).toEqual([[bram, 2]]);
  });

  test("[N29] a later correction keeps the name it gave and loses the job; a profile that was taken back names nobody", () => {
    const entries = recorded([named(1, ada, "Ada"), { ...fact(2, 900), type: "ProfileCorrected", person: ada, name: "Ada Tide", organisation: "Acme Labs" }]);
    expect(project(asOf(entries, 500)).people.get(ada)).toMatchObject({ name: "Ada Tide", organisation: "Ada Ltd" });
    expect(project(asOf(entries, 900)).people.get(ada)).toMatchObject({ name: "Ada Tide", organisation: "Acme Labs" });
    const wrong: KithEvent = { ...fact(3, 600), type: "ProfileObserved", person: bram, name: "Wrong" };
    const right: KithEvent = { ...fact(4, 700), type: "ProfileObserved", person: bram, name: "Bram" };
    expect(project(asOf(recorded([wrong, right, { ...fact(5), type: "EventsRetracted", events: [wrong.id] }]), 500)).people.get(bram)?.name).toBe("Bram");
  });

  test("[N30] as of the end of time nothing is missing", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      const entries = inOrder(recorded(events));
      expect(networkHash(project(asOf(entries, Infinity)))).toBe(networkHash(project(entries)));
    }), runs(300));
  });
});
