/** Keyring entries as bytes: (signature 64, length 4, bytes), one after another, after a version and a count. */
import { concatBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { maxEntryBytes } from "../vault/keyring-entry.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import { createReader, u32Bytes, type ByteReader } from "./bytes-io.ts";
import { frameVersion, otherVersion, type FrameError } from "./frame-parts.ts";
import { limits } from "./limits.ts";

/** "Append this entry if your head is still the one I know." */
export interface AppendRequest {
  /** This entry is in the caller's chain already: the relay was put back to before it. */
  readonly settled: boolean;
  /** SHA-256 of the newest entry the caller knows, 32 bytes. */
  readonly expectedHead: Uint8Array;
  readonly entry: SignedEntry;
}

/** A chain, or the start of one. */
export const encodeEntries = (entries: readonly SignedEntry[]): Uint8Array =>
  concatBytes(Uint8Array.of(frameVersion), u32Bytes(entries.length), ...entries.map(entryBytes));

/** Reads a chain. */
export function decodeEntries(bytes: Uint8Array): Result<readonly SignedEntry[], FrameError> {
  const reader = createReader(bytes);
  const other = otherVersion(reader);
  if (other !== undefined) return err(other);
  const count = reader.u32();
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
  concatBytes(Uint8Array.of(frameVersion, request.settled ? 1 : 0), request.expectedHead, entryBytes(request.entry));

/** Reads an append. */
export function decodeAppend(bytes: Uint8Array): Result<AppendRequest, FrameError> {
  const reader = createReader(bytes);
  const other = otherVersion(reader);
  if (other !== undefined) return err(other);
  const [settled, expectedHead, entry] = [reader.u8(), reader.bytes(32), readEntry(reader)];
  if (settled === undefined || settled > 1 || expectedHead === undefined || entry === undefined || !reader.atEnd()) return err("malformed");
  return ok({ settled: settled === 1, expectedHead, entry });
}

/** Bytes of a whole chain as sent. */
export const entriesBytes = (entries: readonly SignedEntry[]): number => entries.reduce((sum, { bytes }) => sum + 64 + 4 + bytes.length, 0);

const entryBytes = (entry: SignedEntry): Uint8Array => concatBytes(entry.signature, u32Bytes(entry.bytes.length), entry.bytes);

function readEntry(reader: ByteReader): SignedEntry | undefined {
  const signature = reader.bytes(64);
  const length = reader.u32();
  if (signature === undefined || length === undefined || length > maxEntryBytes) return undefined;
  const bytes = reader.bytes(length);
  return bytes === undefined ? undefined : { bytes, signature };
}
