/** The catalogue: the newest version of every type and what its fields may hold. The compiler asks for a line per type and per field. */
import {
  commitmentOutcomes, goalOutcomes, interactionKinds, introductionSteps, opportunityKinds, opportunityOutcomes, ownActivityKinds, perDayMax, relations, requestAnswers, traitKinds,
  type EventOf, type EventType, type KithEvent,
} from "./event.ts";
import { count, flag, id, listOf, maybe, moment, oneOf, orNull, pairOf, shape, text, type Field, type Fields } from "./field.ts";
import type { FindingKind } from "./finding.ts";
import { upcasts, type Upcasts } from "./upcast.ts";

/** The newest shape of one type that a build knows. */
export interface EventShape {
  readonly v: number;
  /** The fields beside `id`, `type`, `v` and `atMs`. */
  readonly fields: Fields;
}

/** What a build can read: its types, and the way up from their older versions. */
export interface EventCatalogue {
  readonly shapes: ReadonlyMap<string, EventShape>;
  readonly upcasts: Upcasts;
}

/** A century: no rhythm is slower. */
const daysMax = 36_525;

const days: Field = { is: "number", min: Number.MIN_VALUE, max: daysMax, whole: false };
const perDay: Field = { is: "number", min: 1, max: perDayMax, whole: true };
const findingKinds: readonly FindingKind[] = ["promise", "question", "organisation", "pitch"];
const inOrOut = oneOf(["in", "out"]);
const person = { person: id };
const finding = shape({ kind: oneOf(findingKinds), quote: text, organisation: maybe(text) });
const fileSummary = shape({ name: text, read: count, used: count, setAside: listOf(shape({ reason: text, count })) });
const trait = { ...person, trait: oneOf(traitKinds), text };

type FieldsOf<Event extends KithEvent> = { readonly [Name in Exclude<keyof Event, "id" | "type" | "v" | "atMs">]-?: Field };

const shapeByType: { readonly [Type in EventType]: { readonly v: EventOf<Type>["v"]; readonly fields: FieldsOf<EventOf<Type>> } } = {
  OwnProfileObserved: { v: 1, fields: { name: text, headline: maybe(text), url: maybe(text) } },
  OwnAffiliationObserved: { v: 1, fields: { organisation: text, role: maybe(text), untilMs: maybe(moment) } },
  OwnActivityObserved: { v: 1, fields: { what: oneOf(ownActivityKinds), title: maybe(text), url: maybe(text) } },
  ProfileObserved: { v: 1, fields: { ...person, name: text, url: maybe(text), email: maybe(text), organisation: maybe(text), position: maybe(text) } },
  ConnectionMade: { v: 1, fields: person },
  InteractionRecorded: { v: 1, fields: {
    kind: oneOf(interactionKinds), direction: oneOf(["in", "out", "both"]), people: listOf(id), from: maybe(id), thread: maybe(text),
    length: maybe(count), note: maybe(text), findings: maybe(listOf(finding)),
  } },
  InvitationRecorded: { v: 1, fields: { ...person, direction: inOrOut, note: maybe(text) } },
  EndorsementRecorded: { v: 1, fields: { ...person, direction: inOrOut, skill: text } },
  RecommendationRecorded: { v: 1, fields: { ...person, direction: inOrOut } },
  ImportCompleted: { v: 1, fields: { importId: id, fileName: text, files: listOf(fileSummary) } },
  PersonAdded: { v: 2, fields: { ...person, name: text, relation: oneOf(relations), url: maybe(text), organisation: maybe(text), position: maybe(text) } },
  ProfileCorrected: { v: 1, fields: { ...person, name: maybe(text), organisation: maybe(text), position: maybe(text), url: maybe(text), email: maybe(text) } },
  PeopleMerged: { v: 1, fields: { ...person, into: id } },
  PersonForgotten: { v: 1, fields: person },
  NoteRecorded: { v: 1, fields: { ...person, text } },
  TraitAdded: { v: 1, fields: trait },
  TraitRemoved: { v: 1, fields: trait },
  ClosenessRated: { v: 1, fields: { ...person, closeness: oneOf([1, 2, 3, 4, 5, null]) } },
  PersonKept: { v: 1, fields: person },
  ReviewPostponed: { v: 1, fields: { ...person, untilMs: moment } },
  PersonLetGo: { v: 1, fields: person },
  PersonBroughtBack: { v: 1, fields: person },
  PersonHidden: { v: 1, fields: person },
  PersonShown: { v: 1, fields: person },
  PersonProtected: { v: 1, fields: person },
  PersonUnprotected: { v: 1, fields: person },
  RequestAnswered: { v: 1, fields: { ...person, answer: oneOf(requestAnswers) } },
  ReachOutSnoozed: { v: 1, fields: { ...person, untilMs: moment } },
  EventsRetracted: { v: 1, fields: { events: maybe(listOf(id)), importId: maybe(id) } },
  CircleDefined: { v: 1, fields: { circle: id, name: text, everyDays: maybe(days) } },
  CircleDissolved: { v: 1, fields: { circle: id } },
  CircleJoined: { v: 1, fields: { ...person, circle: id } },
  CircleLeft: { v: 1, fields: { ...person, circle: id } },
  GoalSet: { v: 1, fields: { goal: id, title: text, people: listOf(id), organisations: listOf(text), fields: listOf(text), skills: listOf(text), untilMs: maybe(moment) } },
  GoalEnded: { v: 1, fields: { goal: id, outcome: oneOf(goalOutcomes) } },
  TieAsserted: { v: 1, fields: { between: pairOf(id, id), knows: orNull(flag) } },
  IntroductionAdvanced: { v: 1, fields: {
    introduction: id, through: orNull(id), between: pairOf(orNull(id), id), step: oneOf(introductionSteps), organisation: maybe(text), goal: maybe(id), note: maybe(text),
  } },
  CommitmentMade: { v: 1, fields: { ...person, commitment: id, by: oneOf(["owner", "person"]), text, dueMs: maybe(moment) } },
  CommitmentSettled: { v: 1, fields: { commitment: id, outcome: oneOf(commitmentOutcomes) } },
  OpportunityRecorded: { v: 1, fields: { opportunity: id, what: oneOf(opportunityKinds), title: text, through: listOf(id), outcome: maybe(oneOf(opportunityOutcomes)) } },
  OrganisationAliased: { v: 1, fields: { name: text, alias: text, same: flag } },
  CapacitySet: { v: 1, fields: { perDay } },
};

/** What this build can read. A map, so that a type named like a property of every object is as unknown as any other. */
export const todaysCatalogue: EventCatalogue = { shapes: new Map<string, EventShape>(Object.entries(shapeByType)), upcasts };
