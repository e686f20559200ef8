/**
 * The keyring's part of an exchange: both sides hold one chain before any record moves; what a line refuses is
 * never stored; a chain that gives no key isn't kept; and whatever a relay answers, a run ends.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToUtf8, utf8ToBytes } from "../prelude/bytes.ts";
import { createDeviceStore } from "../store/device-store.ts";
import { MemoryRelay } from "../testing/memory-relay.ts";
import { plainRecord } from "../testing/plain-record.ts";
import { runs } from "../testing/runs.ts";
import type { Send, SimulatedDevice as Device } from "../testing/simulated-device.ts";
import { idOf } from "../testing/simulated-id.ts";
import { epochKeyOf, keyringOf, withDeadWraps, withDevice, withoutDevice } from "../testing/simulated-keyring.ts";
import { lineAt, relayOf } from "../testing/simulated-relay.ts";
import { drawn, level, textsOf, threeDevices, World, worldVault, writeTexts } from "../testing/sync-world.ts";
import { emptyMark } from "../vault/erased-mark.ts";
import type { Keyring } from "../vault/keyring.ts";
import { sealRecord } from "../vault/seal.ts";
import type { SealedRecord } from "../vault/record.ts";
import { decodePullPage, encodePullPage } from "./codec.ts";
import { advance, begin, exchangeRefusals, type ExchangeEvent, type ExchangeStep } from "./exchange.ts";

const two = await withDevice(await keyringOf("a"), "b", "a");
const start = { vault: worldVault, keyring: two, sealedEpoch: 1, have: {}, tops: {}, erased: emptyMark, claimed: 0 };
const until = (step: ExchangeStep, ...events: readonly ExchangeEvent[]): ExchangeStep => events.reduce((current, event) => advance(current.state, event), step);

const sealedBy = (text: string, at: { readonly writer: string; readonly seq: number; readonly epoch: number }): SealedRecord => {
  const sealed = sealRecord(utf8ToBytes(`\u0009${text}`), { vault: worldVault, ...at }, { epochKey: epochKeyOf(at.epoch), random: drawn });
  if (!sealed.ok) throw new Error(sealed.error);
  return sealed.value;
};

/** Three devices level with a relay: a and b wrote three records each. Then b is removed at that line. */
async function removal(): Promise<{ world: World; before: MemoryRelay; first: Device; second: Device; third: Device; after: Keyring }> {
  const world = new World();
  const [first, second, third] = [await world.device("a"), await world.device("b"), await world.device("c")];
  for (let count = 0; count < 3; count += 1) for (const device of [first, second]) await writeTexts(device, `${device.name} ${count}`);
  for (const device of [first, second, third, first]) await world.sync(device);
  const before = world.relay.copy();
  const after = await withoutDevice(threeDevices, { name: "b", line: lineAt(world.relay) }, "a");
  world.relay.chain = after;
  return { world, before, first, second, third, after };
}

/** A relay whose pages hold other records. */
const showing = (send: Send, records: readonly SealedRecord[]): Send => async (request) => {
  const told = await send(request);
  const page = told.ok && request.action === "pull" ? decodePullPage(told.value) : undefined;
  if (!page?.ok) return told;
  const vector = { ...page.value.vector, ...Object.fromEntries(records.map(({ writer, seq }) => [writer, seq])) };
  return { ok: true, value: encodePullPage({ ...page.value, records, vector }) };
};

describe("keyring in an exchange", () => {
  it("[S60] a longer keyring is checked, kept, and the store brought up to it before any record is stored", () => {
    const [record] = [plainRecord(idOf("w"), 1)];
    const page = { records: [record], vector: { [record.writer]: 1 }, erased: emptyMark, keyring: threeDevices.state, members: [] };
    const wishes: string[] = [];
    let step = begin(start);
    for (const event of [{ type: "pull", page }, { type: "readKeyring", entries: threeDevices.entries }, { type: "saveKeyring", isKept: true }, { type: "pull", page }] as const) {
      wishes.push(step.wish.type);
      step = advance(step.state, event);
    }
    expect([...wishes, step.wish.type]).toEqual(["pull", "readKeyring", "saveKeyring", "pull", "store"]);
  });

  it("[S61] a relay put back to before a removal gets the records up to the line, then the entry, then the rest", async () => {
    const { world, before, first, third } = await removal();
    await world.sync(first);
    await writeTexts(first, "later");
    for (const old of [before, relayOf(two)]) {
      world.relay = old;
      expect(await world.sync(first)).toEqual(level);
      expect(world.relay.vector()).toEqual({ [idOf("writer a")]: 4, [idOf("writer b")]: 3 });
    }
    expect(await world.sync(third)).toEqual(level);
    expect(textsOf(third)).toEqual(textsOf(first));
  });

  it("[S61] what a removed device pushed to a relay put back is dropped there once the entry is back", async () => {
    const { world, before, first, second } = await removal();
    await world.sync(first);
    world.relay = before;
    await writeTexts(second, "too late");
    expect(await world.sync(second)).toEqual(level);
    expect(await world.sync(first)).toEqual(level);
    expect(world.relay.vector()).toEqual({ [idOf("writer a")]: 3, [idOf("writer b")]: 3 });
    expect(textsOf(first)).not.toContain("too late");
  });

  it("[S61] who doesn't hold what the line pins waits for who does", async () => {
    const { world, first, after } = await removal();
    await world.sync(first);
    world.relay = relayOf(two);
    const empty = await world.device("c", after);
    expect((await world.sync(empty)).kind).toBe("stalled");
    expect(empty.messages).toBeLessThan(10);
    await world.sync(first);
    expect(await world.sync(empty)).toEqual(level);
  });

  it("[S62] a relay that never had the vault, or lost it, is given it whole, once in a run", async () => {
    const world = new World();
    world.relay = new MemoryRelay();
    const device = await world.device("a");
    await writeTexts(device, "first");
    expect(await world.sync(device)).toEqual(level);
    expect([world.relay.keyring()?.entries, world.relay.vector()]).toEqual([threeDevices.entries, { [device.writer]: 1 }]);
    const [unknown, exists] = [{ type: "refused", code: "unknownVault" }, { type: "refused", code: "vaultExists" }] as const;
    const page = { records: [], vector: {}, erased: emptyMark, keyring: two.state, members: [] };
    expect(until(begin(start), unknown).wish).toEqual({ type: "create", entries: two.entries });
    expect(until(begin(start), unknown, exists).wish.type).toBe("pull");
    expect(until(begin(start), unknown, { type: "create", page }).wish.type).toBe("done");
    expect(until(begin({ ...start, have: { [idOf("w")]: 1 } }), unknown, { type: "create", page }).wish.type).toBe("read");
  });

  it("[S63] a chain that isn't ours, was cut, forged or can't be read yet ends the run with nothing taken", async () => {
    const [foreign, fork] = [await keyringOf("mallory"), await withDevice(await keyringOf("a"), "d", "a")];
    const last = threeDevices.entries.at(-1);
    const forged = last && { ...last, signature: last.signature.map((byte) => byte ^ 1) };
    const newer = last && { ...last, bytes: utf8ToBytes((bytesToUtf8(last.bytes) ?? "").replace("addDevice", "addHologram")) };
    for (const [entries, kind] of [
      [foreign.entries, "otherKeyring"], [fork.entries, "otherKeyring"], [[], "otherKeyring"],
      [[...two.entries, ...(forged ? [forged] : [])], "otherKeyring"], [[...two.entries, ...(newer ? [newer] : [])], "newerKeyring"],
    ] as const) {
      const page = { records: [plainRecord(idOf("w"), 1)], vector: { [idOf("w")]: 1 }, erased: emptyMark, keyring: { length: 9, head: new Uint8Array(32) }, members: [] };
      expect(until(begin(start), { type: "pull", page }, { type: "readKeyring", entries }).wish).toEqual({ type: "done", outcome: { kind, conflicts: [] } });
    }
  });

  it("[S74] a chain whose newest epoch gives this device no key is not kept: it says who wrote it, reads on and writes on, also after a start", async () => {
    const { world, first, third } = await removal();
    await world.sync(first);
    await world.sync(third);
    const ofFirst = (await (await first.device()).keyring.read());
    const bad = await withDeadWraps(ofFirst, { name: "c", line: lineAt(world.relay) }, "a");
    world.relay.chain = bad;
    const before = textsOf(first);
    expect((await world.sync(first)).kind).toBe("lockedOut");
    first.crash();
    const device = await first.device();
    expect([(await device.keyring.lockedOut())?.by, (await device.keyring.read()).entries]).toEqual(["a", ofFirst.entries]);
    await writeTexts(first, "still here");
    expect(textsOf(first)).toEqual([...before, "still here"].toSorted());
    expect((await world.sync(first)).kind).toBe("lockedOut");
    // A store that an older build filled holds the bad chain already: what opens is used.
    await createDeviceStore(first.store).put("keyring", bad.entries);
    first.crash();
    const old = await first.device();
    expect([(await old.keyring.lockedOut())?.by, old.keyring.keys.epoch]).toEqual(["a", ofFirst.state.epoch]);
    await writeTexts(first, "and here");
    expect(textsOf(first)).toContain("and here");
    expect(await (await world.clone(first).device()).held.all()).toHaveLength(textsOf(first).length);
  });
});

describe("lines in an exchange", () => {
  it("[S64] a record that the keyring doesn't admit ends the run, and nothing of its page is stored", async () => {
    const { world, first } = await removal();
    await world.sync(first);
    const before = first.store.all();
    const late = [sealedBy("replayed", { writer: idOf("writer b"), seq: 4, epoch: 1 }), sealedBy("future", { writer: idOf("writer a"), seq: 4, epoch: 2 })];
    expect((await world.sync(first, showing(world.send, late))).kind).toBe("refusedRecords");
    expect(first.store.all()).toEqual(before);
  });

  it("[S65] up to a line only the records it pins are stored, however the pages fall", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }), async (changed, held) => {
      const { world, after } = await removal();
      const writer = idOf("writer b");
      const device = await world.device("c", after);
      await createDeviceStore(device.store).accept(world.relay.all().filter((record) => record.writer === writer && record.seq <= held), () => false);
      world.relay.damage(sealedBy("swapped", { writer, seq: changed, epoch: 1 }));
      expect((await world.sync(device)).kind).toBe(changed <= held ? "level" : "otherRecords");
      expect((await createDeviceStore(device.store).vector())[writer] ?? 0).toBe(changed <= held ? 3 : held);
    }), runs(12));
  });

  it("[S66] what stands above a line, or before it in another's place, is sealed again as the store's own and nothing it said is lost", async () => {
    const { world, first, third } = await removal();
    await writeTexts(third, "unsent");
    const store = createDeviceStore(third.store);
    await store.accept([sealedBy("heard of", { writer: idOf("writer b"), seq: 4, epoch: 1 })], () => false);
    third.store.lose({ writer: idOf("writer b"), seq: 2 });
    await store.accept([sealedBy("equivocated", { writer: idOf("writer b"), seq: 2, epoch: 1 })], () => false);
    const said = new Set([...textsOf(third), ...textsOf(first)]);
    expect(await world.sync(third)).toEqual(level);
    expect([third.writer === idOf("writer c"), world.relay.vector()[idOf("writer c")], third.store.state("sealedEpoch")]).toEqual([false, undefined, 2]);
    await world.sync(first);
    for (const device of [first, third]) expect(new Set(textsOf(device))).toEqual(said);
  });

  it("[S66] a store that was cut before it could is brought up to its keyring first of all", async () => {
    const { world, third, after } = await removal();
    await writeTexts(third, "unsent");
    await createDeviceStore(third.store).put("keyring", after.entries);
    third.crash();
    expect(begin({ ...start, keyring: after }).wish).toEqual({ type: "reseal", keyring: after });
    expect(await world.sync(third)).toEqual(level);
    expect(textsOf(third)).toHaveLength(7);
  });
});

describe("a run's end", () => {
  it("[S67] whatever a relay answers, a run ends after few messages", async () => {
    const answers = fc.oneof(
      fc.constantFrom(...exchangeRefusals).map((code): ExchangeEvent => ({ type: "refused", code })),
      fc.constantFrom(two, threeDevices).map((keyring): ExchangeEvent => ({ type: "pull", page: { records: [], vector: {}, erased: emptyMark, members: [], keyring: keyring.state } })),
      fc.constantFrom(two, threeDevices).map(({ entries }): ExchangeEvent => ({ type: "readKeyring", entries })),
      fc.nat(2).chain((seq) => fc.nat(2).map((count): ExchangeEvent => ({
        type: "push",
        receipt: { records: [], members: [], keyring: two.state, vector: seq === 0 ? {} : { [idOf("w")]: seq }, erased: { count, digest: new Uint8Array(32) }, conflicts: [] },
      }))),
      fc.constantFrom("fetch", "listErased").chain((type) => fc.array(fc.nat(5).map((seq) => plainRecord(idOf("w"), seq + 1)), { maxLength: 2 }).map((records) => ({ type, records })  as ExchangeEvent)),
      fc.constant<ExchangeEvent>({ type: "append" }),
    );
    const held = [1, 2].map((seq) => plainRecord(idOf("w"), seq));
    const local: Readonly<Record<string, ExchangeEvent>> = {
      read: { type: "read", records: held }, readErased: { type: "readErased", records: [], last: undefined }, readWhole: { type: "readWhole", records: held },
      readClaims: { type: "readClaims", addresses: [{ writer: idOf("w"), seq: 1 }] }, saveKeyring: { type: "saveKeyring", isKept: true },
      store: { type: "store", have: { [idOf("w")]: 2 }, tops: {}, erased: emptyMark, claimed: 1 },
      reseal: { type: "reseal", writer: idOf("w"), have: { [idOf("w")]: 2 }, tops: {}, erased: emptyMark, claimed: 1 },
    };
    fc.assert(fc.property(fc.infiniteStream(answers), (stream) => {
      let step = begin({ ...start, writer: idOf("w"), have: { [idOf("w")]: 2 }, claimed: 1 });
      let answered = 0;
      for (const answer of stream) {
        const { wish } = step;
        if (wish.type === "done") break;
        const known = local[wish.type];
        if (known === undefined && answer.type !== wish.type && answer.type !== "refused") continue;
        step = advance(step.state, known ?? answer);
        answered += 1;
        expect(answered).toBeLessThan(200);
      }
    }), runs(500));
  });
});

