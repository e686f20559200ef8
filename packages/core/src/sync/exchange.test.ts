/**
 * The exchange between the product's own devices and relay, under random interleaving, lost answers and a relay
 * put back to an older backup. Goal: the union of all that was written, on every side, with bounded messages.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../testing/runs.ts";
import { MemoryRelay } from "../testing/memory-relay.ts";
import { plainRecord } from "../testing/plain-record.ts";
import { idOf } from "../testing/simulated-id.ts";
import { level, textsOf, threeDevices, World, worldVault, writeTexts } from "../testing/sync-world.ts";
import { err } from "../prelude/result.ts";
import { emptyMark } from "../vault/erased-mark.ts";
import { advance, begin } from "./exchange.ts";

const names = ["a", "b", "c"] as const;
const offline = async () => err({ kind: "offline" } as const);

describe("exchange", () => {
  it("[S20] devices converge to the union of all they wrote, whatever the interleaving, losses and rollbacks", async () => {
    const action = fc.record({ device: fc.nat(2), kind: fc.constantFrom("write", "turn", "turn", "turn", "lose", "backup", "rollback") });
    await fc.assert(fc.asyncProperty(fc.array(action, { maxLength: 80 }), async (actions) => {
      const world = new World();
      const devices = await Promise.all(names.map((name) => world.device(name)));
      let backup = world.relay.copy();
      const written: string[] = [];
      for (const [index, { device: which, kind }] of actions.entries()) {
        const device = devices[which];
        if (device === undefined) continue;
        if (kind === "write") {
          await writeTexts(device, `fact ${index}`);
          written.push(`fact ${index}`);
        } else if (kind === "backup") backup = world.relay.copy();
        else if (kind === "rollback") world.relay = backup.copy();
        else await device.turn(kind === "lose" ? async (request) => { await world.send(request); return offline(); } : world.send);
      }
      for (let round = 0; round < 2; round += 1) for (const device of devices) expect(await world.sync(device)).toEqual(level);
      for (const device of devices) expect(textsOf(device)).toEqual(written.toSorted());
      expect(new Set(devices.map(({ store }) => store.all().length))).toEqual(new Set([world.relay.all().length]));
    }), runs(40));
  });

  it("[S21] messages are bounded: level costs one, else the pages missing plus a few; the run after tells the relay", async () => {
    const world = new World();
    const [writer, reader] = [await world.device("a"), await world.device("b")];
    for (let count = 0; count < 40; count += 1) await writeTexts(writer, `${count} ${"x".repeat(100_000)}`);
    await world.sync(writer);
    const pages = writer.messages - 1;
    expect(pages).toBe(5);
    await world.sync(reader);
    expect(reader.messages).toBe(5);
    await world.sync(reader);
    expect(reader.messages).toBe(1);
  });

  it("[S22] a relay that lost everything is refilled by any one device", async () => {
    const world = new World();
    const [writer, reader] = [await world.device("a"), await world.device("b")];
    await writeTexts(writer, "one", "two");
    await world.sync(writer);
    await world.sync(reader);
    const { relay } = world;
    world.relay = new MemoryRelay();
    expect(await world.sync(reader)).toEqual(level);
    expect([world.relay.all(), world.relay.keyring()?.entries]).toEqual([relay.all(), threeDevices.entries]);
  });

  it("[S26] a push is answered with what the pusher lacks: two devices that wrote are level after one run each and one more", async () => {
    const world = new World();
    const [first, second] = [await world.device("a"), await world.device("b")];
    await writeTexts(first, "here");
    await world.sync(first);
    await writeTexts(second, "there");
    await world.sync(second);
    await writeTexts(second, "again");
    await world.sync(second);
    await writeTexts(first, "meanwhile");
    // Remembering what the relay held, it pushes at once; what others pushed comes with the answer.
    expect((await first.sync(world.send)).ok).toBe(true);
    expect(textsOf(first)).toEqual(["again", "here", "meanwhile", "there"]);
  });
});

describe("exchange of broken stores", () => {
  it("[S23] a device put back to a backup gets its own records again before it pushes", async () => {
    const world = new World();
    const device = await world.device("a");
    await writeTexts(device, "one");
    const restored = world.clone(device);
    await writeTexts(device, "two");
    await world.sync(device);
    expect(await world.sync(restored)).toEqual(level);
    expect(textsOf(restored)).toEqual(["one", "two"]);
  });

  it("[S24] a clone that wrote is told of its fork, takes a writer id of its own, and neither side loses anything", async () => {
    const world = new World();
    const device = await world.device("a");
    await writeTexts(device, "both");
    const clone = world.clone(device);
    await writeTexts(device, "here");
    await writeTexts(clone, "there", "there too");
    await world.sync(device);
    expect(await world.sync(clone)).toEqual({ kind: "level", conflicts: [{ writer: device.writer, seq: 2 }] });
    expect(clone.writer).not.toBe(device.writer);
    for (const each of [clone, device, clone]) expect(await world.sync(each)).toEqual(level);
    for (const each of [clone, device]) expect(new Set(textsOf(each))).toEqual(new Set(["both", "here", "there", "there too"]));
  });

  it("[S25] a relay that says one thing and sends another stalls the exchange instead of looping", async () => {
    const page = { records: [], vector: {}, erased: emptyMark, keyring: threeDevices.state, members: [] };
    const start = { vault: worldVault, keyring: threeDevices, sealedEpoch: 1, erased: emptyMark, claimed: 0, tops: {} };
    const [w] = [idOf("w")];
    const lying = advance(begin({ ...start, have: {} }).state, { type: "pull", page: { ...page, records: [plainRecord(w, 5)], vector: { [w]: 9 } } });
    expect(lying.wish).toEqual({ type: "done", outcome: { kind: "stalled", conflicts: [] } });
    const pushing = advance(begin({ ...start, have: { [w]: 1 } }).state, { type: "pull", page });
    const read = advance(pushing.state, { type: "read", records: [plainRecord(w, 1)] });
    expect(advance(read.state, { type: "push", receipt: { ...page, conflicts: [] } }).wish.type).toBe("done");
  });
});
