/**
 * The relay's rules, pure over a table of records: a blind store of sets. It never reads a body, never
 * orders writers, never overwrites; all it ever does to a record it holds is empty it. The table runs
 * each call in one transaction.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { isErased, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import { admits } from "../vault/line.ts";
import type { KeyringMark, MemberStanding, PullPage, PullRequest, PushReceipt } from "./codec.ts";
import { limits } from "./limits.ts";
import { lastSeq, writersAhead, type Vector } from "./vector.ts";

/** Where records lie: SQLite in the relay, maps in tests. All calls are synchronous. */
export interface RecordTable {
  vector(): Vector;
  /** SHA-256 of header and body, erased or not; undefined where the record isn't held. */
  hashAt(writer: string, seq: number): Uint8Array | undefined;
  /** Records of `writer` from `fromSeq` on, in order: at least one if held, else at most `maxBytes` by `pageBytesOf`. */
  read(writer: string, fromSeq: number, maxBytes: number): readonly SealedRecord[];
  insert(record: SealedRecord, sha256: Uint8Array): void;
  /** Empties the body of a held record for good; nothing where it is empty already. */
  erase(address: Address): void;
  /** SHA-256 of header and body of the writer's records 1 to `upTo`, in order. */
  hashes(writer: string, upTo: number): Iterable<Uint8Array>;
  /** Drops the writer's records behind `afterSeq`: what stands above a line is refused by all. */
  truncate(writer: string, afterSeq: number): void;
  /** How many records are erased. */
  erased(): number;
  /** All bodies together. */
  bodyBytes(): number;
}

/** What of a keyring decides which records may be held. */
export type Admission = Pick<KeyringState, "vaultId" | "epoch" | "lines">;

/** What a store does with a record that arrives at an address it holds. */
export type Judgement = "ignore" | "erase" | "conflict";

/** The same again is ignored, the same erased empties the body, anything else is a conflict. Nothing is ever filled again. */
export function judgeHeld(arrived: SealedRecord, hash: Uint8Array, heldHash: Uint8Array): Judgement {
  if (!sameBytes(hash, heldHash)) return "conflict";
  return isErased(arrived) ? "erase" : "ignore";
}

/** One page of what the caller lacks. Where the keyring stands and how the members do is passed through. */
export function answerPull(table: RecordTable, request: PullRequest, { keyring, members }: { readonly keyring: KeyringMark; readonly members: readonly MemberStanding[] }): PullPage {
  const vector = table.vector();
  const records: SealedRecord[] = [];
  let left: number = limits.pageBytes;
  for (const writer of writersAhead(vector, request.have)) {
    const found = table.read(writer, lastSeq(request.have, writer) + 1, left);
    const bytes = pageBytesOf(found);
    // A table gives at least one record; it fits an empty page but not what is left of a full one.
    if (bytes > left) break;
    records.push(...found);
    left -= bytes;
  }
  const page = { records, vector, erased: table.erased(), keyring, members };
  const { writer } = request;
  const ownSeq = writer === undefined ? 0 : Math.min(lastSeq(vector, writer), lastSeq(request.have, writer));
  const sha256 = writer === undefined || ownSeq === 0 ? undefined : table.hashAt(writer, ownSeq);
  return sha256 === undefined ? page : { ...page, own: { seq: ownSeq, sha256 } };
}

/**
 * Takes what may be taken of a push; the receipt tells the rest. Error: nothing of the push was taken;
 * "oldEpoch": the pusher hasn't heard of a newer epoch, "unknownEpoch": the relay hasn't.
 */
export function answerPush(table: RecordTable, keyring: Admission, records: readonly SealedRecord[]): Result<PushReceipt, "tooLarge" | "full" | "oldEpoch" | "unknownEpoch"> {
  if (pageBytesOf(records) > limits.pageBytes) return err("tooLarge");
  for (const record of records) {
    const admitted = admits(keyring, record);
    if (admitted !== "yes") return err(admitted);
  }
  if (table.bodyBytes() + bodyBytesOf(records) > limits.vaultBytes) return err("full");
  const ends = new Map(Object.entries(table.vector()));
  const writers = new Set([...ends.keys(), ...records.map(({ writer }) => writer)]);
  if (writers.size > limits.writers) return err("full");
  const conflicts: Address[] = [];
  for (const record of records) {
    const { writer, seq } = record;
    const hash = recordHash(keyring.vaultId, record);
    const heldHash = table.hashAt(writer, seq);
    const isNext = seq === (ends.get(writer) ?? 0) + 1;
    const judgement = heldHash === undefined ? "insert" : judgeHeld(record, hash, heldHash);
    // A record beyond the next would leave a hole: it comes again when those before it are here. One behind a
    // conflict belongs to another history: mixed into ours, the fork could never be told by comparing ends.
    if (judgement === "insert" && (!isNext || conflicts.some((conflict) => conflict.writer === writer))) continue;
    if (judgement === "insert") table.insert(record, hash);
    if (judgement === "erase") table.erase(record);
    if (judgement === "conflict") conflicts.push({ writer, seq });
    else if (isNext) ends.set(writer, seq);
  }
  return ok({ vector: Object.fromEntries(ends), erased: table.erased(), conflicts });
}

/** Bytes of all bodies. */
export const bodyBytesOf = (records: readonly SealedRecord[]): number => records.reduce((sum, { body }) => sum + body.length, 0);

/** What records weigh on a page: their bodies, but none less than the framing and hash of an erased one justify. */
export const pageBytesOf = (records: readonly SealedRecord[]): number =>
  records.reduce((sum, { body }) => sum + Math.max(body.length, limits.recordBytesMin), 0);
