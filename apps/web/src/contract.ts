/**
 * What the screen may ask of the data worker, and what it gets. The worker owns the log, the keys,
 * the graph and the insights; the screen holds no rule and no data of its own beyond what it shows.
 */
import type {
  Closeness, Command, Direction, EventId, ImportId, ImportProgress, ImportReport, InteractionKind, PersonId, Provenance, Reason, RequestAnswer, Standing, TriageAnswer, TriageEvidence, TriageQuestion,
} from "@kith/core";

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
}

export interface JudgedPerson {
  readonly person: PersonRow;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export type TodayWhy = "replyOwed" | "promise" | "news" | "newConnection" | "fading" | "dormant" | "weakTie";

export interface TodayView {
  readonly nowMs: number;
  /** The plan, sized to the day; most pressing first. */
  readonly plan: readonly (JudgedPerson & { readonly why: TodayWhy })[];
  /** More of the same, not for today. */
  readonly comingUp: readonly (JudgedPerson & { readonly why: TodayWhy })[];
  /** At most 35 people round the owner. `ring` 0 inner .. 2 outer; `drift` 0 (just met) .. 1 (long silent). */
  readonly circle: readonly { readonly person: PersonRow; readonly ring: 0 | 1 | 2; readonly drift: number }[];
  readonly peopleCount: number;
}

export type PeopleSort = "closeness" | "warmth" | "recent" | "name";

/** One line of a timeline; runs of imported messages come as one with their `count`. */
export interface TimelineEntry {
  readonly eventIds: readonly EventId[];
  readonly atMs: number;
  readonly kind: InteractionKind | "connected" | "invitation" | "endorsement" | "recommendation" | "note" | "job" | "rating";
  readonly direction?: Direction;
  readonly count?: number;
  /** The owner's words, a quote, a skill, an organisation: text only, never markup. */
  readonly text?: string;
  /** Others in the same group. */
  readonly groupSize?: number;
}

export interface PersonView {
  readonly person: PersonRow;
  readonly connectedAtMs?: number;
  readonly usualGapDays?: number;
  readonly reasons: readonly Reason[];
  readonly letGo: boolean;
  readonly kept: boolean;
  readonly timeline: readonly TimelineEntry[];
  readonly notes: readonly string[];
}

export interface PathEdge {
  readonly provenance: Provenance;
  readonly strength: number;
  /** Reasons for an own tie; for a tie between others what was seen. */
  readonly evidence: readonly PathEvidence[];
}

export type PathEvidence =
  | { readonly kind: "reason"; readonly reason: Reason }
  | { readonly kind: "sharedThread"; readonly messages: number; readonly people: number; readonly lastAtMs: number }
  | { readonly kind: "sameOrganisation"; readonly organisation: string; readonly size: number };

export interface PathView {
  readonly people: readonly PersonRow[];
  /** One per step; the first is the owner's tie to `people[0]`. */
  readonly edges: readonly PathEdge[];
  /** Index into `edges`. */
  readonly weakestLink: number;
  /** A short, personal message to the first person, to edit and copy. Empty where the target is known directly. */
  readonly message: string;
}

export interface PathsView {
  readonly target: { readonly kind: "person"; readonly person: PersonCard } | { readonly kind: "organisation"; readonly name: string } | { readonly kind: "unknown"; readonly text: string };
  readonly paths: readonly PathView[];
}

export interface RequestView {
  readonly person: PersonRow;
  readonly sentAtMs: number;
  readonly note?: string;
  readonly suggestion: RequestAnswer;
  readonly answers: readonly { readonly question: TriageQuestion; readonly answer: TriageAnswer; readonly because: TriageEvidence }[];
}

export interface ImportView {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly importedAtMs: number;
  readonly snapshotAtMs: number;
  readonly report: Pick<ImportReport, "files">;
  readonly undone: boolean;
}

export type SyncPhase = "off" | "offline" | "syncing" | "synced" | "refused";

export interface StatusView {
  readonly vault: "none" | "ready";
  readonly sync: { readonly phase: SyncPhase; readonly pendingRecords: number; readonly lastSyncedMs?: number; readonly message?: string };
  readonly sample: boolean;
  readonly peopleCount: number;
  readonly todayCount: number;
  readonly requestCount: number;
  /** Entries of a newer Kith that this build keeps but can't read. */
  readonly unreadEntries: number;
}

/** Every question by name: its parameter and its answer. */
export interface Questions {
  status: { ask: undefined; answer: StatusView };
  today: { ask: undefined; answer: TodayView };
  people: { ask: { readonly sort: PeopleSort }; answer: readonly PersonRow[] };
  person: { ask: { readonly id: PersonId }; answer: PersonView | undefined };
  /** `text` is a person id, name, profile URL or organisation. */
  paths: { ask: { readonly text: string }; answer: PathsView };
  /** What the path search can complete: people and organisations whose folded name starts with or contains `text`; at most 8. */
  targets: { ask: { readonly text: string }; answer: readonly ({ readonly kind: "person"; readonly person: PersonCard } | { readonly kind: "organisation"; readonly name: string; readonly people: number })[] };
  /** Worth waking: weak and dormant ties, at most 20 each. */
  worthWaking: { ask: undefined; answer: { readonly weak: readonly JudgedPerson[]; readonly dormant: readonly JudgedPerson[] } };
  /** At most 24 pruning candidates. */
  review: { ask: undefined; answer: readonly JudgedPerson[] };
  requests: { ask: undefined; answer: readonly RequestView[] };
  imports: { ask: undefined; answer: readonly ImportView[] };
  dispatch: { ask: Command; answer: { readonly ok: true; readonly events: readonly EventId[] } | { readonly ok: false; readonly message: string } };
  importFiles: { ask: readonly { readonly name: string; readonly bytes: Uint8Array }[]; answer: { readonly ok: true; readonly importId?: ImportId; readonly report: ImportReport; readonly newEvents: number } | { readonly ok: false; readonly message: string } };
  loadSample: { ask: undefined; answer: { readonly ok: true } };
  createVault: { ask: { readonly deviceName: string }; answer: { readonly words: readonly string[] } };
  joinByWords: { ask: { readonly words: string; readonly deviceName: string }; answer: { readonly ok: true } | { readonly ok: false; readonly message: string } };
}

/** What the worker tells without being asked. */
export type News =
  | { readonly type: "changed" }
  | { readonly type: "status"; readonly status: StatusView }
  | { readonly type: "importProgress"; readonly progress: ImportProgress }
  /** A newer Kith in another tab took over the store: reload to go on. */
  | { readonly type: "outdated" };

/** The screen's side of the worker. */
export interface Kith {
  ask<Name extends keyof Questions>(name: Name, ...ask: Questions[Name]["ask"] extends undefined ? [] : [Questions[Name]["ask"]]): Promise<Questions[Name]["answer"]>;
  /** Calls back on every piece of news; returns the way to stop. */
  listen(hear: (news: News) => void): () => void;
}
