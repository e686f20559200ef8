/** An event as the log holds it: the fact, and who recorded it when. */
import type { DeviceId, EventId, ImportId } from "../prelude/id.ts";
import type { KithEvent } from "./event.ts";

/** When and by whom something was recorded. */
export interface Recording {
  /** Hybrid logical clock: ms * 1024 + counter. Orders entries, is never shown as a time. */
  readonly hlc: number;
  /** The recording device's own clock, ms UTC: for people to read, not for order. */
  readonly recordedAtMs: number;
  readonly device: DeviceId;
  readonly importId?: ImportId;
}

export interface Entry extends Recording {
  readonly event: KithEvent;
}

/** An event this build can't read: a type or version newer than it. Kept and counted, applied after an upgrade. */
export interface UnreadEntry extends Recording {
  readonly id: EventId;
  readonly type: string;
  readonly v: number;
  /** The event as it was written: exported and carried over untouched. */
  readonly raw: unknown;
}

/** An entry before its event is read: what a batch or an export holds, and what is carried over untouched. */
export interface RawEntry extends Recording {
  readonly event: unknown;
}
