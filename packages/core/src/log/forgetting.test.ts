import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { DeviceId } from "../prelude/id.ts";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { createEventLog, type EventLog } from "./event-log.ts";
import { cleanOf, type HeldPayload } from "./forgetting.ts";
import { inOrder } from "./order.ts";

const device = idFromParts(["device"]) as DeviceId;
const writer = idFromParts(["writer"]);
let drawn = 0;
const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => { drawn += 1; return (drawn * 37 + index) & 255; });
const openLog = (): EventLog => createEventLog({ device, random });
const held = (payloads: readonly Uint8Array[]): readonly HeldPayload[] => payloads.map((payload, index) => ({ address: { writer, seq: index + 1 }, payload }));
const [ada, bram] = [personNumbered(1), personNumbered(2)];
const fact = (index: number): { readonly id: ReturnType<typeof eventNumbered>; readonly v: 1; readonly atMs: number } => ({ id: eventNumbered(index), v: 1, atMs: 1_700_000_000_000 + index });

describe("forgetting in the log", () => {
  test("[L31] what is written again and what wasn't touched are together all that others' timelines had, at their clocks", () => {
    fc.assert(fc.property(fc.array(randomEvents(8), { maxLength: 5 }), (writings) => {
      const log = openLog();
      const events = writings.flat().map((event, index) => ({ ...event, id: eventNumbered(index) }));
      const payloads: Uint8Array[] = [];
      for (let start = 0; start < events.length; start += 4) {
        const appended = log.prepare(events.slice(start, start + 4), { nowMs: 1_700_000_000_000 + start });
        log.accept(appended);
        payloads.push(...appended.payloads);
      }
      const before = held(payloads);
      const { entries, erase } = cleanOf([{ person: ada }], before);
      const gone = new Set(erase.map(({ seq }) => seq));
      const after = [...before.filter(({ address }) => !gone.has(address.seq)).map(({ payload }) => payload), ...openLog().encode(entries)];
      const reader = openLog();
      reader.read(after);
      // That they were forgotten stays, under their id.
      expect(JSON.stringify(inOrder(reader.entries()).filter(({ event }) => event.type !== "PersonForgotten"))).not.toContain(ada);
      const isAbout = ({ event }: Entry): boolean => event.type !== "PersonForgotten" && JSON.stringify(event).includes(ada);
      const whole = openLog();
      whole.read(payloads);
      const mixed = new Set(inOrder(whole.entries()).filter(isAbout).map(({ event }) => event.id));
      expect(inOrder(reader.entries()).filter(({ event }) => !mixed.has(event.id))).toEqual(inOrder(whole.entries()).filter((entry) => !isAbout(entry)));
    }), runs(200));
  });

  test("[L32] a record that holds nothing of them isn't touched; their notebook goes whole, others' stay", () => {
    const log = openLog();
    const plain = log.prepare([{ ...fact(1), type: "NoteRecorded", person: bram, text: "x" }], { nowMs: 1 });
    const edits = [ada, bram].map((person) => log.notebooks.edit(person, "likes rain"));
    const payloads = [...plain.payloads, ...edits.flatMap((edit) => (edit.ok ? edit.value.payloads : []))];
    expect(cleanOf([{ person: ada }], held(payloads))).toEqual({ entries: [], erase: [{ writer, seq: 2 }] });
    expect(cleanOf([{ person: personNumbered(5) }], held(payloads))).toEqual({ entries: [], erase: [] });
  });

  test("[L33] quotes from others' messages that name them go too; the owner's own words about others stay", () => {
    const log = openLog();
    const talk: KithEvent = { ...fact(1), type: "InteractionRecorded", kind: "message", direction: "in", people: [bram], note: "spoke of Ada Tidewell", findings: [
      { kind: "promise", quote: "I'll ask ADA  Tidewell tomorrow" }, { kind: "promise", quote: "I'll send it on Friday" },
    ] };
    const { entries } = cleanOf([{ person: ada, name: "Ada Tidewell" }], held(log.prepare([talk], { nowMs: 1 }).payloads));
    expect(entries.map(({ event }) => event)).toEqual([{ ...talk, findings: [{ kind: "promise", quote: "I'll send it on Friday" }] }]);
    expect(cleanOf([{ person: ada, name: "Li" }], held(log.prepare([talk], { nowMs: 1 }).payloads)).erase).toEqual([]);
  });
});
