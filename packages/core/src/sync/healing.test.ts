/**
 * What heals by exchanging: erasures that one side hasn't heard of, or was lied to about, holes, damaged records.
 * The worst outcome allowed is that the one record that exists nowhere else is lost, and told.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDeviceStore } from "../store/device-store.ts";
import { MemoryRelay } from "../testing/memory-relay.ts";
import { runs } from "../testing/runs.ts";
import type { Send, SimulatedDevice as Device } from "../testing/simulated-device.ts";
import { level, textsOf, World, worldVault, writeTexts } from "../testing/sync-world.ts";
import { eraseRecord, isErased, type Address, type SealedRecord } from "../vault/record.ts";
import { decodePullPage, decodeRecords, encodePullPage, encodeRecords } from "./codec.ts";
import { limits } from "./limits.ts";
import { plainRecord } from "../testing/plain-record.ts";
import { idOf } from "../testing/simulated-id.ts";
import { recordHash } from "../vault/record.ts";
import { answerPull, takePush } from "./relay-rules.ts";

/** Two devices level with their relay after the first wrote `count` texts. */
async function levelled(count: number): Promise<{ world: World; first: Device; second: Device; written: readonly Address[] }> {
  const world = new World();
  const [first, second] = [await world.device("a"), await world.device("b")];
  const written = await writeTexts(first, ...Array.from({ length: count }, (_, index) => `text ${index + 1}`));
  await world.sync(first);
  await world.sync(second);
  return { world, first, second, written };
}

const erasedAt = ({ store }: Device): readonly string[] => store.all().filter((record) => isErased(record) && !record.claimed).map(({ writer, seq }) => `${writer} ${seq}`);
const claimedAt = ({ store }: Device): readonly number[] => store.all().filter(({ claimed }) => claimed).map(({ seq }) => seq);
const erasedAtRelay = (relay: MemoryRelay): readonly number[] => relay.all().filter(isErased).map(({ seq }) => seq);

/** A relay that shows `change`d records, in its pages and where it is asked for them by their addresses. */
const lyingAbout = (send: Send, change: (record: SealedRecord) => SealedRecord): Send => async (request) => {
  const told = await send(request);
  const fetched = told.ok && request.action === "fetch" ? decodeRecords(told.value) : undefined;
  if (fetched?.ok) return { ok: true, value: encodeRecords(fetched.value.map(change)) };
  const page = told.ok && request.action === "pull" ? decodePullPage(told.value) : undefined;
  return page?.ok ? { ok: true, value: encodePullPage({ ...page.value, records: page.value.records.map(change) }) } : told;
};

describe("erasing at the relay", () => {
  it("[S42] the same hash without a body empties it, with the body gives it back, and another is a conflict", async () => {
    const { world, written } = await levelled(2);
    const { relay } = world;
    const [one, two] = relay.all();
    if (!one || !two) throw new Error("the relay holds two");
    const keyring = { vaultId: worldVault, epoch: 1, lines: [] };
    const forged = { ...eraseRecord(worldVault, two), erasedHash: new Uint8Array(32) };
    expect(takePush(relay.records, keyring, [forged])).toEqual({ ok: true, value: [written[1]] });
    expect(takePush(relay.records, keyring, [eraseRecord(worldVault, one)])).toEqual({ ok: true, value: [] });
    expect([relay.records.erased().count, relay.all()[0]]).toEqual([1, eraseRecord(worldVault, one)]);
    expect(takePush(relay.records, keyring, [one])).toEqual({ ok: true, value: [] });
    expect([relay.records.erased().count, relay.all()]).toEqual([0, [one, two]]);
  });

  it("[S44] pages of many small or erased records fit a request, and telling of erasures stays bounded by pages", async () => {
    const told = { keyring: { length: 1, head: new Uint8Array(32) }, members: [] };
    for (const empty of [(record: SealedRecord) => ({ ...record, body: Uint8Array.of(1) }), (record: SealedRecord) => eraseRecord(worldVault, record)]) {
      const { records } = new MemoryRelay();
      for (let seq = 1; seq <= 20_000; seq += 1) records.insert(empty(plainRecord(idOf("many"), seq)), new Uint8Array(32));
      expect(encodeRecords(answerPull(records, { have: {} }, { ...told, vector: records.vector() }).records).length).toBeLessThan(limits.requestBytes);
    }
    const { world, first, written } = await levelled(5100);
    await first.erase(...written);
    await world.sync(first);
    // One pull, the lists, two pages of erased records.
    expect([world.relay.records.erased().count, first.messages]).toEqual([5100, 1 + 1 + 2]);
  });
});

describe("erasing between devices", () => {
  it("[S43] a relay that never heard of an erasure, or was put back to before it, is told by whoever holds the list", async () => {
    const { world, first, second, written } = await levelled(3);
    const backup = world.relay.copy();
    await first.erase(written[1] as Address);
    expect(await world.sync(first)).toEqual(level);
    expect(erasedAtRelay(world.relay)).toEqual([2]);
    expect(await world.sync(second)).toEqual(level);
    expect([textsOf(second), erasedAt(second)]).toEqual([["text 1", "text 3"], erasedAt(first)]);
    world.relay = backup;
    expect(await world.sync(second)).toEqual(level);
    expect(erasedAtRelay(world.relay)).toEqual([2]);
    const third = await world.device("c");
    expect(await world.sync(third)).toEqual(level);
    expect([textsOf(third), claimedAt(third), erasedAt(third)]).toEqual([["text 1", "text 3"], [], erasedAt(first)]);
  });

  it("[S70] an erasure that no list names is a claim: asked for again, refilled, never passed on; also with a made-up hash", async () => {
    for (const forge of [(record: SealedRecord) => eraseRecord(worldVault, record), (record: SealedRecord) => ({ ...eraseRecord(worldVault, record), erasedHash: new Uint8Array(32).fill(7) })]) {
      const { world, first, second, written } = await levelled(3);
      const third = await world.device("c");
      await world.sync(third, lyingAbout(world.send, (record) => (record.seq === 2 ? forge(record) : record)));
      expect([textsOf(third), claimedAt(third)]).toEqual([["text 1", "text 3"], [2]]);
      // The relay is honest from here on, has the record whole, and loses nothing by the device that was lied to.
      expect(await world.sync(third)).toEqual(level);
      expect([textsOf(third), claimedAt(third), erasedAtRelay(world.relay)]).toEqual([textsOf(first), [], []]);
      // Where it has lost everything, who was lied to gives it nothing of the record; who holds it whole does.
      const again = await world.device("c");
      await world.sync(again, lyingAbout(world.send, (record) => (record.seq === 2 ? forge(record) : record)));
      world.relay = new MemoryRelay();
      expect((await world.sync(again)).kind).toBe("level");
      expect(world.relay.all().map(({ seq }) => seq)).toEqual([1]);
      for (const device of [second, again, first]) await world.sync(device);
      expect([textsOf(again), world.relay.all().map((record) => [record.seq, isErased(record)])]).toEqual([textsOf(first), written.map(({ seq }) => [seq, false])]);
    }
  });

  it("[S71] what a relay emptied without a list is given to it again by whoever holds it whole, and reaches who lacks it", async () => {
    const { world, first, second, written } = await levelled(3);
    world.relay.records.erase(written[1] as Address);
    const third = await world.device("c");
    expect(await world.sync(third)).toEqual(level);
    expect(claimedAt(third)).toEqual([2]);
    expect(await world.sync(second)).toEqual(level);
    expect(erasedAtRelay(world.relay)).toEqual([]);
    expect(await world.sync(third)).toEqual(level);
    expect([textsOf(third), claimedAt(third)]).toEqual([textsOf(first), []]);
  });

  it("[S72] an erasure is passed on only together with its list: one that a hole keeps back, keeps it back too", async () => {
    const { world, first, second, written } = await levelled(2);
    await writeTexts(first, "lost before it was sent");
    await first.erase(written[0] as Address);
    first.store.lose({ writer: first.writer, seq: 3 });
    first.crash();
    const { writer } = first;
    expect(await world.sync(first)).toEqual({ kind: "level", conflicts: [{ writer, seq: 3 }] });
    expect(erasedAtRelay(world.relay)).toEqual([]);
    // Under its fresh writer id the list has no hole before it, and goes with what it names.
    expect(await world.sync(first)).toEqual(level);
    expect(erasedAtRelay(world.relay)).toEqual([1]);
    expect(await world.sync(second)).toEqual(level);
    expect(textsOf(second)).toEqual(["text 2"]);
  });

  it("[S73] a body that a list names is emptied before it is kept, whatever a relay sends later; another record at its address isn't meant", async () => {
    const { world, first, second, written } = await levelled(2);
    const [held] = world.relay.all();
    await first.erase(written[0] as Address);
    await world.sync(first);
    await world.sync(second);
    const store = createDeviceStore(second.store);
    second.store.lose(written[0] as Address);
    await store.accept(held ? [held] : [], () => true);
    expect(textsOf(second)).toEqual(["text 2"]);
    // A copy of the writer wrote something else at that address: the list has the hash of what it means.
    const other = plainRecord(first.writer, 1, "a copy's");
    second.store.lose(written[0] as Address);
    await store.accept([other], () => true);
    expect(second.store.all().find(({ seq, writer }) => seq === 1 && writer === first.writer)).toEqual(other);
    expect(recordHash(worldVault, other)).not.toEqual(held && recordHash(worldVault, held));
  });
});

describe("holes and damage", () => {
  it("[S45] whatever records a device loses, the relay fills the holes and nothing else changes", async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }), fc.boolean(), async (lost, ofOwn) => {
      const { world, first, second } = await levelled(12);
      const device = ofOwn ? first : second;
      const { writer } = first;
      for (const seq of lost) device.store.lose({ writer, seq });
      device.crash();
      const firstHole = Math.min(13, ...lost);
      expect(await createDeviceStore(device.store).vector()).toEqual(firstHole === 1 ? {} : { [writer]: firstHole - 1 });
      expect(await world.sync(device)).toEqual(level);
      expect(device.store.all()).toEqual(world.relay.all());
    }), runs(30));
  });

  it("[S46] a flipped byte anywhere costs its record until the next sync: it is set aside, fetched again, and opens", async () => {
    const { world, second } = await levelled(3);
    const [, record] = second.store.all();
    if (!record) throw new Error("three are held");
    for (let index = 0; index < record.body.length; index += 1) {
      const device = world.clone(second);
      device.store.damage({ ...record, body: record.body.map((byte, at) => (at === index ? byte ^ 4 : byte)) });
      const { store } = await device.device();
      expect([textsOf(device), await store.damagedCount()]).toEqual([["text 1", "text 3"], 1]);
      expect(await world.sync(device)).toEqual(level);
      expect([textsOf(device), await store.damagedCount()]).toEqual([["text 1", "text 2", "text 3"], 0]);
    }
  });

  it("[S47] what comes back byte for byte as it was set aside is kept as unreadable, not fetched for ever", async () => {
    const { world, second, written } = await levelled(3);
    const store = createDeviceStore(second.store);
    const [, two] = written;
    if (!two) throw new Error("three were written");
    expect(await store.setAside(two)).toBe(true);
    await world.sync(second);
    expect([await store.setAside(two), await store.damagedCount()]).toEqual([false, 1]);
    await world.sync(second);
    expect(second.messages).toBe(1);
  });

  it("[S48] an own record lost before it was pushed is told as a conflict at its place; what stands behind it goes on under a fresh writer id", async () => {
    const { world, first } = await levelled(2);
    const { writer } = first;
    await writeTexts(first, "three", "four", "five");
    await createDeviceStore(first.store).setAside({ writer, seq: 4 });
    expect(await world.sync(first)).toEqual({ kind: "level", conflicts: [{ writer, seq: 4 }] });
    expect([world.relay.vector(), first.writer === writer]).toEqual([{ [writer]: 3 }, false]);
    expect(await world.sync(first)).toEqual(level);
    expect([textsOf(first), world.relay.vector()[first.writer]]).toEqual([["five", "text 1", "text 2", "three"], 1]);
  });
});
