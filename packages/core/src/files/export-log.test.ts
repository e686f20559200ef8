import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RawEntry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { hlcMax } from "../event/recording.ts";
import { bytesToUtf8, idFromParts, utf8ToBytes } from "../prelude/bytes.ts";
import type { DeviceId } from "../prelude/id.ts";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { noiseOf } from "../testing/archive/seeded.ts";
import { decodeExport, encodeExport, isExport, type LogExport } from "./export-log.ts";

const device = idFromParts(["device"]) as DeviceId;
const recorded = (events: readonly unknown[]): readonly RawEntry[] => events.map((event, index) => ({ hlc: index + 1, recordedAtMs: 7, device, event }));
const content = (events: readonly unknown[]): LogExport => ({
  exportedAtMs: 99, devices: [{ id: device, name: "Desk" }], entries: recorded(events), notebooks: [{ person: personNumbered(1), text: "likes\nrain “and” snow", document: "AAAA" }],
});

const kept = (index: number): KithEvent => ({ id: eventNumbered(index), type: "PersonKept", v: 1, atMs: index, person: personNumbered(1) });

describe("an export", () => {
  test("[F30] goes into one readable file and back, entry for entry, those of a newer build among them", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      const whole = content([...events, { id: eventNumbered(99), type: "PeopleMetOnMars", v: 9, atMs: 1, deep: { a: [1] } }]);
      const bytes = encodeExport(whole);
      expect(isExport(bytes)).toBe(true);
      expect(decodeExport(bytes)).toEqual({ ok: true, value: { content: whole, notices: [] } });
    }), runs(200));
    expect(bytesToUtf8(encodeExport(content([])))).toContain("snow");
  });

  test("[F31] cut short or with broken lines, it gives all that can be read, and says what couldn't by line", () => {
    const lines = bytesToUtf8(encodeExport(content([kept(1), kept(2), kept(3)]))).trimEnd().split("\n");
    const broken = decodeExport(utf8ToBytes(lines.map((line, index) => (index === 3 ? line.slice(0, -4) : line)).join("\r\n")));
    expect(broken.ok && broken.value.content.entries.map(({ event }) => event)).toEqual([kept(1), kept(3)]);
    expect(broken.ok && broken.value.notices).toEqual(["Line 4 can't be read and was left out.", "The file says it holds 3 entries and 1 notebooks; 2 and 1 were found."]);
    const cut = decodeExport(utf8ToBytes(lines.slice(0, 4).join("\n")));
    expect(cut.ok && [cut.value.content.entries.length, cut.value.notices.length]).toEqual([2, 1]);
  });

  test("[F32] what isn't an export, or is of a newer Kith, is refused with the way out; no bytes make reading throw", () => {
    const newer = decodeExport(utf8ToBytes(`{"kith":"export","v":2}\n`));
    expect(newer.ok ? "" : newer.error).toContain("Update Kith");
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => { expect(decodeExport(bytes).ok).toBe(false); }), runs(300));
    fc.assert(fc.property(fc.array(fc.json()), (lines) => { expect(decodeExport(utf8ToBytes([`{"kith":"export","v":1}`, ...lines].join("\n"))).ok).toBe(true); }), runs(300));
  });

  test("[F88] an entry that no reader would read, or that would leave no clock for later ones, is left out by its line; nothing of it is shown", () => {
    const lines = [
      { event: { ...kept(1), atMs: -9e15 } }, { event: { ...kept(2), person: "secret" } }, { event: kept(3), hlc: 0 }, { event: kept(4), hlc: hlcMax - 1 }, { event: kept(5), device: "secret" },
      { event: { ...kept(6), odd: noiseOf(400_000) } }, { event: null }, {}, { event: kept(9), importId: "secret" }, { event: kept(10) },
    ].map((line) => JSON.stringify({ hlc: 1, recordedAtMs: 1, device, ...line }));
    const endless = JSON.stringify({ hlc: 1, recordedAtMs: 1, device, event: kept(7) }).replace('"recordedAtMs":1', '"recordedAtMs":1e999');
    const read = decodeExport(utf8ToBytes([`{"kith":"export","v":1}`, ...lines, endless, `{"end":true,"entries":1,"notebooks":0}`].join("\n")));
    expect(read.ok && read.value.content.entries.map(({ event }) => event)).toEqual([kept(10)]);
    const notices = read.ok ? read.value.notices : [];
    expect(notices.map((notice) => /^Line (\d+) /u.exec(notice)?.[1])).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "10", "12"]);
    expect(notices[0]).toBe("Line 2 holds an event that can't be read (atMs is missing or of the wrong kind) and was left out.");
    expect(notices.join()).not.toContain("secret");
  });
});
