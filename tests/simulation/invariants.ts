/** What must be true once the faults have stopped and every device has synced until level. Each gives what is wrong, or nothing. */
import { createEventLog, inOrder, networkHash, project, type DeviceId } from "@kith/core";
import { isErased, pendingRecords, recordHash, sameBytes, type SealedRecord } from "@kith/core/relay";
import { idOf, lineAt, withDeadWraps, type SimulatedDevice as Device } from "@kith/core/testing";
import { contentOf, isContent, plantedMark } from "./contents.ts";
import { keyringOn, openFor, readableOn } from "./disk.ts";
import type { Life } from "./life.ts";
import { vault } from "./members.ts";

/** Runs of all devices until nothing is left to say. */
const roundsMax = 12;
/** Messages of a run: so many for each record and entry missing on either side, and so many besides. */
const messagesEach = 2;
const messagesBesides = 12;

/** Faults stop, and everybody syncs. */
export async function settle(life: Life): Promise<string[]> {
  await life.net.deliverLate();
  const wrong: string[] = [];
  const members = life.members();
  for (const device of members) {
    device.store.isFull = false;
    device.crash();
  }
  for (let round = 0; round < roundsMax; round += 1) {
    const ended: Ended[] = [];
    wrong.push(...life.broken);
    for (const device of members) ended.push(await runQuietly(life, device, wrong));
    if (wrong.length > 0) return wrong;
    if (ended.every(({ kind, messages, conflicts }) => kind === "level" && messages === 1 && conflicts === 0)) return wrong;
  }
  const kinds: string[] = [];
  for (const device of members) kinds.push(`${device.name}: ${JSON.stringify(await runQuietly(life, device, wrong))}`);
  return [...wrong, `I6 not level after ${roundsMax} rounds: ${kinds.join(", ")}`];
}

interface Ended {
  readonly kind: string;
  readonly messages: number;
  readonly conflicts: number;
}

async function runQuietly(life: Life, device: Device, wrong: string[]): Promise<Ended> {
  const theirs = life.relay.tables.vector();
  const { store } = await device.device();
  const { have, erased } = await store.holdings();
  const entries = Math.abs(keyringOn(device.store).state.length - (life.relay.tables.keyring()?.state.length ?? 0));
  const missing = pendingRecords(have, theirs) + pendingRecords(theirs, have) + entries + erased.count + life.relay.tables.records.erased().count;
  device.look();
  for (let turn = 0; turn < 1000; turn += 1) {
    const ended = await device.turn((request) => life.net.send(request));
    life.lookAtStored(device);
    if (ended === undefined) continue;
    if (device.messages > messagesEach * missing + messagesBesides) wrong.push(`I6 ${device.name} took ${device.messages} messages for ${missing} missing`);
    const kind = ended.ok ? "level" : ended.error.kind === "refused" ? ended.error.code : ended.error.kind;
    return { kind, messages: device.messages, conflicts: ended.ok ? ended.value.conflicts.length : 0 };
  }
  wrong.push(`I6 ${device.name} is in a run that doesn't end`);
  return { kind: "endless", messages: device.messages, conflicts: 0 };
}

/** What one device holds, by key. */
const keysOf = ({ store }: Device): Set<string> => new Set([...readableOn(store).keys()].filter((key) => isContent(key)));

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

/** What is only claimed to be erased is told to no relay: where one forgot it, it is a hole, and who joins has the same hole. */
const isAtRelay = (life: Life, { writer, seq }: SealedRecord): boolean => life.relay.tables.records.hashAt(writer, seq) !== undefined;

/** I2: all devices and the relay hold the same records, erased or not, and read the same from them. */
export function sameEverywhere(life: Life): string[] {
  const [first, ...others] = life.members();
  if (first === undefined) return [];
  const heldBy = ({ store }: Device): string => hashesOf(store.all().filter((row) => !row.claimed || isAtRelay(life, row)));
  const [read, rows] = [told(first), heldBy(first)];
  return [
    ...others.flatMap((device) => (told(device) === read ? [] : [`I2 ${device.name} and ${first.name} read different events`])),
    ...others.flatMap((device) => (heldBy(device) === rows ? [] : [`I2 ${device.name} and ${first.name} hold different records`])),
    ...(hashesOf(life.relay.rows()) === rows ? [] : [`I2 the relay and ${first.name} hold different records`]),
    ...life.members().flatMap(({ name, store }) => {
      const atRelay = life.relay.tables.keyring();
      return atRelay !== undefined && sameBytes(keyringOn(store).state.head, atRelay.state.head) ? [] : [`I2 ${name} holds another keyring`];
    }),
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
    const { epoch } = keyringOn(device.store).state;
    const payloads = device.store.all().flatMap((record) => openFor(epoch, record)?.payload ?? []);
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
  const [first] = life.members();
  const epoch = first === undefined ? 0 : keyringOn(first.store).state.epoch;
  const isOpen = life.relay.rows().some((record) => {
    const payload = openFor(epoch, record)?.payload;
    return payload !== undefined && Buffer.from(record.body).includes(Buffer.from(payload.subarray(17, 41)));
  });
  return life.relay.frames.some(isSeen) || isOpen ? ["I4 the relay sees what was planted"] : [];
}

/**
 * I9: an entry of the keyring that gives nobody a key bricks nobody: the run says so, what was read is read, also after a
 * start, and writing goes on. The last thing that happens in a life.
 */
export async function nobodyBricked(life: Life): Promise<string[]> {
  const wrong: string[] = [];
  const [by, other] = life.members();
  const keyring = life.relay.tables.keyring();
  if (by === undefined || other === undefined || by.id === other.id || keyring === undefined) return wrong;
  life.relay.tables.keepKeyring(await withDeadWraps(keyring, { name: other.name, line: lineAt(life.relay.tables) }, by.name));
  for (const device of life.members()) {
    const before = told(device);
    const { kind } = await runQuietly(life, device, wrong);
    device.crash();
    const opened = await device.device();
    const written = life.spare();
    await device.write([written.payload]);
    if (kind !== "lockedOut" || (await opened.keyring.lockedOut()) === undefined) wrong.push(`I9 ${device.name} ends ${kind} over an entry without a key`);
    const after = keysOf(device);
    if (!after.delete(written.key) || inOneText(after) !== before) wrong.push(`I9 ${device.name} reads other things than before an entry without a key`);
  }
  return wrong;
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
