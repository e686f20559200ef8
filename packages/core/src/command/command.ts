/** The wishes. A command says what the owner wants; `decide` turns it into events or refuses. */
import type { Closeness, InteractionKind, KithEvent, RequestAnswer, ImportedFileSummary } from "../event/event.ts";
import type { EventId, ImportId, PersonId } from "../prelude/id.ts";
import type { PersonWish } from "./people-wishes.ts";
import type { PlanWish } from "./plan-wishes.ts";

export type Command =
  | PersonWish
  | PlanWish
  | { readonly type: "RecordInteraction"; readonly people: readonly PersonId[]; readonly kind: InteractionKind; readonly atMs: number; readonly note?: string }
  | { readonly type: "AddNote"; readonly person: PersonId; readonly text: string }
  | { readonly type: "RateCloseness"; readonly person: PersonId; readonly closeness: Closeness | null }
  | { readonly type: "KeepPerson"; readonly person: PersonId }
  | { readonly type: "PostponeReview"; readonly person: PersonId; readonly untilMs: number }
  | { readonly type: "LetGo"; readonly person: PersonId }
  | { readonly type: "BringBack"; readonly person: PersonId }
  | { readonly type: "AnswerRequest"; readonly person: PersonId; readonly answer: RequestAnswer }
  | { readonly type: "SnoozeReachOut"; readonly person: PersonId; readonly untilMs: number }
  /** For good: what is stored of the person is to be emptied with it (`cleanOf`). */
  | { readonly type: "ForgetPerson"; readonly person: PersonId }
  | { readonly type: "Undo"; readonly events: readonly EventId[] }
  | { readonly type: "UndoImport"; readonly importId: ImportId }
  | { readonly type: "RecordImport"; readonly importId: ImportId; readonly fileName: string; readonly snapshotAtMs: number; readonly events: readonly KithEvent[]; readonly files: readonly ImportedFileSummary[] };

/** What comes in with every command: its moment and fresh ids. */
export interface CommandContext {
  readonly nowMs: number;
  /** A fresh random id per call. */
  newId(): string;
}

/** Why a wish can't be granted; `message` is for the owner and names the way out. */
export interface Refusal {
  readonly reason: "unknownPerson" | "unknownPlan" | "samePerson" | "outOfRange" | "inTheFuture" | "empty" | "tooLong" | "nothingToUndo" | "alreadyImported";
  readonly message: string;
}
