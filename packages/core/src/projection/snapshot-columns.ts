/** People, their contacts and gatherings as columns: how the base of a snapshot keeps them. */
import type { Direction, InteractionKind } from "../event/event.ts";
import type { EventId, PersonId } from "../prelude/id.ts";
import type { GatheringDraft, PersonDraft } from "./draft.ts";
import type { Contact } from "./network.ts";

/** A direction is kept as its place in here. */
export const directions: readonly Direction[] = ["out", "in", "both"];

/** Rows of contacts; what few contacts have stands in `more`, by row. Strings that repeat are numbers into `strings`, from 1; 0 is none. */
export interface ContactColumns {
  readonly event: EventId[];
  /** Ms since the row before. */
  readonly sinceMs: number[];
  /** The kinds there were when this was written. */
  readonly kinds: readonly InteractionKind[];
  /** The kind's place in `kinds` times 3, plus the direction's in `directions`. */
  readonly kind: number[];
  readonly groupSize: number[];
  readonly thread: number[];
  readonly more: (readonly [row: number, rest: Pick<Contact, "note" | "findings">])[];
}

type OwnColumn = "id" | "name" | "url" | "email" | "organisation" | "position" | "observedAtMs" | "connectedAtMs" | "connectedBy" | "addedByHand" | "jobs" | "contacts";
export type Rest = Omit<PersonDraft, OwnColumn>;

export interface PersonColumns {
  readonly id: PersonId[];
  readonly name: string[];
  /** 0 is none. */
  readonly url: (string | 0)[];
  readonly email: (string | 0)[];
  readonly organisation: number[];
  readonly position: number[];
  /** null: never observed. */
  readonly observedAtMs: (number | null)[];
  readonly connectedAtMs: (number | null)[];
  readonly connectedBy: (EventId | 0)[];
  /** Four values a job: event, moment, organisation, position. */
  readonly jobs: (EventId | number)[][];
  /** Runs of rows: first row and length, again and again. */
  readonly contacts: number[][];
  /** The rows of those added by hand. */
  readonly addedByHand: number[];
  /** Everything else a person has, as it is, by row; empty lists left out. */
  readonly more: (readonly [row: number, rest: Partial<Rest>])[];
}

export interface PeopleColumns {
  readonly strings: readonly string[];
  readonly contactColumns: ContactColumns;
  readonly personColumns: PersonColumns;
  /** So many of the rows have a name; the others come last. */
  readonly named: number;
  /** Each with its people as rows. */
  readonly gatherings: readonly (Omit<GatheringDraft, "people"> & { readonly people: readonly number[] })[];
}
