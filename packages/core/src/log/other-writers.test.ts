/** What is written beside events is held to the same: it fits a record, and is opened before it is handed out. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KithEvent } from "../event/event.ts";
import { hlcMax } from "../event/recording.ts";
import { base64urlToBytes, bytesToBase64url, idFromParts } from "../prelude/bytes.ts";
import type { DeviceId, PersonId } from "../prelude/id.ts";
import { maxPayloadBytes } from "../prelude/payload-size.ts";
import { noiseOf } from "../testing/archive/seeded.ts";
import { eventNumbered, personNumbered } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { Automerge } from "./automerge.ts";
import { bringIn } from "./bring-in.ts";
import { encodeErasure } from "./erasure.ts";
import { createEventLog, type EventLog } from "./event-log.ts";

const device = idFromParts(["device"]) as DeviceId;
const ada = personNumbered(1);
let drawn = 0;
const openLog = (): EventLog => createEventLog({ device, random: (length) => Uint8Array.from({ length }, (_, index) => { drawn += 1; return (drawn * 29 + index) & 255; }) });
const kept = (index: number): KithEvent => ({ id: eventNumbered(index), type: "PersonKept", v: 1, atMs: 1, person: ada });
/** Writes into a notebook as a device does; gives the payloads. */
function write(log: EventLog, text: string): readonly Uint8Array[] {
  const edit = log.notebooks.edit(ada, text);
  if (!edit.ok) throw new Error(edit.error);
  log.notebooks.accept(edit.value);
  return edit.value.payloads;
}

describe("whatever is written", () => {
  test("[L44] under a clock that shows nonsense is read back; behind the last clock there is nothing is written", () => {
    for (const nowMs of [Number.NaN, Infinity, -Infinity, -5, 9e15, 1.5]) {
      const prepared = openLog().prepare([kept(1), kept(2)], { nowMs });
      const reader = openLog();
      reader.read(prepared.payloads);
      expect([nowMs, reader.damaged, [...reader.entries()]]).toEqual([nowMs, 0, prepared.entries]);
    }
    const late = openLog();
    late.read(openLog().encode([{ hlc: hlcMax - 3, recordedAtMs: 1, device, event: kept(1) }]));
    expect(late.prepare([kept(2)], { nowMs: 1 }).entries).toHaveLength(1);
    expect(() => late.prepare([kept(2), kept(3), kept(4)], { nowMs: 1 })).toThrow(/2199/u);
    expect(() => openLog().encode([{ hlc: hlcMax, recordedAtMs: 1, device, event: kept(1) }])).toThrow(/reads back/u);
  });

  test("[L45] in a notebook in place of quite another text is soon written, fits its records and is read back", () => {
    const [first = "", second = ""] = [0x4e00, 0x3041].map((start) => Array.from(noiseOf(21_000, start), (letter, index) => String.fromCodePoint(start + letter.charCodeAt(0) * (1 + (index % 40)))).join(""));
    const writer = openLog();
    const reader = openLog();
    for (const text of [first, second, `${second.slice(0, 9_000)}\u{1F9ED}${first.slice(0, 9_000)}${second.slice(-9_000)}`, "\u{1F9ED}".repeat(10_500), ""]) {
      const payloads = write(writer, text);
      expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(maxPayloadBytes);
      reader.read(payloads);
      expect([writer.notebooks.text(ada) === text, reader.notebooks.text(ada) === text, reader.damaged]).toEqual([true, true, 0]);
    }
  });

  test("[L46] any text in a notebook, over any other, is read back as every device will have it; half a character is one that can't be shown", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "\0", "\u{1F9ED}", "\u{1F9EA}", "\uD83E", "\uDDED", "e\u0301", "\r\n", "\uFFFD"), maxLength: 12 });
    fc.assert(fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (written) => {
      const writer = openLog();
      const reader = openLog();
      for (const text of written) {
        reader.read(write(writer, text));
        expect(reader.notebooks.text(ada)).toBe(writer.notebooks.text(ada));
        expect(writer.notebooks.text(ada)).toBe(text.replaceAll(/\p{Surrogate}/gu, "\uFFFD"));
      }
      expect(reader.damaged).toBe(0);
    }), runs(60));
  });

  test("[L47] a notebook from elsewhere that no record can hold, that is none or nobody's is left out by name; the others are brought in", () => {
    const source = openLog();
    write(source, "likes rain");
    const saved = new Map(source.notebooks.save());
    let large = Automerge.load<{ text: string }>(base64urlToBytes(saved.get(ada) ?? "") ?? new Uint8Array());
    large = Automerge.change(large, { time: 0 }, (draft) => { Automerge.splice(draft, ["text"], 0, 0, noiseOf(500_000)); });
    const [bram, cleo, nobody] = [personNumbered(2), personNumbered(3), "not-an-id-of-16-bytes-" as PersonId];
    const { payloads, notebooks, notices } = bringIn(openLog(), { entries: [], notebooks: [
      { person: ada, document: saved.get(ada) ?? "" }, { person: bram, document: bytesToBase64url(Automerge.save(large)) }, { person: cleo, document: "AAAA" }, { person: nobody, document: saved.get(ada) ?? "" },
    ] }, new Set());
    expect(notices).toEqual([bram, cleo, nobody].map((person) => `The notebook of ${person} can't be read and was left out.`));
    const reader = openLog();
    reader.read(payloads);
    expect([notebooks, reader.damaged, reader.notebooks.text(ada), reader.notebooks.people()]).toEqual([1, 0, "likes rain", [ada]]);
  });

  test("[L48] a list of emptied records is read back whole at its largest; what is no address is refused", () => {
    const writer = idFromParts(["writer"]);
    const addresses = Array.from({ length: 10_001 }, (_, index) => ({ writer, seq: Number.MAX_SAFE_INTEGER - index }));
    const payloads = encodeErasure(addresses);
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThanOrEqual(maxPayloadBytes);
    expect(openLog().read(payloads).erased).toEqual(addresses);
    for (const address of [{ writer, seq: 0 }, { writer, seq: 1.5 }, { writer, seq: Number.NaN }, { writer: "short", seq: 1 }]) expect(() => encodeErasure([address])).toThrow(/reads back/u);
  });
});
