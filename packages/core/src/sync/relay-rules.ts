/**
 * The relay's rules, pure over a table of records: a blind store of sets. It never reads a body, never
 * orders writers, never overwrites. The table runs each call in one transaction.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { recordHash, type SealedRecord } from "../vault/record.ts";
import type { KeyringMark, PullPage, PullRequest, PushReceipt } from "./codec.ts";
import { limits } from "./limits.ts";
import { lastSeq, writersAhead, type Vector } from "./vector.ts";

/** Where records lie: SQLite in the relay, maps in tests. All calls are synchronous. */
export interface RecordTable {
  vector(): Vector;
  /** SHA-256 of header and body, or undefined where the record isn't held. */
  hashAt(writer: string, seq: number): Uint8Array | undefined;
  /** Records of `writer` from `fromSeq` on, in order: at least one if held, else at most `maxBytes` of bodies. */
  read(writer: string, fromSeq: number, maxBytes: number): readonly SealedRecord[];
  insert(record: SealedRecord, sha256: Uint8Array): void;
  /** All bodies together. */
  bodyBytes(): number;
}

/** What the relay does with one record, given what it holds of its writer. */
export type Judgement = "accept" | "ignore" | "conflict" | "gap";

/** Accept the next seq; ignore what is held already; report another record at a held address. */
function judge(record: SealedRecord, hash: Uint8Array, held: { readonly last: number; readonly hash: Uint8Array | undefined }): Judgement {
  if (record.seq === held.last + 1) return "accept";
  if (record.seq > held.last) return "gap";
  return held.hash !== undefined && sameBytes(held.hash, hash) ? "ignore" : "conflict";
}

/** One page of what the caller lacks. `keyring` is passed through. */
export function answerPull(table: RecordTable, request: PullRequest, keyring: KeyringMark): PullPage {
  const vector = table.vector();
  const records: SealedRecord[] = [];
  let left: number = limits.pageBytes;
  for (const writer of writersAhead(vector, request.have)) {
    const found = table.read(writer, lastSeq(request.have, writer) + 1, left);
    const bytes = bodyBytesOf(found);
    // A table gives at least one record; it fits an empty page but not what is left of a full one.
    if (bytes > left) break;
    records.push(...found);
    left -= bytes;
  }
  const { writer } = request;
  const ownSeq = writer === undefined ? 0 : Math.min(lastSeq(vector, writer), lastSeq(request.have, writer));
  const sha256 = writer === undefined || ownSeq === 0 ? undefined : table.hashAt(writer, ownSeq);
  return sha256 === undefined ? { records, vector, keyring } : { records, vector, keyring, own: { seq: ownSeq, sha256 } };
}

/** Takes what may be taken of a push; the receipt tells the rest. Error: nothing of the push was taken. */
export function answerPush(table: RecordTable, vault: string, records: readonly SealedRecord[]): Result<PushReceipt, "tooLarge" | "full"> {
  const bytes = bodyBytesOf(records);
  if (bytes > limits.pageBytes) return err("tooLarge");
  if (table.bodyBytes() + bytes > limits.vaultBytes) return err("full");
  const vector: Record<string, number> = { ...table.vector() };
  const writers = new Set([...Object.keys(vector), ...records.map(({ writer }) => writer)]);
  if (writers.size > limits.writers) return err("full");
  const conflicts: { writer: string; seq: number }[] = [];
  for (const record of records) {
    const { writer, seq } = record;
    const last = lastSeq(vector, writer);
    const hash = recordHash(vault, record);
    const judgement = judge(record, hash, { last, hash: seq <= last ? table.hashAt(writer, seq) : undefined });
    if (judgement === "conflict") conflicts.push({ writer, seq });
    if (judgement !== "accept") continue;
    table.insert(record, hash);
    vector[writer] = seq;
  }
  return ok({ vector, conflicts });
}

/** Bytes of all bodies. */
export const bodyBytesOf = (records: readonly SealedRecord[]): number => records.reduce((sum, { body }) => sum + body.length, 0);
