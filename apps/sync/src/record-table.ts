/** The relay's record table in a Durable Object's SQLite. An erased record has an empty body and keeps the rest of its row. */
import { isErased, pageBytesOf, type RecordTable, type SealedRecord, type Vector } from "@kith/core/relay";

/** Makes the tables. Only for a vault that is being created: an unknown vault writes nothing. */
export function createRecordTables(sql: SqlStorage): void {
  sql.exec("CREATE TABLE record (writer TEXT, seq INTEGER, epoch INTEGER NOT NULL, sha256 BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (writer, seq))");
  // One row per writer spares every pull a scan over all records.
  sql.exec("CREATE TABLE writer (writer TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, body_bytes INTEGER NOT NULL, erased INTEGER NOT NULL DEFAULT 0)");
}

/** Gives the tables of a vault that an older relay made what they lack. */
export function upgradeRecordTables(sql: SqlStorage): void {
  const counts = sql.exec<{ found: number }>("SELECT COUNT(*) AS found FROM pragma_table_info('writer') WHERE name = 'erased'").one();
  if (counts.found === 0) sql.exec("ALTER TABLE writer ADD COLUMN erased INTEGER NOT NULL DEFAULT 0");
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
        "INSERT INTO writer (writer, last_seq, body_bytes, erased) VALUES (?, ?, ?, ?) ON CONFLICT (writer) DO UPDATE SET last_seq = excluded.last_seq, body_bytes = body_bytes + excluded.body_bytes, erased = erased + excluded.erased",
        writer,
        seq,
        body.length,
        isErased(record) ? 1 : 0,
      );
    },
    erase: ({ writer, seq }) => {
      const [held] = sql.exec<{ bytes: number }>("SELECT LENGTH(body) AS bytes FROM record WHERE writer = ? AND seq = ?", writer, seq).toArray();
      if (held === undefined || held.bytes === 0) return;
      sql.exec("UPDATE record SET body = x'' WHERE writer = ? AND seq = ?", writer, seq);
      sql.exec("UPDATE writer SET body_bytes = body_bytes - ?, erased = erased + 1 WHERE writer = ?", held.bytes, writer);
    },
    hashes: function* hashes(writer, upTo) {
      for (const row of sql.exec<{ sha256: ArrayBuffer }>("SELECT sha256 FROM record WHERE writer = ? AND seq <= ? ORDER BY seq", writer, upTo)) yield new Uint8Array(row.sha256);
    },
    truncate: (writer, afterSeq) => {
      sql.exec("DELETE FROM record WHERE writer = ? AND seq > ?", writer, afterSeq);
      sql.exec("DELETE FROM writer WHERE writer = ?", writer);
      sql.exec("INSERT INTO writer (writer, last_seq, body_bytes, erased) SELECT writer, MAX(seq), SUM(LENGTH(body)), SUM(LENGTH(body) = 0) FROM record WHERE writer = ? GROUP BY writer", writer);
    },
    erased: () => sumOf(sql, "erased"),
    bodyBytes: () => sumOf(sql, "body_bytes"),
  };
}

const sumOf = (sql: SqlStorage, column: "erased" | "body_bytes"): number => sql.exec<{ total: number }>(`SELECT COALESCE(SUM(${column}), 0) AS total FROM writer`).one().total;

type RecordRow = { seq: number; epoch: number; sha256: ArrayBuffer; body: ArrayBuffer };

/** Reads row by row and stops at the budget, so that a page costs no more rows than it holds. */
function readRecords(sql: SqlStorage, from: { readonly writer: string; readonly fromSeq: number }, maxBytes: number): SealedRecord[] {
  const { writer, fromSeq } = from;
  const records: SealedRecord[] = [];
  let bytes = 0;
  for (const row of sql.exec<RecordRow>("SELECT seq, epoch, sha256, body FROM record WHERE writer = ? AND seq >= ? ORDER BY seq", writer, fromSeq)) {
    const body = new Uint8Array(row.body);
    const record: SealedRecord = { writer, seq: row.seq, epoch: row.epoch, body, ...(body.length === 0 ? { erasedHash: new Uint8Array(row.sha256) } : {}) };
    bytes += pageBytesOf([record]);
    if (records.length > 0 && bytes > maxBytes) break;
    records.push(record);
  }
  return records;
}
