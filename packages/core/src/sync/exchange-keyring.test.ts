/**
 * The keyring's part of an exchange: both sides hold one chain before any record moves; what a line
 * refuses is never stored; and whatever a relay answers, a run ends.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRelay, idOf, lineOf, plainRecord, SimulatedDevice as Device, simulatedKeyring, simulatedVault as vault, type SimulatedRelay } from "../testing/simulated-device.ts";
import { runs } from "../testing/runs.ts";
import { keyringOf, withDevice, withoutDevice } from "../testing/simulated-keyring.ts";
import type { Keyring } from "../vault/keyring.ts";
import { recordHash } from "../vault/record.ts";
import { advance, begin, exchangeRefusals, type ExchangeEvent, type ExchangeStep } from "./exchange.ts";

const level = { kind: "level", conflicts: [] };
const [a, b, c] = [idOf("writer a"), idOf("writer b"), idOf("writer c")];
const two = await withDevice(simulatedKeyring, "b", "owner");
const three = await withDevice(two, "c", "owner");
const texts = (device: Device): string[] => device.table.writers().flatMap((writer) => device.table.read(writer, 1, 1e9)).map(({ body }) => new TextDecoder().decode(body)).toSorted();
const until = (step: ExchangeStep, ...events: readonly ExchangeEvent[]): ExchangeStep => events.reduce((current, event) => advance(current.state, event), step);

/** Three devices level with a relay: a and b wrote three records each. Then b is removed at that line. */
async function removal(): Promise<{ relay: SimulatedRelay; before: SimulatedRelay; first: Device; second: Device; third: Device; after: Keyring }> {
  const relay = createRelay(three);
  const [first, second, third] = [new Device(a, undefined, three), new Device(b, undefined, three), new Device(c, undefined, three)];
  for (let count = 0; count < 3; count += 1) for (const device of [first, second]) device.write(`fact ${count}`);
  for (const device of [first, second, third, first]) device.sync(relay);
  const after = await withoutDevice(three, { name: "b", line: lineOf(relay) }, "owner");
  const before = relay.copy();
  relay.keyring = after;
  return { relay, before, first, second, third, after };
}

describe("keyring in an exchange", () => {
  it("[S60] a longer keyring is checked, kept, and the store brought up to it before any record is stored", () => {
    const relay = createRelay(three);
    const writer = new Device(a, undefined, three);
    writer.write();
    writer.sync(relay);
    const device = new Device(b);
    const wishes: string[] = [];
    let step = begin({ vault, keyring: device.keyring, sealedEpoch: 1, have: {}, erased: 0 });
    const page = { records: relay.read(a, 1, 1e6), vector: relay.vector(), erased: 0, keyring: three.state, members: [] };
    for (const event of [{ type: "pull", page }, { type: "readKeyring", entries: three.entries }, { type: "saveKeyring" }, { type: "pull", page }] as const) {
      wishes.push(step.wish.type);
      step = advance(step.state, event);
    }
    expect([...wishes, step.wish.type]).toEqual(["pull", "readKeyring", "saveKeyring", "pull", "store"]);
    expect(device.sync(relay)).toEqual(level);
    expect([device.keyring.entries, device.table.vector()]).toEqual([three.entries, { [a]: 1 }]);
  });

  it("[S61] a relay put back to before a removal gets the records up to the line, then the entry, then the rest", async () => {
    const { relay, before, first, third } = await removal();
    first.sync(relay);
    first.write("later");
    const blank = createRelay(simulatedKeyring);
    for (const old of [before, blank]) {
      expect(first.sync(old)).toEqual(level);
      expect([old.keyring?.entries, old.vector()]).toEqual([first.keyring.entries, { [a]: 4, [b]: 3 }]);
    }
    expect(third.sync(blank)).toEqual(level);
    expect(texts(third)).toEqual(texts(first));
  });

  it("[S61] what a removed device pushed to a relay put back is dropped there once the entry is back", async () => {
    const { relay, before, first, second } = await removal();
    first.sync(relay);
    second.write("too late");
    expect(second.sync(before)).toEqual(level);
    expect(before.vector()).toEqual({ [a]: 3, [b]: 4 });
    expect(first.sync(before)).toEqual(level);
    expect([before.vector(), first.table.vector()]).toEqual([{ [a]: 3, [b]: 3 }, { [a]: 3, [b]: 3 }]);
  });

  it("[S61] who doesn't hold what the line pins waits for who does", async () => {
    const { relay, first, after } = await removal();
    first.sync(relay);
    const blank = createRelay(simulatedKeyring);
    const empty = new Device(c, undefined, after);
    const asked = empty.messages;
    expect(empty.sync(blank)).toEqual({ kind: "stalled", conflicts: [] });
    expect(empty.messages - asked).toBeLessThan(10);
    first.sync(blank);
    expect(empty.sync(blank)).toEqual(level);
  });

  it("[S62] a relay that never had the vault, or lost it, is given it whole, once in a run", () => {
    const relay = createRelay(three);
    relay.keyring = undefined;
    const device = new Device(a, undefined, three);
    device.write();
    expect(device.sync(relay)).toEqual(level);
    expect([relay.keyring, relay.vector()]).toEqual([three, { [a]: 1 }]);
    const start = begin({ vault, keyring: three, sealedEpoch: 1, have: {}, erased: 0 });
    const [unknown, exists] = [{ type: "refused", code: "unknownVault" }, { type: "refused", code: "vaultExists" }] as const;
    expect(until(start, unknown).wish).toEqual({ type: "create", entries: three.entries });
    expect(until(start, unknown, exists).wish.type).toBe("pull");
    expect(until(start, unknown, { type: "create" }, unknown).wish).toEqual({ type: "done", outcome: { kind: "stalled", conflicts: [] } });
  });

  it("[S63] a chain that isn't ours, was cut, forged or can't be read yet ends the run with nothing taken", async () => {
    const [foreign, fork] = [await keyringOf("mallory"), await withDevice(simulatedKeyring, "d", "owner")];
    const last = three.entries.at(-1);
    const forged = last && { ...last, signature: last.signature.map((byte) => byte ^ 1) };
    const newer = last && { ...last, bytes: new TextEncoder().encode(new TextDecoder().decode(last.bytes).replace("addDevice", "addHologram")) };
    for (const [entries, kind] of [
      [foreign.entries, "otherKeyring"], [fork.entries, "otherKeyring"], [[], "otherKeyring"],
      [[...two.entries, ...(forged ? [forged] : [])], "otherKeyring"], [[...two.entries, ...(newer ? [newer] : [])], "newerKeyring"],
    ] as const) {
      const page = { records: [plainRecord(a, 1)], vector: { [a]: 1 }, erased: 0, keyring: { length: 9, head: new Uint8Array(32) }, members: [] };
      const step = until(begin({ vault, keyring: two, sealedEpoch: 1, have: {}, erased: 0 }), { type: "pull", page }, { type: "readKeyring", entries });
      expect(step.wish).toEqual({ type: "done", outcome: { kind, conflicts: [] } });
    }
  });
});

describe("lines in an exchange", () => {
  it("[S64] a record that the keyring doesn't admit ends the run, and nothing of its page is stored", async () => {
    const { relay, first, after } = await removal();
    first.sync(relay);
    for (const bad of [plainRecord(b, 4, "replayed"), { ...plainRecord(a, 4, "future"), epoch: 3 }]) {
      const page = { records: [bad], vector: { ...relay.vector(), [bad.writer]: 4 }, erased: 0, keyring: after.state, members: [] };
      const step = until(begin({ vault, keyring: after, sealedEpoch: 2, have: relay.vector(), erased: 0 }), { type: "pull", page });
      expect(step.wish).toEqual({ type: "done", outcome: { kind: "refusedRecords", conflicts: [] } });
    }
  });

  it("[S65] up to a line only the records it pins are stored, however the pages fall", async () => {
    const { relay, after } = await removal();
    fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }), (changed, held) => {
      const device = new Device(c, undefined, after);
      device.sealedEpoch = 2;
      for (const record of relay.read(b, 1, 1e6).slice(0, held)) device.table.insert(record, recordHash(vault, record));
      const lying = relay.copy();
      lying.damage(plainRecord(b, changed, "swapped"));
      const outcome = device.sync(lying);
      expect(outcome.kind).toBe(changed <= held ? "level" : "otherRecords");
      expect(device.table.vector()[b] ?? 0).toBe(changed <= held ? 3 : held);
    }), runs(50));
  });

  it("[S66] what stands above a line, or before it in another's place, is sealed again as the store's own and nothing it said is lost", async () => {
    const { relay, first, third } = await removal();
    third.write("unsent");
    third.table.insert(plainRecord(b, 4, "heard of"), recordHash(vault, plainRecord(b, 4, "heard of")));
    third.table.lose({ writer: b, seq: 2 });
    third.table.insert(plainRecord(b, 2, "equivocated"), recordHash(vault, plainRecord(b, 2, "equivocated")));
    const said = new Set([...texts(third), ...texts(first)]);
    expect(third.sync(relay)).toEqual(level);
    expect(third.writer).not.toBe(c);
    expect(relay.vector()[c]).toBeUndefined();
    expect(third.sealedEpoch).toBe(2);
    first.sync(relay);
    for (const device of [first, third]) expect(new Set(texts(device))).toEqual(said);
  });

  it("[S66] a store that was cut before it could is brought up to its keyring first of all, and one that wrote meanwhile again", async () => {
    const { relay, third, after } = await removal();
    third.write("unsent");
    third.keyring = after;
    expect(begin({ vault, keyring: after, sealedEpoch: 1, have: {}, erased: 0 }).wish).toEqual({ type: "reseal", keyring: after });
    expect(third.sync(relay)).toEqual(level);
    third.write("by a tab that hadn't heard", 1);
    expect(third.sync(relay)).toEqual(level);
    expect(Object.keys(relay.vector())).toHaveLength(4);
    expect(texts(third)).toHaveLength(8);
  });
});

describe("a run's end", () => {
  it("[S67] whatever a relay answers, a run ends after few messages", () => {
    const page = { records: [], vector: {}, erased: 0, members: [] };
    const answers = fc.oneof(
      fc.constantFrom(...exchangeRefusals).map((code): ExchangeEvent => ({ type: "refused", code })),
      fc.constantFrom(simulatedKeyring, two, three).map((keyring): ExchangeEvent => ({ type: "pull", page: { ...page, keyring: keyring.state } })),
      fc.constantFrom(simulatedKeyring, two, three).map(({ entries }): ExchangeEvent => ({ type: "readKeyring", entries })),
      fc.constantFrom({ type: "append" }, { type: "create" }, { type: "saveKeyring" }).map((event) => event as ExchangeEvent),
      fc.nat(2).map((seq): ExchangeEvent => ({ type: "push", receipt: { vector: seq === 0 ? {} : { [a]: seq }, erased: 0, conflicts: [] } })),
    );
    fc.assert(fc.property(fc.infiniteStream(answers), (stream) => {
      const table = new Device(a).table;
      for (const seq of [1, 2]) table.insert(plainRecord(a, seq), recordHash(vault, plainRecord(a, seq)));
      let step = begin({ vault, writer: a, keyring: two, sealedEpoch: 1, have: table.vector(), erased: 0 });
      let answered = 0;
      for (const drawn of stream) {
        const { wish } = step;
        if (wish.type === "done") break;
        if (wish.type === "read") step = advance(step.state, { type: "read", records: table.read(wish.writer, wish.fromSeq, wish.maxBytes) });
        else if (wish.type === "reseal") step = advance(step.state, { type: "reseal", writer: a, have: table.vector(), erased: 0 });
        else if (drawn.type !== wish.type && drawn.type !== "refused") continue;
        else step = advance(step.state, drawn);
        answered += 1;
        expect(answered).toBeLessThan(100);
      }
    }), runs(500));
  });
});
