/** Kith's own shape: batches in Automerge journals, sealed record by record, appended to one file. */
import { randomBytes } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createEventLog, type DeviceId, type KithEvent } from "@kith/core";
import { openRecord, sealRecord, type SealedRecord } from "@kith/core/relay";
import "../../tests/support/start-automerge.ts";
import type { OpenShape } from "./shape.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
/** Fixed, so that a second process reads what the first wrote. */
export const vault = Buffer.alloc(16, 1).toString("base64url");
export const writer = Buffer.alloc(16, 2).toString("base64url");
const epochKey = new Uint8Array(Buffer.alloc(32, 3));
const nowMs = Date.UTC(2026, 10, 20, 8);

/** The sealed records in `folder`, in order. */
export function readRecords(folder: string): readonly SealedRecord[] {
  const bytes = readFileSync(join(folder, "records"));
  const records: SealedRecord[] = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32LE(at)) {
    records.push({ writer, seq: records.length + 1, epoch: 1, body: new Uint8Array(bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at))) });
  }
  return records;
}

export function openPayload(record: SealedRecord): Uint8Array {
  const opened = openRecord(record, vault, epochKey);
  if (!opened.ok) throw new Error("a record of this bench opens");
  return opened.value;
}

/** A log that writes into `folder`, and what an append through it costs nothing more than. */
export function openKithLog(folder: string): { readonly log: ReturnType<typeof createEventLog>; readonly store: (events: readonly KithEvent[]) => void } {
  const log = createEventLog({ device: writer as DeviceId, random });
  let seq = 0;
  return {
    log,
    store(events) {
      const appended = log.prepare(events, { nowMs });
      const frames = appended.payloads.map((payload) => {
        seq += 1;
        const sealed = sealRecord(payload, { vault, writer, seq, epoch: 1 }, { epochKey, random });
        if (!sealed.ok) throw new Error("a batch fits a record");
        const length = Buffer.alloc(4);
        length.writeUInt32LE(sealed.value.body.length);
        return Buffer.concat([length, sealed.value.body]);
      });
      appendFileSync(join(folder, "records"), Buffer.concat(frames));
      log.accept(appended);
    },
  };
}

export const openKith: OpenShape = (folder) => {
  const { log, store } = openKithLog(folder);
  return Promise.resolve({
    write: (events) => { store(events); return Promise.resolve(); },
    append: (event) => { store([event]); return Promise.resolve(); },
    load: () => {
      log.read(readRecords(folder).map(openPayload));
      return Promise.resolve([...log.entries()].length);
    },
  });
};
