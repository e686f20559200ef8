/** Unpacking one entry of a zip with the bytes counted while they come, because declared sizes can lie. */
import { Inflate } from "fflate";
import { err, ok, type Result } from "../prelude/result.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** What may still be unpacked in this import; each entry takes from it. */
export interface UnpackBudget {
  bytesLeft: number;
}

/** For one import: 2 GB in all. Two hundred thousand messages are 60 MB. */
export const unpackBudget = (): UnpackBudget => ({ bytesLeft: 2_000_000_000 });

const entryBytesMax = 500_000_000;
/** A real archive packs 4:1, one with 200 000 messages 11:1. Small files of one repeated letter may pack better. */
const ratioMax = 500;
const ratioFreeBytes = 100_000;
/** Small enough that one step can't overrun a limit by more than 33 MB (deflate packs at most 1032:1). */
const stepBytes = 32_768;

/** The bytes of an entry: `tooLarge` beyond a limit, `damaged` where they can't be unpacked or fail their checksum. */
export function unpackEntry({ packed, method, crc, size }: ZipEntry, budget: UnpackBudget): Result<Uint8Array, "tooLarge" | "damaged"> {
  if (packed === undefined) return err("damaged");
  const ratioBytes = Math.max(ratioFreeBytes, packed.length * ratioMax);
  const limit = Math.min(entryBytesMax, budget.bytesLeft, ratioBytes);
  if (size > limit) return err("tooLarge");
  if (method === 0 && packed.length > limit) return err("tooLarge");
  const bytes = method === 0 ? packed : method === 8 ? inflate(packed, limit) : undefined;
  if (bytes === "tooLarge") return err("tooLarge");
  if (bytes === undefined || crc32(bytes) !== crc) return err("damaged");
  budget.bytesLeft -= bytes.length;
  return ok(bytes);
}

function inflate(packed: Uint8Array, limit: number): Uint8Array | "tooLarge" | undefined {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    chunks.push(chunk);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += stepBytes) {
      stream.push(packed.subarray(at, at + stepBytes), at + stepBytes >= packed.length);
      if (length > limit) return "tooLarge";
    }
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const crcTable = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? 0xed_b8_83_20 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  // By index: iterating typed arrays took four times as long until the compiler caught up.
  for (let at = 0; at < bytes.length; at += 1) crc = (crcTable[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
