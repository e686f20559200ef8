/** Batches larger than any that is written today, as older builds left them in people's logs. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchJsonBytesMax } from "../event/readable.ts";
import { idFromParts, utf8ToBytes } from "../prelude/bytes.ts";
import { deflate } from "../prelude/deflated.ts";
import type { DeviceId } from "../prelude/id.ts";
import { eventNumbered, personNumbered } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { decodeBatch, openBatch } from "./batch.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { cleanOf } from "./forgetting.ts";
import { createJournalWriter } from "./journal.ts";
import { readLargeBatch } from "./large-batch.ts";
import { rawEntries } from "./raw-entries.ts";

const device = idFromParts(["device"]) as DeviceId;
const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 53 + 11) & 255);
const openLog = (): EventLog => createEventLog({ device, random });
const head = `{"v":1,"hlc":5000,"recordedAtMs":7,"device":"${device}"`;
const note = (index: number, text: string, person = 1): string => JSON.stringify({ id: eventNumbered(index), type: "NoteRecorded", v: 1, atMs: 1, person: personNumbered(person), text });
/** The bytes that an older build made of these events, whatever their size. */
const batchOf = (...events: readonly string[]): Uint8Array => deflate(utf8ToBytes(`${head},"events":[${events.join(",")}]}`));
const payloadOf = (batch: Uint8Array): readonly Uint8Array[] => createJournalWriter(() => random(16)).write([batch]);
const mega = (count: number): string => "x".repeat(count * 1_000_000);

describe("a batch of an older build", () => {
  test("[L40] over today's limit is read event by event; exports and forgetting see into it too", () => {
    const batch = batchOf(note(1, "first"), note(2, `${mega(33)} "quoted" \\ end`), note(3, mega(33), 2), `{"id":"no event"}`, note(4, "last"));
    const opened = decodeBatch(batch);
    expect(opened.ok && opened.value.entries.map(({ hlc, event }) => [hlc, event.id])).toEqual([[5_000, eventNumbered(1)], [5_001, eventNumbered(2)], [5_002, eventNumbered(3)], [5_004, eventNumbered(4)]]);
    expect(opened.ok && opened.value.entries[1]?.event).toMatchObject({ text: `${mega(33)} "quoted" \\ end` });
    const log = openLog();
    log.read(payloadOf(batch));
    expect([[...log.entries()].length, log.damaged]).toEqual([4, 1]);
    expect(rawEntries(payloadOf(batch))).toHaveLength(5);
    const { entries, erase } = cleanOf([{ person: personNumbered(2) }], [{ address: { writer: device, seq: 1 }, payload: payloadOf(batch)[0] ?? batch }]);
    expect([entries.length, erase.length]).toEqual([4, 1]);
    const again = openLog();
    again.read(openLog().encode(entries));
    expect([...again.entries()].map(({ hlc, event }) => [hlc, event.id])).toEqual([[5_000, eventNumbered(1)], [5_001, eventNumbered(2)], [5_004, eventNumbered(4)]]);
  }, 60_000);

  test("[L41] an event that is itself too large costs none of its neighbours", () => {
    const batch = batchOf(note(1, "first"), note(2, mega(batchJsonBytesMax / 1_000_000)), note(3, "last"));
    const opened = decodeBatch(batch);
    expect(opened.ok && [opened.value.entries.map(({ event }) => event.id), opened.value.malformed]).toEqual([[eventNumbered(1), eventNumbered(3)], 1]);
    const raw = openBatch(batch);
    expect(raw.ok && raw.value.length).toBe(2);
  });

  test("[L42] what was made to burst a memory is no batch: a false length, more than any record holds, events without an end", () => {
    const lying = batchOf(note(1, "x".repeat(3_000_000)));
    new DataView(lying.buffer).setUint32(0, 70_000_000);
    const endless = deflate(utf8ToBytes(`${head},"events":[${note(1, mega(66)).slice(0, -2)}`));
    const headless = deflate(utf8ToBytes(`{"v":1,"x":"${mega(66)}","events":[]}`));
    const huge = batchOf(note(1, "x"));
    new DataView(huge.buffer).setUint32(0, 4_000_000_000);
    for (const batch of [lying, endless, headless, huge, lying.subarray(0, 2_000)]) expect(decodeBatch(batch)).toEqual({ ok: false, error: "malformed" });
  });

  test("[L43] reading in pieces gives what reading whole gives, wherever the pieces end and whatever the events hold", () => {
    const texts = fc.string({ unit: fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", "結", "\u{1F9ED}", "a"), maxLength: 30 });
    const values = fc.letrec((tie) => ({ value: fc.oneof({ maxDepth: 3 }, texts, fc.integer(), fc.constant(null), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(texts, tie("value"), { maxKeys: 3 })) })).value;
    fc.assert(fc.property(fc.array(values, { maxLength: 6 }), fc.nat({ max: 40_000 }), fc.option(fc.array(fc.nat(), { maxLength: 3 }), { nil: undefined }), (events, filler, offsets) => {
      // Incompressible, so that the pieces end anywhere in what follows.
      let state = filler;
      const noise = Array.from({ length: filler }, () => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return String.fromCharCode(35 + ((state >>> 16) % 57)); }).join("");
      const written = { v: 1, hlc: 5, recordedAtMs: 7, device, ...(offsets ? { offsets } : {}), events: [noise, ...events] };
      expect(readLargeBatch(deflate(utf8ToBytes(JSON.stringify(written))))).toEqual(written);
    }), runs(150));
    expect(readLargeBatch(deflate(utf8ToBytes(`${head},"events":[]}`)))).toMatchObject({ events: [] });
  });
});
