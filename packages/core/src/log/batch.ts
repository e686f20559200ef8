/**
 * A batch: 1..500 events recorded together, as deflated JSON. The recording (clock, device, import)
 * is kept once; the n-th event's clock is the batch's plus n, or plus the n-th of `offsets` where a
 * batch was written again without some of its events. JSON, because parsing it is the fastest thing a
 * browser does, and deflate because events of one import resemble each other.
 */
import type { Entry, RawEntry, Recording, UnreadEntry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { parseEvent } from "../event/parse.ts";
import { bytesToUtf8, utf8ToBytes } from "../prelude/bytes.ts";
import { deflate, inflate } from "../prelude/deflated.ts";
import { isId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { isHlc } from "./hlc.ts";

export const batchEventsMax = 500;
/** Leaves room for Automerge's and the seal's overhead below the 256 KiB of a record. */
const batchBytesMax = 200_000;
/** A batch that inflates to more than this is malformed: a bomb, not 500 events. */
const inflatedBytesMax = 64_000_000;

/** What a batch held. `malformed` counts events that no build can read. */
export interface OpenedBatch {
  readonly entries: readonly Entry[];
  readonly unread: readonly UnreadEntry[];
  readonly malformed: number;
}

/** Encodes events into as few batches as their number and size allow, in order. */
export function encodeBatches(events: readonly KithEvent[], recording: Recording): readonly Uint8Array[] {
  return encodeEntries(events.map((event, index) => ({ ...recording, hlc: recording.hlc + index, event })));
}

/** Encodes entries recorded before, clocks, devices and imports as they were. Neighbours of one recording share a batch. */
export function encodeEntries(entries: readonly RawEntry[]): readonly Uint8Array[] {
  const runs: RawEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && run.length < batchEventsMax && isSameRecording(before, entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap(encodeRun);
}

const isSameRecording = (a: RawEntry, b: RawEntry): boolean =>
  a.device === b.device && a.importId === b.importId && a.recordedAtMs === b.recordedAtMs && a.hlc < b.hlc;

function encodeRun(run: readonly RawEntry[]): readonly Uint8Array[] {
  const [first] = run;
  if (!first) return [];
  const { event: _, ...recording } = first;
  const isUnbroken = run.every(({ hlc }, index) => hlc === first.hlc + index);
  const offsets = isUnbroken ? {} : { offsets: run.map(({ hlc }) => hlc - first.hlc) };
  const bytes = deflate(utf8ToBytes(JSON.stringify({ v: 1, ...recording, ...offsets, events: run.map(({ event }) => event) })));
  if (bytes.length <= batchBytesMax || run.length === 1) return [bytes];
  const half = Math.ceil(run.length / 2);
  return [...encodeRun(run.slice(0, half)), ...encodeRun(run.slice(half))];
}

/** Opens a batch without reading its events; what isn't a batch is an error. */
export function openBatch(bytes: Uint8Array): Result<readonly RawEntry[], "malformed"> {
  const batch = readBatch(bytes);
  return batch ? ok(batch.events.map((event, index) => at(batch, index, event))) : err("malformed");
}

/** Opens a batch. Events that `parse` calls newer come as `unread`. */
export function decodeBatch(bytes: Uint8Array, parse: typeof parseEvent = parseEvent): Result<OpenedBatch, "malformed"> {
  const batch = readBatch(bytes);
  if (!batch) return err("malformed");
  const entries: Entry[] = [];
  const unread: UnreadEntry[] = [];
  let malformed = 0;
  for (const [index, input] of batch.events.entries()) {
    const parsed = parse(input);
    if (parsed.ok) entries.push(at(batch, index, parsed.value));
    else if (parsed.error.reason === "newer") {
      const { id, type, v, raw } = parsed.error;
      const { event: _, ...recording } = at(batch, index, raw);
      unread.push({ ...recording, id, type, v, raw });
    } else malformed += 1;
  }
  return ok({ entries, unread, malformed });
}

function readBatch(bytes: Uint8Array): Batch | undefined {
  const json = inflate(bytes, inflatedBytesMax);
  try {
    const batch: unknown = json && JSON.parse(bytesToUtf8(json));
    return isBatch(batch) ? batch : undefined;
  } catch {
    return undefined;
  }
}

/** The n-th entry. Spelled out, because it is done for every entry of every start. */
function at<Event>({ hlc, offsets, recordedAtMs, device, importId }: Batch, index: number, event: Event): Recording & { readonly event: Event } {
  const clock = hlc + (offsets?.[index] ?? index);
  return importId === undefined ? { hlc: clock, recordedAtMs, device, event } : { hlc: clock, recordedAtMs, device, importId, event };
}

interface Batch extends Recording {
  readonly events: readonly unknown[];
  readonly offsets?: readonly number[];
}

function isBatch(value: unknown): value is Batch {
  if (typeof value !== "object" || value === null) return false;
  const { v, hlc, recordedAtMs, device, importId, offsets, events } = value as Record<string, unknown>;
  return v === 1 && isHlc(hlc) && typeof recordedAtMs === "number" && isId(device) && (importId === undefined || isId(importId)) && Array.isArray(events)
    && (offsets === undefined || isAscending(offsets, events.length, hlc));
}

function isAscending(offsets: unknown, length: number, hlc: number): boolean {
  return Array.isArray(offsets) && offsets.length === length
    && (offsets as readonly unknown[]).every((offset, index) => Number.isSafeInteger(offset) && isHlc(hlc + (offset as number)) && (offset as number) >= (index === 0 ? 0 : ((offsets[index - 1] as number) + 1)));
}
