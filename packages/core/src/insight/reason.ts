/**
 * Why an insight says what it says, as data. Views and the command line put words to reasons
 * (room `phrase`); nothing else explains a score.
 */
import type { Closeness, OpportunityKind, OpportunityOutcome, OwnActivityKind, TraitKind } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";

/** How strong the evidence for a tie between two others is; see docs/ontology.md. */
export type Provenance = "own" | "asserted" | "observed" | "inferred";

/** One of the five questions asked of a request. */
export type TriageQuestion = "diversity" | "known" | "mutualBenefit" | "shared" | "genuine";
export type TriageAnswer = "yes" | "no" | "unknown";

export type Reason =
  | { readonly kind: "lastContact"; readonly silenceDays: number }
  | { readonly kind: "neverInTouch" }
  | { readonly kind: "usualGap"; readonly gapDays: number; readonly silenceDays: number }
  | { readonly kind: "goneQuiet"; readonly gapDays: number; readonly silenceDays: number }
  | { readonly kind: "volume"; readonly contacts: number; readonly weeks: number }
  | { readonly kind: "oneSided"; readonly direction: "out" | "in"; readonly contacts: number }
  | { readonly kind: "mostlyOneSided"; readonly direction: "out" | "in"; readonly started: number; readonly contacts: number }
  | { readonly kind: "rated"; readonly closeness: Closeness }
  | { readonly kind: "recommendation"; readonly direction: "in" | "out" }
  | { readonly kind: "endorsements"; readonly count: number }
  | { readonly kind: "newConnection"; readonly sinceDays: number }
  | { readonly kind: "connectedLong"; readonly years: number }
  | { readonly kind: "jobChange"; readonly from?: string; readonly to?: string; readonly position?: string; readonly sinceDays: number }
  | { readonly kind: "promised"; readonly quote: string; readonly sinceDays: number }
  | { readonly kind: "replyOwed"; readonly quote?: string; readonly sinceDays: number }
  | { readonly kind: "replyAwaited"; readonly quote?: string; readonly sinceDays: number }
  /** A promise the owner recorded. */
  | { readonly kind: "promiseOpen"; readonly by: "owner" | "person"; readonly text: string; readonly sinceDays: number; readonly dueMs?: number; readonly overdueDays: number }
  /** Silent beyond the rhythm of a circle; `silenceDays` is absent where the two were never in touch. */
  | { readonly kind: "circleDue"; readonly circle: string; readonly everyDays: number; readonly silenceDays?: number }
  | { readonly kind: "servesGoal"; readonly goal: string; readonly because: "named" | "organisation" | "field" | "skill"; readonly text: string }
  /** What two people have in common. */
  /** Others whom both of two people know. */
  | { readonly kind: "inCommon"; readonly people: number }
  | { readonly kind: "sharedTopic"; readonly topic: "interest" | "field" | "skill"; readonly text: string }
  /** One of two people needs what the other could give. */
  | { readonly kind: "meetsNeed"; readonly text: string; readonly needs: NamedPerson; readonly gives: NamedPerson; readonly from: "offer" | "skill" | "field" }
  | { readonly kind: "opportunity"; readonly title: string; readonly what: OpportunityKind; readonly outcome: OpportunityOutcome; readonly atMs: number }
  /** Balance: a large share in one place, and the only one in a field. */
  | { readonly kind: "concentrated"; readonly of: "organisations" | "fields" | "communities"; readonly name: string; readonly share: number }
  | { readonly kind: "onlyOneInField"; readonly field: string; readonly person: NamedPerson }
  | { readonly kind: "mostlyUnknown"; readonly of: "organisations" | "fields" | "communities"; readonly unknown: number; readonly people: number }
  | { readonly kind: "mostlyYouStart"; readonly people: number; readonly of: number }
  | { readonly kind: "onlyOneAt"; readonly organisation: string }
  | { readonly kind: "fewAt"; readonly organisation: string; readonly others: number }
  | { readonly kind: "bridges"; readonly worlds: number; readonly newPeople: number }
  | { readonly kind: "mutualContacts"; readonly count: number }
  | { readonly kind: "othersUnknown" }
  | { readonly kind: "noBridge" }
  | { readonly kind: "noGoal" }
  | { readonly kind: "onceStrong"; readonly contacts: number; readonly untilMs: number }
  | { readonly kind: "triage"; readonly question: TriageQuestion; readonly answer: TriageAnswer; readonly because: TriageEvidence };

/** A person with the name to say. */
export interface NamedPerson { readonly person: PersonId; readonly name: string }

/** The evidence behind one triage answer. */
export type TriageEvidence =
  | { readonly kind: "noEvidence" }
  | { readonly kind: "note"; readonly quote: string }
  | { readonly kind: "noNote" }
  | { readonly kind: "pitch"; readonly quote: string }
  | { readonly kind: "named"; readonly person: PersonId; readonly name: string }
  | { readonly kind: "talked"; readonly contacts: number }
  | { readonly kind: "sharedThread"; readonly people: number }
  | { readonly kind: "newOrganisation"; readonly organisation: string }
  | { readonly kind: "knownOrganisation"; readonly organisation: string; readonly people: number }
  | { readonly kind: "ownOrganisation"; readonly organisation: string }
  | { readonly kind: "inCircle"; readonly circle: string }
  | { readonly kind: "noted"; readonly trait: TraitKind; readonly text: string }
  | { readonly kind: "servesGoal"; readonly goal: string }
  | { readonly kind: "ownActivity"; readonly what: OwnActivityKind; readonly title: string };

/** What an insight says about one person. Unless its file says otherwise, higher scores come first. */
export interface Judgement {
  readonly person: PersonId;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** How a tie stands today, in words; `unknown` where the two were never in touch: not zero, not overdue. */
export type Standing = "warm" | "cooling" | "quiet" | "unknown";
