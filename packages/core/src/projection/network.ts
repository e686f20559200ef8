/**
 * The owner's network as the log tells it: what happened, person by person, and nothing that was
 * concluded. It can be thrown away and rebuilt at any time.
 */
import type { Closeness, Direction, ImportedFileSummary, InteractionKind, OwnActivityKind, RequestAnswer, TraitKind } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import type { CircleId, CommitmentId, EventId, GoalId, ImportId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";
import type { AssertedTie, Circle, Commitment, Goal, Introduction, Opportunity, OrganisationAlias } from "./plans.ts";

/** One contact between the owner and a person. */
export interface Contact {
  readonly event: EventId;
  readonly atMs: number;
  readonly kind: InteractionKind;
  readonly direction: Direction;
  /** How many others took part; 1 where the two were alone. */
  readonly groupSize: number;
  readonly thread?: string;
  readonly note?: string;
  readonly findings?: readonly Finding[];
}

/** Where a person worked, as observed from `sinceMs` on (the date of the source that first showed it). */
export interface Job {
  readonly event: EventId;
  readonly sinceMs: number;
  readonly organisation?: string;
  readonly position?: string;
}

export interface Invitation {
  readonly event: EventId;
  readonly direction: "in" | "out";
  readonly sentAtMs: number;
  readonly note?: string;
}

/** What a source or the owner says of a person. */
export interface Profile {
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly organisation?: string;
  readonly position?: string;
}

/** Something the owner noted about what a person is, likes, needs or could give. */
export interface Trait {
  readonly event: EventId;
  readonly atMs: number;
  readonly trait: TraitKind;
  readonly text: string;
}

/** A person, with the owner's corrections where there are any. What is optional is absent rather than empty. */
export interface Person extends Profile {
  readonly id: PersonId;
  /** The date of the source the observed name and job come from. */
  readonly observedAtMs: number;
  /** As observed, oldest first. Where the owner corrected nothing, the last is the current one. */
  readonly jobs: readonly Job[];
  /** The fields the owner corrected; an empty text clears one. */
  readonly corrected?: Partial<Profile>;
  /** Where anything is corrected: what the sources show. */
  readonly observed?: Profile;
  readonly connectedAtMs?: number;
  readonly connectedBy?: EventId;
  /** True where the owner added the person by hand. */
  readonly addedByHand: boolean;
  /** When the owner said that they want to reach this person and don't know them yet. */
  readonly soughtAtMs?: number;
  /** In the order of their moment. */
  readonly contacts: readonly Contact[];
  readonly invitations: readonly Invitation[];
  readonly endorsements: readonly { readonly event: EventId; readonly atMs: number; readonly direction: "in" | "out"; readonly skill: string }[];
  readonly recommendations: readonly { readonly event: EventId; readonly atMs: number; readonly direction: "in" | "out" }[];
  readonly notes: readonly { readonly event: EventId; readonly atMs: number; readonly text: string }[];
  readonly rating?: { readonly event: EventId; readonly atMs: number; readonly closeness: Closeness };
  readonly keptAtMs?: number;
  readonly letGoAtMs?: number;
  /** Kept out of what is suggested. */
  readonly hiddenAtMs?: number;
  /** Never suggested for letting go. */
  readonly protectedAtMs?: number;
  readonly reviewAfterMs?: number;
  readonly snoozedUntilMs?: number;
  readonly request?: { readonly answer: RequestAnswer; readonly atMs: number };
  readonly traits?: readonly Trait[];
  readonly circles?: readonly CircleId[];
}

/** A conversation or meeting of the owner with two or more others: evidence that these know each other. */
export interface Gathering {
  readonly thread: string;
  readonly people: readonly PersonId[];
  readonly messages: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** Organisations that its texts name. */
  readonly organisations: readonly string[];
}

/** The owner's own part: what they wrote, answered, joined or attended. */
export interface OwnActivity {
  readonly event: EventId;
  readonly atMs: number;
  readonly what: OwnActivityKind;
  readonly title?: string;
  readonly url?: string;
}

/** The owner. */
export interface Owner {
  readonly name?: string;
  readonly headline?: string;
  readonly url?: string;
  readonly affiliations: readonly { readonly organisation: string; readonly role?: string; readonly fromMs: number; readonly untilMs?: number }[];
  /** As they were recorded. */
  readonly activities: readonly OwnActivity[];
  /** How many people they can keep up with in a day, where they said so. */
  readonly reachOutsPerDay?: number;
}

export interface ImportRun {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly importedAtMs: number;
  readonly snapshotAtMs: number;
  readonly files: readonly ImportedFileSummary[];
  readonly undone: boolean;
}

export interface Network {
  readonly owner: Owner;
  /** Everybody who has a name. */
  readonly people: ReadonlyMap<PersonId, Person>;
  /** By the id a person once had: the one they go by now. */
  readonly merged: ReadonlyMap<PersonId, PersonId>;
  /** Every id of everybody forgotten for good. */
  readonly forgotten: ReadonlySet<PersonId>;
  readonly gatherings: ReadonlyMap<string, Gathering>;
  readonly circles: ReadonlyMap<CircleId, Circle>;
  readonly goals: ReadonlyMap<GoalId, Goal>;
  readonly commitments: ReadonlyMap<CommitmentId, Commitment>;
  readonly introductions: ReadonlyMap<IntroductionId, Introduction>;
  readonly opportunities: ReadonlyMap<OpportunityId, Opportunity>;
  /** One per pair. */
  readonly assertedTies: ReadonlyMap<string, AssertedTie>;
  /** One per pair of spellings. */
  readonly organisationAliases: ReadonlyMap<string, OrganisationAlias>;
  readonly imports: readonly ImportRun[];
}
