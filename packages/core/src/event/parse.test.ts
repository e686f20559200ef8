import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBatch, encodeEntries } from "../log/batch.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId } from "../prelude/id.ts";
import { eventCorpus } from "../testing/event-corpus.ts";
import { runs } from "../testing/runs.ts";
import { todaysCatalogue, type EventCatalogue } from "./catalogue.ts";
import { text } from "./field.ts";
import { createEventParser, parseEvent } from "./parse.ts";
import type { Upcast } from "./upcast.ts";

type Json = Readonly<Record<string, unknown>>;
interface Written { readonly id: string; readonly type: string; readonly v: number }

const written = eventCorpus.map((example) => JSON.parse(example.written) as Json & Written);
const without = (json: Json, field: string): Json => Object.fromEntries(Object.entries(json).filter(([name]) => name !== field));
const detailOf = (input: unknown): string | undefined => { const parsed = parseEvent(input); return !parsed.ok && parsed.error.reason === "malformed" ? parsed.error.detail : undefined; };
/** Every way to put `next` in place of one value that `isTarget` holds for, however deep. */
function replacements(value: unknown, isTarget: (value: unknown, name: string) => boolean, next: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    [...(isTarget(item, name) ? [next] : []), ...replacements(item, isTarget, next)].map((changed) => (Array.isArray(value) ? value.map((one: unknown, index) => (String(index) === name ? changed : one)) : { ...value, [name]: changed })));
}

describe("events", () => {
  test.each(eventCorpus.map((example) => ({ ...example, ...(JSON.parse(example.written) as Written) })))("[E20] $type of version $v ($id) is read as today's event", (example) => {
    expect(parseEvent(JSON.parse(example.written))).toEqual({ ok: true, value: example.read });
  });

  test("[E21] the corpus has every type in every version", () => {
    const all = [...todaysCatalogue.shapes].flatMap(([type, { v }]) => Array.from({ length: v }, (_, index) => `${type} ${index + 1}`));
    expect([...new Set(written.map(({ type, v }) => `${type} ${v}`))].toSorted()).toEqual(all.toSorted());
  });

  test("[E22] what every event or its type needs can't be missing, what is optional can", () => {
    for (const key of new Set(written.map(({ type, v }) => `${type} ${v}`))) {
      const examples = written.filter(({ type, v }) => `${type} ${v}` === key);
      const least = examples.reduce((a, b) => (Object.keys(b).length < Object.keys(a).length ? b : a));
      for (const example of examples) for (const field of Object.keys(example)) {
        expect([key, field, detailOf(without(example, field)) === undefined]).toEqual([key, field, !(field in least)]);
      }
    }
  });

  test("[E23] a field of the wrong kind is malformed, and the failure names it and its type, never what it held", () => {
    for (const example of written) for (const field of Object.keys(example)) {
      for (const wrong of [{ secret: "secret" }, Number.NaN, ["secret", 1], () => "secret"]) {
        const detail = detailOf({ ...example, [field]: wrong }) ?? "";
        expect(detail).toContain(field);
        if (!["id", "type", "v", "atMs"].includes(field)) expect(detail).toContain(example.type);
        expect(detail).not.toContain("secret");
      }
    }
  });

  test("[E24] an id of another shape, a pair of another number, a moment before 1900 or after 2200, a negative count or no version at all is malformed", () => {
    const isId = (value: unknown, name: string): boolean => name !== "type" && typeof value === "string" && value.length === 22 && /^[\w-]+$/u.test(value);
    const isMoment = (_: unknown, name: string): boolean => name.endsWith("Ms");
    const isCount = (_: unknown, name: string): boolean => ["read", "used", "count", "length", "everyDays", "v"].includes(name);
    const broken = written.flatMap((example) => [
      ...["short", "", `${example.id}x`, "spaces in an id, at 22", 7].flatMap((id) => replacements(example, isId, id)),
      ...[Infinity, -Infinity, Number.NaN, "2020-01-01", 7_258_118_400_001, -2_208_988_800_001].flatMap((moment) => replacements(example, isMoment, moment)),
      ...[[example.id], [example.id, example.id, example.id]].flatMap((pair) => replacements(example, (_, name) => name === "between", pair)),
      ...[-1, Infinity, "3"].flatMap((count) => replacements(example, isCount, count)),
    ]);
    expect(broken.length).toBeGreaterThan(1_000);
    for (const input of broken) expect(detailOf(input)).toBeDefined();
  });

  test("[E29] a capacity is a whole number from 1 to 50; any other is malformed", () => {
    const capacity = (perDay: unknown): unknown => ({ ...written.find(({ type }) => type === "CapacitySet"), perDay });
    expect([1, 7, 50].map((perDay) => detailOf(capacity(perDay)))).toEqual([undefined, undefined, undefined]);
    for (const perDay of [0, -1, 51, 2.5, Number.NaN, "7", null]) expect({ perDay, detail: detailOf(capacity(perDay)) }).toEqual({ perDay, detail: expect.any(String) as string });
  });

  test("[E25] types and fields named like what every object has are as unknown as any other", () => {
    const [example] = written;
    for (const type of ["__proto__", "constructor", "toString", "hasOwnProperty"]) expect(parseEvent({ ...example, type })).toMatchObject({ ok: false, error: { reason: "newer", type } });
    const planted = JSON.parse(`{"__proto__":{"person":"person-ada-aaaaaaaaaaa"},"constructor":{},"id":"event-0001-eeeeeeeeeee","type":"PersonKept","v":1,"atMs":1}`) as unknown;
    expect(detailOf(planted)).toMatch(/person of PersonKept/u);
    expect("person" in {}).toBe(false);
  });

  test("[E26] any JSON is an event, one of a newer build, or malformed in a named way", () => {
    const pieces = fc.oneof(fc.constantFrom(...written.flatMap((example) => Object.values(example))), fc.jsonValue());
    const names = fc.constantFrom("__proto__", ...new Set(written.flatMap((example) => Object.keys(example))));
    const mended = fc.tuple(fc.constantFrom(...written), fc.dictionary(names, pieces, { maxKeys: 3 })).map(([example, changes]) => ({ ...example, ...changes }));
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), mended), (input) => {
      const parsed = parseEvent(input);
      if (parsed.ok) expect(todaysCatalogue.shapes.get(parsed.value.type)?.v).toBe(parsed.value.v);
      else if (parsed.error.reason === "newer") expect(parsed.error.raw).toBe(input);
      else expect(parsed.error.detail).not.toBe("");
    }), runs(1_000));
  });

  test("[E27] an older version is taken up step by step, and the newest shape is what counts", () => {
    const catalogue: EventCatalogue = {
      shapes: new Map([["Moored", { v: 3, fields: { pier: text, berth: text } }]]),
      upcasts: new Map([["Moored", new Map<number, Upcast>([[1, ({ place, ...event }) => ({ ...event, v: 2, pier: place })], [2, (event) => ({ ...event, v: 3, berth: "unknown" })]])]]),
    };
    const parse = createEventParser(catalogue);
    const base = { id: "event-0001-eeeeeeeeeee", type: "Moored", atMs: 1 };
    expect(parse({ ...base, v: 1, place: "West" })).toEqual({ ok: true, value: { ...base, v: 3, pier: "West", berth: "unknown" } });
    expect(parse({ ...base, v: 2, pier: "West" })).toEqual({ ok: true, value: { ...base, v: 3, pier: "West", berth: "unknown" } });
    expect(parse({ ...base, v: 1, place: 5 })).toMatchObject({ ok: false, error: { reason: "malformed", detail: "pier of Moored is missing or of the wrong kind" } });
    expect(parse({ ...base, v: 4, pier: "West" })).toMatchObject({ ok: false, error: { reason: "newer", v: 4 } });
  });

  test("[E28] an older build keeps and counts what a newer one wrote, as it was written, and reads the very same bytes after an upgrade", () => {
    const device = idFromParts(["device"]) as DeviceId;
    const bytes = encodeEntries(written.map((event, index) => ({ hlc: index + 1, recordedAtMs: 5, device, event })));
    // The build before circles, goals and sought people.
    const isOlder = (type: string): boolean => !/^(?:Circle|Goal|Person(?!Kept|Added|LetGo|BroughtBack))/u.test(type);
    const older = createEventParser({
      shapes: new Map([...todaysCatalogue.shapes].filter(([type]) => isOlder(type)).map(([type, shape]) => [type, type === "PersonAdded" ? { v: 1, fields: {} } : shape])),
      upcasts: new Map(),
    });
    const opened = bytes.map((batch) => decodeBatch(batch.bytes, older)).flatMap((batch) => (batch.ok ? [batch.value] : []));
    const unread = opened.flatMap((batch) => batch.unread);
    const expected = written.filter(({ type, v }) => !isOlder(type) || (type === "PersonAdded" && v === 2));
    expect(expected.length).toBeGreaterThan(10);
    expect(unread.map(({ raw }) => raw)).toEqual(expected);
    expect(unread.map(({ type, v, id }) => ({ type, v, id }))).toEqual(expected.map(({ type, v, id }) => ({ type, v, id })));
    expect(opened.flatMap((batch) => batch.entries)).toHaveLength(written.length - expected.length);
    const upgraded = bytes.flatMap((batch) => { const again = decodeBatch(batch.bytes); return again.ok ? again.value.entries : []; });
    expect(upgraded.map(({ event }) => event)).toEqual(eventCorpus.map(({ read }) => read));
  });
});
