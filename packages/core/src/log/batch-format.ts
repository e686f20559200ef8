/** How a batch lies in its bytes, and reading it from them: whole, or event by event where it is too large for that. */
import type { Recording } from "../event/entry.ts";
import { batchJsonBytesMax } from "../event/readable.ts";
import { isHlc, isRecording } from "../event/recording.ts";
import { bytesToUtf8, utf8ToBytes } from "../prelude/bytes.ts";
import { deflate, inflate, inflatedLength } from "../prelude/deflated.ts";
import { eventsBegin, readLargeBatch } from "./large-batch.ts";

export interface Batch extends Recording {
  /** The events as they were written; undefined in place of one that can't be told from its neighbours or is too large. */
  readonly events: readonly unknown[];
  readonly offsets?: readonly number[];
}

/** The bytes of a batch of events already in JSON; undefined where their JSON is more than a batch is opened whole with. */
export function writeBatch({ hlc, recordedAtMs, device, importId, offsets }: Omit<Batch, "events">, events: readonly string[]): Uint8Array | undefined {
  const head = JSON.stringify({ v: 1, hlc, recordedAtMs, device, importId, offsets });
  const json = utf8ToBytes(`${head.slice(0, -1)}${eventsBegin}${events.join(",")}]}`);
  return json.length <= batchJsonBytesMax ? deflate(json) : undefined;
}

/** Undefined where these bytes are no batch. */
export function readBatch(bytes: Uint8Array): Batch | undefined {
  // Older builds wrote larger ones.
  if (inflatedLength(bytes) > batchJsonBytesMax) return asBatch(readLargeBatch(bytes));
  const json = inflate(bytes, batchJsonBytesMax);
  try {
    return asBatch(json && JSON.parse(bytesToUtf8(json)));
  } catch {
    return undefined;
  }
}

/** The clock of the n-th event: the batch's plus n, or plus the n-th of `offsets`. */
export const clockAt = ({ hlc, offsets }: Batch, index: number): number => hlc + (offsets?.[index] ?? index);

/** The n-th entry. Spelled out, because it is done for every entry of every start. */
export function entryAt<Event>(batch: Batch, index: number, event: Event): Recording & { readonly event: Event } {
  const { recordedAtMs, device, importId } = batch;
  const hlc = clockAt(batch, index);
  return importId === undefined ? { hlc, recordedAtMs, device, event } : { hlc, recordedAtMs, device, importId, event };
}

function asBatch(value: unknown): Batch | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { v, hlc, offsets, events } = value as Readonly<Record<string, unknown>>;
  const isBatch = v === 1 && isRecording(value) && Array.isArray(events) && (offsets === undefined || isAscending(offsets, events.length, hlc as number));
  return isBatch ? (value as Batch) : undefined;
}

function isAscending(offsets: unknown, length: number, hlc: number): boolean {
  return Array.isArray(offsets) && offsets.length === length
    && (offsets as readonly unknown[]).every((offset, index) => Number.isSafeInteger(offset) && isHlc(hlc + (offset as number)) && (offset as number) >= (index === 0 ? 0 : ((offsets[index - 1] as number) + 1)));
}
