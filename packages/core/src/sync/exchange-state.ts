/** What a run of sync goes through: what it starts from, what it wishes, what it is told, where it stands, how it ends. */
import { sameBytes } from "../prelude/bytes.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import type { Keyring } from "../vault/keyring.ts";
import type { Address, SealedRecord } from "../vault/record.ts";
import type { ErasedMark } from "../vault/erased-mark.ts";
import type { PullPage, PullRequest, PushReceipt, PushRequest } from "./codec.ts";
import type { AppendRequest } from "./keyring-codec.ts";
import { lastSeq, writersAhead, type Vector } from "./vector.ts";

/** What this store holds, as it says after each change. */
export interface Holdings {
  /** What is held, without holes; records that are only claimed to be erased count as held. */
  readonly have: Vector;
  /** The highest seq held by writer, holes or not. */
  readonly tops: Vector;
  /** What is held erased, claims too. */
  readonly erased: ErasedMark;
  /** How many of these are only claimed: no list of a member names them. */
  readonly claimed: number;
}

/** What an exchange starts from. */
export interface ExchangeStart extends Holdings {
  readonly vault: string;
  /** This store's own writer id, if it ever wrote or will. */
  readonly writer?: string;
  /** This device's own, checked chain. */
  readonly keyring: Keyring;
  /** The epoch this store was last sealed again for; behind the keyring's where a run was cut in between. */
  readonly sealedEpoch: number;
  /** What the relay held when a run last ended level, where nothing was told of it since: pushed to at once, without a pull first. */
  readonly relay?: RelayHoldings;
}

/** What is known of the relay. */
export interface RelayHoldings {
  readonly theirs: Vector;
  readonly theirErased: ErasedMark;
  readonly members: PullPage["members"];
}

/** Why the own writer id must change, or what was left out under another's. */
export type Conflict = Address;

/** What the driver is to do next. */
export type ExchangeWish =
  | { readonly type: "pull"; readonly request: PullRequest }
  | { readonly type: "push"; readonly request: PushRequest }
  /** The records at these addresses, as the relay has them. */
  | { readonly type: "fetch"; readonly addresses: readonly Address[] }
  /** The relay's erased records behind `after` by writer, then seq. */
  | { readonly type: "listErased"; readonly after: Address | undefined }
  | { readonly type: "readKeyring" }
  /** The relay's keyring one entry longer. */
  | { readonly type: "append"; readonly request: AppendRequest }
  /** The vault anew, on a relay that never had it or lost it. */
  | { readonly type: "create"; readonly entries: readonly SignedEntry[] }
  /** Keep this chain, which was checked and extends the one held, if it gives this device the keys it needs. */
  | { readonly type: "saveKeyring"; readonly keyring: Keyring }
  /** What is held and no line of this keyring covers, though its epoch has ended, becomes the store's own again under the newest. */
  | { readonly type: "reseal"; readonly keyring: Keyring }
  | { readonly type: "store"; readonly records: readonly SealedRecord[] }
  | { readonly type: "read"; readonly writer: string; readonly fromSeq: number; readonly maxBytes: number }
  /** The hash of a held record, erased or not, if it is sound. */
  | { readonly type: "hashAt"; readonly writer: string; readonly seq: number }
  /** Erased records behind `after` whose list is held here and by a relay that holds `theirs`; at most `max`. */
  | { readonly type: "readErased"; readonly after: Address | undefined; readonly max: number; readonly theirs: Vector }
  /** Where records are that are only claimed to be erased; at most `max`. */
  | { readonly type: "readClaims"; readonly max: number }
  /** Of these addresses, the records that are whole here and that no list names. */
  | { readonly type: "readWhole"; readonly addresses: readonly Address[] }
  /** The chain over the hashes of the writer's held records 1 to `seq`. */
  | { readonly type: "chain"; readonly writer: string; readonly seq: number }
  | { readonly type: "done"; readonly outcome: ExchangeOutcome };

/** The refusals of a relay that a run goes on from. Any other ends it, in the driver. */
export const exchangeRefusals = ["unknownVault", "vaultExists", "headMoved", "lineAhead", "oldEpoch", "unknownEpoch"] as const;

/** One of them. */
export type ExchangeRefusal = (typeof exchangeRefusals)[number];

/** What came of a wish, under the same name, or the relay's refusal. */
export type ExchangeEvent =
  | { readonly type: "pull"; readonly page: PullPage }
  | { readonly type: "push"; readonly receipt: PushReceipt }
  | { readonly type: "readKeyring"; readonly entries: readonly SignedEntry[] }
  | { readonly type: "create"; readonly page: PullPage }
  | { readonly type: "append" }
  /** `isKept` false: its newest epoch isn't wrapped for this device, so the chain held before stays. */
  | { readonly type: "saveKeyring"; readonly isKept: boolean }
  /** Committed; the store's holdings afterwards, and its writer id. */
  | ({ readonly type: "reseal"; readonly writer: string | undefined } & Holdings)
  /** Committed; the store's holdings afterwards. */
  | ({ readonly type: "store" } & Holdings)
  | { readonly type: "read" | "readWhole" | "fetch" | "listErased"; readonly records: readonly SealedRecord[] }
  /** `last`: how far the store looked; undefined where nothing is behind. */
  | { readonly type: "readErased"; readonly records: readonly SealedRecord[]; readonly last: Address | undefined }
  | { readonly type: "readClaims"; readonly addresses: readonly Address[] }
  | { readonly type: "chain"; readonly chain: Uint8Array }
  | { readonly type: "hashAt"; readonly sha256: Uint8Array | undefined }
  | { readonly type: "refused"; readonly code: ExchangeRefusal };

/**
 * How an exchange ended. Any failure of transport or store ends it too: begin again.
 *
 * - level: both sides hold the same, but for `conflicts`: records held with different bytes, left out. One
 *   under the own writer is a *fork*, or an own record that neither side holds while others stand behind
 *   it: take a new writer id and seal again what was written since.
 * - stalled: a page or receipt changed nothing, or the store didn't keep or give what it should.
 * - otherKeyring: the relay shows a chain that doesn't extend ours, or that doesn't hold.
 * - newerKeyring: its chain goes on with an entry that only a newer app can read.
 * - refusedRecords: it gives records that its own keyring refuses.
 * - otherRecords: it gives other records than those a line pins.
 * - lockedOut: its chain goes on with an entry that gives this device no key for the newest epoch.
 */
export interface ExchangeOutcome {
  readonly kind: "level" | "stalled" | "otherKeyring" | "newerKeyring" | "refusedRecords" | "otherRecords" | "lockedOut";
  readonly conflicts: readonly Conflict[];
}

/** What is being read or pushed, so that what comes is taken for what it is. */
export type Task =
  /** Records of `writer` that the relay lacks. */
  | { readonly type: "records"; readonly writer: string }
  /** The same, up to the line of the entry that the relay is to take next. */
  | { readonly type: "upToLine"; readonly writer: string; readonly lastSeq: number }
  /** What is claimed to be erased is asked for again. */
  | { readonly type: "claims"; readonly asked: readonly Address[] }
  /** Own erased records are passed on; those up to `after` were. */
  | { readonly type: "erased"; readonly after: Address | undefined }
  /** What the relay holds erased is looked through; up to `after` it was. */
  | { readonly type: "refill"; readonly after: Address | undefined };

/** Where an exchange stands. */
export interface ExchangeState extends Holdings, RelayHoldings {
  readonly vault: string;
  readonly writer: string | undefined;
  readonly keyring: Keyring;
  /** The store may hold what a line refuses: it is to be sealed again before anything else. */
  readonly resealDue: boolean;
  /** True where the relay knows what this store holds: it was asked with it since the last records came. */
  readonly isTold: boolean;
  /** The relay's holdings are remembered, not told in this run: where it isn't as remembered, it is asked. */
  readonly isRemembered: boolean;
  readonly conflicts: readonly Conflict[];
  /** Writers of whom the next record for the relay can't be read here, or is only claimed to be erased. */
  readonly heldBack: readonly string[];
  /** Up to here the relay holds our own records and no clone's: it showed the hash of this one; 0 where it didn't yet. */
  readonly proved: number;
  /** What the driver was asked to do. */
  readonly wished: ExchangeWish;
  readonly task: Task | undefined;
  /** The page being worked on. */
  readonly page: PullPage | undefined;
  /** Own chains that were asked for, to hold the page's records against lines; by writer, as far as `have` goes. */
  readonly chains: ReadonlyMap<string, Uint8Array>;
  /** The place in the keyring of the entry the relay lacks. */
  readonly appending: number;
  readonly created: boolean;
  /** How often something at the relay had changed under the run, so that it began again. */
  readonly restarts: number;
}

/** A state with what to do next. */
export interface ExchangeStep {
  readonly state: ExchangeState;
  readonly wish: ExchangeWish;
}

/** A wish, or the stage that has the next one. */
export type Turn = ExchangeStep | { readonly state: ExchangeState; readonly stage: Stage };

/** In the order of a run. */
export type Stage = "pull" | "reseal" | "keyring" | "fillLine" | "page" | "store" | "push" | "claims" | "erased" | "refill" | "end";

/** How often a run begins again because the relay changed under it. */
const restartsMax = 8;

/** Asks the driver. */
export const wish = (state: ExchangeState, next: ExchangeWish): ExchangeStep => ({ state: { ...state, wished: next }, wish: next });

/** Ends the run. */
export const done = (state: ExchangeState, kind: ExchangeOutcome["kind"]): ExchangeStep => wish(state, { type: "done", outcome: { kind, conflicts: state.conflicts } });

/** Goes on with a stage. */
export const goTo = (stage: Stage, state: ExchangeState): Turn => ({ state, stage });

/** Pulls again because something isn't as it was told, a few times at most. */
export const restart = (state: ExchangeState): Turn => (state.restarts >= restartsMax ? done(state, "stalled") : goTo("pull", { ...state, restarts: state.restarts + 1 }));

/** The state with more conflicts: their writers are left out from here on. */
export const withConflicts = (state: ExchangeState, found: readonly Conflict[]): ExchangeState => ({ ...state, conflicts: [...state.conflicts, ...found] });

/** True for a writer of whom both sides hold different records. */
export const isLeftOut = (state: ExchangeState, writer: string): boolean => state.conflicts.some((conflict) => conflict.writer === writer);

/** Whose records the relay holds and we lack, but for writers left out. */
export const missing = (state: ExchangeState): string[] => writersAhead(state.theirs, state.have).filter((writer) => !isLeftOut(state, writer));

/** True where the page's keyring is ours. */
const isKeyringLevel = ({ keyring: { state }, page }: ExchangeState): boolean =>
  page !== undefined && page.keyring.length === state.length && sameBytes(page.keyring.head, state.head);

/** What a page tells of the relay; nothing of it is looked at before the keyring is level. */
export function withPage(state: ExchangeState, page: PullPage): Turn {
  const told = { ...state, theirs: page.vector, theirErased: page.erased, members: page.members, isRemembered: false, page };
  return goTo(isKeyringLevel(told) ? "page" : "keyring", told);
}

/** A push of records, which also asks for what we lack. */
export const pushOf = ({ have, writer }: ExchangeState, records: readonly SealedRecord[]): ExchangeWish =>
  ({ type: "push", request: writer === undefined ? { have, records } : { have, writer, records } });

/** The next of the writer's records that the relay lacks, read to be pushed. */
export const readToPush = (state: ExchangeState, task: Extract<Task, { readonly writer: string }>, maxBytes: number): ExchangeStep =>
  wish({ ...state, page: undefined, task }, { type: "read", writer: task.writer, fromSeq: lastSeq(state.theirs, task.writer) + 1, maxBytes });
