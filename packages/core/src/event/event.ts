/**
 * The facts. An event says in the past tense what happened, never what we concluded. It is
 * immutable, versioned and small. `atMs` is when it happened in the world; when it was recorded
 * stands in the entry around it (`entry.ts`).
 */
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import type { Finding } from "./finding.ts";

/** How two people were in touch. `message` is a network's own messaging. */
export const interactionKinds = ["message", "mail", "call", "video", "meeting", "coffee", "meal", "event", "letter", "other"] as const;
export type InteractionKind = (typeof interactionKinds)[number];

/** Seen from the owner: `out` I started, `in` they did, `both` we met. */
export type Direction = "out" | "in" | "both";

/** The owner's own rating, 1 (barely know) to 5 (would pick up the phone at night). */
export type Closeness = 1 | 2 | 3 | 4 | 5;

/** What the owner did with an incoming request. */
export const requestAnswers = ["accept", "acceptAndLookAgain", "askFirst", "wait", "ignore"] as const;
export type RequestAnswer = (typeof requestAnswers)[number];

interface Fact<Type extends string> {
  readonly id: EventId;
  readonly type: Type;
  /** Version of this type's shape; older ones are upcast on read. */
  readonly v: 1;
  /** When it happened in the world, ms UTC. */
  readonly atMs: number;
}

/** Who the owner is, as a source shows it. */
export interface OwnProfileObserved extends Fact<"OwnProfileObserved"> {
  readonly name: string;
  readonly headline?: string;
  readonly url?: string;
}

/** An organisation the owner belonged to. `untilMs` is absent while it lasts. */
export interface OwnAffiliationObserved extends Fact<"OwnAffiliationObserved"> {
  readonly organisation: string;
  readonly role?: string;
  readonly untilMs?: number;
}

/** A state fact: how a source showed a person at `atMs`. Emitted only where it differs from the last one. */
export interface ProfileObserved extends Fact<"ProfileObserved"> {
  readonly person: PersonId;
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly organisation?: string;
  readonly position?: string;
}

/** The two connected on a network. Not an interaction. */
export interface ConnectionMade extends Fact<"ConnectionMade"> {
  readonly person: PersonId;
}

/** The owner was in touch with one or several people. */
export interface InteractionRecorded extends Fact<"InteractionRecorded"> {
  readonly kind: InteractionKind;
  readonly direction: Direction;
  /** The others, without the owner; more than one in a group. */
  readonly people: readonly PersonId[];
  /** In a group: who of `people` wrote. Absent where the owner did, or where all met. */
  readonly from?: PersonId;
  readonly thread?: string;
  /** Characters of a text that wasn't kept. */
  readonly length?: number;
  /** The owner's own words about it. */
  readonly note?: string;
  readonly findings?: readonly Finding[];
}

/** A request to connect, sent by (`in`) or to (`out`) a person. */
export interface InvitationRecorded extends Fact<"InvitationRecorded"> {
  readonly person: PersonId;
  readonly direction: "in" | "out";
  /** The note that came with it: the evidence a triage needs. At most 300 characters. */
  readonly note?: string;
}

export interface EndorsementRecorded extends Fact<"EndorsementRecorded"> {
  readonly person: PersonId;
  readonly direction: "in" | "out";
  readonly skill: string;
}

export interface RecommendationRecorded extends Fact<"RecommendationRecorded"> {
  readonly person: PersonId;
  readonly direction: "in" | "out";
}

/** Something the owner wrote down about a person. */
export interface NoteRecorded extends Fact<"NoteRecorded"> {
  readonly person: PersonId;
  readonly text: string;
}

/** A person added by hand. */
export interface PersonAdded extends Fact<"PersonAdded"> {
  readonly person: PersonId;
  readonly name: string;
  readonly url?: string;
  readonly organisation?: string;
  readonly position?: string;
}

/** The owner's rating; null takes it back. It beats every score. */
export interface ClosenessRated extends Fact<"ClosenessRated"> {
  readonly person: PersonId;
  readonly closeness: Closeness | null;
}

/** In the review: this one stays, don't ask again for a year. */
export interface PersonKept extends Fact<"PersonKept"> {
  readonly person: PersonId;
}

/** In the review: decide later. */
export interface ReviewPostponed extends Fact<"ReviewPostponed"> {
  readonly person: PersonId;
  readonly untilMs: number;
}

/** Archived: leaves every list, keeps its history. */
export interface PersonLetGo extends Fact<"PersonLetGo"> {
  readonly person: PersonId;
}

export interface PersonBroughtBack extends Fact<"PersonBroughtBack"> {
  readonly person: PersonId;
}

export interface RequestAnswered extends Fact<"RequestAnswered"> {
  readonly person: PersonId;
  readonly answer: RequestAnswer;
}

/** Not today: leave this person out of the plan until `untilMs`. */
export interface ReachOutSnoozed extends Fact<"ReachOutSnoozed"> {
  readonly person: PersonId;
  readonly untilMs: number;
}

/** Takes events back, one by one or a whole import; itself retractable. Takes effect at its targets' place. */
export interface EventsRetracted extends Fact<"EventsRetracted"> {
  readonly events?: readonly EventId[];
  readonly importId?: ImportId;
}

/** One file's share of an import: `read = used + sum of setAside`. */
export interface ImportedFileSummary {
  readonly name: string;
  readonly read: number;
  readonly used: number;
  readonly setAside: readonly { readonly reason: string; readonly count: number }[];
}

/** An import ran to its end. `atMs` is the date of what was imported. */
export interface ImportCompleted extends Fact<"ImportCompleted"> {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly files: readonly ImportedFileSummary[];
}

export type KithEvent =
  | OwnProfileObserved | OwnAffiliationObserved | ProfileObserved | ConnectionMade | InteractionRecorded | InvitationRecorded
  | EndorsementRecorded | RecommendationRecorded | NoteRecorded | PersonAdded | ClosenessRated | PersonKept | ReviewPostponed
  | PersonLetGo | PersonBroughtBack | RequestAnswered | ReachOutSnoozed | EventsRetracted | ImportCompleted;

export type EventType = KithEvent["type"];
