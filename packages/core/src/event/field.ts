/**
 * What a field of an event may hold, as data. The parser checks by it, and tests draw values from it, at
 * every limit and beyond: a new type is checked and tried by the same line.
 */
import { isId } from "../prelude/id.ts";

/** True where `value` may stand in a field. */
export type Check = (value: unknown) => boolean;

export type Field =
  | { readonly is: "id" | "text" | "flag" | "count" }
  /** From `min` to `max`, both included. */
  | { readonly is: "number"; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly is: "oneOf"; readonly values: readonly unknown[] }
  | { readonly is: "list"; readonly of: Field }
  | { readonly is: "pair"; readonly of: readonly [Field, Field] }
  /** May be absent; may be null. */
  | { readonly is: "maybe" | "orNull"; readonly of: Field }
  | { readonly is: "shape"; readonly fields: Fields };

export type Fields = Readonly<Record<string, Field>>;

/** 1 January 1900 and 2200, ms UTC: what lies outside is a slip, and would stretch every time line. */
export const momentMin = -2_208_988_800_000;
export const momentMax = 7_258_118_400_000;

export const text: Field = { is: "text" };
export const flag: Field = { is: "flag" };
export const count: Field = { is: "count" };
export const id: Field = { is: "id" };
/** A moment in ms UTC. */
export const moment: Field = { is: "number", min: momentMin, max: momentMax, whole: false };
export const oneOf = (values: readonly unknown[]): Field => ({ is: "oneOf", values });
export const listOf = (of: Field): Field => ({ is: "list", of });
export const pairOf = (first: Field, second: Field): Field => ({ is: "pair", of: [first, second] });
export const maybe = (of: Field): Field => ({ is: "maybe", of });
export const orNull = (of: Field): Field => ({ is: "orNull", of });
export const shape = (fields: Fields): Field => ({ is: "shape", fields });

/** The check of a field, made once: it runs for every event of every start. */
export function checkOf(field: Field): Check {
  switch (field.is) {
    case "id": return isId;
    case "text": return (value) => typeof value === "string";
    case "flag": return (value) => typeof value === "boolean";
    case "count": return (value) => Number.isSafeInteger(value) && (value as number) >= 0;
    case "number": {
      const { min, max, whole } = field;
      return (value) => typeof value === "number" && value >= min && value <= max && (!whole || Number.isInteger(value));
    }
    case "oneOf": return (value) => field.values.includes(value);
    case "list": { const check = checkOf(field.of); return (value) => Array.isArray(value) && value.every(check); }
    case "pair": {
      const [first, second] = [checkOf(field.of[0]), checkOf(field.of[1])];
      return (value) => Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
    }
    case "maybe": { const check = checkOf(field.of); return (value) => value === undefined || check(value); }
    case "orNull": { const check = checkOf(field.of); return (value) => value === null || check(value); }
    case "shape": {
      const checks = Object.entries(field.fields).map(([name, inner]) => [name, checkOf(inner)] as const);
      return (value) => typeof value === "object" && value !== null && checks.every(([name, check]) => check((value as Record<string, unknown>)[name]));
    }
  }
}

/** True for a moment that an event may have. */
export const isMoment: Check = checkOf(moment);
