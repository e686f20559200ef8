/** What the owner is after and what came of it, as the log tells it. */
import type {
  CommitmentOutcome, GoalOutcome, IntroductionStep, OpportunityKind, OpportunityOutcome,
} from "../event/event.ts";
import type { CircleId, CommitmentId, EventId, GoalId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";

/** People to see in one rhythm. Who is in it stands with the people. */
export interface Circle {
  readonly circle: CircleId;
  readonly name: string;
  readonly everyDays?: number;
}

export interface Goal {
  readonly goal: GoalId;
  readonly setAtMs: number;
  readonly title: string;
  readonly people: readonly PersonId[];
  readonly organisations: readonly string[];
  readonly fields: readonly string[];
  readonly skills: readonly string[];
  readonly untilMs?: number;
  /** Absent while the owner is after it. */
  readonly ended?: { readonly outcome: GoalOutcome; readonly atMs: number };
}

/** The owner's word on whether two people know each other. */
export interface AssertedTie {
  readonly event: EventId;
  readonly atMs: number;
  readonly between: readonly [PersonId, PersonId];
  readonly knows: boolean;
}

export interface Introduction {
  readonly introduction: IntroductionId;
  /** Who introduces; null: the owner. */
  readonly through: PersonId | null;
  /** The two introduced; null in the first place: the owner. */
  readonly between: readonly [PersonId | null, PersonId];
  readonly organisation?: string;
  readonly goal?: GoalId;
  /** As they were recorded; the last says how it stands. */
  readonly steps: readonly { readonly event: EventId; readonly atMs: number; readonly step: IntroductionStep; readonly note?: string }[];
}

export interface Commitment {
  readonly commitment: CommitmentId;
  readonly event: EventId;
  readonly madeAtMs: number;
  readonly person: PersonId;
  readonly by: "owner" | "person";
  readonly text: string;
  readonly dueMs?: number;
  /** Absent while it is open. */
  readonly settled?: { readonly outcome: CommitmentOutcome; readonly atMs: number };
}

export interface Opportunity {
  readonly opportunity: OpportunityId;
  readonly event: EventId;
  /** The moment of its latest recording. */
  readonly atMs: number;
  readonly what: OpportunityKind;
  readonly title: string;
  readonly through: readonly PersonId[];
  readonly outcome: OpportunityOutcome;
}

/** The owner's word on whether two spellings are one organisation. */
export interface OrganisationAlias {
  readonly name: string;
  readonly alias: string;
  readonly same: boolean;
}
