/** A record table in memory: the model the relay's SQLite is held against, and the relay of simulations. */
import type { SealedRecord } from "../vault/record.ts";
import { bodyBytesOf, type RecordTable } from "../sync/relay-rules.ts";
import type { Vector } from "../sync/vector.ts";

/** A record with its hash, as stored. */
interface Row {
  readonly record: SealedRecord;
  readonly sha256: Uint8Array;
}

/** A table that forgets with the process. `copy` is a backup; `rowsByWriter` is for tests to break. */
export interface MemoryTable extends RecordTable {
  readonly rowsByWriter: Map<string, Row[]>;
  copy(): MemoryTable;
}

/** An empty table, or one that starts with the rows given. */
export function createMemoryTable(rows: ReadonlyMap<string, readonly Row[]> = new Map()): MemoryTable {
  const rowsByWriter = new Map<string, Row[]>([...rows].map(([writer, held]) => [writer, [...held]]));
  const rowsOf = (writer: string) => rowsByWriter.get(writer) ?? [];
  return {
    rowsByWriter,
    copy: () => createMemoryTable(rowsByWriter),
    vector: (): Vector => Object.fromEntries([...rowsByWriter].map(([writer, held]) => [writer, held.length])),
    hashAt: (writer, seq) => rowsOf(writer)[seq - 1]?.sha256,
    read: (writer, fromSeq, maxBytes) => takeBytes(rowsOf(writer).slice(fromSeq - 1).map(({ record }) => record), maxBytes),
    insert: (record, sha256) => {
      rowsByWriter.set(record.writer, [...rowsOf(record.writer), { record, sha256 }]);
    },
    bodyBytes: () => [...rowsByWriter.values()].reduce((sum, held) => sum + bodyBytesOf(held.map(({ record }) => record)), 0),
  };
}

/** The first records whose bodies fit `maxBytes`, and at least one. */
function takeBytes(records: readonly SealedRecord[], maxBytes: number): SealedRecord[] {
  let bytes = 0;
  const end = records.findIndex((record, index) => {
    bytes += record.body.length;
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? [...records] : records.slice(0, end);
}
