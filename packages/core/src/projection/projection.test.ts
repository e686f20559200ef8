import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { compareEntries, inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, EventId } from "../prelude/id.ts";
import { eventCorpus } from "../testing/event-corpus.ts";
import { seeded } from "../testing/archive/seeded.ts";
import { eventNumbered, importNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { networkHash } from "./canonical.ts";
import { emptyDraft, shown } from "./draft.ts";
import { fold } from "./fold.ts";
import { project } from "./project.ts";
import { createProjection, restoreProjection, type MarkDistances, type Projection, type ProjectionOptions } from "./projection.ts";
import { rulingsOf } from "./rulings.ts";
import { baseVersion, decodeBase, encodeBase, type ProjectionSnapshot } from "./snapshot.ts";

const device = idFromParts(["device"]) as DeviceId;
const ada = personNumbered(1);
const near: MarkDistances = { behind: 3, least: 6 };
/** Some of one import, some at the same clock, as two devices would write. */
const recorded = (events: readonly KithEvent[]): readonly Entry[] =>
  events.map((event, index) => ({ hlc: 10 + index - (index % 5 === 4 ? 1 : 0), recordedAtMs: 0, device, event, ...(index % 4 === 1 ? { importId: importNumbered(index % 8 === 1 ? 0 : 1) } : {}) }));
const noted = (index: number, person = ada): KithEvent => ({ id: eventNumbered(index), v: 1, atMs: index, type: "NoteRecorded", person, text: "x" });
const named = (index: number, person = ada): KithEvent => ({ id: eventNumbered(index), v: 1, atMs: index, type: "ProfileObserved", person, name: "Ada" });
const retracted = (index: number, events: readonly EventId[]): KithEvent => ({ id: eventNumbered(index), v: 1, atMs: index, type: "EventsRetracted", events });

/** A log as the projection sees it: each event once, at its lowest clock. */
function createHeld(): { readonly all: () => readonly Entry[]; readonly options: ProjectionOptions; take(entries: readonly Entry[]): readonly Entry[] } {
  const held = new Map<EventId, Entry>();
  return {
    all: () => inOrder(held.values()),
    options: { compare: compareEntries, isHeld: (event) => held.has(event), distances: near },
    take: (entries) => entries.filter((entry) => {
      const other = held.get(entry.event.id);
      if (other && other.hlc <= entry.hlc) return false;
      held.set(entry.event.id, entry);
      return true;
    }),
  };
}

const stored = ({ base, tail, markHlc }: ProjectionSnapshot): ProjectionSnapshot => ({ base: base.slice(), tail: JSON.parse(JSON.stringify(tail)) as readonly Entry[], markHlc });
function restored(snapshot: ProjectionSnapshot, options: ProjectionOptions): Projection {
  const projection = restoreProjection(stored(snapshot), options);
  if (!projection.ok) throw new Error(projection.error);
  return projection.value;
}

/** A projection of twelve notes about Ada with its mark moved up, and the log behind it. */
function marked(): { readonly projection: Projection; readonly held: ReturnType<typeof createHeld>; readonly snapshot: ProjectionSnapshot } {
  const held = createHeld();
  const projection = createProjection(held.options);
  projection.take(held.take(recorded([named(0), ...Array.from({ length: 11 }, (_, index) => noted(index + 1))])));
  const snapshot = projection.checkpoint();
  if (!snapshot) throw new Error("twelve entries are enough for a mark");
  return { projection, held, snapshot };
}

describe("a projection kept up to date", () => {
  test("[N10] kept up to date in any pieces, in any order and with any duplicates, also through checkpoints and restores, it equals the fold from nothing, byte for byte", () => {
    let [restores, refused] = [0, 0];
    fc.assert(fc.property(randomEvents(), fc.nat(), (events, seed) => {
      const chance = seeded(seed);
      const drawn = (below: number): number => chance.between(0, below - 1);
      const entries = recorded(events);
      const again = entries.filter(() => drawn(8) === 0).map((entry) => ({ ...entry, hlc: entry.hlc + drawn(3) }));
      // Mostly as it was recorded, some late.
      const mixed = [...entries, ...again].map((entry) => ({ entry, place: entry.hlc + (drawn(4) === 0 ? drawn(20) : 0) })).toSorted((a, b) => a.place - b.place).map(({ entry }) => entry);
      const held = createHeld();
      let projection = createProjection(held.options);
      const expectSame = (): void => { expect(networkHash(projection.network)).toBe(networkHash(project(held.all()))); };
      for (let start = 0; start < mixed.length;) {
        const piece = mixed.slice(start, start + 1 + drawn(6));
        start += piece.length;
        const fresh = held.take(piece);
        if (!projection.take(drawn(5) === 0 ? [...fresh, ...fresh] : fresh)) {
          refused += 1;
          projection.refold(held.all());
        }
        if (drawn(4) === 0) expectSame();
        const snapshot = drawn(3) === 0 ? projection.checkpoint() : undefined;
        if (snapshot && drawn(2) === 0) {
          restores += 1;
          projection = restored(snapshot, held.options);
        }
      }
      expectSame();
    }), runs(1_000));
    // The property is of little worth where these are rare.
    expect([restores > 300, refused > 300]).toEqual([true, true]);
  });

  test("[N40] what reaches below the mark is refused and changes nothing; everything folded again takes it in", () => {
    const at = (hlc: number, event: KithEvent): Entry => ({ hlc, recordedAtMs: 0, device, event });
    const reaching: readonly (readonly [string, Entry])[] = [
      ["an entry below", at(11.5, noted(50))], ["an undo of an entry below", at(90, retracted(51, [eventNumbered(2)]))],
      ["an undo of an import below", at(90, { id: eventNumbered(52), v: 1, atMs: 1, type: "EventsRetracted", importId: importNumbered(0) })],
      ["a merge", at(90, { id: eventNumbered(53), v: 1, atMs: 1, type: "PeopleMerged", person: ada, into: personNumbered(2) })],
      ["a forgetting", at(90, { id: eventNumbered(54), v: 1, atMs: 1, type: "PersonForgotten", person: ada })],
    ];
    for (const [what, entry] of reaching) {
      const { projection, held } = marked();
      const before = projection.network;
      const fresh = held.take([entry, at(95, noted(60))]);
      expect([what, projection.take(fresh), projection.network === before, before.people.get(ada)?.notes.length]).toEqual([what, false, true, 11]);
      projection.refold(held.all());
      expect(networkHash(projection.network)).toBe(networkHash(project(held.all())));
    }
  });

  test("[N41] an undo of an undo brings back what lies below the mark only after everything is folded again", () => {
    const { projection, held } = marked();
    const undo = held.take([{ hlc: 90, recordedAtMs: 0, device, event: retracted(51, [eventNumbered(2)]) }]);
    expect(projection.take(undo)).toBe(false);
    projection.refold(held.all());
    projection.checkpoint();
    expect(projection.network.people.get(ada)?.notes).toHaveLength(10);
    const redo = held.take([{ hlc: 91, recordedAtMs: 0, device, event: retracted(52, [eventNumbered(51)]) }]);
    expect(projection.take(redo)).toBe(false);
  });

  test("[N42] arrivals and undo above the mark are taken in without what lies below it", () => {
    const { held, snapshot } = marked();
    const projection = restored(snapshot, held.options);
    const last = snapshot.tail.at(-1)?.hlc ?? 0;
    expect(projection.take(held.take([{ hlc: last - 0.5, recordedAtMs: 0, device, event: noted(50) }, { hlc: last + 1, recordedAtMs: 0, device, event: retracted(51, [eventNumbered(11)]) }]))).toBe(true);
    expect(networkHash(projection.network)).toBe(networkHash(project(held.all())));
    expect(projection.network.people.get(ada)?.notes).toHaveLength(11);
  });

  test("[N43] a checkpoint waits for enough entries, leaves the newest above the mark and never parts entries of one clock", () => {
    const { projection, held, snapshot } = marked();
    expect([snapshot.tail.length >= near.behind, snapshot.tail.length < near.least, projection.checkpoint()]).toEqual([true, true, undefined]);
    expect(snapshot.tail.every(({ hlc }) => hlc > snapshot.markHlc)).toBe(true);
    expect(held.all().filter(({ hlc }) => hlc <= snapshot.markHlc).length + snapshot.tail.length).toBe(12);
    const alike = createProjection(held.options);
    alike.take(Array.from({ length: 20 }, (_, index) => ({ hlc: 7, recordedAtMs: 0, device, event: noted(index) })));
    expect(alike.checkpoint()).toBeUndefined();
  });

  test("[N44] to take in what comes last copies nobody: the network is a new object over the same maps", () => {
    const { projection, held } = marked();
    const before = projection.network;
    projection.take(held.take([{ hlc: 90, recordedAtMs: 0, device, event: noted(50) }]));
    expect(projection.network).not.toBe(before);
    expect(projection.network.people).toBe(before.people);
    expect(projection.network.people.get(ada)?.notes).toHaveLength(12);
  });
});

describe("the base of a snapshot", () => {
  const entries = inOrder(recorded(eventCorpus.map(({ read }) => read).filter(({ type }) => type !== "PersonForgotten" && type !== "PeopleMerged" && type !== "EventsRetracted")));
  const baseOf = (from: readonly Entry[]): Uint8Array => {
    const rulings = rulingsOf(from);
    return encodeBase({ draft: fold(from, rulings), markHlc: 99, rulings, rulingEntries: [], importIds: new Set([importNumbered(0)]) });
  };

  test("[N45] what was encoded is decoded, with everything a person can have; one contact of several people is one object", () => {
    const decoded = decodeBase(baseOf(entries));
    if (!decoded.ok) throw new Error(decoded.error);
    const { draft, ...rest } = decoded.value;
    expect(draft).toEqual(fold(entries, rulingsOf(entries)));
    expect(rest).toEqual({ markHlc: 99, rulings: rulingsOf(entries), rulingEntries: [], importIds: new Set([importNumbered(0)]) });
    const together: KithEvent = { id: eventNumbered(1), v: 1, atMs: 1, type: "InteractionRecorded", kind: "meal", direction: "both", people: [ada, personNumbered(2)] };
    const shared = decodeBase(baseOf(recorded([together])));
    const [one, other] = shared.ok ? [...shared.value.draft.nameless.values()].map(({ contacts }) => contacts[0]) : [];
    expect(one).toBeDefined();
    expect(other).toBe(one);
  });

  test("[N46] any draft survives: the decoded one equals it and can be folded on", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      const all = inOrder(recorded(events));
      const decoded = decodeBase(baseOf(all));
      expect(decoded.ok && decoded.value.draft).toEqual(fold(all, rulingsOf(all)));
    }), runs(300));
  });

  test("[N47] a base with any byte changed, cut anywhere or longer than it was is refused", () => {
    const bytes = baseOf(entries.slice(0, 12));
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = bytes.slice();
      flipped[index] = (flipped[index] ?? 0) ^ (1 + (index % 255));
      expect(decodeBase(flipped).ok).toBe(false);
      expect(decodeBase(bytes.slice(0, index)).ok).toBe(false);
    }
    expect(decodeBase(new Uint8Array([...bytes, 0])).ok).toBe(false);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => { expect(decodeBase(noise).ok).toBe(false); }), runs(1_000));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 }), (changes) => {
      const damaged = bytes.slice();
      for (const [place, change] of changes) damaged[place] = (damaged[place] ?? 0) ^ change;
      fc.pre(damaged.some((byte, place) => byte !== bytes[place]));
      expect(decodeBase(damaged).ok).toBe(false);
    }), runs(1_000));
  });

  test("[N48] a base of another version, a tail that isn't its own and another mark are refused", () => {
    const { snapshot, held } = marked();
    const [first, ...others] = snapshot.tail;
    const other = snapshot.base.slice();
    other[0] = baseVersion + 1;
    const refused = (changed: Partial<ProjectionSnapshot>) => { const projection = restoreProjection({ ...snapshot, ...changed }, held.options); return projection.ok ? undefined : projection.error; };
    expect(refused({})).toBeUndefined();
    expect(refused({ base: other })).toBe("wrongVersion");
    expect(refused({ markHlc: snapshot.markHlc + 1 })).toBe("damaged");
    expect(refused({ tail: first ? [{ ...first, hlc: snapshot.markHlc }, ...others] : [] })).toBe("damaged");
    expect(refused({ tail: [...snapshot.tail, { hlc: 99, recordedAtMs: 0, device, event: retracted(70, [eventNumbered(1)]) }] })).toBe("damaged");
  });

  test("[N49] whoever changes what events fold to raises the version: this is what version 3 gives", () => {
    expect([baseVersion, networkHash(project(entries))]).toEqual([3, "1655d2bd800ea3127d37aaccdae428f4484460f5b5529fe14700bfe862fbdc89"]);
    expect(networkHash(shown(emptyDraft(), rulingsOf([])))).toBe(networkHash(project([])));
  });
});
