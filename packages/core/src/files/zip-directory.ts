/**
 * What a zip says it holds, read from the central directory at its end. LinkedIn streams its zips,
 * so the local headers have no sizes. (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.)
 */
import { bytesToUtf8 } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { importFailure, type ImportFailure } from "./import-failure.ts";

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; others can't be unpacked. */
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  /** The packed bytes; undefined where the entry's own header is broken. */
  readonly packed: Uint8Array | undefined;
}

const entriesMax = 5000;
const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const localSignature = 0x04_03_4b_50;
const commentLengthMax = 65_535;

/** True where the bytes begin like a zip, an empty one included. */
export const looksLikeZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** Lists the files of a zip without unpacking one; folders are left out. Fails on what no export does: passwords, overlaps, paths out of it. */
export function listZip(bytes: Uint8Array, name: string): Result<readonly ZipEntry[], ImportFailure> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return err(importFailure.incomplete(name));
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count === 0xff_ff || size === 0xff_ff_ff_ff || offset === 0xff_ff_ff_ff) return err(importFailure.zip64(name));
  if (count > entriesMax) return err(importFailure.tooLarge(name));
  // Bytes in front of the zip shift every offset in it by the same amount.
  const shift = end - size - offset;
  if (shift < 0) return err(importFailure.incomplete(name));

  const entries: ZipEntry[] = [];
  const spans: Span[] = [];
  let at = offset + shift;
  for (let index = 0; index < count; index += 1) {
    const record = readRecord(view, at);
    if (record === undefined) return err(importFailure.incomplete(name));
    at = record.next;
    if ((record.flags & 1) !== 0) return err(importFailure.encrypted(name));
    if (record.packedSize === 0xff_ff_ff_ff || record.size === 0xff_ff_ff_ff || record.local === 0xff_ff_ff_ff) return err(importFailure.zip64(name));
    if (leavesArchive(record.name)) return err(importFailure.hostile(name));
    const span = localSpan(view, record.local + shift, record.packedSize);
    if (span !== undefined) spans.push(span);
    if (record.name.endsWith("/")) continue;
    entries.push({ ...record, packed: span === undefined ? undefined : bytes.subarray(span.data, span.end) });
  }
  return overlaps(spans, offset + shift) ? err(importFailure.hostile(name)) : ok(entries);
}

function findEnd(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - 22 - commentLengthMax);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
}

function readRecord(view: DataView, at: number) {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) return undefined;
  const nameLength = view.getUint16(at + 28, true);
  const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > view.byteLength) return undefined;
  return {
    name: bytesToUtf8(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength)).replaceAll("\\", "/"),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    local: view.getUint32(at + 42, true),
    next,
  };
}

/** We write no files, but the names are shown, and a name like this says that the rest lies, too. */
const leavesArchive = (name: string): boolean => /^(?:\/|[a-z]:)|(?:^|\/)\.\.(?:\/|$)|\0/iu.test(name);

interface Span {
  readonly start: number;
  readonly data: number;
  readonly end: number;
}

function localSpan(view: DataView, start: number, packedSize: number): Span | undefined {
  if (start + 30 > view.byteLength || view.getUint32(start, true) !== localSignature) return undefined;
  const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const end = data + packedSize;
  return end > view.byteLength ? undefined : { start, data, end };
}

/** Entries that share bytes are how a small zip unpacks to terabytes (Fifield, "A better zip bomb", 2019). */
function overlaps(spans: readonly Span[], directory: number): boolean {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  return sorted.some((span, index) => span.end > (sorted[index + 1]?.start ?? directory));
}
