/** The frames of protocol.md, section 5: what a client writes, and what it reads. */
import { base64, byte, join, readFrame, u32, unbase64, type Reader } from "./bytes.ts";
import type { Address, Mark, SealedRecord, Vector } from "./records.ts";

/** An entry of the keyring as it travels: signature 64 bytes, and the canonical JSON it signs. */
export interface SignedEntry { readonly signature: Uint8Array; readonly bytes: Uint8Array }

/** Where the relay stands, and what it holds beyond `have`. */
export interface Page {
  /** Its hash of the caller's own record at the lower of both last seqs. */
  readonly own: { readonly seq: number; readonly hash: Uint8Array } | undefined;
  readonly keyring: { readonly length: number; readonly head: Uint8Array };
  readonly members: readonly { readonly member: string; readonly seenMinutes: number; readonly lacking: number }[];
  readonly vector: Vector;
  readonly erased: Mark;
  readonly records: readonly SealedRecord[];
}

const optional = (part: Uint8Array | undefined): Uint8Array => (part ? join(byte(1), part) : byte(0));
const list = (items: readonly Uint8Array[]): Uint8Array => join(u32(items.length), ...items);
const address = ({ writer, seq }: Address): Uint8Array => join(unbase64(writer, 16), u32(seq));
const vector = (have: Vector): Uint8Array => list(Object.entries(have).map(([writer, seq]) => address({ writer, seq })));
const record = ({ epoch, body, hash, ...at }: SealedRecord): Uint8Array => join(address(at), u32(epoch), u32(body.length), body.length === 0 ? (hash ?? new Uint8Array(32)) : body);
const entry = ({ signature, bytes }: SignedEntry): Uint8Array => join(signature, u32(bytes.length), bytes);

export const writeAddresses = (of: readonly Address[]): Uint8Array => join(byte(1), list(of.map(address)));
export const writeAfter = (after?: Address): Uint8Array => join(byte(1), optional(after && address(after)));
export const writeRecords = (records: readonly SealedRecord[]): Uint8Array => join(byte(1), list(records.map(record)));
export const writeEntries = (entries: readonly SignedEntry[]): Uint8Array => join(byte(1), list(entries.map(entry)));
export const writeAppend = (head: Uint8Array, appended: SignedEntry, isSettled = false): Uint8Array => join(byte(1), byte(isSettled ? 1 : 0), head, entry(appended));
export const writePull = (have: Vector, writer?: string): Uint8Array => join(byte(1), optional(writer === undefined ? undefined : unbase64(writer, 16)), vector(have));
export const writePush = (pushed: { readonly have: Vector; readonly writer: string; readonly records: readonly SealedRecord[] }): Uint8Array =>
  join(writePull(pushed.have, pushed.writer), list(pushed.records.map(record)));
/** Polls where there is nothing to say. */
export const writeMailbox = (side: 0 | 1, said?: { readonly index: number; readonly sealed: Uint8Array }): Uint8Array => join(byte(1), byte(side), byte(said?.index ?? 0), said?.sealed ?? "");

const readAddress = (reader: Reader): Address => ({ writer: reader.id(), seq: reader.u32() });
const readHave = (reader: Reader): Vector => Object.fromEntries(reader.list(() => readAddress(reader)).map(({ writer, seq }) => [writer, seq]));
function readRecord(reader: Reader): SealedRecord {
  const [at, epoch, length] = [readAddress(reader), reader.u32(), reader.u32()];
  return { ...at, epoch, body: reader.take(length), ...(length === 0 ? { hash: reader.take(32) } : {}) };
}
function readPageBody(reader: Reader): Page {
  return {
    own: reader.optional(() => ({ seq: reader.u32(), hash: reader.take(32) })),
    keyring: { length: reader.u32(), head: reader.take(32) },
    members: reader.list(() => ({ member: memberOf(reader.id()), seenMinutes: reader.u32(), lacking: reader.u32() })),
    vector: readHave(reader),
    erased: { count: reader.u32(), digest: reader.take(32) },
    records: reader.list(() => readRecord(reader)),
  };
}
const memberOf = (id: string): string => (id === base64(new Uint8Array(16)) ? "recovery" : id);

export const readPage = (bytes: Uint8Array): Page => readFrame(bytes, readPageBody);
export const readReceipt = (bytes: Uint8Array): Page & { readonly conflicts: readonly Address[] } =>
  readFrame(bytes, (reader) => ({ conflicts: reader.list(() => readAddress(reader)), ...readPageBody(reader) }));
export const readRecords = (bytes: Uint8Array): readonly SealedRecord[] => readFrame(bytes, (reader) => reader.list(() => readRecord(reader)));
export const readEntries = (bytes: Uint8Array): readonly SignedEntry[] =>
  readFrame(bytes, (reader) => reader.list(() => ({ signature: reader.take(64), bytes: reader.take(reader.u32()) })));
/** The other side's messages. */
export const readMailbox = (bytes: Uint8Array): readonly Uint8Array[] => readFrame(bytes, (reader) => {
  const messages: Uint8Array[] = [];
  while (!reader.isAtEnd) messages.push(reader.take(reader.u16()));
  return messages;
});
