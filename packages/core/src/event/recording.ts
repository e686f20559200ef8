/** What a recording may hold: checked where a batch is opened and where an export is read. */
import { isId } from "../prelude/id.ts";
import type { Recording } from "./entry.ts";
import { momentMax } from "./field.ts";

/** A hybrid logical clock counts in these. */
export const ticksPerMs = 1024;

/** The year 2200; a clock beyond it is malformed. */
export const hlcMax = momentMax * ticksPerMs;

export const isHlc = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0 && (value as number) < hlcMax;

export function isRecording(value: object): value is Recording {
  const { hlc, recordedAtMs, device, importId } = value as Readonly<Record<string, unknown>>;
  return isHlc(hlc) && Number.isFinite(recordedAtMs) && isId(device) && (importId === undefined || isId(importId));
}
