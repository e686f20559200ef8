/** The relay's record table in a Durable Object's SQLite. An erased record has an empty body and keeps the rest of its row. */
import {
  emptyMark, extendMark, isErased, joinMarks, limits, pageBytesOf, shortenMark,
  type Address, type ErasedMark, type RecordTable, type SealedRecord, type Vector,
} from "@kith/core/relay";

/** Makes the tables. Only for a vault that is being created: an unknown vault writes nothing. */
export function createRecordTables(sql: SqlStorage): void {
  sql.exec("CREATE TABLE record (writer TEXT, seq INTEGER, epoch INTEGER NOT NULL, sha256 BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (writer, seq))");
  // One row per writer spares every pull a scan over all records: what they weigh, and which are erased.
  sql.exec("CREATE TABLE writer (writer TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, weight INTEGER NOT NULL, erased INTEGER NOT NULL, digest BLOB NOT NULL)");
}

/** Gives the tables of a vault that an older relay made what they lack: it counted bodies, and no digest of what is erased. */
export function upgradeRecordTables(sql: SqlStorage): void {
  const columns = sql.exec<{ name: string }>("SELECT name FROM pragma_table_info('writer')").toArray().map(({ name }) => name);
  if (!columns.includes("digest")) {
    const writers = sql.exec<{ writer: string }>("SELECT writer FROM writer").toArray().map(({ writer }) => writer);
    sql.exec("DROP TABLE writer");
    sql.exec("CREATE TABLE writer (writer TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, weight INTEGER NOT NULL, erased INTEGER NOT NULL, digest BLOB NOT NULL)");
    for (const writer of writers) countAnew(sql, writer);
  }
  sql.exec("CREATE INDEX IF NOT EXISTS erased_record ON record (writer, seq) WHERE body = x''");
}

type WriterRow = { last_seq: number; weight: number; erased: number; digest: ArrayBuffer };

const rowOf = (sql: SqlStorage, writer: string): WriterRow | undefined =>
  sql.exec<WriterRow>("SELECT last_seq, weight, erased, digest FROM writer WHERE writer = ?", writer).toArray()[0];

const markOf = ({ erased, digest }: Pick<WriterRow, "erased" | "digest">): ErasedMark => ({ count: erased, digest: new Uint8Array(digest) });

function putRow(sql: SqlStorage, writer: string, { lastSeq, weight, mark }: { readonly lastSeq: number; readonly weight: number; readonly mark: ErasedMark }): void {
  sql.exec("INSERT OR REPLACE INTO writer (writer, last_seq, weight, erased, digest) VALUES (?, ?, ?, ?, ?)", writer, lastSeq, weight, mark.count, mark.digest);
}

function addErased(sql: SqlStorage, { writer, seq }: Address, sha256: Uint8Array): void {
  const row = rowOf(sql, writer);
  putRow(sql, writer, { lastSeq: seq, weight: (row?.weight ?? 0) + weightOf(0), mark: extendMark(row === undefined ? emptyMark : markOf(row), sha256) });
}

/** The row of a writer from its records; none where it has none. */
function countAnew(sql: SqlStorage, writer: string): void {
  sql.exec("DELETE FROM writer WHERE writer = ?", writer);
  let [lastSeq, weight, mark] = [0, 0, emptyMark];
  for (const row of sql.exec<{ seq: number; bytes: number; sha256: ArrayBuffer }>("SELECT seq, LENGTH(body) AS bytes, sha256 FROM record WHERE writer = ? ORDER BY seq", writer)) {
    lastSeq = row.seq;
    weight += weightOf(row.bytes);
    if (row.bytes === 0) mark = extendMark(mark, new Uint8Array(row.sha256));
  }
  if (lastSeq > 0) putRow(sql, writer, { lastSeq, weight, mark });
}

const weightOf = (bytes: number): number => Math.max(bytes, limits.recordBytesMin);

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
    isErasedAt: (writer, seq) => sql.exec("SELECT 1 FROM record WHERE writer = ? AND seq = ? AND body = x''", writer, seq).toArray().length > 0,
    insert: (record, sha256) => {
      const { writer, seq, epoch, body } = record;
      sql.exec("INSERT INTO record (writer, seq, epoch, sha256, body) VALUES (?, ?, ?, ?, ?)", writer, seq, epoch, sha256, body);
      if (isErased(record)) return addErased(sql, record, sha256);
      sql.exec(
        "INSERT INTO writer (writer, last_seq, weight, erased, digest) VALUES (?, ?, ?, 0, ?) ON CONFLICT (writer) DO UPDATE SET last_seq = excluded.last_seq, weight = weight + excluded.weight",
        writer, seq, weightOf(body.length), emptyMark.digest,
      );
    },
    erase: ({ writer, seq }) => { setBody(sql, { writer, seq }, new Uint8Array(0)); },
    refill: ({ writer, seq, body }) => { setBody(sql, { writer, seq }, body); },
    hashes: function* hashes(writer, upTo) {
      for (const row of sql.exec<{ sha256: ArrayBuffer }>("SELECT sha256 FROM record WHERE writer = ? AND seq <= ? ORDER BY seq", writer, upTo)) yield new Uint8Array(row.sha256);
    },
    truncate: (writer, afterSeq) => {
      sql.exec("DELETE FROM record WHERE writer = ? AND seq > ?", writer, afterSeq);
      countAnew(sql, writer);
    },
    erased: () => sql.exec<Pick<WriterRow, "erased" | "digest">>("SELECT erased, digest FROM writer WHERE erased > 0").toArray()
      .reduce((mark, row) => joinMarks(mark, markOf(row)), emptyMark),
    readErased: (after, max) => {
      const [writer, seq] = after === undefined ? ["", 0] : [after.writer, after.seq];
      const rows = sql.exec<RecordRow & { writer: string }>("SELECT writer, seq, epoch, sha256, body FROM record WHERE body = x'' AND (writer, seq) > (?, ?) ORDER BY writer, seq LIMIT ?", writer, seq, max);
      return Array.from(rows, (row) => recordOf(row.writer, row));
    },
    weight: () => sql.exec<{ total: number }>("SELECT COALESCE(SUM(weight), 0) AS total FROM writer").one().total,
  };
}

/** Empties a held record, or gives it back its body; nothing where it is so already. */
function setBody(sql: SqlStorage, { writer, seq }: Address, body: Uint8Array): void {
  const [held] = sql.exec<{ bytes: number; sha256: ArrayBuffer }>("SELECT LENGTH(body) AS bytes, sha256 FROM record WHERE writer = ? AND seq = ?", writer, seq).toArray();
  const row = rowOf(sql, writer);
  if (held === undefined || row === undefined || (held.bytes === 0) === (body.length === 0)) return;
  sql.exec("UPDATE record SET body = ? WHERE writer = ? AND seq = ?", body, writer, seq);
  const change = body.length === 0 ? extendMark : shortenMark;
  putRow(sql, writer, { lastSeq: row.last_seq, weight: row.weight - weightOf(held.bytes) + weightOf(body.length), mark: change(markOf(row), new Uint8Array(held.sha256)) });
}

type RecordRow = { seq: number; epoch: number; sha256: ArrayBuffer; body: ArrayBuffer };

function recordOf(writer: string, row: RecordRow): SealedRecord {
  const body = new Uint8Array(row.body);
  return { writer, seq: row.seq, epoch: row.epoch, body, ...(body.length === 0 ? { erasedHash: new Uint8Array(row.sha256) } : {}) };
}

/** Reads row by row and stops at the budget, so that a page costs no more rows than it holds. */
function readRecords(sql: SqlStorage, from: { readonly writer: string; readonly fromSeq: number }, maxBytes: number): SealedRecord[] {
  const { writer, fromSeq } = from;
  const records: SealedRecord[] = [];
  let bytes = 0;
  for (const row of sql.exec<RecordRow>("SELECT seq, epoch, sha256, body FROM record WHERE writer = ? AND seq >= ? ORDER BY seq", writer, fromSeq)) {
    const record = recordOf(writer, row);
    bytes += pageBytesOf([record]);
    if (records.length > 0 && bytes > maxBytes) break;
    records.push(record);
  }
  return records;
}
