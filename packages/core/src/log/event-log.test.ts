import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KithEvent } from "../event/event.ts";
import { batchBytesMax } from "../event/readable.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, ImportId } from "../prelude/id.ts";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { batchEventsMax, decodeBatch, encodeBatches } from "./batch.ts";
import { encodeErasure } from "./erasure.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { journalBatchesMax } from "./journal.ts";
import { inOrder } from "./order.ts";
import { runs } from "../testing/runs.ts";

const device = idFromParts(["device"]) as DeviceId;
let drawn = 0;
const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => { drawn += 1; return (drawn * 31 + index * 7 + (drawn >> 8)) & 255; });
const openLog = (): EventLog => createEventLog({ device, random });
const note = (index: number, text = "hello"): KithEvent => ({ id: eventNumbered(index), type: "NoteRecorded", v: 1, atMs: 1_700_000_000_000 + index, person: personNumbered(1), text });
/** What another build may have written: also what this one can't read. */
const written = (...events: readonly unknown[]): readonly Uint8Array[] => openLog().encode(events.map((event, index) => ({ hlc: 1024 + index, recordedAtMs: 1, device, event })));
const append = (log: EventLog, events: readonly KithEvent[], nowMs = 1_700_000_000_000): readonly Uint8Array[] => {
  const appended = log.prepare(events, { nowMs });
  log.accept(appended);
  return appended.payloads;
};

describe("event log", () => {
  test("[L10] what one log wrote another reads, entry for entry", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      const writer = openLog();
      const payloads = append(writer, events);
      const reader = openLog();
      reader.read(payloads);
      expect(inOrder(reader.entries())).toEqual(inOrder(writer.entries()));
    }), runs(60));
  });

  test("[L11] payloads in any order, any number of times, give the same entries", () => {
    fc.assert(fc.property(fc.array(randomEvents(6), { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat()), (writings, chance) => {
      const logs = writings.map(() => openLog());
      const payloads = writings.flatMap((events, index) => append(logs[index] ?? openLog(), events, 1_700_000_000_000 + index));
      const shuffled = [...payloads, ...payloads.slice(0, 2)].map((payload) => ({ payload, place: chance.next().value ?? 0 })).toSorted((a, b) => a.place - b.place).map(({ payload }) => payload);
      const [straight, mixed] = [openLog(), openLog()];
      straight.read(payloads);
      for (const payload of shuffled) mixed.read([payload]);
      expect(inOrder(mixed.entries())).toEqual(inOrder(straight.entries()));
    }), runs(40));
  });

  test("[L12] the same event recorded twice counts once, at its lowest clock", () => {
    const [early, late] = [openLog(), openLog()];
    const first = append(early, [note(1)], 1_000_000);
    const second = append(late, [note(1)], 2_000_000);
    for (const payloads of [[...first, ...second], [...second, ...first]]) {
      const log = openLog();
      log.read(payloads);
      expect([...log.entries()].map(({ hlc }) => hlc)).toEqual([1_000_000 * 1024]);
    }
  });

  test("[L13] an import carries its id on every entry", () => {
    const log = openLog();
    const importId = idFromParts(["import"]) as ImportId;
    log.accept(log.prepare([note(1), note(2)], { nowMs: 5, importId }));
    expect([...log.entries()].map((entry) => entry.importId)).toEqual([importId, importId]);
  });

  test("[L14] an event of a newer type or version is kept and counted, and the others of its batch are read", () => {
    const [newer, later] = [{ ...note(2), type: "PeopleMetOnMars" }, { ...note(3), v: 2 }];
    const reader = openLog();
    reader.read(written(note(1), newer, later, note(4)));
    expect([...reader.entries()].map(({ event }) => event.id)).toEqual([eventNumbered(1), eventNumbered(4)]);
    expect(reader.unread.map(({ type, v }) => [type, v])).toEqual([["PeopleMetOnMars", 1], ["NoteRecorded", 2]]);
  });

  test("[L15] a damaged payload is counted and costs no other", () => {
    const payloads = append(openLog(), Array.from({ length: batchEventsMax * 3 }, (_, index) => note(index)));
    expect(payloads).toHaveLength(3);
    // Cut short: a flipped bit never gets here, the seal or the file's hash refuses it below.
    const broken = (payloads[1] ?? new Uint8Array()).subarray(0, 60);
    const reader = openLog();
    reader.read([payloads[0] ?? broken, broken, payloads[2] ?? broken]);
    expect(reader.damaged).toBe(1);
    expect([...reader.entries()]).toHaveLength(batchEventsMax * 2);
  });

  test("[L16] no bytes make reading throw", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const log = openLog();
      log.read([bytes]);
      expect([...log.entries()]).toEqual([]);
      expect(log.damaged).toBe(1);
    }), runs(300));
  });

  test("[L17] a journal rolls after 2 000 batches, and both halves are read", () => {
    const log = openLog();
    const payloads = Array.from({ length: journalBatchesMax + 3 }, (_, index) => append(log, [note(index)])).flat();
    const reader = openLog();
    reader.read(payloads);
    expect([...reader.entries()]).toHaveLength(journalBatchesMax + 3);
  });

  test("[L18] a batch holds at most 500 events and stays under its size, however long the notes", () => {
    let seed = 1;
    const noise = (length: number): string => Array.from({ length }, () => { seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff; return String.fromCodePoint(33 + (seed % 90)); }).join("");
    const batches = encodeBatches(Array.from({ length: 900 }, (_, index) => note(index, noise(1_000))), { hlc: 1024, recordedAtMs: 1, device }).map(({ bytes }) => bytes);
    for (const batch of batches) {
      const opened = decodeBatch(batch);
      expect(opened.ok && opened.value.entries.length <= batchEventsMax && batch.length <= batchBytesMax).toBe(true);
    }
    const clocks = batches.flatMap((batch) => { const opened = decodeBatch(batch); return opened.ok ? opened.value.entries.map(({ hlc }) => hlc) : []; });
    expect(clocks).toEqual(Array.from({ length: 900 }, (_, index) => 1024 + index));
  });

  test("[L26] entries written again keep their clocks, devices and imports, whatever was taken from among them", () => {
    fc.assert(fc.property(randomEvents(30), fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (events, keep) => {
      const first = openLog();
      append(first, events);
      const kept = inOrder(first.entries()).filter((_, index) => keep[index]);
      const again = openLog();
      again.read(openLog().encode(kept));
      expect(inOrder(again.entries())).toEqual(kept);
    }), runs(100));
  });

  test("[L27] a log that goes on from a checkpoint knows all it held, writes later clocks, and takes a duplicate for what it is", () => {
    const whole = openLog();
    append(whole, Array.from({ length: 20 }, (_, index) => note(index)), 2_000_000);
    const ordered = inOrder(whole.entries());
    const [tail, markHlc] = [ordered.slice(15), ordered[14]?.hlc ?? 0];
    const checkpoint = whole.checkpoint(tail, markHlc);
    for (const log of [whole, createEventLog({ device, random, checkpoint })]) {
      expect([...log.entries()]).toEqual(tail);
      expect(Array.from({ length: 21 }, (_, index) => log.has(eventNumbered(index)))).toEqual([...Array.from({ length: 20 }, () => true), false]);
      expect(log.prepare([note(30)], { nowMs: 1_000 }).entries[0]?.hlc).toBe((ordered.at(-1)?.hlc ?? 0) + 1);
      // The same event from a device that recorded it later changes nothing; from one that did earlier it does.
      expect(log.read(append(openLog(), [note(3)], 3_000_000)).entries).toEqual([]);
      expect(log.read(append(openLog(), [note(3)], 1_000_000)).entries.map(({ hlc }) => hlc)).toEqual([1_000_000 * 1024]);
    }
  });

  test("[L28] a checkpoint carries what a newer build will read, what was damaged, and the notebooks", () => {
    const log = openLog();
    const newer = { ...note(2), type: "PeopleMetOnMars" };
    log.read([...written(newer), Uint8Array.of(1, 2)]);
    const edit = log.notebooks.edit(personNumbered(1), "likes rain");
    if (edit.ok) log.notebooks.accept(edit.value);
    const resumed = createEventLog({ device, random, checkpoint: log.checkpoint([], 1) });
    expect([resumed.unread, resumed.damaged, resumed.latestHlc, resumed.notebooks.text(personNumbered(1))]).toEqual([log.unread, 1, log.latestHlc, "likes rain"]);
    expect(resumed.unread.map(({ raw }) => raw)).toEqual([newer]);
  });

  test("[L29] the list of emptied records is read on every device, and nothing else is taken for one", () => {
    const addresses = Array.from({ length: 6_000 }, (_, index) => ({ writer: idFromParts(["writer", String(index % 3)]), seq: 1 + index }));
    const payloads = encodeErasure(addresses);
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThan(200_000);
    expect(openLog().read(payloads).erased).toEqual(addresses);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => { expect(openLog().read([Uint8Array.of(3, ...bytes)]).erased).toEqual([]); }), runs(300));
  });
});
