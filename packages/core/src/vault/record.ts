/**
 * A record is one sealed change. Its header is clear but authenticated; its body is opaque to all but
 * members. (writer, seq) is a transport address and means nothing inside, so a record may be sealed
 * again under another writer or epoch.
 */
import { base64urlToBytes, bytesToBase64url, concatBytes, sha256 } from "../prelude/bytes.ts";
import { assert } from "../prelude/assert.ts";
import { isId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";

/** Gives `length` unpredictable bytes. Core has no randomness of its own. */
export type Random = (length: number) => Uint8Array;

/** What travels and is stored: the same bytes in IndexedDB, on the wire and at the relay. */
export interface SealedRecord {
  /** The random id of one local store: 16 bytes as base64url. */
  readonly writer: string;
  /** 1, 2, 3… without holes, per writer; below 2^32. */
  readonly seq: number;
  /** Which epoch key sealed the body; 1 or more. */
  readonly epoch: number;
  /** Nonce, ciphertext and tag; at most `maxBodyBytes`. Empty where the record is erased. */
  readonly body: Uint8Array;
  /**
   * Present = erased: the SHA-256 that header and body had (32 bytes). An erased record keeps its place,
   * so that vectors get no holes, and its hash, so that nothing else can take that place.
   */
  readonly erasedHash?: Uint8Array;
}

/** Where a record stands. */
export interface Address {
  readonly writer: string;
  readonly seq: number;
}

/** The clear part of a record, with the vault it belongs to. */
export interface RecordHeader {
  readonly vault: string;
  readonly writer: string;
  readonly seq: number;
  readonly epoch: number;
}

/** No record is larger, when sealed, on the wire or at rest. */
export const maxBodyBytes = 256 * 1024;

const headerVersion = 1;
const headerBytes = 1 + 16 + 16 + 4 + 4;
const largestCount = 0xff_ff_ff_ff;

/** True for a whole number from 1 to 2^32 - 1: what a seq or an epoch may be. */
export const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= largestCount;

/** The header's 41 bytes, authenticated with the body. A malformed header is a bug and throws. */
export function encodeHeader(header: RecordHeader): Uint8Array {
  assert(isCount(header.seq) && isCount(header.epoch), "seq and epoch count from 1 to 2^32 - 1");
  const counts = new Uint8Array(8);
  const view = new DataView(counts.buffer);
  view.setUint32(0, header.seq);
  view.setUint32(4, header.epoch);
  return concatBytes(Uint8Array.of(headerVersion), idBytes(header.vault), idBytes(header.writer), counts);
}

/** The header `encodeHeader` wrote, or why these bytes aren't one. */
export function decodeHeader(bytes: Uint8Array): Result<RecordHeader, "malformed"> {
  if (bytes.length !== headerBytes || bytes[0] !== headerVersion) return err("malformed");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const seq = view.getUint32(33);
  const epoch = view.getUint32(37);
  if (!isCount(seq) || !isCount(epoch)) return err("malformed");
  return ok({ vault: bytesToBase64url(bytes.subarray(1, 17)), writer: bytesToBase64url(bytes.subarray(17, 33)), seq, epoch });
}

/** SHA-256 over header and body, also of an erased one: equal only where vault, address, epoch and body are all equal. */
export const recordHash = (vault: string, record: SealedRecord): Uint8Array =>
  record.erasedHash ?? sha256(concatBytes(encodeHeader({ vault, writer: record.writer, seq: record.seq, epoch: record.epoch }), record.body));

/** True where the body was emptied for good. */
export const isErased = (record: SealedRecord): boolean => record.erasedHash !== undefined;

/** The same record of `vault` without its body. Erasing twice is erasing once. */
export const eraseRecord = (vault: string, record: SealedRecord): SealedRecord => ({
  writer: record.writer,
  seq: record.seq,
  epoch: record.epoch,
  body: new Uint8Array(0),
  erasedHash: recordHash(vault, record),
});

/** The 16 bytes of an id. A malformed id is a bug and throws: doors check with `isCanonicalId` first. */
export function idBytes(id: string): Uint8Array {
  const bytes = base64urlToBytes(id);
  assert(bytes?.length === 16, "an id is 16 bytes as base64url");
  return bytes;
}

/** True for exactly the 22 characters that 16 bytes encode to (the last one has four spare bits). */
export const isCanonicalId = (text: unknown): text is string => isId(text) && base64urlToBytes(text) !== undefined;
