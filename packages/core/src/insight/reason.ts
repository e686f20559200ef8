/**
 * Why an insight says what it says, as data. Views and the command line put words to reasons
 * (room `phrase`); nothing else explains a score.
 */
import type { Closeness } from "../event/event.ts";
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
  | { readonly kind: "rated"; readonly closeness: Closeness }
  | { readonly kind: "recommendation"; readonly direction: "in" | "out" }
  | { readonly kind: "endorsements"; readonly count: number }
  | { readonly kind: "newConnection"; readonly sinceDays: number }
  | { readonly kind: "connectedLong"; readonly years: number }
  | { readonly kind: "jobChange"; readonly from?: string; readonly to?: string; readonly position?: string; readonly sinceDays: number }
  | { readonly kind: "promised"; readonly quote: string; readonly sinceDays: number }
  | { readonly kind: "replyOwed"; readonly quote?: string; readonly sinceDays: number }
  | { readonly kind: "replyAwaited"; readonly sinceDays: number }
  | { readonly kind: "onlyOneAt"; readonly organisation: string }
  | { readonly kind: "fewAt"; readonly organisation: string; readonly others: number }
  | { readonly kind: "bridges"; readonly worlds: number; readonly newPeople: number }
  | { readonly kind: "mutualContacts"; readonly count: number }
  | { readonly kind: "othersUnknown" }
  | { readonly kind: "noBridge" }
  | { readonly kind: "noGoal" }
  | { readonly kind: "onceStrong"; readonly contacts: number; readonly untilMs: number }
  | { readonly kind: "triage"; readonly question: TriageQuestion; readonly answer: TriageAnswer; readonly because: TriageEvidence };

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
  | { readonly kind: "ownOrganisation"; readonly organisation: string };

/** What an insight says about one person. Unless its file says otherwise, higher scores come first. */
export interface Judgement {
  readonly person: PersonId;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** How a tie stands today, in words; `unknown` where the two were never in touch: not zero, not overdue. */
export type Standing = "warm" | "cooling" | "quiet" | "unknown";
