/**
 * Asked by everybody who makes facts, before they go into the log: would a reader give this event back?
 * The answer comes from the parser that will read it and from the sizes that the log keeps to.
 */
import { deflate } from "../prelude/deflated.ts";
import { utf8ToBytes } from "../prelude/bytes.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { parseEvent } from "./parse.ts";

/** What a journal puts around a batch: 125 bytes at most were seen. */
const aroundBatchBytes = 200;
/** A batch, deflated, of more bytes fits no record. */
export const batchBytesMax = maxPayloadBytes - aroundBatchBytes;
/** A batch is opened whole up to so many bytes of JSON, and no event has more: what is larger is a bomb, not 500 events. */
export const batchJsonBytesMax = 64_000_000;

/** A batch of one event says beside it when and by whom it was recorded. */
const aroundEventBytes = 400;
/** An event of no more characters fits, whatever is in it: JSON takes six bytes at most for each. */
const surelyFits = Math.floor((batchBytesMax - aroundEventBytes) / 6.1);
/** Events are flat; JSON of any depth would break a reader's stack. */
const depthMax = 32;
/** Around a value in JSON: quotes, comma, the digits of a number. */
const valueCharacters = 28;

export interface Unreadable {
  readonly reason: "malformed" | "tooLarge";
  /** The field that is wrong, "" where it is none in particular. */
  readonly field: string;
  /** What is wrong, as half a sentence; never what the event holds. */
  readonly detail: string;
}

/** Events found readable: they are immutable, and both the maker of an import and the decision ask. */
const readable = new WeakSet<object>();

/** Why a reader wouldn't give `event` back as it is; undefined where it would, or where it is of a newer build and is kept as it is. */
export function whyUnreadable(event: unknown): Unreadable | undefined {
  if (typeof event === "object" && event !== null && readable.has(event)) return undefined;
  const why = judged(event);
  if (!why) readable.add(event as object);
  return why;
}

function judged(event: unknown): Unreadable | undefined {
  const parsed = parseEvent(event);
  if (!parsed.ok && parsed.error.reason === "malformed") return parsed.error;
  const characters = charactersOf(event, 0);
  if (Number.isNaN(characters)) return { reason: "malformed", field: "", detail: "it holds a value that can't be written down" };
  return characters <= surelyFits || fits(event, characters) ? undefined : { reason: "tooLarge", field: "", detail: "it is too large for one entry" };
}

/** How long the JSON of a value is at most, in characters, escapes aside. NaN where JSON would change the value. */
function charactersOf(value: unknown, depth: number): number {
  if (typeof value === "string") return value.length + valueCharacters;
  if (typeof value === "number") return Number.isFinite(value) ? valueCharacters : Number.NaN;
  if (value === null || typeof value === "boolean") return valueCharacters;
  if (typeof value !== "object" || depth > depthMax) return Number.NaN;
  let sum = valueCharacters;
  // By index, so that a hole in a list is seen.
  if (Array.isArray(value)) for (let index = 0; index < value.length; index += 1) sum += charactersOf(value[index], depth + 1);
  else {
    for (const name of Object.keys(value)) {
      const inner = (value as Readonly<Record<string, unknown>>)[name];
      // An absent field may be written as undefined; JSON leaves it out, and so it stays absent.
      if (inner !== undefined) sum += name.length + charactersOf(inner, depth + 1);
    }
  }
  return sum;
}

function fits(event: unknown, characters: number): boolean {
  if (characters > batchJsonBytesMax) return false;
  const json = utf8ToBytes(JSON.stringify(event));
  const bytesMax = batchBytesMax - aroundEventBytes;
  if (json.length > batchJsonBytesMax - aroundEventBytes) return false;
  // Packed in a hurry it is seldom a quarter off: only near the limit is it packed well.
  const ratio = deflate(json, "quick").length / bytesMax;
  return ratio < 0.8 || (ratio < 2 && deflate(json).length <= bytesMax);
}
