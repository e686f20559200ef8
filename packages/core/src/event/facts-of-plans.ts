/** What the owner is after, and what came of it: circles, goals, introductions, promises, opportunities. */
import type { CircleId, CommitmentId, GoalId, IntroductionId, OpportunityId, PersonId } from "../prelude/id.ts";
import type { Fact } from "./fact.ts";

/** Nobody keeps up with more people in a day. */
export const perDayMax = 50;

export const goalOutcomes = ["reached", "dropped"] as const;
export type GoalOutcome = (typeof goalOutcomes)[number];

/** How far an introduction came. `faded`: nobody took it further. */
export const introductionSteps = ["asked", "agreed", "declined", "made", "met", "faded"] as const;
export type IntroductionStep = (typeof introductionSteps)[number];

export const commitmentOutcomes = ["kept", "dropped"] as const;
export type CommitmentOutcome = (typeof commitmentOutcomes)[number];

export const opportunityKinds = ["opportunity", "business"] as const;
export type OpportunityKind = (typeof opportunityKinds)[number];
export const opportunityOutcomes = ["open", "won", "lost"] as const;
export type OpportunityOutcome = (typeof opportunityOutcomes)[number];

/** A circle, with its rhythm in days where it has one. The same id again: renamed or changed. */
export interface CircleDefined extends Fact<"CircleDefined"> {
  readonly circle: CircleId;
  readonly name: string;
  readonly everyDays?: number;
}

/** The circle is no more; its people are in it no longer. */
export interface CircleDissolved extends Fact<"CircleDissolved"> {
  readonly circle: CircleId;
}

export interface CircleJoined extends Fact<"CircleJoined"> {
  readonly circle: CircleId;
  readonly person: PersonId;
}

export interface CircleLeft extends Fact<"CircleLeft"> {
  readonly circle: CircleId;
  readonly person: PersonId;
}

/** What the owner wants to reach, and who or what would help. The same id again: changed, and open again. */
export interface GoalSet extends Fact<"GoalSet"> {
  readonly goal: GoalId;
  readonly title: string;
  readonly people: readonly PersonId[];
  readonly organisations: readonly string[];
  readonly fields: readonly string[];
  readonly skills: readonly string[];
  readonly untilMs?: number;
}

export interface GoalEnded extends Fact<"GoalEnded"> {
  readonly goal: GoalId;
  readonly outcome: GoalOutcome;
}

/** The owner says whether two people know each other; null takes it back. */
export interface TieAsserted extends Fact<"TieAsserted"> {
  readonly between: readonly [PersonId, PersonId];
  readonly knows: boolean | null;
}

/** An introduction came a step further. */
export interface IntroductionAdvanced extends Fact<"IntroductionAdvanced"> {
  readonly introduction: IntroductionId;
  /** Who introduces; null: the owner. */
  readonly through: PersonId | null;
  /** The two introduced; null in the first place: the owner. */
  readonly between: readonly [PersonId | null, PersonId];
  readonly step: IntroductionStep;
  readonly organisation?: string;
  readonly goal?: GoalId;
  readonly note?: string;
}

/** A promise, by the owner to a person or by the person to the owner. */
export interface CommitmentMade extends Fact<"CommitmentMade"> {
  readonly commitment: CommitmentId;
  readonly person: PersonId;
  readonly by: "owner" | "person";
  readonly text: string;
  readonly dueMs?: number;
}

export interface CommitmentSettled extends Fact<"CommitmentSettled"> {
  readonly commitment: CommitmentId;
  readonly outcome: CommitmentOutcome;
}

/** Something that came of knowing people. The same id again: changed. Without an outcome it is open. */
export interface OpportunityRecorded extends Fact<"OpportunityRecorded"> {
  readonly opportunity: OpportunityId;
  readonly what: OpportunityKind;
  readonly title: string;
  readonly through: readonly PersonId[];
  readonly outcome?: OpportunityOutcome;
}

/** How many people the owner can keep up with in a day. */
export interface CapacitySet extends Fact<"CapacitySet"> {
  readonly perDay: number;
}

/** The owner confirms (`same`) or denies that two spellings are one organisation. */
export interface OrganisationAliased extends Fact<"OrganisationAliased"> {
  readonly name: string;
  readonly alias: string;
  readonly same: boolean;
}
