/** What is written can be read: every type there is, at every limit of its fields and beyond. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KithEvent } from "../event/event.ts";
import { batchBytesMax, batchJsonBytesMax, whyUnreadable } from "../event/readable.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId } from "../prelude/id.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { noiseOf } from "../testing/archive/seeded.ts";
import { eventNumbered, personNumbered } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { eventBeyond, eventTypes, eventWithin } from "../testing/values-of-fields.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { inOrder } from "./order.ts";
import { isSame } from "./same.ts";

const device = idFromParts(["device"]) as DeviceId;
const nowMs = 1_700_000_000_000;
let drawn = 0;
const openLog = (): EventLog => createEventLog({ device, random: (length) => Uint8Array.from({ length }, (_, index) => { drawn += 1; return (drawn * 41 + index) & 255; }) });
/** What a log that knows nothing yet reads. */
const readFresh = (payloads: readonly Uint8Array[]): EventLog => {
  const reader = openLog();
  reader.read(payloads);
  return reader;
};
const note = (index: number, text: string): KithEvent => ({ id: eventNumbered(index), type: "NoteRecorded", v: 1, atMs: nowMs, person: personNumbered(1), text });

describe("what is written can be read", () => {
  test("[E60] of every type, what lies within its limits is written, and read back equal by a fresh log", () => {
    expect(eventTypes.length).toBeGreaterThan(40);
    for (const type of eventTypes) {
      fc.assert(fc.property(eventWithin(type), (event) => {
        expect(whyUnreadable(event)).toBeUndefined();
        const prepared = openLog().prepare([event as unknown as KithEvent], { nowMs });
        const reader = readFresh(prepared.payloads);
        expect([reader.damaged, reader.unread]).toEqual([0, []]);
        expect([...reader.entries()]).toEqual(prepared.entries);
        expect(isSame([...reader.entries()][0]?.event, event)).toBe(true);
      }), runs(12));
    }
  });

  test("[E61] what lies beyond is refused by its field, never by what it held; written by another build it costs none of its neighbours", () => {
    for (const type of eventTypes) {
      fc.assert(fc.property(eventBeyond(type), ({ event, field }) => {
        const why = whyUnreadable(event);
        expect([type, why?.reason]).toEqual([type, "malformed"]);
        if (why?.field !== "") expect(why?.field).toBe(field);
        const log = openLog();
        expect(() => log.prepare([note(1, "before"), event as unknown as KithEvent], { nowMs })).toThrow(/can be read|reads back/u);
        expect([...log.entries(), log.latestHlc]).toEqual([0]);
        // As JSON it may have become something else, which is what another build would have stored.
        const stored = JSON.parse(JSON.stringify(event)) as unknown;
        const reader = readFresh(openLog().encode([note(1, "before"), stored, note(2, "behind")].map((one, index) => ({ hlc: 1 + index, recordedAtMs: 1, device, event: one }))));
        expect(inOrder(reader.entries()).map(({ event: { id } }) => id)).toEqual(expect.arrayContaining([eventNumbered(1), eventNumbered(2)]));
        expect(reader.damaged).toBe(whyUnreadable(stored) ? 1 : 0);
      }), runs(8));
    }
  });

  test("[E62] what JSON would change is refused; what it keeps is kept, fields that nobody knows among it", () => {
    const odd = (value: unknown): unknown => ({ ...note(1, "x"), odd: value });
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => [inner], "x");
    for (const value of [Number.NaN, Infinity, () => 1, Symbol("x"), 1n, [undefined], Object.assign([], { length: 3 }), deep, { inner: { inner: Number.NaN } }]) expect(whyUnreadable(odd(value))).toMatchObject({ reason: "malformed" });
    const planted = JSON.parse(`{"__proto__":{"person":"x"},"constructor":1}`) as object;
    for (const value of [planted, "\uD800", -0, [[[]]], { "": null }]) {
      const event = { ...note(1, "x"), ...planted, odd: value } as unknown as KithEvent;
      expect(whyUnreadable(event)).toBeUndefined();
      const [entry] = readFresh(openLog().prepare([event], { nowMs }).payloads).entries();
      expect(isSame(entry?.event, event)).toBe(true);
    }
    expect("person" in {}).toBe(false);
  });

  test("[E63] the largest event that is taken is read back; one that is larger, packed or unpacked, is refused for its size", () => {
    const near = (length: number): KithEvent => note(1, noiseOf(length));
    // Noise of 57 letters packs to about three quarters: the edge is looked for.
    let [fits, tooLarge] = [100_000, 400_000];
    while (tooLarge - fits > 200) {
      const middle = (fits + tooLarge) >> 1;
      if (whyUnreadable(near(middle))) tooLarge = middle;
      else fits = middle;
    }
    const { payloads, entries } = openLog().prepare([near(fits)], { nowMs });
    expect(payloads.map(({ length }) => length > batchBytesMax - 2_000 && length <= maxPayloadBytes)).toEqual([true]);
    expect([...readFresh(payloads).entries()]).toEqual(entries);
    expect(whyUnreadable(near(tooLarge))).toMatchObject({ reason: "tooLarge" });
    expect(() => openLog().prepare([near(tooLarge * 2)], { nowMs })).toThrow(/fits a record/u);
    const long = (length: number): KithEvent => note(1, "x".repeat(length));
    const widest = openLog().prepare([long(batchJsonBytesMax - 1_000)], { nowMs });
    expect([...readFresh(widest.payloads).entries()][0]?.event).toEqual(long(batchJsonBytesMax - 1_000));
    expect(whyUnreadable(long(batchJsonBytesMax - 1_000))).toBeUndefined();
    expect(whyUnreadable(long(batchJsonBytesMax))).toMatchObject({ reason: "tooLarge" });
    expect(() => openLog().prepare([long(batchJsonBytesMax)], { nowMs })).toThrow(/fits a record/u);
  });
});
