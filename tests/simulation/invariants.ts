/** What must be true once the faults have stopped and every device has synced until level. Each gives what is wrong, or nothing. */
import { createEventLog, inOrder, networkHash, project, type DeviceId } from "@kith/core";
import { isErased, pendingRecords, recordHash, sameBytes, type SealedRecord } from "@kith/core/relay";
import { idOf } from "@kith/core/testing";
import { contentOf, isContent, plantedMark } from "./contents.ts";
import type { Device } from "./device.ts";
import { openFor, rowsOf } from "./disk.ts";
import type { Life } from "./life.ts";
import { vault } from "./members.ts";

/** Runs of all devices until nothing is left to say. */
const roundsMax = 12;
/** Messages of a run: so many for each record and entry missing on either side, and so many besides. */
const messagesEach = 2;
const messagesBesides = 12;

/** Faults stop, and everybody syncs. */
export function settle(life: Life): string[] {
  life.net.deliverLate();
  const wrong = [...life.broken];
  const members = life.members();
  for (const device of members) {
    device.isFull = false;
    device.crash();
  }
  for (let round = 0; round < roundsMax; round += 1) {
    const ended = members.map((device) => runQuietly(life, device, wrong));
    if (wrong.length > 0) return wrong;
    if (ended.every(({ kind, messages, conflicts }) => kind === "level" && messages === 1 && conflicts === 0)) return wrong;
  }
  return [...wrong, `I6 not level after ${roundsMax} rounds: ${members.map((device) => runQuietly(life, device, wrong).kind).join(", ")}`];
}

function runQuietly(life: Life, device: Device, wrong: string[]): { readonly kind: string; readonly messages: number; readonly conflicts: number } {
  const { relay } = life;
  const { table, keyring } = device.disk;
  const missing = pendingRecords(table.vector(), relay.table.vector()) + pendingRecords(relay.table.vector(), table.vector()) + Math.abs(keyring.state.length - (relay.keyring?.state.length ?? 0)) + table.erased();
  device.look();
  for (let turn = 0; turn < 1000; turn += 1) {
    const outcome = device.turn((request) => life.net.send(request));
    if (outcome === undefined) {
      if (device.isRunning) continue;
      return { kind: "refused", messages: device.messages, conflicts: 0 };
    }
    if (device.messages > messagesEach * missing + messagesBesides) wrong.push(`I6 ${device.name} took ${device.messages} messages for ${missing} missing`);
    return { kind: outcome.kind, messages: device.messages, conflicts: outcome.conflicts.length };
  }
  wrong.push(`I6 ${device.name} is in a run that doesn't end`);
  return { kind: "endless", messages: device.messages, conflicts: 0 };
}

/** What one device holds, by key. */
const keysOf = (device: Device): Set<string> => new Set([...device.readable().keys()].filter((key) => isContent(key)));

/** I1: nothing acknowledged is lost, but what a fault destroyed while nobody else had it. */
export function nothingLost(life: Life): string[] {
  return life.members().flatMap((device) => {
    const held = keysOf(device);
    const lost = [...life.acknowledged.keys()].filter((key) => !held.has(key) && !life.excused.has(key));
    return lost.length === 0 ? [] : [`I1 ${device.name} lacks ${lost.length} of ${life.acknowledged.size} acknowledged events`];
  });
}

const inOneText = (texts: Iterable<string>): string => [...texts].toSorted((a, b) => (a < b ? -1 : 1)).join("\n");
const told = (device: Device): string => inOneText(keysOf(device));
const hashesOf = (rows: readonly SealedRecord[]): string => inOneText(rows.map((record) => `${record.writer} ${record.seq} ${isErased(record) ? "erased" : ""} ${Buffer.from(recordHash(vault, record)).toString("base64url")}`));

/** I2: all devices and the relay hold the same records, erased or not, and read the same from them. */
export function sameEverywhere(life: Life): string[] {
  const [first, ...others] = life.members();
  if (first === undefined) return [];
  const [read, rows] = [told(first), hashesOf(rowsOf(first.disk.table))];
  return [
    ...others.flatMap((device) => (told(device) === read ? [] : [`I2 ${device.name} and ${first.name} read different events`])),
    ...others.flatMap((device) => (hashesOf(rowsOf(device.disk.table)) === rows ? [] : [`I2 ${device.name} and ${first.name} hold different records`])),
    ...(hashesOf(life.relay.rows()) === rows ? [] : [`I2 the relay and ${first.name} hold different records`]),
    ...life.members().flatMap(({ name, disk }) => (life.relay.keyring !== undefined && sameBytes(disk.keyring.state.head, life.relay.keyring.state.head) ? [] : [`I2 ${name} holds another keyring`])),
  ];
}

/**
 * I3 and I7: the same events make the same network, in whatever order they come; those of a newer build are
 * kept and counted. That all hold the same is known by then: one device reads forwards, another backwards.
 */
export function sameNetwork(life: Life): string[] {
  const wrong: string[] = [];
  const [first, second = first] = life.members();
  const hashes = [first, second].flatMap((device, index) => {
    if (device === undefined) return [];
    const log = createEventLog({ device: idOf(device.name) as DeviceId, random: (length) => new Uint8Array(length) });
    const payloads = rowsOf(device.disk.table).flatMap((record) => openFor(device.disk.keyring, record)?.payload ?? []);
    log.read(index === 0 ? payloads : payloads.toReversed());
    const unknown = [...keysOf(device)].flatMap((key) => contentOf(key) ?? []).flatMap(({ isUnknown, event }) => (isUnknown ? [event] : []));
    if (inOneText(log.unread.map(({ id }) => id)) !== inOneText(unknown)) wrong.push(`I7 ${device.name} keeps ${log.unread.length} of ${unknown.length} events of a newer build`);
    return networkHash(project(inOrder(log.entries())));
  });
  return new Set(hashes).size > 1 ? [...wrong, "I3 the same events make different networks"] : wrong;
}

/** I4: nothing planted is in any frame or row, nor what was sealed in its own row. */
export function nothingSeen(life: Life): string[] {
  const marks = [plantedMark, "HologramSeen", '"records"'].map((mark) => Buffer.from(mark));
  const isSeen = (bytes: Uint8Array): boolean => marks.some((mark) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(mark));
  const keyring = life.members()[0]?.disk.keyring;
  const isOpen = life.relay.rows().some((record) => {
    const payload = keyring === undefined ? undefined : openFor(keyring, record)?.payload;
    return payload !== undefined && Buffer.from(record.body).includes(Buffer.from(payload.subarray(17, 41)));
  });
  return life.relay.frames.some(isSeen) || isOpen ? ["I4 the relay sees what was planted"] : [];
}

/** I5: nothing is read that no member wrote, and nothing that a removed device wrote behind its line. */
export function nothingForeign(life: Life): string[] {
  return life.members().flatMap((device) => {
    const held = keysOf(device);
    const foreign = [...held].filter((key) => !life.acknowledged.has(key));
    const late = [...held].filter((key) => life.late.has(key) && !life.inGoodFaith.has(key));
    return [...(foreign.length === 0 ? [] : [`I5 ${device.name} reads what nobody wrote`]), ...(late.length === 0 ? [] : [`I5 ${device.name} reads what a removed device wrote behind its line`])];
  });
}
