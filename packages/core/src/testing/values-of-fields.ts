/**
 * Values for a field of the catalogue, drawn from what the field says of itself: at each of its limits, and
 * beyond. A new type of event is tried the day it stands in the catalogue.
 */
import * as fc from "fast-check";
import { todaysCatalogue } from "../event/catalogue.ts";
import { id, moment, type Field, type Fields } from "../event/field.ts";
import { idFromParts } from "../prelude/bytes.ts";

interface Values {
  /** What the field may hold. */
  readonly within: fc.Arbitrary<unknown>;
  /** What it may not. */
  readonly beyond: fc.Arbitrary<unknown>;
}

const hostileTexts = ["", "x", "\0", "\uD800", "behind \uDFFF", "__proto__", "\u2028\u2029", "\u202E\u{1F9ED}", '"\\\n\r\t', "<b>&amp;", "x".repeat(5_000), "結月".repeat(3_000), "\uDC00".repeat(2_000)];
const notTexts = [7, null, ["x"], { text: "x" }, true];
const longList = 2_000;
/** A list with a hole in it: it passes `every`, and in JSON the hole is null. */
const holed: unknown[] = [];
holed.length = 2;

function valuesOf(field: Field): Values {
  switch (field.is) {
    case "id": return values(["one", "two", "three"].map((name) => idFromParts([name])), ["", "x".repeat(21), "x".repeat(23), "spaces in an id, at 22", "ümlaut-in-an-id-at-022", 7, null]);
    case "text": return { within: fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary", maxLength: 40 })), beyond: fc.constantFrom(...notTexts) };
    case "flag": return values([true, false], [0, 1, "true", null]);
    case "count": return values([0, -0, 1, Number.MAX_SAFE_INTEGER], [-1, 0.5, Number.NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER + 1, "3", null]);
    case "number": return numbers(field);
    case "oneOf": return values(field.values, ["no such word", 99, ["x"], {}].filter((value) => !field.values.includes(value)));
    case "list": {
      const { within, beyond } = valuesOf(field.of);
      return {
        within: fc.oneof({ weight: 4, arbitrary: fc.array(within, { maxLength: 4 }) }, { weight: 1, arbitrary: within.map((value) => Array.from({ length: longList }, () => value)).filter((list) => JSON.stringify(list).length < 200_000) }),
        beyond: fc.oneof(fc.tuple(within, beyond), fc.constantFrom("x", 7, null, { length: 1 }, holed)),
      };
    }
    case "pair": {
      const [first, second] = [valuesOf(field.of[0]), valuesOf(field.of[1])];
      return { within: fc.tuple(first.within, second.within), beyond: fc.oneof(fc.tuple(first.beyond, second.within), fc.tuple(first.within, second.beyond), fc.tuple(first.within), fc.constant(null)) };
    }
    case "maybe": case "orNull": {
      const none = field.is === "maybe" ? undefined : null;
      const { within, beyond } = valuesOf(field.of);
      return { within: fc.option(within, { nil: none, freq: 3 }), beyond: beyond.filter((value) => value !== none) };
    }
    case "shape": return { within: recordOf(field.fields), beyond: fc.oneof(brokenRecordOf(field.fields).map(({ record }) => record), fc.constantFrom("x", null, 7)) };
  }
}

const values = (within: readonly unknown[], beyond: readonly unknown[]): Values => ({ within: fc.constantFrom(...within), beyond: fc.constantFrom(...beyond) });

function numbers({ min, max, whole }: Extract<Field, { readonly is: "number" }>): Values {
  const middle = (min + max) / 2;
  const within = [min, max, whole ? Math.floor(middle) : middle, -0].filter((value) => value >= min && value <= max);
  const beyond = [min - 1, max + 1, min - 1e9, max * 2, -Infinity, Infinity, Number.NaN, String(min), null, ...(whole ? [min + 0.5] : []), ...(min > 0 ? [0, -0] : [])];
  return values(within, beyond.filter((value) => !(typeof value === "number" && value >= min && value <= max && (!whole || Number.isInteger(value)))));
}

const recordOf = (fields: Fields): fc.Arbitrary<Readonly<Record<string, unknown>>> => fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valuesOf(field).within])));

/** Everything within but for one field. */
const brokenRecordOf = (fields: Fields): fc.Arbitrary<{ readonly record: Readonly<Record<string, unknown>>; readonly field: string }> =>
  fc.constantFrom(...Object.entries(fields)).chain(([name, field]) => fc.tuple(recordOf(fields), valuesOf(field).beyond).map(([record, value]) => ({ record: { ...record, [name]: value }, field: name })));

const envelope: Fields = { id, atMs: moment };
/** Every type that this build can read. */
export const eventTypes: readonly string[] = [...todaysCatalogue.shapes.keys()];
const shapeOf = (type: string): { readonly v: number; readonly fields: Fields } => {
  const found = todaysCatalogue.shapes.get(type);
  if (!found) throw new Error(`no ${type} in the catalogue`);
  return { v: found.v, fields: { ...envelope, ...found.fields } };
};

/** An event of a type whose every field lies within its limits, mostly at one of them. */
export function eventWithin(type: string): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const { v, fields } = shapeOf(type);
  return recordOf(fields).map((record) => ({ type, v, ...record }));
}

/** An event of a type, and which of its fields holds what it may not. */
export function eventBeyond(type: string): fc.Arbitrary<{ readonly event: Readonly<Record<string, unknown>>; readonly field: string }> {
  const { v, fields } = shapeOf(type);
  return brokenRecordOf(fields).map(({ record, field }) => ({ event: { type, v, ...record }, field }));
}
