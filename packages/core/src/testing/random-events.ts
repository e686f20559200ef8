/** Seeded events for properties: every type there is, on few people, circles, goals and so on, so that they meet. */
import * as fc from "fast-check";
import {
  commitmentOutcomes, goalOutcomes, introductionSteps, opportunityKinds, opportunityOutcomes, ownActivityKinds, relations, requestAnswers, traitKinds, type KithEvent,
} from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, CommitmentId, EventId, GoalId, ImportId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";

export const personNumbered = (index: number): PersonId => idFromParts(["person", String(index)]) as PersonId;
export const eventNumbered = (index: number): EventId => idFromParts(["event", String(index)]) as EventId;
export const importNumbered = (index: number): ImportId => idFromParts(["import", String(index)]) as ImportId;

const type = <Type extends KithEvent["type"]>(...types: readonly Type[]): fc.Arbitrary<Type> => fc.constantFrom(...types);
const person = fc.integer({ min: 0, max: 5 }).map(personNumbered);
const people = fc.uniqueArray(person, { maxLength: 3 });
const atMs = fc.integer({ min: 1_500_000_000_000, max: 1_800_000_000_000 });
const name = fc.constantFrom("Ada", "Bram", "Лада", "結月");
const organisation = fc.constantFrom("Acme", "Beta");
const text = fc.constantFrom("x", "X", "y");
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });
const circle = fc.constantFrom("one", "two").map((id) => idFromParts(["circle", id]) as CircleId);
const goal = fc.constantFrom("one", "two").map((id) => idFromParts(["goal", id]) as GoalId);
const introduction = fc.constantFrom("one", "two").map((id) => idFromParts(["introduction", id]) as IntroductionId);
const commitment = fc.constantFrom("one", "two").map((id) => idFromParts(["commitment", id]) as CommitmentId);
const opportunity = fc.constantFrom("one", "two").map((id) => idFromParts(["opportunity", id]) as OpportunityId);
const importId = fc.integer({ min: 0, max: 1 }).map(importNumbered);

const observed = fc.oneof(
  fc.record({ type: type("ProfileObserved"), person, name, organisation }),
  fc.record({ type: type("ConnectionMade"), person }),
  fc.record({ type: type("InteractionRecorded"), kind: fc.constant("message" as const), direction: fc.constantFrom("in" as const, "out" as const), people: fc.uniqueArray(person, { minLength: 1, maxLength: 3 }), thread: fc.constantFrom("a", "b") }),
  fc.tuple(fc.uniqueArray(person, { minLength: 2, maxLength: 4 }), fc.constantFrom("a", "c")).map(([group, thread]) =>
    ({ type: "InteractionRecorded" as const, kind: "message" as const, direction: "in" as const, people: group, from: group[0] ?? personNumbered(0), thread, findings: [{ kind: "organisation" as const, quote: "at Acme", organisation: "Acme" }] })),
  fc.record({ type: type("InvitationRecorded"), person, direction: fc.constant("in" as const) }),
  fc.record({ type: type("EndorsementRecorded"), person, direction: fc.constant("out" as const), skill: text }),
  fc.record({ type: type("RecommendationRecorded"), person, direction: fc.constant("in" as const) }),
  fc.record({ type: type("OwnProfileObserved"), name }),
  fc.record({ type: type("OwnAffiliationObserved"), organisation }),
  fc.record({ type: type("OwnActivityObserved"), what: fc.constantFrom(...ownActivityKinds) }),
  fc.record({ type: type("ImportCompleted"), importId, fileName: fc.constant("a.zip"), files: fc.constant([]) }),
);

const saidOfPeople = fc.oneof(
  fc.record({ type: type("PersonAdded"), v: fc.constant(2 as const), person, name, relation: fc.constantFrom(...relations) }),
  fc.tuple(person, maybe(fc.constantFrom("", "Ada Corrected")), maybe(fc.constantFrom("", "Acme Corrected"))).map(([who, named, at]) =>
    ({ type: "ProfileCorrected" as const, person: who, ...(named === undefined ? {} : { name: named }), ...(at === undefined ? {} : { organisation: at }) })),
  fc.record({ type: type("ClosenessRated"), person, closeness: fc.constantFrom(1 as const, 3 as const, 5 as const, null) }),
  fc.record({ type: type("PersonKept", "PersonLetGo", "PersonBroughtBack", "PersonHidden", "PersonShown", "PersonProtected", "PersonUnprotected"), person }),
  fc.record({ type: type("ReviewPostponed", "ReachOutSnoozed"), person, untilMs: atMs }),
  fc.record({ type: type("RequestAnswered"), person, answer: fc.constantFrom(...requestAnswers) }),
  fc.record({ type: type("NoteRecorded"), person, text }),
  fc.record({ type: type("TraitAdded", "TraitRemoved"), person, trait: fc.constantFrom(...traitKinds), text }),
);

const planned = fc.oneof(
  fc.record({ type: type("CircleDefined"), circle, name: text }),
  fc.record({ type: type("CircleDissolved"), circle }),
  fc.record({ type: type("CircleJoined", "CircleLeft"), circle, person }),
  fc.record({ type: type("GoalSet"), goal, title: text, people, organisations: fc.array(organisation, { maxLength: 1 }), fields: fc.constant([]), skills: fc.constant([]) }),
  fc.record({ type: type("GoalEnded"), goal, outcome: fc.constantFrom(...goalOutcomes) }),
  fc.record({ type: type("TieAsserted"), between: fc.tuple(person, person), knows: fc.constantFrom(true, false, null) }),
  fc.record({ type: type("IntroductionAdvanced"), introduction, through: fc.option(person), between: fc.tuple(fc.option(person), person), step: fc.constantFrom(...introductionSteps) }),
  fc.record({ type: type("CommitmentMade"), commitment, person, by: fc.constantFrom("owner" as const, "person" as const), text }),
  fc.record({ type: type("CommitmentSettled"), commitment, outcome: fc.constantFrom(...commitmentOutcomes) }),
  fc.record({ type: type("OpportunityRecorded"), opportunity, what: fc.constantFrom(...opportunityKinds), title: text, through: people, outcome: fc.constantFrom(...opportunityOutcomes) }),
  fc.record({ type: type("CapacitySet"), perDay: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ type: type("OrganisationAliased"), name: organisation, alias: organisation, same: fc.boolean() }),
);

const retraction = fc.record({ type: type("EventsRetracted"), events: fc.array(fc.integer({ min: 0, max: 40 }).map(eventNumbered), { maxLength: 3 }) });
const importRetraction = fc.record({ type: type("EventsRetracted"), importId });
const merge = fc.record({ type: type("PeopleMerged"), person, into: person });
const forgetting = fc.record({ type: type("PersonForgotten"), person });

/** Rare, as in a life: where everybody is forgotten there is nothing left to get wrong. */
const shapes = fc.oneof(
  { weight: 16, arbitrary: observed }, { weight: 10, arbitrary: saidOfPeople }, { weight: 8, arbitrary: planned },
  { weight: 3, arbitrary: retraction }, { weight: 1, arbitrary: importRetraction }, { weight: 1, arbitrary: merge }, { weight: 1, arbitrary: forgetting },
);

/** Up to `maxLength` events with distinct ids, all lengths alike: in a handful little meets. */
export const randomEvents = (maxLength = 40): fc.Arbitrary<readonly KithEvent[]> =>
  fc.array(fc.tuple(shapes, atMs), { maxLength, size: "max" }).map((drawn) => drawn.map(([shape, at], index): KithEvent => ({ v: 1, ...shape, id: eventNumbered(index), atMs: at })));
