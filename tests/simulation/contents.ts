/**
 * What devices write in a simulation: real payloads of real logs, made once and drawn from by every seed.
 * Each holds one event with a planted text; some are of a type that only a newer build can read. The logs
 * that made them have clocks up to a year off, and heard of each other now and then.
 */
import { createEventLog, type DeviceId, type EventId, type KithEvent, type PersonId } from "@kith/core";
import { idOf } from "@kith/core/testing";
import { createChance } from "./chance.ts";

/** In every planted text: seen at the relay, it gives the owner away. */
export const plantedMark = "PLANTED-FOR-THE-OWNER-ONLY";

/** A payload that a device may write. */
export interface Content {
  /** By which two copies are known to say the same. */
  readonly key: string;
  readonly payload: Uint8Array;
  readonly event: EventId;
  /** True where this build keeps the event without reading it. */
  readonly isUnknown: boolean;
}

/** The same bytes have the same key. */
export const keyOfPayload = (payload: Uint8Array): string => Buffer.from(payload).toString("latin1");

const contentCount = 240;
const yearMs = 365 * 86_400_000;
const nowMs = Date.UTC(2026, 0, 1);

function makeContents(): readonly Content[] {
  const chance = createChance(1);
  const random = (length: number): Uint8Array => chance.bytes(length);
  const logs = [0, yearMs, -yearMs].map((clockOffMs, index) => ({ clockOffMs, log: createEventLog({ device: idOf(`log ${index}`) as DeviceId, random }) }));
  return Array.from({ length: contentCount }, (_, index): Content => {
    const { log, clockOffMs } = chance.oneOf(logs);
    const id = idOf(`event ${index}`) as EventId;
    const at = { id, v: 1, atMs: nowMs + index, person: idOf(`person ${index % 7}`) as PersonId } as const;
    const text = `${plantedMark} ${index}`;
    const known: KithEvent = index % 3 === 0 ? { ...at, type: "ClosenessRated", closeness: 3 } : index % 7 === 0 ? { ...at, v: 2, type: "PersonAdded", relation: "known", name: text } : { ...at, type: "NoteRecorded", text };
    const isUnknown = index % 10 === 1;
    const appended = log.prepare([known], { nowMs: nowMs + clockOffMs + index * 1000 });
    log.accept(appended);
    const payloads = isUnknown ? log.encode(appended.entries.map((entry) => ({ ...entry, event: { id, type: "HologramSeen", v: 1, atMs: 1, text } }))) : appended.payloads;
    const payload = payloads[0] ?? new Uint8Array(0);
    if (chance.onceIn(3)) for (const other of logs) if (other.log !== log) other.log.read([payload]);
    return { key: keyOfPayload(payload), payload, event: id, isUnknown };
  });
}

/** All there is to write. */
export const contents: readonly Content[] = makeContents();

const byKey = new Map(contents.map((content) => [content.key, content]));

/** What a payload with this key is, unless it is a list of what was emptied. */
export const contentOf = (key: string): Content | undefined => byKey.get(key);

/** False for a list of what was emptied. */
export const isContent = (key: string): boolean => byKey.has(key);
