/**
 * The relay's rules for records, pure over a table: a blind store of sets. It never reads a body, never
 * orders writers, never overwrites; all it ever does to a record it holds is empty it, or take back the
 * body it had. The table runs each call in one transaction.
 */
import { sameBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { ErasedMark } from "../vault/erased-mark.ts";
import { isErased, recordHash, type Address, type SealedRecord } from "../vault/record.ts";
import type { KeyringState } from "../vault/keyring-state.ts";
import { admits } from "../vault/line.ts";
import type { KeyringMark, MemberStanding, PullPage, PullRequest } from "./codec.ts";
import { limits } from "./limits.ts";
import { lastSeq, writersAhead, type Vector } from "./vector.ts";

/** Where records lie: SQLite in the relay, maps in tests. All calls are synchronous. */
export interface RecordTable {
  vector(): Vector;
  /** SHA-256 of header and body, erased or not; undefined where the record isn't held. */
  hashAt(writer: string, seq: number): Uint8Array | undefined;
  /** True where the record is held without its body. */
  isErasedAt(writer: string, seq: number): boolean;
  /** Records of `writer` from `fromSeq` on, in order: at least one if held, else at most `maxBytes` by `pageBytesOf`. */
  read(writer: string, fromSeq: number, maxBytes: number): readonly SealedRecord[];
  insert(record: SealedRecord, sha256: Uint8Array): void;
  /** Empties the body of a held record; nothing where it is empty already. */
  erase(address: Address): void;
  /** Gives an emptied record back the body it had; nothing where it has one. */
  refill(record: SealedRecord): void;
  /** SHA-256 of header and body of the writer's records 1 to `upTo`, in order. */
  hashes(writer: string, upTo: number): Iterable<Uint8Array>;
  /** Drops the writer's records behind `afterSeq`: what stands above a line is refused by all. */
  truncate(writer: string, afterSeq: number): void;
  /** Which records are erased. */
  erased(): ErasedMark;
  /** Erased records behind `after` by writer, then seq; at most `max`. */
  readErased(after: Address | undefined, max: number): readonly SealedRecord[];
  /** What all records weigh, as `pageBytesOf` weighs them. */
  weight(): number;
}

/** What of a keyring decides which records may be held. */
export type Admission = Pick<KeyringState, "vaultId" | "epoch" | "lines">;

/** What the relay does with a record that arrives at an address it holds. */
export type Judgement = "ignore" | "erase" | "refill" | "conflict";

/**
 * The same again is ignored, the same without a body empties the one held, the same with the body gives it
 * back: the relay can't tell whether a member's list named it, so members tell it either way, and those who
 * know the list empty it again. Anything else is a conflict.
 */
function judgeHeld(arrived: SealedRecord, hash: Uint8Array, held: { readonly sha256: Uint8Array; readonly isErased: boolean }): Judgement {
  if (!sameBytes(hash, held.sha256)) return "conflict";
  if (isErased(arrived) === held.isErased) return "ignore";
  return held.isErased ? "refill" : "erase";
}

/** One page of what the caller lacks. What the table holds, where the keyring stands and how the members do comes along. */
export function answerPull(
  table: RecordTable, request: PullRequest,
  { vector, keyring, members }: { readonly vector: Vector; readonly keyring: KeyringMark; readonly members: readonly MemberStanding[] },
): PullPage {
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
 * Takes what may be taken of a push; gives the records held with another hash. Error: nothing of the push was
 * taken; "oldEpoch": the pusher hasn't heard of a newer epoch, "unknownEpoch": the relay hasn't.
 */
export function takePush(table: RecordTable, keyring: Admission, records: readonly SealedRecord[]): Result<readonly Address[], "tooLarge" | "full" | "oldEpoch" | "unknownEpoch"> {
  if (pageBytesOf(records) > limits.pageBytes) return err("tooLarge");
  for (const record of records) {
    const admitted = admits(keyring, record);
    if (admitted !== "yes") return err(admitted);
  }
  if (table.weight() + pageBytesOf(records) > limits.vaultBytes) return err("full");
  const ends = new Map(Object.entries(table.vector()));
  if (new Set([...ends.keys(), ...records.map(({ writer }) => writer)]).size > limits.writers) return err("full");
  const conflicts: Address[] = [];
  for (const record of records) {
    const { writer, seq } = record;
    const hash = recordHash(keyring.vaultId, record);
    const isNext = seq === (ends.get(writer) ?? 0) + 1;
    const heldHash = table.hashAt(writer, seq);
    if (heldHash === undefined) {
      // A record beyond the next would leave a hole: it comes again when those before it are here. One behind a
      // conflict belongs to another history: mixed into ours, the fork could never be told by comparing ends.
      if (!isNext || conflicts.some((conflict) => conflict.writer === writer)) continue;
      table.insert(record, hash);
      ends.set(writer, seq);
      continue;
    }
    const judgement = judgeHeld(record, hash, { sha256: heldHash, isErased: table.isErasedAt(writer, seq) });
    if (judgement === "erase") table.erase(record);
    if (judgement === "refill") table.refill(record);
    if (judgement === "conflict") conflicts.push({ writer, seq });
  }
  return ok(conflicts);
}

/** Records at these addresses, as far as they are held and fit a page. */
export function answerFetch(table: RecordTable, addresses: readonly Address[]): readonly SealedRecord[] {
  const records: SealedRecord[] = [];
  for (const { writer, seq } of addresses) {
    const [record] = table.read(writer, seq, 1);
    if (record?.seq !== seq) continue;
    if (pageBytesOf([...records, record]) > limits.pageBytes) break;
    records.push(record);
  }
  return records;
}

/** What records weigh on a page: their bodies, but none less than the framing and hash of an erased one justify. */
export const pageBytesOf = (records: readonly SealedRecord[]): number =>
  records.reduce((sum, { body }) => sum + Math.max(body.length, limits.recordBytesMin), 0);
