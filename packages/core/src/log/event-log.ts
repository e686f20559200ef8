/**
 * The log as the rest of the house sees it: events in, payloads out to be stored; payloads in,
 * ordered entries out. It stores nothing itself and knows neither sealing nor disks. Payloads must
 * come authenticated, by their seal or their file's hash: Automerge takes a change with a flipped
 * byte for another change.
 */
import type { Entry, RawEntry, Recording, UnreadEntry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { isHlc, ticksPerMs } from "../event/recording.ts";
import { assert } from "../prelude/assert.ts";
import type { DeviceId, EventId, ImportId, PersonId } from "../prelude/id.ts";
import { decodeBatch, encodeBatches, encodeEntries, type OpenedBatch } from "./batch.ts";
import { decodeErasure, type RecordAddress } from "./erasure.ts";
import { nextHlc } from "./hlc.ts";
import { createJournalWriter, readJournals } from "./journal.ts";
import { createNotebooks, type Notebooks } from "./notebook.ts";
import { sortPayloads } from "./payload.ts";

export interface EventLogOptions {
  readonly device: DeviceId;
  /** Random bytes, for the actor of a fresh journal. */
  readonly random: (length: number) => Uint8Array;
  /** Where to go on from, instead of reading everything again. */
  readonly checkpoint?: LogCheckpoint;
}

export interface AppendOptions {
  readonly nowMs: number;
  readonly importId?: ImportId;
}

/** What an append made: the entries as every device will read them, and the payloads to store. */
export interface Appended {
  readonly entries: readonly Entry[];
  readonly payloads: readonly Uint8Array[];
}

/** What payloads brought. */
export interface Read {
  /** Entries that were new, or that took the place of the same event at a later clock. */
  readonly entries: readonly Entry[];
  readonly notebooks: ReadonlySet<PersonId>;
  /** Records that a device emptied. */
  readonly erased: readonly RecordAddress[];
}

/** A log without the events behind a mark: enough to go on writing, and to know what is held. */
export interface LogCheckpoint {
  /** The events behind the mark. */
  readonly ids: readonly EventId[];
  readonly markHlc: number;
  readonly tail: readonly Entry[];
  readonly latestHlc: number;
  readonly unread: readonly UnreadEntry[];
  readonly damaged: number;
  readonly notebooks: ReturnType<Notebooks["save"]>;
}

export interface EventLog {
  /** The entries held, each event once, in no particular order (see `inOrder`): all, or those above the mark of a checkpoint. */
  entries(): Iterable<Entry>;
  /** False behind a checkpoint: then `entries` lacks those behind its mark. */
  readonly isWhole: boolean;
  /** True for every event held, whichever side of a mark. */
  has(event: EventId): boolean;
  /** Entries kept for a newer build. */
  readonly unread: readonly UnreadEntry[];
  /** Payloads and events that no build can read. */
  readonly damaged: number;
  /** The largest hybrid logical clock held. */
  readonly latestHlc: number;
  readonly notebooks: Notebooks;
  /**
   * Encodes events without taking them in: call `accept` with the result once it is stored. The entries are
   * those that were read back from the payloads. Throws, and prepares nothing, where that isn't all of the
   * events as they were: `decide` refuses what can't be read, and imports set it aside.
   */
  prepare(events: readonly KithEvent[], options: AppendOptions): Appended;
  /** Encodes entries recorded before, as they were, also those that can't be read: `read` the payloads once they are stored. Throws where they wouldn't come back. */
  encode(entries: readonly RawEntry[]): readonly Uint8Array[];
  /** Takes in entries that are stored. */
  accept(appended: Appended): void;
  /** Takes in stored payloads, of this or another device. */
  read(payloads: Iterable<Uint8Array>): Read;
  /** Lets go of all entries but `tail`, those above the mark, and tells what to go on from. */
  checkpoint(tail: readonly Entry[], markHlc: number): LogCheckpoint;
}

export function createEventLog({ device, random, checkpoint }: EventLogOptions): EventLog {
  const held = createEntries(checkpoint);
  const notebooks = createNotebooks(() => random(16), checkpoint?.notebooks);
  const journal = createJournalWriter(() => random(16));
  const unread: UnreadEntry[] = [...(checkpoint?.unread ?? [])];
  let latestHlc = checkpoint?.latestHlc ?? 0;
  let damaged = checkpoint?.damaged ?? 0;

  const takeIn = (entry: Entry): boolean => {
    latestHlc = Math.max(latestHlc, entry.hlc);
    return held.take(entry);
  };
  const takeInBatch = ({ entries, unread: newer, malformed }: OpenedBatch): readonly Entry[] => {
    damaged += malformed;
    for (const entry of newer) {
      latestHlc = Math.max(latestHlc, entry.hlc);
      if (!unread.some(({ id, hlc }) => id === entry.id && hlc === entry.hlc)) unread.push(entry);
    }
    return entries.filter(takeIn);
  };
  const readBatch = (bytes: Uint8Array): readonly Entry[] => {
    const opened = decodeBatch(bytes);
    if (opened.ok) return takeInBatch(opened.value);
    damaged += 1;
    return [];
  };
  const readErasure = (bytes: Uint8Array): readonly RecordAddress[] => {
    const addresses = decodeErasure(bytes);
    if (!addresses) damaged += 1;
    return addresses ?? [];
  };

  return {
    entries: () => held.all(),
    has: (event) => held.has(event),
    unread, notebooks,
    get isWhole() { return held.isWhole(); },
    get damaged() { return damaged; },
    get latestHlc() { return latestHlc; },
    prepare(events, { nowMs, importId }) {
      const hlc = nextHlc(nowMs, latestHlc);
      assert(isHlc(hlc + events.length), "clocks end with the year 2199");
      const recording: Recording = { hlc, recordedAtMs: Number.isFinite(nowMs) ? nowMs : Math.floor(hlc / ticksPerMs), device, ...(importId ? { importId } : {}) };
      const batches = encodeBatches(events, recording);
      const entries = batches.flatMap(({ opened }) => opened.entries);
      assert(entries.length === events.length, "every fact that is to be recorded can be read");
      return { entries, payloads: journal.write(batches.map(({ bytes }) => bytes)) };
    },
    encode: (entries) => journal.write(encodeEntries(entries).map(({ bytes }) => bytes)),
    accept({ entries }) { for (const entry of entries) takeIn(entry); },
    read(payloads) {
      const sorted = sortPayloads(payloads);
      const { batches, unreadable } = readJournals(sorted.journals);
      const written = notebooks.read(sorted.notebooks);
      damaged += unreadable + written.unreadable + sorted.others;
      return { entries: batches.flatMap(readBatch), notebooks: written.changed, erased: sorted.erasures.flatMap(readErasure) };
    },
    checkpoint(tail, markHlc) {
      const ids = held.keep(tail, markHlc);
      return { ids, markHlc, tail, latestHlc, unread, damaged, notebooks: notebooks.save() };
    },
  };
}

/** The entries of a log: all of them, or the ids of those behind a mark and the entries above it. */
function createEntries(from: Pick<LogCheckpoint, "ids" | "tail" | "markHlc"> | undefined): {
  all(): Iterable<Entry>; isWhole(): boolean; has(event: EventId): boolean; take(entry: Entry): boolean; keep(tail: readonly Entry[], markHlc: number): readonly EventId[];
} {
  let entryById = new Map<EventId, Entry>((from?.tail ?? []).map((entry) => [entry.event.id, entry]));
  let behind: ReadonlySet<EventId> = new Set(from?.ids);
  let markHlc = from?.markHlc ?? 0;
  return {
    all: () => entryById.values(),
    isWhole: () => behind.size === 0,
    has: (event) => entryById.has(event) || behind.has(event),
    take(entry) {
      const { id } = entry.event;
      const other = entryById.get(id);
      // The same event recorded twice: the lowest clock counts, so that every device agrees.
      if (other ? other.hlc <= entry.hlc : behind.has(id) && entry.hlc > markHlc) return false;
      entryById.set(id, entry);
      return true;
    },
    keep(tail, mark) {
      const ids = new Set([...behind, ...entryById.keys()]);
      entryById = new Map(tail.map((entry) => [entry.event.id, entry]));
      for (const id of entryById.keys()) ids.delete(id);
      behind = ids;
      markHlc = mark;
      return [...ids];
    },
  };
}
