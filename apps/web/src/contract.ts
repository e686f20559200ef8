/**
 * What the screen may ask of the data worker, and what it gets. The worker owns the log, the keys,
 * the graph and the insights; the screen holds no rule and no data of its own beyond what it shows.
 */
import type {
  Command, CommitmentId, Direction, EventId, ImportId, ImportProgress, ImportReport, InteractionKind, KithEvent, NearReason, OrganisationSuggestion, PathEdge, PersonId, Reason, RequestAnswer, TriageAnswer, TriageEvidence, TriageQuestion, Why,
} from "@kith/core";
import type { JudgedPerson, PersonCard, PersonRow } from "./contract-people.ts";
import type { PersonFacts, PlanQuestions } from "./contract-plans.ts";
import type { LockQuestions, LockWay } from "./contract-lock.ts";
import type { PairingEnd, PairingStep } from "./sync/pairing-talk.ts";

export type { JudgedPerson, PathEvidence, PersonCard, PersonRow } from "./contract-people.ts";
export type * from "./contract-lock.ts";
export type * from "./contract-plans.ts";

/** Whom to reach out to, and why now. */
export interface DuePerson extends JudgedPerson {
  readonly why: Why;
  /** The promise of the owner's that it is about, where they recorded one. */
  readonly promise?: { readonly commitment: CommitmentId; readonly text: string };
}

export interface TodayView {
  readonly nowMs: number;
  /** How many the owner means to reach out to in a day. */
  readonly perDay: number;
  /** The plan, sized to the day; most pressing first. */
  readonly plan: readonly DuePerson[];
  /** More of the same, not for today. */
  readonly comingUp: readonly DuePerson[];
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
  /** Kept out of what is suggested. */
  readonly isHidden: boolean;
  /** Never asked about in the review. */
  readonly isProtected: boolean;
  readonly facts: PersonFacts;
  readonly timeline: readonly TimelineEntry[];
  readonly notes: readonly string[];
  /** The free text about this person, written together by all devices. */
  readonly notebook: string;
}

/** What forgetting somebody for good takes, and what it leaves. */
export interface ForgetPreview {
  /** Facts about this person: they go. */
  readonly facts: number;
  /** Conversations and meetings with others: they stay theirs, without this person. */
  readonly shared: number;
  /** Others in whose notes the owner wrote this person's name: the owner's own words stay. */
  readonly namedIn: readonly PersonRow[];
}

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
  /** Where several people go by the name asked for: one of them is to be chosen. */
  readonly namesakes: readonly PersonCard[];
  /** Where a text was asked for: organisations whose name only looks like it. */
  readonly suggestions: readonly OrganisationSuggestion[];
  /** Where there is no path: who on the owner's side is closest to it, though no tie is known. */
  readonly nearest: readonly { readonly person: PersonRow; readonly reasons: readonly NearReason[] }[];
  /** The owner's own time at the organisation sought. */
  readonly ownTime: readonly { readonly organisation: string; readonly role?: string }[];
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

/** One line of the history: what one wish recorded, or a whole import. */
export interface HistoryStep {
  /** The import's id, else that of its first fact. */
  readonly id: string;
  /** By the clock of the device that recorded it. */
  readonly recordedAtMs: number;
  /** That device's name. */
  readonly device: string;
  /** Its facts. Of an import none in the whole history, and in a person's those about them. */
  readonly events: readonly KithEvent[];
  /** Whom it is about, where they are still here. */
  readonly person?: PersonId;
  /** Absent where it was recorded by hand. */
  readonly imported?: HistoryImport;
  /** Absent while it is in effect. */
  readonly undone?: { readonly atMs: number; readonly device: string };
  /** The wishes that take it back or, where undone, bring it back, to be sent in this order. Empty where neither can be. */
  readonly change: readonly Command[];
}

export interface HistoryImport {
  /** Absent, as is `snapshotAtMs`, while the import has not arrived whole. */
  readonly fileName?: string;
  readonly snapshotAtMs?: number;
  readonly facts: number;
  readonly people: number;
  readonly files: ImportReport["files"];
}

/** An import undone before, of whose facts some came again: they stay undone until it is brought back. */
export interface UndoneBefore {
  readonly fileName: string;
  /** The wishes that bring it back, to be sent in this order. */
  readonly change: readonly Command[];
}

export type HistoryFilter = "everything" | "byHand" | "imports";

export interface HistoryView {
  /** Newest first. */
  readonly steps: readonly HistoryStep[];
  /** How many there are, beyond this page too. */
  readonly total: number;
  /** Names by the ids of people, circles, goals, promises and opportunities in `steps`. */
  readonly names: Readonly<Record<string, string>>;
}

/** One device of the vault. */
export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly isThis: boolean;
  /** How it came to the vault. The keyring knows no dates. */
  readonly by: { readonly kind: "first" } | { readonly kind: "words" } | { readonly kind: "device"; readonly name: string };
  /** When it last asked the server, and how many of the others' changes it lacked then; absent where not known. */
  readonly standing?: { readonly seenMs: number; readonly lacking: number };
}

/** Whether the owner still has the 24 words, as far as this device can know. "elsewhere": they weren't shown or typed here. */
export type WordsStand =
  | { readonly kind: "elsewhere" }
  /** Three of them can be asked for; `isDue`: a day has passed. */
  | { readonly kind: "toAsk"; readonly positions: readonly number[]; readonly isDue: boolean }
  | { readonly kind: "known"; readonly atMs: number };

export interface DevicesView {
  /** In the order they came. */
  readonly devices: readonly DeviceRow[];
  readonly words: WordsStand;
  /** Somebody with this name wrote an entry of the list of devices that gives this device no key; absent where none did. */
  readonly lockedOutBy?: string;
}

export type { PairingEnd, PairingStep } from "./sync/pairing-talk.ts";

export type SyncPhase = "off" | "offline" | "syncing" | "synced" | "refused";

export interface StatusView {
  /** "locked": there is one, and nothing of it is read until it is unlocked. */
  readonly vault: "none" | "locked" | "ready";
  /** The vault's id, where its relay asks for an invitation. */
  readonly invitationFor?: string;
  readonly sync: { readonly phase: SyncPhase; readonly pendingRecords: number; readonly lastSyncedMs?: number; readonly message?: string; readonly others?: { readonly known: number; readonly lacking: number } };
  readonly sample: boolean;
  readonly peopleCount: number;
  readonly todayCount: number;
  readonly requestCount: number;
  /** Entries of a newer Kith that this build keeps but can't read. */
  readonly unreadEntries: number;
  /** Records and entries that can't be read; sync fetches what it can again. */
  readonly damagedEntries: number;
  /** How far this device's clock is off, in ms, where that is a day or more; positive: it is behind. */
  readonly clockOffMs?: number;
  /** The day this tab looks at; absent today. */
  readonly asOfMs?: number;
  /** It is time to ask for three of the 24 words. */
  readonly wordsDue?: true;
}

/** Every question by name: its parameter and its answer. */
export interface Questions extends PlanQuestions, LockQuestions {
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
  /** The first `limit` steps of a kind, about somebody or something whose name contains `text`. */
  history: { ask: { readonly filter: HistoryFilter; readonly text: string; readonly limit: number }; answer: HistoryView };
  /** All that was recorded about a person. */
  personHistory: { ask: { readonly id: PersonId }; answer: HistoryView };
  /** Looks at the network as it was at a moment; without one, at today again. For this tab alone, until it is reloaded. */
  travel: { ask: { readonly asOfMs?: number }; answer: { readonly ok: true } };
  dispatch: { ask: Command; answer: { readonly ok: true; readonly events: readonly EventId[] } | { readonly ok: false; readonly message: string } };
  importFiles: { ask: readonly { readonly name: string; readonly bytes: Uint8Array }[]; answer: { readonly ok: true; readonly importId?: ImportId; readonly report: ImportReport; readonly newEvents: number; readonly undone?: UndoneBefore } | { readonly ok: false; readonly message: string } };
  loadSample: { ask: undefined; answer: { readonly ok: true } };
  /** Writes the notebook: what made `text` of `base` is done to the text as it stands by now. The answer is the text then. */
  writeNotebook: { ask: { readonly person: PersonId; readonly base: string; readonly text: string }; answer: { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string } };
  useInvitation: { ask: { readonly invitation: string }; answer: { readonly ok: true } };
  forgetPreview: { ask: { readonly person: PersonId }; answer: ForgetPreview };
  /** Forgets a person for good, on every device and on the server. Can't be undone. */
  forget: { ask: { readonly person: PersonId }; answer: { readonly ok: true } | { readonly ok: false; readonly message: string } };
  /** The whole log as one file, readable, or sealed under a passphrase. */
  exportLog: { ask: { readonly passphrase?: string }; answer: { readonly fileName: string; readonly bytes: Uint8Array } };
  /** Brings an export in: what is here already stays as it is. `notices` say what couldn't be read, by line. */
  restoreLog: {
    ask: { readonly bytes: Uint8Array; readonly passphrase?: string };
    answer: { readonly ok: true; readonly entries: number; readonly notebooks: number; readonly notices: readonly string[] } | { readonly ok: false; readonly message: string; readonly needsPassphrase?: true };
  };
  devices: { ask: undefined; answer: DevicesView };
  removeDevice: { ask: { readonly id: string }; answer: { readonly ok: true } | { readonly ok: false; readonly message: string } };
  /** New recovery words, shown once; the old ones open nothing from then on. */
  replaceWords: { ask: undefined; answer: { readonly ok: true; readonly words: readonly string[] } | { readonly ok: false; readonly message: string } };
  /** Three words, at the positions that `devices` names. */
  checkWords: { ask: { readonly typed: readonly string[] }; answer: { readonly ok: true } | { readonly ok: false; readonly message: string } };
  /** Begins adding a device; `pairing` news tell every step. One at a time: an earlier one ends. */
  openPairing: { ask: undefined; answer: { readonly ok: true } };
  /** Whether the code on the other screen is the same. */
  decidePairing: { ask: { readonly isMine: boolean }; answer: { readonly ok: true } };
  /** The dialog was closed. */
  endPairing: { ask: undefined; answer: { readonly ok: true } };
  isPairingLink: { ask: { readonly text: string }; answer: { readonly isLink: boolean } };
  /** Joins the vault behind a pairing link; `pairing` news tell every step. Answered when it is over. */
  joinByLink: { ask: { readonly link: string; readonly deviceName: string; readonly lock?: LockWay }; answer: { readonly ok: true } | { readonly ok: false; readonly why: PairingEnd } };
  /** Whether the device that made the link is the joining person's own; nothing is stored before the yes. */
  confirmJoining: { ask: { readonly isMine: boolean }; answer: { readonly ok: true } };
  /** `lock`: the keys are written under it, never in the clear. */
  createVault: { ask: { readonly deviceName: string; readonly lock?: LockWay }; answer: { readonly words: readonly string[] } };
  joinByWords: { ask: { readonly words: string; readonly deviceName: string; readonly lock?: LockWay }; answer: { readonly ok: true } | { readonly ok: false; readonly message: string } };
}

/** What the worker tells without being asked. */
export type News =
  | { readonly type: "changed" }
  | { readonly type: "status"; readonly status: StatusView }
  | { readonly type: "pairing"; readonly step: PairingStep }
  | { readonly type: "importProgress"; readonly progress: ImportProgress }
  /** A newer Kith in another tab took over the store: reload to go on. */
  | { readonly type: "outdated" }
  /** Another tab emptied this browser. */
  | { readonly type: "emptied" }
  /** The worker gives no sign of life; or, after that, it does again. Told by the screen's own side. */
  | { readonly type: "stopped"; readonly isStopped: boolean };

/** The screen's side of the worker. */
export interface Kith {
  ask<Name extends keyof Questions>(name: Name, ...ask: Questions[Name]["ask"] extends undefined ? [] : [Questions[Name]["ask"]]): Promise<Questions[Name]["answer"]>;
  /** Calls back on every piece of news; returns the way to stop. */
  listen(hear: (news: News) => void): () => void;
}
