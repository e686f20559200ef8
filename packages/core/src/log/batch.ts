/**
 * A batch: 1..500 events recorded together, as deflated JSON. The recording (clock, device, import)
 * is kept once; the n-th event's clock is the batch's plus n. JSON, because parsing it is the
 * fastest thing a browser does, and deflate because events of one import resemble each other.
 */
import { deflateSync, inflateSync } from "fflate";
import type { Entry, Recording, UnreadEntry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { parseEvent } from "../event/parse.ts";
import { bytesToUtf8, utf8ToBytes } from "../prelude/bytes.ts";
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
  const batches: Uint8Array[] = [];
  for (let start = 0; start < events.length; start += batchEventsMax) {
    batches.push(...encodeUnderLimit(events.slice(start, start + batchEventsMax), { ...recording, hlc: recording.hlc + start }));
  }
  return batches;
}

function encodeUnderLimit(events: readonly KithEvent[], recording: Recording): readonly Uint8Array[] {
  const bytes = deflateSync(utf8ToBytes(JSON.stringify({ v: 1, ...recording, events })));
  if (bytes.length <= batchBytesMax || events.length === 1) return [bytes];
  const half = Math.ceil(events.length / 2);
  return [
    ...encodeUnderLimit(events.slice(0, half), recording),
    ...encodeUnderLimit(events.slice(half), { ...recording, hlc: recording.hlc + half }),
  ];
}

/** Opens a batch. Events of a newer type or version come as `unread`; a batch that isn't one is an error. */
export function decodeBatch(bytes: Uint8Array): Result<OpenedBatch, "malformed"> {
  let batch: unknown;
  try {
    // The size is bounded by the buffer handed in: fflate stops when it is full.
    batch = JSON.parse(bytesToUtf8(inflateSync(bytes, { out: new Uint8Array(Math.min(inflatedBytesMax, Math.max(16_384, bytes.length * 64))) })));
  } catch {
    return err("malformed");
  }
  if (!isBatch(batch)) return err("malformed");
  const { hlc, recordedAtMs, device, importId, events } = batch;
  const recording = { recordedAtMs, device, ...(importId ? { importId } : {}) };
  const entries: Entry[] = [];
  const unread: UnreadEntry[] = [];
  let malformed = 0;
  for (const [index, input] of events.entries()) {
    const parsed = parseEvent(input);
    const at = { ...recording, hlc: hlc + index };
    if (parsed.ok) entries.push({ ...at, event: parsed.value });
    else if (parsed.error.reason === "newer") unread.push({ ...at, id: parsed.error.id, type: parsed.error.type, v: parsed.error.v });
    else malformed += 1;
  }
  return ok({ entries, unread, malformed });
}

function isBatch(value: unknown): value is Recording & { readonly events: readonly unknown[] } {
  if (typeof value !== "object" || value === null) return false;
  const { v, hlc, recordedAtMs, device, importId, events } = value as Record<string, unknown>;
  return v === 1 && isHlc(hlc) && typeof recordedAtMs === "number" && isId(device) && (importId === undefined || isId(importId)) && Array.isArray(events);
}
