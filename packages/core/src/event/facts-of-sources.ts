/** What a source shows: an archive, an address book, or the owner telling what happened. */
import type { ImportId, PersonId } from "../prelude/id.ts";
import type { Fact } from "./fact.ts";
import type { Finding } from "./finding.ts";

/** How two people were in touch. `message` is a network's own messaging. */
export const interactionKinds = ["message", "mail", "call", "video", "meeting", "coffee", "meal", "event", "letter", "other"] as const;
export type InteractionKind = (typeof interactionKinds)[number];

/** Seen from the owner: `out` I started, `in` they did, `both` we met. */
export type Direction = "out" | "in" | "both";

/** What the owner did in public, or joined. */
export const ownActivityKinds = ["post", "comment", "reaction", "group", "event", "course", "article"] as const;
export type OwnActivityKind = (typeof ownActivityKinds)[number];

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

/** The owner's own part: something they wrote, answered, joined or attended. */
export interface OwnActivityObserved extends Fact<"OwnActivityObserved"> {
  readonly what: OwnActivityKind;
  readonly title?: string;
  readonly url?: string;
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
