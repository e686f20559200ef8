import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personNumbered } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { createNotebooks, notebookLengthMax, type Notebooks } from "./notebook.ts";

const ada = personNumbered(1);
let drawn = 0;
const freshActor = (): Uint8Array => { drawn += 1; return Uint8Array.from({ length: 16 }, (_, index) => (drawn >> (index % 4) * 8) & 255); };
const open = (): Notebooks => createNotebooks(freshActor);
const write = (notebooks: Notebooks, text: string): readonly Uint8Array[] => {
  const edit = notebooks.edit(ada, text);
  if (!edit.ok) throw new Error(edit.error);
  notebooks.accept(edit.value);
  return edit.value.payloads;
};
const bare = (payloads: readonly Uint8Array[]): readonly Uint8Array[] => payloads.map((payload) => payload.subarray(1));

describe("notebooks", () => {
  test("[L20] two devices write in the same notebook without network; after exchanging, both hold both texts", () => {
    const [phone, desk] = [open(), open()];
    const first = write(phone, "Met at the harbour.\n");
    desk.read(bare(first));
    const onPhone = write(phone, "Met at the harbour.\nTwo children.\n");
    const onDesk = write(desk, "Met Ada at the harbour.\n");
    phone.read(bare(onDesk));
    desk.read(bare(onPhone));
    expect(phone.text(ada)).toBe("Met Ada at the harbour.\nTwo children.\n");
    expect(desk.text(ada)).toBe(phone.text(ada));
  });

  test("[L21] two devices that each begin a notebook lose neither text", () => {
    const [phone, desk] = [open(), open()];
    const [onPhone, onDesk] = [write(phone, "from the phone "), write(desk, "from the desk ")];
    phone.read(bare(onDesk));
    desk.read(bare(onPhone));
    expect(phone.text(ada)).toContain("from the phone");
    expect(phone.text(ada)).toContain("from the desk");
    expect(desk.text(ada)).toBe(phone.text(ada));
  });

  test("[L22] changes in any order, any number of times, in any pieces, give the same text", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.string({ maxLength: 8, unit: "grapheme" }), fc.boolean()), { maxLength: 10 }), fc.infiniteStream(fc.nat()), (edits, chance) => {
      const devices = [open(), open(), open()];
      const all: Uint8Array[] = [];
      for (const [index, text, atEnd] of edits) {
        const device = devices[index] ?? open();
        const before = device.text(ada);
        all.push(...bare(write(device, atEnd ? before + text : text + before)));
      }
      const mixed = [...all, ...all.slice(0, 2)].map((payload) => ({ payload, place: chance.next().value ?? 0 })).toSorted((a, b) => a.place - b.place).map(({ payload }) => payload);
      const [straight, pieces] = [open(), open()];
      straight.read(all);
      for (const payload of mixed) pieces.read([payload]);
      expect(pieces.text(ada)).toBe(straight.text(ada));
    }), runs(100));
  });

  test("[L23] an edit that could not be stored leaves no trace", () => {
    const notebooks = open();
    write(notebooks, "kept");
    expect(notebooks.edit(ada, "kept, and lost").ok).toBe(true);
    expect(notebooks.text(ada)).toBe("kept");
    const after = write(notebooks, "kept, and found");
    const reader = createNotebooks(freshActor, notebooks.save());
    reader.read(bare(after));
    expect(reader.text(ada)).toBe("kept, and found");
  });

  test("[L24] a long text is several changes, each of which fits a record; a longer one is refused", () => {
    let seed = 7;
    const letters = Array.from({ length: notebookLengthMax / 2 }, () => { seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff; return String.fromCodePoint(0x1f300 + (seed % 700)); }).join("");
    const notebooks = open();
    const payloads = write(notebooks, letters);
    expect(Math.max(...payloads.map(({ length }) => length))).toBeLessThan(200_000);
    const reader = open();
    reader.read(bare(payloads));
    expect(reader.text(ada)).toBe(letters);
    expect(notebooks.edit(ada, "x".repeat(notebookLengthMax + 1))).toEqual({ ok: false, error: "tooLong" });
  });

  test("[L25] the same text again is no change, and bytes that are none cost nothing else", () => {
    const notebooks = open();
    const payloads = write(notebooks, "hello");
    const again = notebooks.edit(ada, "hello");
    expect(again.ok && again.value.payloads).toEqual([]);
    const reader = open();
    expect(reader.read([Uint8Array.of(1, 2, 3), ...bare(payloads), new Uint8Array(40)]).unreadable).toBe(2);
    expect(reader.text(ada)).toBe("hello");
    expect(reader.people()).toEqual([ada]);
  });

  test("[L30] a notebook saved elsewhere is brought in, merged with what is here, as often as one likes", () => {
    const [old, fresh] = [open(), open()];
    write(old, "from the old vault ");
    write(old, "from the old vault, twice ");
    write(fresh, "from here ");
    const [[, saved] = [ada, ""]] = old.save();
    for (let times = 0; times < 2; times += 1) {
      const brought = fresh.bring(ada, saved);
      if (brought) fresh.accept(brought);
      expect(fresh.text(ada)).toContain("from the old vault, twice");
      expect(fresh.text(ada)).toContain("from here");
    }
    expect(fresh.text(ada).match(/twice/gu)).toHaveLength(1);
    expect(fresh.bring(ada, saved)?.payloads).toEqual([]);
    expect(fresh.bring(ada, "no document")).toBeUndefined();
  });
});
