/**
 * A batch: 1..500 events recorded together, as deflated JSON. The recording (clock, device, import)
 * is kept once; the n-th event's clock is the batch's plus n, or plus the n-th of `offsets` where a
 * batch was written again without some of its events. JSON, because parsing it is the fastest thing a
 * browser does, and deflate because events of one import resemble each other.
 */
import type { Entry, RawEntry, Recording, UnreadEntry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { parseEvent } from "../event/parse.ts";
import { batchBytesMax, batchJsonBytesMax } from "../event/readable.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { clockAt, entryAt, readBatch, writeBatch, type Batch } from "./batch-format.ts";
import { isSame } from "./same.ts";

export const batchEventsMax = 500;

/** What a batch held. `malformed` counts events that no build can read. */
export interface OpenedBatch {
  readonly entries: readonly Entry[];
  readonly unread: readonly UnreadEntry[];
  readonly malformed: number;
}

/** A batch, and what it held when it was opened again. */
export interface EncodedBatch {
  readonly bytes: Uint8Array;
  readonly opened: OpenedBatch;
}

/** Encodes events into as few batches as their number and size allow, in order. */
export const encodeBatches = (events: readonly KithEvent[], recording: Recording): readonly EncodedBatch[] =>
  encodeEntries(events.map((event, index) => ({ ...recording, hlc: recording.hlc + index, event })));

/**
 * Encodes entries recorded before, clocks, devices and imports as they were. Neighbours of one recording
 * share a batch. Every batch is opened by what readers open it with, and must hold what was put in: of
 * 60 000 facts 370 ms of the 1 950 that preparing them takes (bench reopen). Throws where one doesn't, or where an entry is
 * too large: whoever makes entries asks `whyUnreadable` before.
 */
export function encodeEntries(entries: readonly RawEntry[]): readonly EncodedBatch[] {
  const runs: Written[][] = [];
  let characters = 0;
  for (const entry of entries) {
    const written = { entry, json: JSON.stringify(entry.event) ?? "null" };
    const run = runs.at(-1);
    const before = run?.at(-1);
    characters += written.json.length;
    // Of a character at most three bytes are made.
    if (run && before && run.length < batchEventsMax && characters * 3 < batchJsonBytesMax && isSameRecording(before.entry, entry)) {
      run.push(written);
    } else {
      runs.push([written]);
      characters = written.json.length;
    }
  }
  return runs.flatMap(encodeRun);
}

interface Written { readonly entry: RawEntry; readonly json: string }

const isSameRecording = (a: RawEntry, b: RawEntry): boolean =>
  a.device === b.device && a.importId === b.importId && a.recordedAtMs === b.recordedAtMs && a.hlc < b.hlc;

function encodeRun(run: readonly Written[]): readonly EncodedBatch[] {
  const [first] = run;
  if (!first) return [];
  const { hlc } = first.entry;
  const isUnbroken = run.every(({ entry }, index) => entry.hlc === hlc + index);
  const bytes = writeBatch({ ...first.entry, ...(isUnbroken ? {} : { offsets: run.map(({ entry }) => entry.hlc - hlc) }) }, run.map(({ json }) => json));
  if (bytes && bytes.length <= batchBytesMax) return [{ bytes, opened: openedAgain(bytes, run) }];
  if (run.length === 1) throw new Error("Kith, broken invariant: an entry that is to be written fits a record");
  const half = Math.ceil(run.length / 2);
  return [...encodeRun(run.slice(0, half)), ...encodeRun(run.slice(half))];
}

/** Opens what was just written, before anybody calls it saved. */
function openedAgain(bytes: Uint8Array, run: readonly Written[]): OpenedBatch {
  const batch = readBatch(bytes);
  const isWhole = batch?.events.length === run.length
    && run.every(({ entry }, index) => clockAt(batch, index) === entry.hlc && isSame(batch.events[index], entry.event)) && isSameHead(batch, run[0]?.entry);
  if (!isWhole) throw new Error("Kith, broken invariant: what is written reads back as it was");
  return parsed(batch, parseEvent);
}

const isSameHead = (batch: Batch, entry: RawEntry | undefined): boolean => batch.device === entry?.device && batch.recordedAtMs === entry.recordedAtMs && batch.importId === entry.importId;

/** Opens a batch without reading its events; what isn't a batch is an error. */
export function openBatch(bytes: Uint8Array): Result<readonly RawEntry[], "malformed"> {
  const batch = readBatch(bytes);
  return batch ? ok(batch.events.flatMap((event, index) => (event === undefined ? [] : [entryAt(batch, index, event)]))) : err("malformed");
}

/** Opens a batch, event by event: one that can't be read costs no other. Events that `parse` calls newer come as `unread`. */
export function decodeBatch(bytes: Uint8Array, parse: typeof parseEvent = parseEvent): Result<OpenedBatch, "malformed"> {
  const batch = readBatch(bytes);
  return batch ? ok(parsed(batch, parse)) : err("malformed");
}

function parsed(batch: Batch, parse: typeof parseEvent): OpenedBatch {
  const entries: Entry[] = [];
  const unread: UnreadEntry[] = [];
  let malformed = 0;
  for (const [index, input] of batch.events.entries()) {
    const read = parse(input);
    if (read.ok) entries.push(entryAt(batch, index, read.value));
    else if (read.error.reason === "newer") {
      const { id, type, v, raw } = read.error;
      const { event: _, ...recording } = entryAt(batch, index, raw);
      unread.push({ ...recording, id, type, v, raw });
    } else malformed += 1;
  }
  return { entries, unread, malformed };
}
