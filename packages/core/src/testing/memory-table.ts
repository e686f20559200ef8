/**
 * A record table in memory: the model the stores of relay and client are held against, and both sides of
 * simulations. Holes and damage are part of it, for tests to make.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { isErased, type Address, type SealedRecord } from "../vault/record.ts";
import { bodyBytesOf, pageBytesOf, type RecordTable } from "../sync/relay-rules.ts";
import type { Vector } from "../sync/vector.ts";

/** A record with its hash, as stored. */
interface Row {
  readonly record: SealedRecord;
  readonly sha256: Uint8Array;
}

/** A table that forgets with the process. `copy` is a backup. */
export interface MemoryTable extends RecordTable {
  copy(): MemoryTable;
  /** Of whom anything is held, behind a hole too. */
  writers(): readonly string[];
  /** Erased records behind `after` by writer, then seq; at most `max`. */
  readErased(after: Address | undefined, max: number): readonly SealedRecord[];
  /** Loses a record, as a failing disk does. */
  lose(address: Address): void;
  /** Puts other bytes in a held record's place, as a failing disk does. */
  damage(record: SealedRecord): void;
  /** Moves a record that doesn't open out of the way: true where it is a hole now, false where the same bytes came back before. */
  setAside(address: Address): boolean;
  /** How many are set aside and not yet back, or came back as they were. */
  damagedCount(): number;
}

/** An empty table, or one that starts with the rows given. */
export function createMemoryTable(rows: ReadonlyMap<string, ReadonlyMap<number, Row>> = new Map()): MemoryTable {
  const held = new Map([...rows].map(([writer, ofWriter]) => [writer, new Map(ofWriter)]));
  const setAside = new Map<string, SealedRecord>();
  const at = ({ writer, seq }: Address): Row | undefined => held.get(writer)?.get(seq);
  const put = (row: Row): void => {
    const { writer, seq } = row.record;
    if (!held.has(writer)) held.set(writer, new Map());
    held.get(writer)?.set(seq, row);
  };
  const all = (): SealedRecord[] => [...held.values()].flatMap((ofWriter) => Array.from(ofWriter.values(), ({ record }) => record)).toSorted(inOrder);
  const recordsOf = (writer: string): SealedRecord[] => Array.from(held.get(writer)?.values() ?? [], ({ record }) => record).toSorted(inOrder);
  return {
    copy: () => createMemoryTable(held),
    writers: () => [...held.keys()].toSorted(),
    vector: (): Vector => Object.fromEntries([...held].map(([writer, ofWriter]) => [writer, wholeUpTo(ofWriter)] as const).filter(([, end]) => end > 0)),
    hashAt: (writer, seq) => at({ writer, seq })?.sha256,
    read: (writer, fromSeq, maxBytes) => takeBytes(recordsOf(writer).filter((record) => record.seq >= fromSeq), maxBytes),
    readErased: (after, max) => all().filter((record) => isErased(record) && (after === undefined || inOrder(record, after) > 0)).slice(0, max),
    insert: (record, sha256) => {
      const damaged = setAside.get(keyOf(record));
      if (damaged && !sameBytes(damaged.body, record.body)) setAside.delete(keyOf(record));
      put({ record, sha256 });
    },
    erase: (address) => {
      const row = at(address);
      if (row) put({ ...row, record: { ...row.record, body: new Uint8Array(0), erasedHash: row.sha256 } });
    },
    hashes: (writer, upTo) => Array.from({ length: upTo }, (_, index) => at({ writer, seq: index + 1 })?.sha256 ?? new Uint8Array(32)),
    truncate: (writer, afterSeq) => {
      const kept = [...(held.get(writer) ?? [])].filter(([seq]) => seq <= afterSeq);
      held.set(writer, new Map(kept));
    },
    erased: () => all().filter(isErased).length,
    bodyBytes: () => bodyBytesOf(all()),
    lose: ({ writer, seq }) => void held.get(writer)?.delete(seq),
    damage: (record) => {
      const row = at(record);
      if (row) put({ ...row, record });
    },
    setAside: (address) => {
      const row = at(address);
      const before = setAside.get(keyOf(address));
      if (!row || (before && sameBytes(before.body, row.record.body))) return false;
      setAside.set(keyOf(address), row.record);
      held.get(address.writer)?.delete(address.seq);
      return true;
    },
    damagedCount: () => setAside.size,
  };
}

const keyOf = ({ writer, seq }: Address): string => `${writer} ${seq}`;

const inOrder = (a: Address, b: Address): number => (a.writer === b.writer ? a.seq - b.seq : a.writer < b.writer ? -1 : 1);

function wholeUpTo(rows: ReadonlyMap<number, Row>): number {
  let end = 0;
  while (rows.has(end + 1)) end += 1;
  return end;
}

/** The first records that weigh at most `maxBytes`, and at least one. */
function takeBytes(records: readonly SealedRecord[], maxBytes: number): SealedRecord[] {
  let bytes = 0;
  const end = records.findIndex((record, index) => {
    bytes += pageBytesOf([record]);
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? [...records] : records.slice(0, end);
}
