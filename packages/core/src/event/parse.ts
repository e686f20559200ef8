/**
 * Unknown input -> event, or a named reason why not. Everything that leaves the log passes here
 * once, so the rest of the house may trust its events. A type or version this build doesn't know is
 * no error: it is kept for a newer build.
 */
import { isId, type EventId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { todaysCatalogue, type EventCatalogue } from "./catalogue.ts";
import type { KithEvent } from "./event.ts";
import { checkOf, isMoment } from "./field.ts";

export type ParseFailure =
  /** `field` is what is missing or of the wrong kind; "" where it is no event at all, or of a version there never was. */
  | { readonly reason: "malformed"; readonly field: string; readonly detail: string }
  /** `raw` is the event as it was written: nothing of it is lost. */
  | { readonly reason: "newer"; readonly id: EventId; readonly type: string; readonly v: number; readonly raw: unknown };

/** Reads one event. Never throws. */
export type EventParser = (input: unknown) => Result<KithEvent, ParseFailure>;

interface Envelope { readonly id: EventId; readonly type: string; readonly v: number; readonly atMs: number }
type Fields = Readonly<Record<string, unknown>>;

type Malformed = { readonly ok: false; readonly error: ParseFailure };
const malformed = (field: string, detail: string): Malformed => err({ reason: "malformed", field, detail });
const wrong = (field: string, of = ""): Malformed => malformed(field, `${field}${of} is missing or of the wrong kind`);

/** The parser of a build that knows `catalogue`: upcasts step by step, then checks the newest shape. */
export function createEventParser({ shapes, upcasts }: EventCatalogue): EventParser {
  // Listed once: this runs for every event of every start.
  const checksByType = new Map([...shapes].map(([type, { fields }]) => [type, Object.entries(fields).map(([name, field]) => [name, checkOf(field)] as const)] as const));
  return (input) => {
    if (!isEnvelope(input)) return wrongEnvelope(input);
    const { id, type, v } = input;
    const shape = shapes.get(type);
    if (!shape || v > shape.v) return err({ reason: "newer", id, type, v, raw: input });
    let event: unknown = input;
    for (let from = v; from < shape.v; from += 1) {
      const upcast = upcasts.get(type)?.get(from);
      if (!upcast) return malformed("", `${type} had no version ${v}`);
      event = upcast(event as Fields);
    }
    for (const [name, check] of checksByType.get(type) ?? []) {
      if (!check((event as Fields)[name])) return wrong(name, ` of ${type}`);
    }
    return ok(event as KithEvent);
  };
}

const envelope: Readonly<Record<keyof Envelope, (value: unknown) => boolean>> = {
  id: isId, type: (type) => typeof type === "string", v: (v) => Number.isSafeInteger(v) && (v as number) >= 1, atMs: isMoment,
};

function isEnvelope(input: unknown): input is Envelope {
  if (typeof input !== "object" || input === null) return false;
  const { id, type, v, atMs } = input as Fields;
  return envelope.id(id) && envelope.type(type) && envelope.v(v) && envelope.atMs(atMs);
}

function wrongEnvelope(input: unknown): Malformed {
  if (typeof input !== "object" || input === null) return malformed("", "it is no event");
  const [name = ""] = Object.entries(envelope).find(([field, check]) => !check((input as Fields)[field])) ?? [];
  return wrong(name);
}

/** Reads one event as today's build knows them. */
export const parseEvent: EventParser = createEventParser(todaysCatalogue);

/** Raised where a build reads more, or other, events out of the same bytes. 2: batches of any size a record can hold. */
const readingVersion = 2;

/** What this build can read, as one text: what a build kept of an older reading is of use only to one of the same key. */
export const catalogueKey = [`reading ${readingVersion}`, ...[...todaysCatalogue.shapes].map(([type, { v }]) => `${type} ${v}`).toSorted()].join();
