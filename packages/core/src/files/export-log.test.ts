import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RawEntry } from "../event/entry.ts";
import { bytesToUtf8, idFromParts, utf8ToBytes } from "../prelude/bytes.ts";
import type { DeviceId } from "../prelude/id.ts";
import { personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { decodeExport, encodeExport, isExport, type LogExport } from "./export-log.ts";

const device = idFromParts(["device"]) as DeviceId;
const recorded = (events: readonly unknown[]): readonly RawEntry[] => events.map((event, index) => ({ hlc: index + 1, recordedAtMs: 7, device, event }));
const content = (events: readonly unknown[]): LogExport => ({
  exportedAtMs: 99, devices: [{ id: device, name: "Desk" }], entries: recorded(events), notebooks: [{ person: personNumbered(1), text: "likes\nrain “and” snow", document: "AAAA" }],
});

describe("an export", () => {
  test("[F30] goes into one readable file and back, entry for entry, those of a newer build among them", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      const whole = content([...events, { id: "x", type: "PeopleMetOnMars", v: 9, deep: { a: [1] } }]);
      const bytes = encodeExport(whole);
      expect(isExport(bytes)).toBe(true);
      expect(decodeExport(bytes)).toEqual({ ok: true, value: { content: whole, notices: [] } });
    }), runs(200));
    expect(bytesToUtf8(encodeExport(content([])))).toContain("snow");
  });

  test("[F31] cut short or with broken lines, it gives all that can be read, and says what couldn't by line", () => {
    const lines = bytesToUtf8(encodeExport(content([{ id: 1 }, { id: 2 }, { id: 3 }]))).trimEnd().split("\n");
    const broken = decodeExport(utf8ToBytes(lines.map((line, index) => (index === 3 ? line.slice(0, -4) : line)).join("\r\n")));
    expect(broken.ok && broken.value.content.entries.map(({ event }) => event)).toEqual([{ id: 1 }, { id: 3 }]);
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
});
