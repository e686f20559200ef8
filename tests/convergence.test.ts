/**
 * Several devices write, seal through the product's own vault and hand each other what the other lacks, in
 * random interleavings; in the end all see the same network.
 */
import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createEventLog, inOrder, networkHash, project, type DeviceId, type EventId, type EventLog, type KithEvent, type PersonId } from "@kith/core";
import { openRecord, sealRecord, type SealedRecord } from "@kith/core/relay";
import { randomEvents, runs } from "@kith/core/testing";

const vault = randomBytes(16).toString("base64url");
const epochKey = new Uint8Array(randomBytes(32));
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

interface Device { readonly log: EventLog; readonly writer: string; readonly held: Map<string, SealedRecord>; written: number }

const createDevice = (): Device => {
  const id = randomBytes(16).toString("base64url");
  return { log: createEventLog({ device: id as DeviceId, random }), writer: id, held: new Map(), written: 0 };
};

function write(device: Device, events: Parameters<EventLog["prepare"]>[0], nowMs: number): void {
  const appended = device.log.prepare(events, { nowMs });
  for (const payload of appended.payloads) {
    device.written += 1;
    const header = { vault, writer: device.writer, seq: device.written, epoch: 1 };
    const sealed = sealRecord(payload, header, { epochKey, random });
    if (!sealed.ok) throw new Error("a batch fits a record");
    device.held.set(`${header.writer}/${header.seq}`, sealed.value);
  }
  device.log.accept(appended);
}

/** Hands over what the other lacks: a set union, whatever way the records came. */
function exchange(from: ReadonlyMap<string, SealedRecord>, to: Device): void {
  const payloads: Uint8Array[] = [];
  for (const [address, record] of from) {
    if (to.held.has(address)) continue;
    to.held.set(address, record);
    const opened = openRecord(record, vault, epochKey);
    if (!opened.ok) throw new Error("a record opens under its key");
    payloads.push(opened.value);
  }
  to.log.read(payloads);
}

test("[CONV1] any interleaving of writes and exchanges on three devices ends in the same network", () => {
  const step = fc.record({ device: fc.nat(2), peer: fc.nat(2), events: fc.option(randomEvents(4)), nowMs: fc.integer({ min: 1, max: 2_000_000_000_000 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    const devices = [createDevice(), createDevice(), createDevice()] as const;
    for (const { device, peer, events, nowMs } of steps) {
      const one = devices[device] ?? devices[0];
      if (events && events.length > 0) write(one, events, nowMs);
      else exchange((devices[peer] ?? devices[0]).held, one);
    }
    for (let round = 0; round < 2; round += 1) for (const from of devices) for (const to of devices) exchange(from.held, to);
    const hashes = devices.map(({ log }) => networkHash(project(inOrder(log.entries()))));
    expect(new Set(hashes).size).toBe(1);
  }), runs(150));
});

test("[CONV2] a later edit beats the one it saw, whatever the clocks say", () => {
  const [fast, slow] = [createDevice(), createDevice()] as const;
  const id = (): EventId => randomBytes(16).toString("base64url") as EventId;
  const person = randomBytes(16).toString("base64url") as PersonId;
  const rate = (closeness: 1 | 5): KithEvent => ({ id: id(), type: "ClosenessRated", v: 1, atMs: 1, person, closeness });
  const named: KithEvent = { id: id(), type: "PersonAdded", v: 2, relation: "known", atMs: 0, person, name: "Ada" };
  write(fast, [named, rate(1)], Date.UTC(2030, 0, 1));
  exchange(fast.held, slow);
  write(slow, [rate(5)], Date.UTC(2020, 0, 1));
  exchange(slow.held, fast);
  for (const { log } of [fast, slow]) expect([...project(inOrder(log.entries())).people.values()].map(({ rating }) => rating?.closeness)).toEqual([5]);
});

/** What may happen to a device's clock between two of its writes, in ms. */
const clockSteps = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_600_000 }), fc.constantFrom(365 * 86_400_000, -365 * 86_400_000, -3_600_000));

test("[CONV3] clocks walk at random, a year ahead, backwards, frozen: one order in the end, and an edit beats every edit it saw", () => {
  const person = randomBytes(16).toString("base64url") as PersonId;
  const named: KithEvent = { id: randomBytes(16).toString("base64url") as EventId, type: "NoteRecorded", v: 1, atMs: 0, person, text: "" };
  const step = fc.record({ device: fc.nat(3), clock: clockSteps, hears: fc.option(fc.nat(3)) });
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
    const startMs = Date.UTC(2026, 0, 1);
    const devices = Array.from({ length: 4 }, () => ({ log: createDevice().log, nowMs: startMs, payloads: [] as Uint8Array[] }));
    const last = (log: EventLog): EventId | undefined => inOrder(log.entries()).at(-1)?.event.id;
    for (const { device: index, clock, hears } of steps) {
      const device = devices[index];
      const other = hears === null ? undefined : devices[hears];
      if (!device) continue;
      if (other) {
        device.log.read(other.payloads);
        device.payloads.push(...other.payloads);
        continue;
      }
      device.nowMs += clock;
      const edit: KithEvent = { ...named, id: randomBytes(16).toString("base64url") as EventId };
      const appended = device.log.prepare([edit], { nowMs: device.nowMs });
      device.log.accept(appended);
      device.payloads.push(...appended.payloads);
      expect(last(device.log)).toBe(edit.id);
    }
    for (const { payloads } of devices) for (const { log } of devices) log.read(payloads);
    const orders = devices.map(({ log }) => inOrder(log.entries()).map(({ event }) => event.id).join());
    expect(new Set(orders).size).toBe(1);
  }), runs(1_000));
});
