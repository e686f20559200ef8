/** Seeded events for properties: every type that folds, on few people, so that they meet. */
import * as fc from "fast-check";
import type { KithEvent } from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { EventId, PersonId } from "../prelude/id.ts";

export const personNumbered = (index: number): PersonId => idFromParts(["person", String(index)]) as PersonId;
export const eventNumbered = (index: number): EventId => idFromParts(["event", String(index)]) as EventId;

const person = fc.integer({ min: 0, max: 5 }).map(personNumbered);
const atMs = fc.integer({ min: 1_500_000_000_000, max: 1_800_000_000_000 });
const shapes = fc.oneof(
  fc.record({ type: fc.constant("ProfileObserved" as const), person, name: fc.constantFrom("Ada", "Bram", "Лада", "結月") }),
  fc.record({ type: fc.constant("ConnectionMade" as const), person }),
  fc.record({ type: fc.constant("InteractionRecorded" as const), kind: fc.constant("message" as const), direction: fc.constantFrom("in" as const, "out" as const), people: fc.uniqueArray(person, { minLength: 1, maxLength: 3 }), thread: fc.constantFrom("a", "b") }),
  fc.record({ type: fc.constant("InvitationRecorded" as const), person, direction: fc.constant("in" as const) }),
  fc.record({ type: fc.constant("ClosenessRated" as const), person, closeness: fc.constantFrom(1 as const, 3 as const, 5 as const, null) }),
  fc.record({ type: fc.constantFrom("PersonKept" as const, "PersonLetGo" as const, "PersonBroughtBack" as const), person }),
  fc.record({ type: fc.constant("NoteRecorded" as const), person, text: fc.constantFrom("x", "y") }),
  fc.record({ type: fc.constant("EventsRetracted" as const), events: fc.array(fc.integer({ min: 0, max: 40 }).map(eventNumbered), { maxLength: 3 }) }),
);

/** Up to `maxLength` events with distinct ids. */
export const randomEvents = (maxLength = 40): fc.Arbitrary<readonly KithEvent[]> =>
  fc.array(fc.tuple(shapes, atMs), { maxLength }).map((drawn) => drawn.map(([shape, at], index) => ({ ...shape, id: eventNumbered(index), v: 1, atMs: at })));
