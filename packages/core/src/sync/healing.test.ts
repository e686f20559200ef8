/**
 * What heals by exchanging: erasures that one side hasn't heard of, holes, damaged records. The worst
 * outcome allowed is that the one record that exists nowhere else is lost, and told.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8ToBytes } from "../prelude/bytes.ts";
import { createMemoryTable, type MemoryTable } from "../testing/memory-table.ts";
import { runs } from "../testing/runs.ts";
import { createRelay, idOf, plainRecord, SimulatedDevice as Device, simulatedKeyring, simulatedVault as vault, type SimulatedRelay } from "../testing/simulated-device.ts";
import { eraseRecord, isErased, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import { openRecord, sealRecord } from "../vault/seal.ts";
import { encodeRecords } from "./codec.ts";
import { limits } from "./limits.ts";
import { answerPull, answerPush } from "./relay-rules.ts";

const told = { keyring: simulatedKeyring.state, members: [] };
const [a, b] = [idOf("a"), idOf("b")];
const level = { kind: "level", conflicts: [] };
const push = (table: MemoryTable, ...records: readonly SealedRecord[]) => {
  const receipt = answerPush(table, simulatedKeyring.state, records);
  if (!receipt.ok) throw new Error(receipt.error);
  return receipt.value;
};
/** A relay that has heard of everything `count` records of `a` long, and the devices of a and b, level with it. */
function levelled(count: number): { relay: SimulatedRelay; first: Device; second: Device } {
  const [relay, first, second] = [createRelay(), new Device(a), new Device(b)];
  for (let index = 0; index < count; index += 1) first.write();
  first.sync(relay);
  second.sync(relay);
  return { relay, first, second };
}

describe("erasing", () => {
  it("[S42] an erased record empties the body of the same hash, conflicts with another, and is never filled again", () => {
    const relay = createMemoryTable();
    const [one, two] = [plainRecord(a, 1), plainRecord(a, 2)];
    push(relay, one, two);
    expect(push(relay, eraseRecord(vault, plainRecord(a, 2, "other")))).toEqual({ vector: { [a]: 2 }, erased: 0, conflicts: [{ writer: a, seq: 2 }] });
    expect(relay.read(a, 2, 1)).toEqual([two]);
    expect(push(relay, eraseRecord(vault, one))).toEqual({ vector: { [a]: 2 }, erased: 1, conflicts: [] });
    expect(push(relay, one)).toEqual({ vector: { [a]: 2 }, erased: 1, conflicts: [] });
    expect(relay.read(a, 1, 1)).toEqual([eraseRecord(vault, one)]);
    expect(relay.bodyBytes()).toBe(two.body.length);
    expect(push(relay, eraseRecord(vault, plainRecord(a, 4))).vector).toEqual({ [a]: 2 });
    expect(push(relay, eraseRecord(vault, plainRecord(a, 3)))).toEqual({ vector: { [a]: 3 }, erased: 2, conflicts: [] });
    expect(answerPull(relay, { have: { [a]: 2 } }, told)).toMatchObject({ erased: 2, records: [eraseRecord(vault, plainRecord(a, 3))] });
  });

  it("[S43] a relay that never heard of an erasure, or was put back to before it, is told by whoever knows", () => {
    const { relay, first, second } = levelled(3);
    const backup = relay.copy();
    first.erase({ writer: a, seq: 2 });
    const asked = first.messages;
    expect(first.sync(relay)).toEqual(level);
    expect(first.messages - asked).toBe(2);
    expect([relay.erased(), relay.vector()]).toEqual([1, { [a]: 3 }]);
    second.erase({ writer: a, seq: 2 });
    expect(second.sync(backup)).toEqual(level);
    expect(backup.read(a, 2, 1)).toEqual([eraseRecord(vault, plainRecord(a, 2))]);
    const third = new Device(idOf("c"));
    expect(third.sync(backup)).toEqual(level);
    expect(third.table.readErased(undefined, 9)).toEqual([eraseRecord(vault, plainRecord(a, 2))]);
  });

  it("[S43] whatever the interleaving, losses and rollbacks: what one device erased is erased at the relay once it has synced, and stays", () => {
    const action = fc.record({ device: fc.nat(2), seq: fc.integer({ min: 1, max: 4 }), kind: fc.constantFrom("write", "erase", "turn", "turn", "turn", "lose", "backup", "rollback") });
    fc.assert(fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
      const devices = ["a", "b", "c"].map((name) => new Device(idOf(name)));
      let [relay, backup] = [createRelay(), createRelay()];
      const erased = new Map<string, Address>();
      const eraseAt = (device: Device, address: Address): void => {
        if (device.table.hashAt(address.writer, address.seq) === undefined) return;
        device.erase(address);
        erased.set(`${address.writer} ${address.seq}`, address);
      };
      for (const { device: index, kind, seq } of actions) {
        const device = devices[index];
        if (device === undefined) continue;
        if (kind === "write") device.write();
        else if (kind === "erase") for (const { writer } of devices) eraseAt(device, { writer, seq });
        else if (kind === "backup") backup = relay.copy();
        else if (kind === "rollback") relay = backup.copy();
        else device.turn(relay, kind === "lose");
      }
      for (let round = 0; round < 2; round += 1) for (const device of devices) {
        expect(device.sync(relay)).toEqual(level);
        expect(relay.erased()).toBeGreaterThanOrEqual(device.table.erased());
      }
      // What the log says reaches every device: each erases what it learns of.
      for (const device of devices) for (const address of erased.values()) eraseAt(device, address);
      for (const device of devices) device.sync(relay);
      for (const table of [relay, ...devices.map((device) => device.table)]) {
        expect(table.vector()).toEqual(relay.vector());
        expect(new Set(table.readErased(undefined, 999).map(({ writer, seq }) => `${writer} ${seq}`))).toEqual(new Set(erased.keys()));
        expect(Object.keys(table.vector()).flatMap((writer) => table.read(writer, 1, 1e6)).every((record) => isErased(record) === (record.body.length === 0))).toBe(true);
      }
    }), runs(300));
  });

  it("[S44] pages of many small or erased records fit a request, and telling of erasures stays bounded by pages", () => {
    for (const empty of [(record: SealedRecord) => ({ ...record, body: Uint8Array.of(1) }), (record: SealedRecord) => eraseRecord(vault, record)]) {
      const table = createMemoryTable();
      for (let seq = 1; seq <= 50_000; seq += 1) table.insert(empty(plainRecord(a, seq)), new Uint8Array(32));
      expect(encodeRecords(answerPull(table, { have: {} }, told).records).length).toBeLessThan(limits.requestBytes);
    }
    const { relay, first } = levelled(11_000);
    for (const { seq } of first.table.read(a, 1, 1e9)) first.erase({ writer: a, seq });
    const asked = first.messages;
    expect(first.sync(relay)).toEqual(level);
    expect([relay.erased(), first.messages - asked]).toEqual([11_000, 1 + 3]);
  });
});

describe("holes and damage", () => {
  it("[S45] whatever records a device loses, the relay fills the holes and nothing else changes", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }), fc.boolean(), (lost, ofOwn) => {
      const { relay, first, second } = levelled(12);
      const device = ofOwn ? first : second;
      for (const seq of lost) device.table.lose({ writer: a, seq });
      const firstHole = Math.min(13, ...lost);
      expect(device.table.vector()).toEqual(firstHole === 1 ? {} : { [a]: firstHole - 1 });
      expect(device.sync(relay)).toEqual(level);
      expect(device.table.read(a, 1, 1e6)).toEqual(relay.read(a, 1, 1e6));
    }), runs(300));
  });

  it("[S46] a flipped byte anywhere costs its record until the next sync: it is set aside, fetched again, and opens", () => {
    const epochKey = new Uint8Array(32).fill(7);
    let draws = 0;
    const random = (length: number): Uint8Array => new Uint8Array(length).fill((draws += 1));
    const sealed = [1, 2, 3].map((seq) => sealRecord(utf8ToBytes(`fact ${seq}`), { vault, writer: a, seq, epoch: 1 }, { epochKey, random })).flatMap((made) => (made.ok ? [made.value] : []));
    const relay = createRelay();
    push(relay, ...sealed);
    const opens = ({ table }: Device): boolean[] => table.read(a, 1, 1e6).map((record) => openRecord(record, vault, epochKey).ok);
    for (const record of sealed) {
      for (let index = 0; index < record.body.length; index += 1) {
        const device = new Device(a, relay.copy());
        device.table.damage({ ...record, body: record.body.map((byte, at) => (at === index ? byte ^ 4 : byte)) });
        expect(opens(device)).toEqual(sealed.map(({ seq }) => seq !== record.seq));
        expect(device.table.setAside(record)).toBe(true);
        expect(device.sync(relay)).toEqual(level);
        expect([opens(device), device.table.damagedCount()]).toEqual([[true, true, true], 0]);
      }
    }
  });

  it("[S47] what comes back byte for byte as it was set aside is kept as unreadable, not fetched for ever", () => {
    const { relay, second } = levelled(3);
    expect(second.table.setAside({ writer: a, seq: 2 })).toBe(true);
    expect(second.table.vector()).toEqual({ [a]: 1 });
    second.sync(relay);
    expect(second.table.vector()).toEqual({ [a]: 3 });
    expect(second.table.setAside({ writer: a, seq: 2 })).toBe(false);
    expect([second.table.vector(), second.table.damagedCount()]).toEqual([{ [a]: 3 }, 1]);
    const asked = second.messages;
    second.sync(relay);
    expect(second.messages - asked).toBe(1);
  });

  it("[S48] an own record lost before it was pushed is told as a conflict at its place, and what stands behind it isn't pushed there", () => {
    const { relay, first } = levelled(2);
    for (let index = 0; index < 3; index += 1) first.write();
    first.table.setAside({ writer: a, seq: 4 });
    expect(first.sync(relay)).toEqual({ kind: "level", conflicts: [{ writer: a, seq: 4 }] });
    expect(relay.vector()).toEqual({ [a]: 3 });
    expect(first.table.read(a, 5, 1)).toEqual([plainRecord(a, 5)]);
    // What the relay holds comes back, and nothing needs a new writer id.
    const { relay: other, first: single } = levelled(2);
    single.table.setAside({ writer: a, seq: 2 });
    expect(single.sync(other)).toEqual(level);
    expect(single.table.hashAt(a, 2)).toEqual(recordHash(vault, plainRecord(a, 2)));
  });
});
