/**
 * The exchange against a relay in memory, under random interleaving of devices, lost answers and a
 * relay put back to an older backup. Goal: the union of all that was written, on every side, with
 * bounded messages.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, begin } from "./exchange.ts";
import { runs } from "../testing/runs.ts";
import { createRelay, idOf as id, plainRecord as recordOf, SimulatedDevice as Device, simulatedKeyring as keyring, simulatedVault as vault } from "../testing/simulated-device.ts";

describe("exchange", () => {
  it("[S20] devices converge to the union of all they wrote, whatever the interleaving, losses and rollbacks", () => {
    const action = fc.record({ device: fc.nat(2), kind: fc.constantFrom("write", "turn", "turn", "turn", "lose", "backup", "rollback") });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const devices = ["a", "b", "c"].map((name) => new Device(id(name)));
        let [relay, backup] = [createRelay(), createRelay()];
        for (const { device: index, kind } of actions) {
          const device = devices[index];
          if (kind === "write") device?.write();
          else if (kind === "backup") backup = relay.copy();
          else if (kind === "rollback") relay = backup.copy();
          else device?.turn(relay, kind === "lose");
        }
        for (let round = 0; round < 2; round += 1) for (const device of devices) expect(device.sync(relay)).toEqual({ kind: "level", conflicts: [] });
        const union = Object.fromEntries(devices.filter(({ table, writer }) => table.vector()[writer] !== undefined).map(({ table, writer }) => [writer, table.vector()[writer]]));
        for (const table of [relay, ...devices.map((device) => device.table)]) expect(table.vector()).toEqual(union);
      }),
      runs(300),
    );
  });

  it("[S21] messages are bounded: level costs one, else pages missing and one more to tell, plus a few", () => {
    const relay = createRelay();
    const [writer, reader] = [new Device(id("w")), new Device(id("r"))];
    for (let count = 0; count < 40; count += 1) writer.write("x".repeat(100_000));
    writer.sync(relay);
    expect(writer.messages).toBe(1 + 5);
    reader.sync(relay);
    expect(reader.messages).toBe(5 + 1);
    reader.sync(relay);
    expect(reader.messages).toBe(7);
  });

  it("[S22] a relay that lost everything is refilled by any one device", () => {
    const relay = createRelay();
    const [writer, reader] = [new Device(id("w")), new Device(id("r"))];
    writer.write();
    writer.write();
    writer.sync(relay);
    reader.sync(relay);
    const blank = createRelay();
    reader.sync(blank);
    expect(blank.vector()).toEqual(relay.vector());
  });

});

describe("exchange of broken stores", () => {
  it("[S23] a device put back to a backup gets its own records again before it pushes", () => {
    const relay = createRelay();
    const device = new Device(id("w"));
    device.write();
    const restored = new Device(id("w"), device.table.copy());
    device.write();
    device.sync(relay);
    expect(restored.sync(relay)).toEqual({ kind: "level", conflicts: [] });
    expect(restored.table.vector()).toEqual(device.table.vector());
  });

  it("[S24] a clone that wrote is told of its fork; neither side is overwritten", () => {
    const relay = createRelay();
    const device = new Device(id("w"));
    device.write();
    const clone = new Device(id("w"), device.table.copy());
    device.write("here");
    clone.write("there");
    clone.write("there");
    device.sync(relay);
    expect(clone.sync(relay)).toEqual({ kind: "level", conflicts: [{ writer: id("w"), seq: 2 }] });
    expect(relay.read(id("w"), 2, 1)[0]?.body).toEqual(recordOf(id("w"), 2, "here").body);
    expect(clone.table.read(id("w"), 2, 1)[0]?.body).toEqual(recordOf(id("w"), 2, "there").body);
  });

  it("[S25] a relay that says one thing and sends another stalls the exchange instead of looping", () => {
    const start = { vault, keyring, sealedEpoch: 1, erased: 0 };
    const page = { records: [], vector: {}, erased: 0, keyring: keyring.state, members: [] };
    const lying = advance(begin({ ...start, have: {} }).state, { type: "pull", page: { ...page, records: [recordOf(id("w"), 5)], vector: { [id("w")]: 9 } } });
    expect(lying.wish).toEqual({ type: "done", outcome: { kind: "stalled", conflicts: [] } });
    const device = new Device(id("w"));
    device.write();
    const pushing = advance(begin({ ...start, have: device.table.vector() }).state, { type: "pull", page });
    const read = advance(pushing.state, { type: "read", records: device.table.read(id("w"), 1, 1) });
    expect(advance(read.state, { type: "push", receipt: { vector: {}, erased: 0, conflicts: [] } }).wish.type).toBe("done");
  });
});
