/**
 * What pull and push say, as bytes (frame-parts.ts has the parts).
 *
 *     pull     own writer or nothing, have
 *     push     own writer or nothing, have, records
 *     page     own record (seq, hash) or nothing, keyring length, keyring head 32, members, vector, mark, records
 *     receipt  conflicts, page
 *     members  count, then count × (device id 16, zeros for the recovery; minutes since 1970 4; lacking 4)
 *     after    address or nothing;  addresses  count, then addresses;  records  count, then records
 */
import { bytesToBase64url, concatBytes } from "../prelude/bytes.ts";
import type { Result } from "../prelude/result.ts";
import type { ErasedMark } from "../vault/erased-mark.ts";
import { recoveryMember } from "../vault/keyring-fact.ts";
import { idBytes, isCount, type Address, type SealedRecord } from "../vault/record.ts";
import { u32Bytes, type ByteReader } from "./bytes-io.ts";
import {
  addressBytes, addressesBytes, decodeFrame, frame, hashBytes, markBytes, optionalBytes, readAddress, readAddresses, readList, readMark,
  readOptional, readRecords, readVector, recordsBytes, vectorBytes, type FrameError,
} from "./frame-parts.ts";
import { limits } from "./limits.ts";
import type { Vector } from "./vector.ts";

/** "Give me what I lack." */
export interface PullRequest {
  readonly have: Vector;
  /** The caller's own writer id, to learn whether the relay holds the same records under it. */
  readonly writer?: string;
}

/** "Keep these, and give me what I lack." */
export interface PushRequest extends PullRequest {
  readonly records: readonly SealedRecord[];
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
  /** Which of the relay's records are erased. */
  readonly erased: ErasedMark;
  /** Where the relay's keyring stands, so that a caller knows when to read it. */
  readonly keyring: KeyringMark;
  /** One for each member of the keyring, the caller too. */
  readonly members: readonly MemberStanding[];
  /** The relay's hash of the caller's own record at the lower of both last seqs; absent where it holds none. */
  readonly own?: { readonly seq: number; readonly sha256: Uint8Array };
}

/** What became of a push, with the page that the caller would ask for next. */
export interface PushReceipt extends PullPage {
  /** Records the relay holds with another hash: nothing was overwritten. */
  readonly conflicts: readonly Address[];
}

/** The devices of a vault and the recovery. */
const maxMembers = 65;
const recoveryId = bytesToBase64url(new Uint8Array(16));

const pullParts = ({ have, writer }: PullRequest): Uint8Array[] =>
  [optionalBytes(writer === undefined ? undefined : idBytes(writer)), vectorBytes(have)];

function readPull(reader: ByteReader): PullRequest | undefined {
  const writer = readOptional(reader, () => reader.id());
  const have = readVector(reader);
  if (writer === undefined || have === undefined) return undefined;
  return writer.value === undefined ? { have } : { have, writer: writer.value };
}

export const encodePullRequest = (request: PullRequest): Uint8Array => frame(...pullParts(request));

export const decodePullRequest = (bytes: Uint8Array): Result<PullRequest, FrameError> => decodeFrame(bytes, readPull);

export const encodePushRequest = (request: PushRequest): Uint8Array => frame(...pullParts(request), recordsBytes(request.records));

export const decodePushRequest = (bytes: Uint8Array): Result<PushRequest, FrameError> => decodeFrame(bytes, (reader) => {
  const [pull, records] = [readPull(reader), readRecords(reader)];
  return pull === undefined || records === undefined ? undefined : { ...pull, records };
});

const pageParts = ({ own, keyring, members, vector, erased, records }: PullPage): Uint8Array[] => [
  optionalBytes(own && concatBytes(u32Bytes(own.seq), own.sha256)),
  u32Bytes(keyring.length), keyring.head, membersBytes(members), vectorBytes(vector), markBytes(erased), recordsBytes(records),
];

function readPage(reader: ByteReader): PullPage | undefined {
  const own = readOptional(reader, () => {
    const [seq, sha256] = [reader.u32(), reader.bytes(hashBytes)];
    return seq === undefined || !isCount(seq) || sha256 === undefined ? undefined : { seq, sha256 };
  });
  const [length, head] = [reader.u32(), reader.bytes(hashBytes)];
  const members = readList(reader, maxMembers, readMember);
  const [vector, erased, records] = [readVector(reader), readMark(reader), readRecords(reader)];
  if (own === undefined || length === undefined || head === undefined || members === undefined) return undefined;
  if (vector === undefined || erased === undefined || records === undefined) return undefined;
  const page = { records, vector, erased, keyring: { length, head }, members };
  return own.value === undefined ? page : { ...page, own: own.value };
}

export const encodePullPage = (page: PullPage): Uint8Array => frame(...pageParts(page));

export const decodePullPage = (bytes: Uint8Array): Result<PullPage, FrameError> => decodeFrame(bytes, readPage);

export const encodeReceipt = (receipt: PushReceipt): Uint8Array => frame(addressesBytes(receipt.conflicts), ...pageParts(receipt));

export const decodeReceipt = (bytes: Uint8Array): Result<PushReceipt, FrameError> => decodeFrame(bytes, (reader) => {
  const [conflicts, page] = [readAddresses(reader), readPage(reader)];
  return conflicts === undefined || page === undefined ? undefined : { ...page, conflicts };
});

/** Records alone: what was fetched by address, or a page of the erased. */
export const encodeRecords = (records: readonly SealedRecord[]): Uint8Array => frame(recordsBytes(records));

export const decodeRecords = (bytes: Uint8Array): Result<readonly SealedRecord[], FrameError> => decodeFrame(bytes, readRecords);

/** Records to be fetched by address. */
export const encodeAddresses = (addresses: readonly Address[]): Uint8Array => frame(addressesBytes(addresses));

export const decodeAddresses = (bytes: Uint8Array): Result<readonly Address[], FrameError> =>
  decodeFrame(bytes, (reader) => readAddresses(reader, limits.fetchedAtOnce));

/** From where on erased records are to be listed. */
export const encodeAfter = (after: Address | undefined): Uint8Array => frame(optionalBytes(after && addressBytes(after)));

export const decodeAfter = (bytes: Uint8Array): Result<{ readonly value?: Address }, FrameError> =>
  decodeFrame(bytes, (reader) => readOptional(reader, readAddress));

const membersBytes = (members: readonly MemberStanding[]): Uint8Array =>
  concatBytes(u32Bytes(members.length), ...members.flatMap(({ member, seenMs, lacking }) =>
    [idBytes(member === recoveryMember ? recoveryId : member), u32Bytes(Math.floor(seenMs / 60_000)), u32Bytes(lacking)]));

function readMember(reader: ByteReader): MemberStanding | undefined {
  const [id, minutes, lacking] = [reader.id(), reader.u32(), reader.u32()];
  if (id === undefined || minutes === undefined || lacking === undefined) return undefined;
  return { member: id === recoveryId ? recoveryMember : id, seenMs: minutes * 60_000, lacking };
}
