import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, ImportId } from "../prelude/id.ts";
import { inOrder } from "../log/order.ts";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { asOf } from "./as-of.ts";
import { networkHash } from "./canonical.ts";
import type { Network } from "./network.ts";
import { project } from "./project.ts";
import { runs } from "../testing/runs.ts";

const device = idFromParts(["device"]) as DeviceId;
const ada = personNumbered(1);
const recorded = (events: readonly KithEvent[], importId?: ImportId): readonly Entry[] => events.map((event, index) => ({ hlc: index + 1, recordedAtMs: 0, device, event, ...(importId ? { importId } : {}) }));
const fact = (index: number, atMs = index): { readonly id: ReturnType<typeof eventNumbered>; readonly v: 1; readonly atMs: number } => ({ id: eventNumbered(index), v: 1, atMs });
const named = (index: number, name: string, atMs: number): KithEvent => ({ ...fact(index, atMs), type: "ProfileObserved", person: ada, name });
const adaIn = (network: Network) => network.people.get(ada);

describe("projection", () => {
  test("[N1] the same set of entries gives the same network, in whatever order and however often they arrive", () => {
    fc.assert(fc.property(randomEvents(), fc.infiniteStream(fc.nat()), (events, chance) => {
      const entries = recorded(events);
      const mixed = [...entries, ...entries.slice(0, 5)].map((entry) => ({ entry, place: chance.next().value ?? 0 })).toSorted((a, b) => a.place - b.place).map(({ entry }) => entry);
      expect(networkHash(project(inOrder(mixed)))).toBe(networkHash(project(inOrder(entries))));
    }), runs(1_000));
  });

  test("[N2] no sequence of events is an error, whoever they are about", () => {
    fc.assert(fc.property(randomEvents(), (events) => { expect(project(inOrder(recorded(events))).people.size).toBeLessThanOrEqual(6); }), runs(1_000));
  });

  test("[N3] the latest observation wins, whenever it is recorded", () => {
    const network = project(recorded([named(1, "Ada New", 200), named(2, "Ada Old", 100)]));
    expect(adaIn(network)?.name).toBe("Ada New");
    expect(adaIn(network)?.jobs.map(({ sinceMs }) => sinceMs)).toEqual([100, 200]);
  });

  test("[N4] undo takes effect at its target's place, also when it arrives first", () => {
    const rated: KithEvent = { ...fact(2), type: "ClosenessRated", person: ada, closeness: 5 };
    const undo: KithEvent = { ...fact(3), type: "EventsRetracted", events: [rated.id] };
    const entries = recorded([named(1, "Ada", 1), rated, undo]);
    expect(adaIn(project(entries))?.rating).toBeUndefined();
    const [first, second, third] = entries;
    if (!first || !second || !third) throw new Error("three entries");
    expect(adaIn(project(inOrder([{ ...third, hlc: 0.5 }, first, second])))?.rating).toBeUndefined();
  });

  test("[N5] an undo can itself be undone", () => {
    const rated: KithEvent = { ...fact(2), type: "ClosenessRated", person: ada, closeness: 5 };
    const undo: KithEvent = { ...fact(3), type: "EventsRetracted", events: [rated.id] };
    const redo: KithEvent = { ...fact(4), type: "EventsRetracted", events: [undo.id] };
    expect(adaIn(project(recorded([named(1, "Ada", 1), rated, undo, redo])))?.rating?.closeness).toBe(5);
  });

  test("[N6] a whole import is taken back as one step and stays listed as undone", () => {
    const importId = idFromParts(["import"]) as ImportId;
    const entries = [
      ...recorded([named(1, "Ada", 1), { ...fact(2), type: "ImportCompleted", importId, fileName: "a.zip", files: [] }], importId),
      { hlc: 9, recordedAtMs: 0, device, event: { ...fact(3), type: "EventsRetracted", importId } as KithEvent },
    ];
    const network = project(entries);
    expect(network.people.size).toBe(0);
    expect(network.imports.map(({ undone }) => undone)).toEqual([true]);
  });

  test("[N7] time travel selects by the day things happened, and keeps the names", () => {
    const talk = (index: number, atMs: number): KithEvent => ({ ...fact(index, atMs), type: "InteractionRecorded", kind: "call", direction: "both", people: [ada] });
    const entries = recorded([named(1, "Ada", 500), talk(2, 100), talk(3, 300)]);
    const march = project(asOf(entries, 200));
    expect(adaIn(march)?.name).toBe("Ada");
    expect(adaIn(march)?.contacts.map(({ atMs }) => atMs)).toEqual([100]);
  });

  test("[N8] in a group only those are in touch of whom one wrote", () => {
    const [bram, cleo] = [personNumbered(2), personNumbered(3)];
    const say = (index: number, from?: typeof ada): KithEvent => ({ ...fact(index), type: "InteractionRecorded", kind: "message", direction: from ? "in" : "out", people: [ada, bram, cleo], thread: "t", ...(from ? { from } : {}) });
    const names = [ada, bram, cleo].map((person, index): KithEvent => ({ ...fact(10 + index), type: "ProfileObserved", person, name: `P${index}` }));
    const network = project(recorded([...names, say(1, ada), say(2)]));
    expect([ada, bram, cleo].map((person) => network.people.get(person)?.contacts.length)).toEqual([2, 1, 1]);
    expect(network.gatherings.get("t")).toMatchObject({ people: [ada, bram, cleo], messages: 2 });
  });

  test("[N9] a person nobody named isn't shown", () => {
    expect(project(recorded([{ ...fact(1), type: "PersonKept", person: ada }])).people.size).toBe(0);
  });
});
