/**
 * The log as the rest of the house sees it: events in, payloads out to be stored; payloads in,
 * ordered entries out. It stores nothing itself and knows neither sealing nor disks. Payloads must
 * come authenticated, by their seal or their file's hash: Automerge takes a change with a flipped
 * byte for another change.
 */
import type { Entry, Recording, UnreadEntry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import type { DeviceId, EventId, ImportId } from "../prelude/id.ts";
import { decodeBatch, encodeBatches, type OpenedBatch } from "./batch.ts";
import { nextHlc } from "./hlc.ts";
import { createJournalWriter, readJournals } from "./journal.ts";

export interface EventLogOptions {
  readonly device: DeviceId;
  /** Random bytes, for the actor of a fresh journal. */
  readonly random: (length: number) => Uint8Array;
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

export interface EventLog {
  /** All entries held, each event once; in no particular order (see `inOrder`). */
  entries(): Iterable<Entry>;
  has(event: EventId): boolean;
  /** Entries kept for a newer build. */
  readonly unread: readonly UnreadEntry[];
  /** Payloads and events that no build can read. */
  readonly damaged: number;
  /** Encodes events without taking them in: call `accept` with the result once it is stored. */
  prepare(events: readonly KithEvent[], options: AppendOptions): Appended;
  /** Takes in entries that are stored. */
  accept(appended: Appended): void;
  /** Takes in stored payloads, of this or another device; returns the entries that were new. */
  read(payloads: Iterable<Uint8Array>): readonly Entry[];
}

export function createEventLog({ device, random }: EventLogOptions): EventLog {
  const entryById = new Map<EventId, Entry>();
  const unread: UnreadEntry[] = [];
  const journal = createJournalWriter(() => random(16));
  let largestHlc = 0;
  let damaged = 0;

  const takeIn = (entry: Entry): boolean => {
    largestHlc = Math.max(largestHlc, entry.hlc);
    const held = entryById.get(entry.event.id);
    // The same event recorded twice: the lowest clock counts, so that every device agrees.
    if (held && held.hlc <= entry.hlc) return false;
    entryById.set(entry.event.id, entry);
    return true;
  };
  const takeInBatch = ({ entries, unread: newer, malformed }: OpenedBatch): readonly Entry[] => {
    damaged += malformed;
    for (const entry of newer) {
      largestHlc = Math.max(largestHlc, entry.hlc);
      unread.push(entry);
    }
    return entries.filter(takeIn);
  };

  return {
    entries: () => entryById.values(),
    has: (event) => entryById.has(event),
    unread,
    get damaged() { return damaged; },
    prepare(events, { nowMs, importId }) {
      const recording: Recording = { hlc: nextHlc(nowMs, largestHlc), recordedAtMs: nowMs, device, ...(importId ? { importId } : {}) };
      return {
        entries: events.map((event, index) => ({ ...recording, hlc: recording.hlc + index, event })),
        payloads: encodeBatches(events, recording).map((batch) => journal.write(batch)),
      };
    },
    accept({ entries }) { for (const entry of entries) takeIn(entry); },
    read(payloads) {
      const { batches, unreadable } = readJournals(payloads);
      damaged += unreadable;
      return batches.flatMap((bytes) => {
        const opened = decodeBatch(bytes);
        if (opened.ok) return takeInBatch(opened.value);
        damaged += 1;
        return [];
      });
    },
  };
}
