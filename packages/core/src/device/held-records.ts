/**
 * The records this store holds, opened: what is new since the last look, or all of them. A record that
 * doesn't open though its key is here was damaged on the disk: it is set aside, and sync fetches it again.
 * What a list of erased records names is emptied the moment the list is opened.
 */
import type { DeviceStore } from "../store/device-store.ts";
import type { ErasureList } from "../store/erase.ts";
import type { StoredRecord } from "../store/tables.ts";
import { recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import { openRecord } from "../vault/seal.ts";
import { namesIn } from "./erasure-lists.ts";
import type { EpochKeys } from "./keyring-keeper.ts";

export interface HeldRecordsDeps {
  readonly store: Pick<DeviceStore, "read" | "tops" | "setAside" | "name">;
  readonly vaultId: string;
  readonly keys: EpochKeys;
  /** Records were set aside: sync may have them to give. */
  readonly onSetAside: () => void;
}

/** What a record says, and where it stands. */
export interface HeldPayload {
  readonly address: Address;
  readonly payload: Uint8Array;
}

/** What was read, lists left out. */
export interface Fresh {
  readonly payloads: readonly Uint8Array[];
  /** True where a list was among it: what it names may have been read before. */
  readonly isAnyErased: boolean;
  /** How many bodies were emptied for these lists: of payloads here, or of others read before. */
  readonly emptied: number;
}

export interface HeldRecords {
  /** The payloads of records not read before; those behind a hole are read again each time, until it is filled. */
  fresh(): Promise<Fresh>;
  /** Every payload held, with its address; what is fresh stays so. */
  all(): Promise<readonly HeldPayload[]>;
  /** As `all`, and what is fresh counts from here. */
  afresh(): Promise<readonly HeldPayload[]>;
  /** How far each writer was read without holes. */
  cursor(): Readonly<Record<string, number>>;
  /** Goes on behind `cursor`; false where this store doesn't reach so far: it isn't the cursor's, or lost its newest records. */
  resume(cursor: Readonly<Record<string, number>>): Promise<boolean>;
  /** This record was written here and is known. */
  wrote(address: Address): void;
  /** Forgets that `writer` was read beyond `seq`: its records there were replaced. */
  reread(writer: string, seq: number): void;
  /** Undefined where the record is erased, its key isn't here yet, or it was damaged. */
  open(record: SealedRecord): Uint8Array | undefined;
  /** The hash of a record, erased or not; undefined where it isn't held, or was damaged: it is set aside. */
  readonly hashAt: (writer: string, seq: number) => Promise<Uint8Array | undefined>;
  /** A page of the writer's records for others, up to the first that is damaged (it is set aside) or only claimed to be erased. */
  sound(writer: string, fromSeq: number, maxBytes: number): Promise<readonly SealedRecord[]>;
}

const readBytesMax = 8_000_000;

/** Undefined where the key isn't here yet, or the record was erased: nothing is wrong with it. */
function openWith({ vaultId, keys }: HeldRecordsDeps, record: SealedRecord): Uint8Array | "damaged" | undefined {
  const key = keys.byEpoch.get(record.epoch);
  const opened = key && openRecord(record, vaultId, key);
  return opened?.ok ? opened.value : opened?.error === "refused" ? "damaged" : undefined;
}

/** True where the record is damaged, and a hole now. */
const isSetAside = async (deps: HeldRecordsDeps, record: SealedRecord): Promise<boolean> =>
  openWith(deps, record) === "damaged" && deps.store.setAside(record);

async function soundPart(deps: HeldRecordsDeps, page: readonly StoredRecord[]): Promise<readonly SealedRecord[]> {
  const sound: SealedRecord[] = [];
  for (const { claimed, ...record } of page) {
    if (claimed) break;
    if (await isSetAside(deps, record)) {
      deps.onSetAside();
      break;
    }
    sound.push(record);
  }
  return sound;
}

/** Sets aside what is damaged among these: emptied as it is, it would keep the hash of its damage, another than everybody else's. */
async function inspect(deps: HeldRecordsDeps, addresses: readonly Address[]): Promise<void> {
  let isAny = false;
  for (const { writer, seq } of addresses) {
    const [record] = await deps.store.read(writer, seq, 1);
    if (record?.seq === seq && (await isSetAside(deps, record))) isAny = true;
  }
  if (isAny) deps.onSetAside();
}

interface Read {
  readonly held: readonly HeldPayload[];
  readonly upTo: ReadonlyMap<string, number>;
}

/** Reads each writer behind `from`; `upTo` is the last seq before the first gap. What was just set aside is a gap. */
async function readFrom(deps: HeldRecordsDeps, from: (writer: string) => number): Promise<Read> {
  const held: HeldPayload[] = [];
  const upTo = new Map<string, number>();
  let isAnySetAside = false;
  for (const [writer, top] of Object.entries(await deps.store.tops())) {
    let whole = from(writer);
    for (let seq = whole + 1; seq <= top;) {
      const page = await deps.store.read(writer, seq, readBytesMax);
      const last = page.at(-1);
      if (!last) break;
      for (const record of page) {
        const address = { writer, seq: record.seq };
        const payload = openWith(deps, record);
        const isGone = payload === "damaged" && (await deps.store.setAside(address));
        if (payload && payload !== "damaged") held.push({ address, payload });
        if (record.seq === whole + 1 && !isGone) whole = record.seq;
        isAnySetAside ||= isGone;
      }
      seq = last.seq + 1;
    }
    if (whole > from(writer) || from(writer) < top) upTo.set(writer, whole);
  }
  if (isAnySetAside) deps.onSetAside();
  return { held, upTo };
}

/** Splits lists from what the log reads, and empties what they name. */
async function honour(deps: HeldRecordsDeps, held: readonly HeldPayload[]): Promise<Omit<Fresh, "payloads"> & { readonly rest: readonly HeldPayload[] }> {
  const lists: ErasureList[] = [];
  const rest: HeldPayload[] = [];
  for (const one of held) {
    const names = namesIn(one.payload);
    if (names === undefined) rest.push(one);
    else lists.push({ list: one.address, names });
  }
  if (lists.length === 0) return { rest, isAnyErased: false, emptied: 0 };
  await inspect(deps, lists.flatMap(({ names }) => names));
  return { rest, isAnyErased: true, emptied: await deps.store.name(lists) };
}

export function createHeldRecords(deps: HeldRecordsDeps): HeldRecords {
  const { store } = deps;
  const readUpTo = new Map<string, number>();
  /** Read again where a body was emptied: what it said is among what was read. */
  const readAll = async (): Promise<Read> => {
    const read = await readFrom(deps, () => 0);
    const { rest, emptied } = await honour(deps, read.held);
    return emptied > 0 ? readAll() : { held: rest, upTo: read.upTo };
  };
  return {
    open(record) {
      const payload = openWith(deps, record);
      return payload === "damaged" ? undefined : payload;
    },
    hashAt: async (writer, seq) => {
      await inspect(deps, [{ writer, seq }]);
      const [record] = await store.read(writer, seq, 1);
      return record?.seq === seq ? recordHash(deps.vaultId, record) : undefined;
    },
    sound: async (writer, fromSeq, maxBytes) => soundPart(deps, await store.read(writer, fromSeq, maxBytes)),
    async fresh() {
      const { held, upTo } = await readFrom(deps, (writer) => readUpTo.get(writer) ?? 0);
      for (const [writer, seq] of upTo) readUpTo.set(writer, seq);
      const { rest, isAnyErased, emptied } = await honour(deps, held);
      return { payloads: rest.map(({ payload }) => payload), isAnyErased, emptied };
    },
    all: async () => (await readAll()).held,
    async afresh() {
      const { held, upTo } = await readAll();
      readUpTo.clear();
      for (const [writer, seq] of upTo) readUpTo.set(writer, seq);
      return held;
    },
    cursor: () => Object.fromEntries(readUpTo),
    async resume(cursor) {
      const tops = await store.tops();
      if (Object.entries(cursor).some(([writer, seq]) => (tops[writer] ?? 0) < seq)) return false;
      for (const [writer, seq] of Object.entries(cursor)) readUpTo.set(writer, seq);
      return true;
    },
    wrote({ writer, seq }) { if ((readUpTo.get(writer) ?? 0) === seq - 1) readUpTo.set(writer, seq); },
    reread(writer, seq) { readUpTo.set(writer, Math.min(seq, readUpTo.get(writer) ?? 0)); },
  };
}
