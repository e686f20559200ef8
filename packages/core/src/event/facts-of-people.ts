/** The owner's word about a person: who they are, how close, what to do with them. */
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import type { Fact } from "./fact.ts";

/** The owner's own rating, 1 (barely know) to 5 (would pick up the phone at night). */
export type Closeness = 1 | 2 | 3 | 4 | 5;

/** What the owner did with an incoming request. */
export const requestAnswers = ["accept", "acceptAndLookAgain", "askFirst", "wait", "ignore"] as const;
export type RequestAnswer = (typeof requestAnswers)[number];

/** Whether the owner knows a person, or seeks them: wants to reach them and doesn't know them yet. */
export const relations = ["known", "sought"] as const;
export type Relation = (typeof relations)[number];

/** What a trait says of a person. `need` and `offer` are what they ask for and could give. */
export const traitKinds = ["tag", "interest", "need", "offer", "skill", "field"] as const;
export type TraitKind = (typeof traitKinds)[number];

/** A person added by hand. Version 1 had no `relation`: everybody was known. */
export interface PersonAdded extends Fact<"PersonAdded", 2> {
  readonly person: PersonId;
  readonly name: string;
  readonly relation: Relation;
  readonly url?: string;
  readonly organisation?: string;
  readonly position?: string;
}

/** The owner's own edit. It beats every observation; an empty text clears a field, an empty name brings the observed one back. */
export interface ProfileCorrected extends Fact<"ProfileCorrected"> {
  readonly person: PersonId;
  readonly name?: string;
  readonly organisation?: string;
  readonly position?: string;
  readonly url?: string;
  readonly email?: string;
}

/** Two ids are one person, who goes by `into` from now on. Takes effect before the fold, on everything ever recorded. */
export interface PeopleMerged extends Fact<"PeopleMerged"> {
  readonly person: PersonId;
  readonly into: PersonId;
}

/** Forgotten for good: nothing about this person is folded any more, whenever it was or will be recorded. */
export interface PersonForgotten extends Fact<"PersonForgotten"> {
  readonly person: PersonId;
}

/** Something the owner wrote down about a person. */
export interface NoteRecorded extends Fact<"NoteRecorded"> {
  readonly person: PersonId;
  readonly text: string;
}

export interface TraitAdded extends Fact<"TraitAdded"> {
  readonly person: PersonId;
  readonly trait: TraitKind;
  readonly text: string;
}

export interface TraitRemoved extends Fact<"TraitRemoved"> {
  readonly person: PersonId;
  readonly trait: TraitKind;
  readonly text: string;
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

/** Out of sight, before letting go: kept out of what is suggested, still found by name. */
export interface PersonHidden extends Fact<"PersonHidden"> {
  readonly person: PersonId;
}

export interface PersonShown extends Fact<"PersonShown"> {
  readonly person: PersonId;
}

/** Never to be suggested for letting go. */
export interface PersonProtected extends Fact<"PersonProtected"> {
  readonly person: PersonId;
}

export interface PersonUnprotected extends Fact<"PersonUnprotected"> {
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
