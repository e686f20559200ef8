/**
 * Unknown input -> event, or a named reason why not. Everything that leaves the log passes here
 * once, so the rest of the house may trust its events. A type or version this build doesn't know is
 * no error: it is kept for a newer build.
 */
import { isId, type EventId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { moment, todaysCatalogue, type EventCatalogue } from "./catalogue.ts";
import type { KithEvent } from "./event.ts";

export type ParseFailure =
  | { readonly reason: "malformed"; readonly detail: string }
  /** `raw` is the event as it was written: nothing of it is lost. */
  | { readonly reason: "newer"; readonly id: EventId; readonly type: string; readonly v: number; readonly raw: unknown };

/** Reads one event. Never throws. */
export type EventParser = (input: unknown) => Result<KithEvent, ParseFailure>;

interface Envelope { readonly id: EventId; readonly type: string; readonly v: number; readonly atMs: number }
type Fields = Readonly<Record<string, unknown>>;

const malformed = (detail: string): { readonly ok: false; readonly error: ParseFailure } => err({ reason: "malformed", detail });

/** The parser of a build that knows `catalogue`: upcasts step by step, then checks the newest shape. */
export function createEventParser({ shapes, upcasts }: EventCatalogue): EventParser {
  // Listed once: this runs for every event of every start.
  const checksByType = new Map([...shapes].map(([type, { fields }]) => [type, Object.entries(fields)] as const));
  return (input) => {
    if (!isEnvelope(input)) return malformed("id, type, v or atMs is missing or of the wrong kind");
    const { id, type, v } = input;
    const shape = shapes.get(type);
    if (!shape || v > shape.v) return err({ reason: "newer", id, type, v, raw: input });
    let event: unknown = input;
    for (let from = v; from < shape.v; from += 1) {
      const upcast = upcasts.get(type)?.get(from);
      if (!upcast) return malformed(`${type} had no version ${v}`);
      event = upcast(event as Fields);
    }
    for (const [name, check] of checksByType.get(type) ?? []) {
      if (!check((event as Fields)[name])) return malformed(`${name} of ${type} is missing or of the wrong kind`);
    }
    return ok(event as KithEvent);
  };
}

function isEnvelope(input: unknown): input is Envelope {
  if (typeof input !== "object" || input === null) return false;
  const { id, type, v, atMs } = input as Fields;
  return isId(id) && typeof type === "string" && Number.isSafeInteger(v) && (v as number) >= 1 && moment(atMs);
}

/** Reads one event as today's build knows them. */
export const parseEvent: EventParser = createEventParser(todaysCatalogue);

/** What types and versions this build can read, as one text: what a build kept of an older reading is of use only to one of the same key. */
export const catalogueKey = [...todaysCatalogue.shapes].map(([type, { v }]) => `${type} ${v}`).toSorted().join();
