/** The relay's record table in a Durable Object's SQLite. */
import type { RecordTable, SealedRecord, Vector } from "@kith/core/relay";

/** Makes the tables. Only for a vault that is being created: an unknown vault writes nothing. */
export function createRecordTables(sql: SqlStorage): void {
  sql.exec("CREATE TABLE record (writer TEXT, seq INTEGER, epoch INTEGER NOT NULL, sha256 BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (writer, seq))");
  // One row per writer spares every pull a scan over all records.
  sql.exec("CREATE TABLE writer (writer TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, body_bytes INTEGER NOT NULL)");
}

/** The table over `sql`. Calls that change must stand inside one `transactionSync`. */
export function openRecordTable(sql: SqlStorage): RecordTable {
  return {
    vector: (): Vector => {
      const rows = sql.exec<{ writer: string; last_seq: number }>("SELECT writer, last_seq FROM writer");
      return Object.fromEntries(Array.from(rows, (row) => [row.writer, row.last_seq]));
    },
    hashAt: (writer, seq) => {
      const [row] = sql.exec<{ sha256: ArrayBuffer }>("SELECT sha256 FROM record WHERE writer = ? AND seq = ?", writer, seq).toArray();
      return row === undefined ? undefined : new Uint8Array(row.sha256);
    },
    read: (writer, fromSeq, maxBytes) => readRecords(sql, { writer, fromSeq }, maxBytes),
    insert: (record, sha256) => {
      const { writer, seq, epoch, body } = record;
      sql.exec("INSERT INTO record (writer, seq, epoch, sha256, body) VALUES (?, ?, ?, ?, ?)", writer, seq, epoch, sha256, body);
      sql.exec(
        "INSERT INTO writer (writer, last_seq, body_bytes) VALUES (?, ?, ?) ON CONFLICT (writer) DO UPDATE SET last_seq = excluded.last_seq, body_bytes = body_bytes + excluded.body_bytes",
        writer,
        seq,
        body.length,
      );
    },
    bodyBytes: () => sql.exec<{ total: number }>("SELECT COALESCE(SUM(body_bytes), 0) AS total FROM writer").one().total,
  };
}

type RecordRow = { seq: number; epoch: number; body: ArrayBuffer };

/** Reads row by row and stops at the budget, so that a page costs no more rows than it holds. */
function readRecords(sql: SqlStorage, from: { readonly writer: string; readonly fromSeq: number }, maxBytes: number): SealedRecord[] {
  const { writer, fromSeq } = from;
  const records: SealedRecord[] = [];
  let bytes = 0;
  for (const row of sql.exec<RecordRow>("SELECT seq, epoch, body FROM record WHERE writer = ? AND seq >= ? ORDER BY seq", writer, fromSeq)) {
    bytes += row.body.byteLength;
    if (records.length > 0 && bytes > maxBytes) break;
    records.push({ writer, seq: row.seq, epoch: row.epoch, body: new Uint8Array(row.body) });
  }
  return records;
}
