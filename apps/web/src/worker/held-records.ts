/**
 * The records this store holds, opened: what is new since the last look, or all of them. A record that
 * doesn't open though its key is here was damaged on the disk: it is set aside, and sync fetches it again.
 */
import type { HeldPayload } from "@kith/core";
import { openRecord, type Address, type SealedRecord } from "@kith/core/relay";
import type { RecordStore } from "../storage/record-store.ts";
import type { EpochKeys } from "./keyring-keeper.ts";

export interface HeldRecordsDeps {
  readonly records: RecordStore;
  readonly vaultId: string;
  readonly keys: EpochKeys;
  /** Records were set aside: sync may have them to give. */
  readonly onSetAside: () => void;
}

export interface HeldRecords {
  /** The payloads of records not read before; those behind a hole are read again each time, until it is filled. */
  fresh(): Promise<readonly Uint8Array[]>;
  /** Every payload held, with its address; what is fresh stays so. */
  all(): Promise<readonly HeldPayload[]>;
  /** As `all`, and what is fresh counts from here. */
  afresh(): Promise<readonly HeldPayload[]>;
  /** How far each writer was read without holes. */
  cursor(): Readonly<Record<string, number>>;
  /** Goes on behind `cursor`; false where this store doesn't reach so far: it isn't the cursor's, or lost its newest records. */
  resume(cursor: Readonly<Record<string, number>>): Promise<boolean>;
  /** This writer's records from `seq` on were written here and are known. */
  wrote(address: Address): void;
  /** Forgets that `writer` was read beyond `seq`: its records there were replaced. */
  reread(writer: string, seq: number): void;
  open(record: SealedRecord): Uint8Array | undefined;
  /** A page of the writer's records for others, up to the first that is damaged: that one is set aside, and goes nowhere. */
  sound(writer: string, fromSeq: number, maxBytes: number): Promise<SealedRecord[]>;
  /** Sets aside what doesn't open at these addresses. Emptied as it is, it would keep the hash of its damage, another than everybody else's. */
  inspect(addresses: readonly Address[]): Promise<void>;
}

const readBytesMax = 8_000_000;

/** Undefined where the key isn't here yet, or the record was erased: nothing is wrong with it. */
function openWith({ vaultId, keys }: HeldRecordsDeps, record: SealedRecord): Uint8Array | "damaged" | undefined {
  const key = keys.byEpoch.get(record.epoch);
  const opened = key && openRecord(record, vaultId, key);
  return opened?.ok ? opened.value : opened?.error === "refused" ? "damaged" : undefined;
}

/** True where the record is damaged, and a hole now. */
const isSetAside = async (deps: HeldRecordsDeps, record: SealedRecord): Promise<boolean> => openWith(deps, record) === "damaged" && deps.records.setAside(record);

async function inspect(deps: HeldRecordsDeps, addresses: readonly Address[]): Promise<void> {
  let isAny = false;
  for (const { writer, seq } of addresses) {
    const [record] = await deps.records.read(writer, seq, 1);
    if (record?.seq === seq && (await isSetAside(deps, record))) isAny = true;
  }
  if (isAny) deps.onSetAside();
}

async function soundPart(deps: HeldRecordsDeps, page: SealedRecord[]): Promise<SealedRecord[]> {
  for (const [index, record] of page.entries()) {
    if (!(await isSetAside(deps, record))) continue;
    deps.onSetAside();
    return page.slice(0, index);
  }
  return page;
}

export function createHeldRecords(deps: HeldRecordsDeps): HeldRecords {
  const { records, onSetAside } = deps;
  const readUpTo = new Map<string, number>();
  const open = (record: SealedRecord): ReturnType<typeof openWith> => openWith(deps, record);
  /** From `fromSeq` to `top`; `upTo` is the last seq before the first gap. What was just set aside is a gap. */
  const readWriter = async (writer: string, fromSeq: number, top: number): Promise<{ readonly held: readonly HeldPayload[]; readonly upTo: number; readonly isAnySetAside: boolean }> => {
    const held: HeldPayload[] = [];
    let [upTo, isAnySetAside] = [fromSeq - 1, false];
    for (let seq = fromSeq; seq <= top;) {
      const page = await records.read(writer, seq, readBytesMax);
      const last = page.at(-1);
      if (!last) break;
      for (const record of page) {
        const address = { writer, seq: record.seq };
        const payload = open(record);
        const isGone = payload === "damaged" && (await records.setAside(address));
        if (payload && payload !== "damaged") held.push({ address, payload });
        if (record.seq === upTo + 1 && !isGone) upTo = record.seq;
        isAnySetAside ||= isGone;
      }
      seq = last.seq + 1;
    }
    return { held, upTo, isAnySetAside };
  };
  const readFrom = async (from: (writer: string) => number): Promise<{ readonly held: readonly HeldPayload[]; readonly upTo: ReadonlyMap<string, number> }> => {
    const held: HeldPayload[] = [];
    const upTo = new Map<string, number>();
    let isAnySetAside = false;
    for (const [writer, top] of Object.entries(await records.tops())) {
      if (from(writer) > top) continue;
      const read = await readWriter(writer, from(writer), top);
      held.push(...read.held);
      upTo.set(writer, read.upTo);
      isAnySetAside ||= read.isAnySetAside;
    }
    if (isAnySetAside) onSetAside();
    return { held, upTo };
  };

  return {
    open(record) { const payload = open(record); return payload === "damaged" ? undefined : payload; },
    sound: async (writer, fromSeq, maxBytes) => soundPart(deps, await records.read(writer, fromSeq, maxBytes)),
    inspect: (addresses) => inspect(deps, addresses),
    async fresh() {
      const { held, upTo } = await readFrom((writer) => (readUpTo.get(writer) ?? 0) + 1);
      for (const [writer, seq] of upTo) readUpTo.set(writer, seq);
      return held.map(({ payload }) => payload);
    },
    all: async () => (await readFrom(() => 1)).held,
    async afresh() {
      const { held, upTo } = await readFrom(() => 1);
      readUpTo.clear();
      for (const [writer, seq] of upTo) readUpTo.set(writer, seq);
      return held;
    },
    cursor: () => Object.fromEntries(readUpTo),
    async resume(cursor) {
      const tops = await records.tops();
      if (Object.entries(cursor).some(([writer, seq]) => (tops[writer] ?? 0) < seq)) return false;
      for (const [writer, seq] of Object.entries(cursor)) readUpTo.set(writer, seq);
      return true;
    },
    wrote({ writer, seq }) { if ((readUpTo.get(writer) ?? 0) === seq - 1) readUpTo.set(writer, seq); },
    reread(writer, seq) { readUpTo.set(writer, Math.min(seq, readUpTo.get(writer) ?? 0)); },
  };
}
