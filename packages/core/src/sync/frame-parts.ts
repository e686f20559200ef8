/**
 * The parts that frames are made of. Every frame begins with a version and is read to its last byte;
 * counts and lengths are checked before anything is allocated. All integers are 32 bits, big end first.
 *
 *     address  writer 16, seq 4
 *     vector   count, then count × address
 *     records  count, then count × (address, epoch 4, length 4, body); length 0: erased, then its hash 32
 *     mark     how many records are erased, and the XOR of their hashes 32
 */
import { concatBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { ErasedMark } from "../vault/erased-mark.ts";
import { idBytes, isCount, maxBodyBytes, type Address, type SealedRecord } from "../vault/record.ts";
import { createReader, u32Bytes, type ByteReader } from "./bytes-io.ts";
import { limits } from "./limits.ts";
import type { Vector } from "./vector.ts";

/** Why bytes aren't a frame; "version": one of another version of the protocol, or not a frame at all. */
export type FrameError = "malformed" | "version";

/** The first byte of every frame. */
export const frameVersion = 1;
export const hashBytes = 32;
const recordOverhead = 16 + 4 + 4 + 4;
/** No frame can hold more records, or addresses, than this. */
const maxRecords = Math.floor(limits.requestBytes / recordOverhead);

/** A frame: its version, then `parts`. */
export const frame = (...parts: readonly Uint8Array[]): Uint8Array => concatBytes(Uint8Array.of(frameVersion), ...parts);

/** Reads a frame to its last byte. */
export function decodeFrame<Value>(bytes: Uint8Array, read: (reader: ByteReader) => Value | undefined): Result<Value, FrameError> {
  const reader = createReader(bytes);
  const other = otherVersion(reader);
  if (other !== undefined) return err(other);
  const value = read(reader);
  return value !== undefined && reader.atEnd() ? ok(value) : err("malformed");
}

/** Why these bytes aren't a frame of this version; undefined where they may be. */
export function otherVersion(reader: ByteReader): FrameError | undefined {
  const said = reader.u8();
  if (said === undefined) return "malformed";
  return said === frameVersion ? undefined : "version";
}

/** A part that may be absent: 0, or 1 and the part. */
export const optionalBytes = (part: Uint8Array | undefined): Uint8Array =>
  part === undefined ? Uint8Array.of(0) : concatBytes(Uint8Array.of(1), part);

/** Reads one: `{}` where it is absent, undefined where it can't be read. */
export function readOptional<Value>(reader: ByteReader, read: (reader: ByteReader) => Value | undefined): { readonly value?: Value } | undefined {
  const named = reader.u8();
  if (named === 0) return {};
  const value = named === 1 ? read(reader) : undefined;
  return value === undefined ? undefined : { value };
}

export const addressBytes = ({ writer, seq }: Address): Uint8Array => concatBytes(idBytes(writer), u32Bytes(seq));

export function readAddress(reader: ByteReader): Address | undefined {
  const writer = reader.id();
  const seq = reader.u32();
  return writer === undefined || seq === undefined || !isCount(seq) ? undefined : { writer, seq };
}

export const addressesBytes = (addresses: readonly Address[]): Uint8Array => concatBytes(u32Bytes(addresses.length), ...addresses.map(addressBytes));

export const readAddresses = (reader: ByteReader, most = maxRecords): Address[] | undefined => readList(reader, most, readAddress);

export const vectorBytes = (vector: Vector): Uint8Array =>
  addressesBytes(Object.entries(vector).filter(([, seq]) => seq > 0).map(([writer, seq]) => ({ writer, seq })));

export function readVector(reader: ByteReader): Vector | undefined {
  const held = readAddresses(reader, limits.writers);
  if (held === undefined) return undefined;
  const vector = Object.fromEntries(held.map(({ writer, seq }) => [writer, seq]));
  return Object.keys(vector).length === held.length ? vector : undefined;
}

export const recordsBytes = (records: readonly SealedRecord[]): Uint8Array =>
  concatBytes(
    u32Bytes(records.length),
    ...records.flatMap((record) => [addressBytes(record), u32Bytes(record.epoch), u32Bytes(record.body.length), record.erasedHash ?? record.body]),
  );

export const readRecords = (reader: ByteReader): readonly SealedRecord[] | undefined =>
  readList(reader, maxRecords, (): SealedRecord | undefined => {
    const address = readAddress(reader);
    const [epoch, length] = [reader.u32(), reader.u32()];
    if (address === undefined || epoch === undefined || !isCount(epoch) || length === undefined || length > maxBodyBytes) return undefined;
    const bytes = reader.bytes(length === 0 ? hashBytes : length);
    if (bytes === undefined) return undefined;
    return length === 0 ? { ...address, epoch, body: new Uint8Array(0), erasedHash: bytes } : { ...address, epoch, body: bytes };
  });

export const markBytes = ({ count, digest }: ErasedMark): Uint8Array => concatBytes(u32Bytes(count), digest);

export function readMark(reader: ByteReader): ErasedMark | undefined {
  const [count, digest] = [reader.u32(), reader.bytes(hashBytes)];
  return count === undefined || digest === undefined ? undefined : { count, digest };
}

/** Up to `most` items after their count; stops at the first that can't be read. */
export function readList<Item>(reader: ByteReader, most: number, read: (reader: ByteReader) => Item | undefined): Item[] | undefined {
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
