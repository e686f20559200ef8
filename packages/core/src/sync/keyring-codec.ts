/** Keyring entries as bytes: (signature 64, length 4, bytes), one after another, after a version and a count. */
import { concatBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { maxEntryBytes, type SignedEntry } from "../vault/keyring-entry.ts";
import { createReader, u32Bytes, type ByteReader } from "./bytes-io.ts";
import { limits } from "./limits.ts";

const version = 1;

/** "Append this entry if your head is still the one I know." */
export interface AppendRequest {
  /** SHA-256 of the newest entry the caller knows, 32 bytes. */
  readonly expectedHead: Uint8Array;
  readonly entry: SignedEntry;
}

/** A chain, or the start of one. */
export const encodeEntries = (entries: readonly SignedEntry[]): Uint8Array =>
  concatBytes(Uint8Array.of(version), u32Bytes(entries.length), ...entries.map(entryBytes));

/** Reads a chain. */
export function decodeEntries(bytes: Uint8Array): Result<readonly SignedEntry[], "malformed"> {
  const reader = createReader(bytes);
  const count = reader.u8() === version ? reader.u32() : undefined;
  if (count === undefined || count > limits.keyringEntries) return err("malformed");
  const entries: SignedEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const entry = readEntry(reader);
    if (entry === undefined) return err("malformed");
    entries.push(entry);
  }
  return reader.atEnd() ? ok(entries) : err("malformed");
}

/** An append. */
export const encodeAppend = (request: AppendRequest): Uint8Array =>
  concatBytes(Uint8Array.of(version), request.expectedHead, entryBytes(request.entry));

/** Reads an append. */
export function decodeAppend(bytes: Uint8Array): Result<AppendRequest, "malformed"> {
  const reader = createReader(bytes);
  const expectedHead = reader.u8() === version ? reader.bytes(32) : undefined;
  const entry = readEntry(reader);
  if (expectedHead === undefined || entry === undefined || !reader.atEnd()) return err("malformed");
  return ok({ expectedHead, entry });
}

const entryBytes = (entry: SignedEntry): Uint8Array => concatBytes(entry.signature, u32Bytes(entry.bytes.length), entry.bytes);

function readEntry(reader: ByteReader): SignedEntry | undefined {
  const signature = reader.bytes(64);
  const length = reader.u32();
  if (signature === undefined || length === undefined || length > maxEntryBytes) return undefined;
  const bytes = reader.bytes(length);
  return bytes === undefined ? undefined : { bytes, signature };
}
