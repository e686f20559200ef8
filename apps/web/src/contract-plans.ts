/** What the screen may ask about the owner's own word: circles, goals, promises, introductions, and what came of them. */
import type {
  Balance, CircleId, CommitmentId, GoalId, GoalOutcome, IntroductionId, IntroductionStep, OpportunityId, OpportunityKind, OpportunityOutcome, Provenance, Reason, TraitKind,
} from "@kith/core";
import type { JudgedPerson, PathEvidence, PersonCard, PersonRow } from "./contract-people.ts";

export interface CircleName {
  readonly circle: CircleId;
  readonly name: string;
  /** The rhythm to see its people in, in days; absent where it has none. */
  readonly everyDays?: number;
}

/** One of a circle's people. */
export interface CircleMember {
  readonly person: PersonRow;
  /** Absent where the two were never in touch. */
  readonly silenceDays?: number;
  /** Days of silence beyond the circle's rhythm, negative before it is reached; absent without a rhythm or a contact. */
  readonly overdueDays?: number;
}

export interface CircleView extends CircleName {
  /** Most overdue first, then the longest silent, then those never in touch. */
  readonly members: readonly CircleMember[];
}

export interface PromiseRow {
  readonly commitment: CommitmentId;
  readonly person: PersonCard;
  readonly by: "owner" | "person";
  readonly text: string;
  readonly madeAtMs: number;
  readonly dueMs?: number;
  /** Days past the day it was due, negative before it; absent without a due day. */
  readonly overdueDays?: number;
  /** Absent while it is open. */
  readonly settled?: "kept" | "dropped";
}

export interface OpportunityRow {
  readonly opportunity: OpportunityId;
  readonly what: OpportunityKind;
  readonly title: string;
  readonly outcome: OpportunityOutcome;
  readonly atMs: number;
  readonly through: readonly PersonCard[];
}

/** Whether somebody knows another: by the owner's word, else by what was seen. */
export interface KnownTie {
  readonly person: PersonCard;
  /** The owner's word; absent where they said nothing. */
  readonly word?: "knows" | "knowsNot";
  /** Absent where the owner denied it. */
  readonly provenance?: Provenance;
  readonly evidence: readonly PathEvidence[];
}

/** What the owner told of one person. */
export interface PersonFacts {
  readonly circles: readonly CircleName[];
  /** Those the person is not in. */
  readonly otherCircles: readonly CircleName[];
  readonly traits: readonly { readonly trait: TraitKind; readonly text: string }[];
  /** Open ones first, the soonest due before. */
  readonly promises: readonly PromiseRow[];
  /** The surest first: the owner's word, what was seen, guesses. */
  readonly ties: readonly KnownTie[];
  /** Further guesses, not listed. */
  readonly moreTies: number;
  readonly opportunities: readonly OpportunityRow[];
  readonly email?: string;
}

/** Somebody who could introduce the owner to one of those sought. */
export interface IntroducerRow extends JudgedPerson {
  readonly towards: PersonCard;
  /** How sure it is that the two know each other. */
  readonly provenance: Provenance;
}

export interface GoalView {
  readonly goal: GoalId;
  readonly title: string;
  readonly untilMs?: number;
  /** The day it was to be reached by has passed. */
  readonly isPast: boolean;
  readonly people: readonly PersonRow[];
  readonly organisations: readonly string[];
  readonly fields: readonly string[];
  readonly skills: readonly string[];
  /** Absent while the owner is after it. */
  readonly ended?: { readonly outcome: GoalOutcome; readonly atMs: number };
  /** The owner's people who serve it; empty where it ended. */
  readonly helpers: readonly JudgedPerson[];
  readonly introducers: readonly IntroducerRow[];
}

export interface GoalsView {
  /** Those the owner is after, the soonest day first. */
  readonly open: readonly GoalView[];
  /** The latest first. */
  readonly ended: readonly GoalView[];
  readonly opportunities: readonly OpportunityRow[];
  /** Through whom they came. */
  readonly through: readonly JudgedPerson[];
}

export interface IntroductionView {
  readonly introduction: IntroductionId;
  /** Null: the owner introduces. */
  readonly through: PersonCard | null;
  /** Null in the first place: the owner is introduced. */
  readonly between: readonly [PersonCard | null, PersonCard];
  readonly organisation?: string;
  readonly goal?: { readonly goal: GoalId; readonly title: string };
  /** Oldest first; the last says how it stands. */
  readonly steps: readonly { readonly step: IntroductionStep; readonly atMs: number; readonly note?: string }[];
  /** What may come next; empty where it is over. */
  readonly next: readonly IntroductionStep[];
}

/** Two of the owner's people who might like to meet. */
export interface PairToMeet {
  readonly people: readonly [PersonRow, PersonRow];
  readonly reasons: readonly Reason[];
  /** To the first about the second, and to the second about the first: asks whether they would like it. */
  readonly messages: readonly [string, string];
}

export interface BalanceView {
  readonly balance: Balance;
  /** A weak tie worth waking. */
  readonly weakTie?: JudgedPerson;
}

/** Questions about the owner's own word, by name. */
export interface PlanQuestions {
  circles: { ask: undefined; answer: readonly CircleView[] };
  goals: { ask: undefined; answer: GoalsView };
  /** Introductions the owner asked for or makes: those under way first, the latest step first. */
  underWay: { ask: undefined; answer: readonly IntroductionView[] };
  /** At most twelve pairs, the best first. */
  toGive: { ask: undefined; answer: readonly PairToMeet[] };
  balance: { ask: undefined; answer: BalanceView };
  /** Whom a text may mean: everybody with a name but those let go, also hidden and sought ones. Whole names first, then those that begin so. */
  named: { ask: { readonly text: string; readonly max: number }; answer: readonly PersonRow[] };
}
