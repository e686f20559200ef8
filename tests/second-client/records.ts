/** Sealed records, their hashes, lines and erasures (protocol.md, sections 2 and 3.5). */
import { base64, byte, join, same, textOf, u32, unbase64 } from "./bytes.ts";
import { seal, sha256, unseal } from "./crypto.ts";

export interface Address { readonly writer: string; readonly seq: number }

/** As it travels. Of an erased one the body is empty, and `hash` is the one it had. */
export interface SealedRecord extends Address {
  readonly epoch: number;
  readonly body: Uint8Array;
  readonly hash?: Uint8Array;
}

/** The last seq of each writer. */
export type Vector = Readonly<Record<string, number>>;

/** The length of a plaintext for `bytes` of length and payload (2.3). */
export function padded(bytes: number): number {
  if (bytes <= 128) return 128;
  const e = Math.floor(Math.log2(bytes));
  const step = 2 ** (e - (Math.floor(Math.log2(e)) + 1));
  return Math.ceil(bytes / step) * step;
}

const header = (vault: string, { writer, seq, epoch }: Address & { readonly epoch: number }): Uint8Array => join(byte(1), unbase64(vault, 16), unbase64(writer, 16), u32(seq), u32(epoch));

export function sealRecord(payload: Uint8Array, at: Address & { readonly epoch: number }, { vault, key }: { readonly vault: string; readonly key: Uint8Array }): SealedRecord {
  const plain = new Uint8Array(padded(4 + payload.length));
  plain.set(join(u32(payload.length), payload));
  return { ...at, body: seal(key, header(vault, at), plain) };
}

/** The payload. Throws where the record doesn't open, or isn't padded as it should be. */
export function openRecord(record: SealedRecord, { vault, key }: { readonly vault: string; readonly key: Uint8Array }): Uint8Array {
  const plain = unseal(key, header(vault, record), record.body);
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  if (4 + length > plain.length || plain.length !== padded(4 + length)) throw new Error(`a plaintext of ${plain.length} bytes holds ${length}`);
  return plain.slice(4, 4 + length);
}

export const isErased = ({ body }: SealedRecord): boolean => body.length === 0;

export const hashOf = (vault: string, record: SealedRecord): Uint8Array => record.hash ?? sha256(header(vault, record), record.body);

export const erase = (vault: string, { writer, seq, epoch, ...rest }: SealedRecord): SealedRecord => ({ writer, seq, epoch, body: new Uint8Array(), hash: hashOf(vault, { writer, seq, epoch, ...rest }) });

/** How far one writer came, and the chain over the hashes of its records. */
export interface Reach { readonly seq: number; readonly chain: Uint8Array }

export const reachOf = (hashes: readonly Uint8Array[]): Reach => ({ seq: hashes.length, chain: hashes.reduce((chain, hash) => sha256(chain, hash), new Uint8Array(32)) });

/** Writers are ordered by the characters of their ids, and not by the bytes: base64url doesn't keep their order. */
export const byAddress = (one: Address, other: Address): number => (one.writer === other.writer ? one.seq - other.seq : one.writer < other.writer ? -1 : 1);

/** A line as it stands in an entry. */
export const writeLine = (line: ReadonlyMap<string, Reach>): string =>
  base64(join(...[...line].map(([writer, reach]) => ({ writer, ...reach })).toSorted(byAddress).map(({ writer, seq, chain }) => join(unbase64(writer, 16), u32(seq), chain))));

export function readLine(text: string): ReadonlyMap<string, Reach> {
  const bytes = unbase64(text);
  if (bytes.length % 52 !== 0) throw new Error("a line has a part of a writer");
  return new Map(Array.from({ length: bytes.length / 52 }, (_, index) => {
    const one = bytes.slice(index * 52, index * 52 + 52);
    return [base64(one.slice(0, 16)), { seq: new DataView(one.buffer).getUint32(16), chain: one.slice(20) }];
  }));
}

/** How many are erased, and the XOR of their hashes (2.9). */
export interface Mark { readonly count: number; readonly digest: Uint8Array }

export const markOf = (hashes: readonly Uint8Array[]): Mark => ({ count: hashes.length, digest: hashes.reduce((sum, hash) => sum.map((value, index) => value ^ (hash[index] ?? 0)), new Uint8Array(32)) });

export const sameMark = (one: Mark, other: Mark): boolean => one.count === other.count && same(one.digest, other.digest);

/** The first byte of a payload that lists erased records (2.8). */
const listKind = 3;

export const writeErasure = (vault: string, records: readonly SealedRecord[]): Uint8Array =>
  join(byte(listKind), JSON.stringify({ v: 1, records: records.map((record) => [record.writer, record.seq, base64(hashOf(vault, record))]) }));

/** What a payload lists as erased: "writer seq" and the hash, undefined in older lists. Nothing where it is no list. */
export function readErasure(payload: Uint8Array): readonly (readonly [string, string | undefined])[] {
  if (payload[0] !== listKind) return [];
  const { v, records } = JSON.parse(textOf(payload.slice(1))) as { v: number; records: [string, number, string?][] };
  return v === 1 ? records.map(([writer, seq, hash]) => [`${writer} ${seq}`, hash] as const) : [];
}
