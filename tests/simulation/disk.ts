/** A device's disk in a simulation: what is committed is there after a crash, and only what faults do to it is lost. */
import { judgeHeld, openRecord, recordHash, sealRecord, type Keyring, type SealedRecord } from "@kith/core/relay";
import { createMemoryTable, epochKeyOf, type MemoryTable } from "@kith/core/testing";
import { keyOfPayload } from "./contents.ts";
import { vault } from "./members.ts";

/** All a device has on its disk. Every change is one transaction. */
export interface Disk {
  readonly table: MemoryTable;
  keyring: Keyring;
  writer: string;
  /** The last own seq that the relay acknowledged. */
  sent: number;
  /** The last own seq whose hash the relay showed. */
  proved: number;
  sealedEpoch: number;
}

export const createDisk = (keyring: Keyring, writer: string): Disk => ({ table: createMemoryTable(), keyring, writer, sent: 0, proved: 0, sealedEpoch: keyring.state.epoch });

/** A backup, or a clone. */
export const copyDisk = (disk: Disk): Disk => ({ ...disk, table: disk.table.copy() });

/** Everything held, behind holes too, writer by writer. */
export const rowsOf = (table: MemoryTable): readonly SealedRecord[] => table.writers().flatMap((writer) => table.read(writer, 1, Number.POSITIVE_INFINITY));

/** What a record says, with its key. */
export interface Said {
  readonly key: string;
  readonly payload: Uint8Array;
}

/** Opening is asked for often and of few records. */
const opened = new WeakMap<SealedRecord, Said | "nothing">();

/** What a record says to who holds `keyring`; undefined where it is erased, altered, or of an epoch that isn't known. */
export function openFor(keyring: Keyring, record: SealedRecord): Said | undefined {
  if (record.epoch > keyring.state.epoch) return undefined;
  const said = opened.get(record) ?? openOnce(record);
  opened.set(record, said);
  return said === "nothing" ? undefined : said;
}

function openOnce(record: SealedRecord): Said | "nothing" {
  const payload = openRecord(record, vault, epochKeyOf(record.epoch));
  return payload.ok ? { key: keyOfPayload(payload.value), payload: payload.value } : "nothing";
}

/** The keys of all that can be read in a table. */
export const readableKeys = ({ table, keyring }: Pick<Disk, "table" | "keyring">): Set<string> => new Set(rowsOf(table).flatMap((record) => openFor(keyring, record)?.key ?? []));

/** Where a record is to stand, and under which epoch. */
export interface RecordAt {
  readonly writer: string;
  readonly seq: number;
  readonly epoch: number;
}

/** A payload at an address, sealed under the keyring's newest epoch. */
export function sealAt(payload: Uint8Array, at: RecordAt, random: (length: number) => Uint8Array): SealedRecord {
  const sealed = sealRecord(payload, { vault, ...at }, { epochKey: epochKeyOf(at.epoch), random });
  if (!sealed.ok) throw new Error("a payload fits a record");
  return sealed.value;
}

/** What any store does with records that arrive: nothing is overwritten, and what follows on a conflict is another history's. */
export function take(table: MemoryTable, records: readonly SealedRecord[]): void {
  const forked = new Set<string>();
  for (const record of records) {
    const hash = recordHash(vault, record);
    const held = table.hashAt(record.writer, record.seq);
    const judged = held === undefined ? "insert" : judgeHeld(record, hash, held);
    if (judged === "conflict") forked.add(record.writer);
    if (forked.has(record.writer)) continue;
    if (judged === "insert") table.insert(record, hash);
    if (judged === "erase") table.erase(record);
  }
}
