/**
 * The owner's network as the log tells it: what happened, person by person, and nothing that was
 * concluded. It can be thrown away and rebuilt at any time.
 */
import type { Closeness, Direction, ImportedFileSummary, InteractionKind, RequestAnswer } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";

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

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly organisation?: string;
  readonly position?: string;
  /** The date of the source the current name and job come from. */
  readonly observedAtMs: number;
  /** Oldest first; the last is the current one. */
  readonly jobs: readonly Job[];
  readonly connectedAtMs?: number;
  readonly connectedBy?: EventId;
  /** True where the owner added the person by hand. */
  readonly addedByHand: boolean;
  /** In the order of their moment. */
  readonly contacts: readonly Contact[];
  readonly invitations: readonly Invitation[];
  readonly endorsements: readonly { readonly event: EventId; readonly atMs: number; readonly direction: "in" | "out"; readonly skill: string }[];
  readonly recommendations: readonly { readonly event: EventId; readonly atMs: number; readonly direction: "in" | "out" }[];
  readonly notes: readonly { readonly event: EventId; readonly atMs: number; readonly text: string }[];
  readonly rating?: { readonly event: EventId; readonly atMs: number; readonly closeness: Closeness };
  readonly keptAtMs?: number;
  readonly letGoAtMs?: number;
  readonly reviewAfterMs?: number;
  readonly snoozedUntilMs?: number;
  readonly request?: { readonly answer: RequestAnswer; readonly atMs: number };
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

/** The owner. */
export interface Owner {
  readonly name?: string;
  readonly headline?: string;
  readonly url?: string;
  readonly affiliations: readonly { readonly organisation: string; readonly role?: string; readonly fromMs: number; readonly untilMs?: number }[];
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
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly gatherings: ReadonlyMap<string, Gathering>;
  readonly imports: readonly ImportRun[];
}
