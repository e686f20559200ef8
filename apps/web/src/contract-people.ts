/** People as the screen is given them: the part of the contract that the rest is made of. */
import type { Closeness, PathEvidence, PersonId, Reason, Standing } from "@kith/core";

export type { PathEvidence };

export interface PersonCard {
  readonly id: PersonId;
  readonly name: string;
  readonly url?: string;
  readonly organisation?: string;
  readonly position?: string;
}

export interface PersonRow extends PersonCard {
  readonly lastContactMs?: number;
  readonly standing: Standing;
  /** 0..1 within the owner's own people; absent where never in touch and unrated. */
  readonly closeness?: number;
  readonly rating?: Closeness;
  /** The owner wants to reach this person and doesn't know them yet. */
  readonly sought?: true;
}

export interface JudgedPerson {
  readonly person: PersonRow;
  readonly score: number;
  readonly reasons: readonly Reason[];
}
