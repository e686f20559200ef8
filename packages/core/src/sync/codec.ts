/**
 * What pull and push say, as bytes. Every frame begins with a version and is read to its last byte;
 * counts and lengths are checked before anything is allocated. All integers are 32 bits, big end first.
 *
 *     vector   count, then count × (writer 16, seq 4)
 *     records  count, then count × (writer 16, seq 4, epoch 4, length 4, body); length 0: erased, then its hash 32
 *     members  count, then count × (device id 16, zeros for the recovery; minutes since 1970 4; lacking 4)
 */
import { bytesToBase64url, concatBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { recoveryMember } from "../vault/keyring-fact.ts";
import { idBytes, isCount, maxBodyBytes, type Address, type SealedRecord } from "../vault/record.ts";
import { createReader, u32Bytes, type ByteReader } from "./bytes-io.ts";
import { limits } from "./limits.ts";
import type { Vector } from "./vector.ts";

/** "Give me what I lack." */
export interface PullRequest {
  readonly have: Vector;
  /** The caller's own writer id, to learn whether the relay holds the same records under it. */
  readonly writer?: string;
}

/** How long a keyring is, and the SHA-256 of its newest entry. */
export interface KeyringMark {
  readonly length: number;
  readonly head: Uint8Array;
}

/** How one member does, as the relay last heard from it. */
export interface MemberStanding {
  /** A device id or "recovery". */
  readonly member: string;
  /** When it last asked for anything, by the relay's clock, to the minute; 0 for never. */
  readonly seenMs: number;
  /** How many of the relay's records it wasn't known to hold; all of them until its first pull. */
  readonly lacking: number;
}

/** A page of what the caller lacks, each writer's records in order and without holes. */
export interface PullPage {
  readonly records: readonly SealedRecord[];
  /** Everything the relay holds. */
  readonly vector: Vector;
  /** How many of the relay's records are erased. */
  readonly erased: number;
  /** Where the relay's keyring stands, so that a caller knows when to read it. */
  readonly keyring: KeyringMark;
  /** One for each member of the keyring, the caller too. */
  readonly members: readonly MemberStanding[];
  /** The relay's hash of the caller's own record at the lower of both last seqs; absent where it holds none. */
  readonly own?: { readonly seq: number; readonly sha256: Uint8Array };
}

/** What became of a push. */
export interface PushReceipt {
  /** Everything the relay holds now, committed. */
  readonly vector: Vector;
  /** How many of the relay's records are erased now. */
  readonly erased: number;
  /** Records it holds with another hash: nothing was overwritten. */
  readonly conflicts: readonly Address[];
}

/** Why bytes aren't a frame; "version": one of another version of the protocol, or not a frame at all. */
export type FrameError = "malformed" | "version";

/** The first byte of every frame. */
export const frameVersion = 1;
const recordOverhead = 16 + 4 + 4 + 4;
const hashBytes = 32;
const maxRecords = Math.floor(limits.requestBytes / recordOverhead);

/** A push: records only. */
export const encodeRecords = (records: readonly SealedRecord[]): Uint8Array => concatBytes(Uint8Array.of(frameVersion), recordsBytes(records));

/** Reads a push. */
export const decodeRecords = (bytes: Uint8Array): Result<readonly SealedRecord[], FrameError> => decode(bytes, readRecords);

/** A pull. */
export const encodePullRequest = (request: PullRequest): Uint8Array =>
  concatBytes(Uint8Array.of(frameVersion), request.writer === undefined ? Uint8Array.of(0) : concatBytes(Uint8Array.of(1), idBytes(request.writer)), vectorBytes(request.have));

/** Reads a pull. */
export const decodePullRequest = (bytes: Uint8Array): Result<PullRequest, FrameError> =>
  decode(bytes, (reader) => {
    const named = reader.u8();
    const writer = named === 1 ? reader.id() : undefined;
    const have = readVector(reader);
    if (have === undefined || (named !== 0 && writer === undefined)) return undefined;
    return writer === undefined ? { have } : { have, writer };
  });

/** The answer to a pull. */
export function encodePullPage(page: PullPage): Uint8Array {
  const own = page.own === undefined ? Uint8Array.of(0) : concatBytes(Uint8Array.of(1), u32Bytes(page.own.seq), page.own.sha256);
  return concatBytes(Uint8Array.of(frameVersion), own, u32Bytes(page.keyring.length), page.keyring.head, membersBytes(page.members), vectorBytes(page.vector), u32Bytes(page.erased), recordsBytes(page.records));
}

/** Reads the answer to a pull. */
export const decodePullPage = (bytes: Uint8Array): Result<PullPage, FrameError> =>
  decode(bytes, (reader) => {
    const named = reader.u8();
    const seq = named === 1 ? reader.u32() : undefined;
    const sha256 = named === 1 ? reader.bytes(32) : undefined;
    const length = reader.u32();
    const head = reader.bytes(32);
    const members = readList(reader, maxMembers, readMember);
    const vector = readVector(reader);
    const erased = reader.u32();
    const records = readRecords(reader);
    if (length === undefined || head === undefined || members === undefined || vector === undefined || erased === undefined || records === undefined) return undefined;
    const page = { records, vector, erased, keyring: { length, head }, members };
    if (named === 0) return page;
    return seq === undefined || !isCount(seq) || sha256 === undefined ? undefined : { ...page, own: { seq, sha256 } };
  });

/** The answer to a push. */
export const encodeReceipt = (receipt: PushReceipt): Uint8Array =>
  concatBytes(
    Uint8Array.of(frameVersion),
    vectorBytes(receipt.vector),
    u32Bytes(receipt.erased),
    u32Bytes(receipt.conflicts.length),
    ...receipt.conflicts.map(({ writer, seq }) => concatBytes(idBytes(writer), u32Bytes(seq))),
  );

/** Reads the answer to a push. */
export const decodeReceipt = (bytes: Uint8Array): Result<PushReceipt, FrameError> =>
  decode(bytes, (reader) => {
    const vector = readVector(reader);
    const erased = reader.u32();
    const conflicts = readList(reader, maxRecords, readAddress);
    return vector === undefined || erased === undefined || conflicts === undefined ? undefined : { vector, erased, conflicts };
  });

/** The devices of a vault and the recovery. */
const maxMembers = 65;
const recoveryId = bytesToBase64url(new Uint8Array(16));

const membersBytes = (members: readonly MemberStanding[]): Uint8Array =>
  concatBytes(u32Bytes(members.length), ...members.flatMap(({ member, seenMs, lacking }) => [idBytes(member === recoveryMember ? recoveryId : member), u32Bytes(Math.floor(seenMs / 60_000)), u32Bytes(lacking)]));

function readMember(reader: ByteReader): MemberStanding | undefined {
  const [id, minutes, lacking] = [reader.id(), reader.u32(), reader.u32()];
  if (id === undefined || minutes === undefined || lacking === undefined) return undefined;
  return { member: id === recoveryId ? recoveryMember : id, seenMs: minutes * 60_000, lacking };
}

/** Why these bytes aren't a frame of this version; undefined where they may be. */
export function otherVersion(reader: ByteReader): FrameError | undefined {
  const said = reader.u8();
  if (said === undefined) return "malformed";
  return said === frameVersion ? undefined : "version";
}

function decode<Value>(bytes: Uint8Array, read: (reader: ByteReader) => Value | undefined): Result<Value, FrameError> {
  const reader = createReader(bytes);
  const other = otherVersion(reader);
  if (other !== undefined) return err(other);
  const value = read(reader);
  return value !== undefined && reader.atEnd() ? ok(value) : err("malformed");
}

const vectorBytes = (vector: Vector): Uint8Array => {
  const held = Object.entries(vector).filter(([, seq]) => seq > 0);
  return concatBytes(u32Bytes(held.length), ...held.map(([writer, seq]) => concatBytes(idBytes(writer), u32Bytes(seq))));
};

function readVector(reader: ByteReader): Vector | undefined {
  const held = readList(reader, limits.writers, readAddress);
  if (held === undefined) return undefined;
  const vector = Object.fromEntries(held.map(({ writer, seq }) => [writer, seq]));
  return Object.keys(vector).length === held.length ? vector : undefined;
}

function readAddress(reader: ByteReader): Address | undefined {
  const writer = reader.id();
  const seq = reader.u32();
  return writer === undefined || seq === undefined || !isCount(seq) ? undefined : { writer, seq };
}

const recordsBytes = (records: readonly SealedRecord[]): Uint8Array =>
  concatBytes(
    u32Bytes(records.length),
    ...records.flatMap(({ writer, seq, epoch, body, erasedHash }) => [idBytes(writer), u32Bytes(seq), u32Bytes(epoch), u32Bytes(body.length), erasedHash ?? body]),
  );

const readRecords = (reader: ByteReader): readonly SealedRecord[] | undefined =>
  readList(reader, maxRecords, (): SealedRecord | undefined => {
    const address = readAddress(reader);
    const epoch = reader.u32();
    const length = reader.u32();
    if (address === undefined || epoch === undefined || !isCount(epoch) || length === undefined || length > maxBodyBytes) return undefined;
    const bytes = reader.bytes(length === 0 ? hashBytes : length);
    if (bytes === undefined) return undefined;
    return length === 0 ? { ...address, epoch, body: new Uint8Array(0), erasedHash: bytes } : { ...address, epoch, body: bytes };
  });

/** Up to `most` items after their count; stops at the first that can't be read. */
function readList<Item>(reader: ByteReader, most: number, read: (reader: ByteReader) => Item | undefined): Item[] | undefined {
  const count = reader.u32();
  if (count === undefined || count > most) return undefined;
  const items: Item[] = [];
  for (let index = 0; index < count; index += 1) {
    const item = read(reader);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}
