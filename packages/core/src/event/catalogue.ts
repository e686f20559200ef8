/** The catalogue: the newest version of every type and what its fields may hold. The compiler asks for a line per type and per field. */
import { isId } from "../prelude/id.ts";
import {
  commitmentOutcomes, goalOutcomes, interactionKinds, introductionSteps, opportunityKinds, opportunityOutcomes, ownActivityKinds, perDayMax, relations, requestAnswers, traitKinds,
  type EventOf, type EventType, type KithEvent,
} from "./event.ts";
import type { FindingKind } from "./finding.ts";
import { upcasts, type Upcasts } from "./upcast.ts";

/** True where `value` may stand in a field. */
export type Check = (value: unknown) => boolean;

/** The newest shape of one type that a build knows. */
export interface EventShape {
  readonly v: number;
  /** The fields beside `id`, `type`, `v` and `atMs`. */
  readonly fields: Readonly<Record<string, Check>>;
}

/** What a build can read: its types, and the way up from their older versions. */
export interface EventCatalogue {
  readonly shapes: ReadonlyMap<string, EventShape>;
  readonly upcasts: Upcasts;
}

/** 1 January 1900 and 2200: what lies outside is a slip, and would stretch every time line. */
const momentMin = -2_208_988_800_000;
const momentMax = 7_258_118_400_000;
/** A century: no rhythm is slower. */
const daysMax = 36_525;

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const days: Check = (value) => typeof value === "number" && value > 0 && value <= daysMax;
const perDay: Check = (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= perDayMax;
/** A moment in ms UTC. */
export const moment: Check = (value) => typeof value === "number" && value >= momentMin && value <= momentMax;
const oneOf = (values: readonly unknown[]): Check => (value) => values.includes(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const pairOf = (first: Check, second: Check): Check => (value) => Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
const maybe = (check: Check): Check => (value) => value === undefined || check(value);
const orNull = (check: Check): Check => (value) => value === null || check(value);
const shape = (fields: Readonly<Record<string, Check>>): Check => (value) =>
  typeof value === "object" && value !== null && Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

const findingKinds: readonly FindingKind[] = ["promise", "question", "organisation", "pitch"];
const inOrOut = oneOf(["in", "out"]);
const person = { person: isId };
const finding = shape({ kind: oneOf(findingKinds), quote: text, organisation: maybe(text) });
const fileSummary = shape({ name: text, read: count, used: count, setAside: listOf(shape({ reason: text, count })) });
const trait = { ...person, trait: oneOf(traitKinds), text };

type FieldsOf<Event extends KithEvent> = { readonly [Name in Exclude<keyof Event, "id" | "type" | "v" | "atMs">]-?: Check };

const shapeByType: { readonly [Type in EventType]: { readonly v: EventOf<Type>["v"]; readonly fields: FieldsOf<EventOf<Type>> } } = {
  OwnProfileObserved: { v: 1, fields: { name: text, headline: maybe(text), url: maybe(text) } },
  OwnAffiliationObserved: { v: 1, fields: { organisation: text, role: maybe(text), untilMs: maybe(moment) } },
  OwnActivityObserved: { v: 1, fields: { what: oneOf(ownActivityKinds), title: maybe(text), url: maybe(text) } },
  ProfileObserved: { v: 1, fields: { ...person, name: text, url: maybe(text), email: maybe(text), organisation: maybe(text), position: maybe(text) } },
  ConnectionMade: { v: 1, fields: person },
  InteractionRecorded: { v: 1, fields: {
    kind: oneOf(interactionKinds), direction: oneOf(["in", "out", "both"]), people: listOf(isId), from: maybe(isId), thread: maybe(text),
    length: maybe(count), note: maybe(text), findings: maybe(listOf(finding)),
  } },
  InvitationRecorded: { v: 1, fields: { ...person, direction: inOrOut, note: maybe(text) } },
  EndorsementRecorded: { v: 1, fields: { ...person, direction: inOrOut, skill: text } },
  RecommendationRecorded: { v: 1, fields: { ...person, direction: inOrOut } },
  ImportCompleted: { v: 1, fields: { importId: isId, fileName: text, files: listOf(fileSummary) } },
  PersonAdded: { v: 2, fields: { ...person, name: text, relation: oneOf(relations), url: maybe(text), organisation: maybe(text), position: maybe(text) } },
  ProfileCorrected: { v: 1, fields: { ...person, name: maybe(text), organisation: maybe(text), position: maybe(text), url: maybe(text), email: maybe(text) } },
  PeopleMerged: { v: 1, fields: { ...person, into: isId } },
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
  EventsRetracted: { v: 1, fields: { events: maybe(listOf(isId)), importId: maybe(isId) } },
  CircleDefined: { v: 1, fields: { circle: isId, name: text, everyDays: maybe(days) } },
  CircleDissolved: { v: 1, fields: { circle: isId } },
  CircleJoined: { v: 1, fields: { ...person, circle: isId } },
  CircleLeft: { v: 1, fields: { ...person, circle: isId } },
  GoalSet: { v: 1, fields: { goal: isId, title: text, people: listOf(isId), organisations: listOf(text), fields: listOf(text), skills: listOf(text), untilMs: maybe(moment) } },
  GoalEnded: { v: 1, fields: { goal: isId, outcome: oneOf(goalOutcomes) } },
  TieAsserted: { v: 1, fields: { between: pairOf(isId, isId), knows: orNull(flag) } },
  IntroductionAdvanced: { v: 1, fields: {
    introduction: isId, through: orNull(isId), between: pairOf(orNull(isId), isId), step: oneOf(introductionSteps), organisation: maybe(text), goal: maybe(isId), note: maybe(text),
  } },
  CommitmentMade: { v: 1, fields: { ...person, commitment: isId, by: oneOf(["owner", "person"]), text, dueMs: maybe(moment) } },
  CommitmentSettled: { v: 1, fields: { commitment: isId, outcome: oneOf(commitmentOutcomes) } },
  OpportunityRecorded: { v: 1, fields: { opportunity: isId, what: oneOf(opportunityKinds), title: text, through: listOf(isId), outcome: maybe(oneOf(opportunityOutcomes)) } },
  OrganisationAliased: { v: 1, fields: { name: text, alias: text, same: flag } },
  CapacitySet: { v: 1, fields: { perDay } },
};

/** What this build can read. A map, so that a type named like a property of every object is as unknown as any other. */
export const todaysCatalogue: EventCatalogue = { shapes: new Map<string, EventShape>(Object.entries(shapeByType)), upcasts };
