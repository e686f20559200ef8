/**
 * Deflated bytes with their length before them: `[length, 4 bytes, big end first] [deflate, RFC 1951]`.
 * Knowing the length, inflating fills a buffer of just that size: nothing is copied, and nothing that
 * claims to be small can become large.
 */
import { deflateSync, inflateSync } from "fflate";

export const lengthBytes = 4;
/** Deflate can't do better than 1032 to 1. */
export const ratioMax = 1_032;

/** `quick` where writing counts more than size. */
export function deflate(bytes: Uint8Array, effort: "usual" | "quick" = "usual"): Uint8Array {
  const deflated = deflateSync(bytes, { level: effort === "quick" ? 1 : 6 });
  const whole = new Uint8Array(lengthBytes + deflated.length);
  new DataView(whole.buffer).setUint32(0, bytes.length);
  whole.set(deflated, lengthBytes);
  return whole;
}

/** How many bytes these say they inflate to; 0 where they say nothing. */
export const inflatedLength = (deflated: Uint8Array): number => (deflated.length <= lengthBytes ? 0 : new DataView(deflated.buffer, deflated.byteOffset).getUint32(0));

/** The bytes, or undefined where these aren't deflated bytes or would be more than `bytesMax`. */
export function inflate(deflated: Uint8Array, bytesMax: number): Uint8Array | undefined {
  if (deflated.length <= lengthBytes) return undefined;
  const length = inflatedLength(deflated);
  if (length > bytesMax || length > deflated.length * ratioMax) return undefined;
  try {
    // One byte more than promised would show that the length is false.
    const bytes = inflateSync(deflated.subarray(lengthBytes), { out: new Uint8Array(length + 1) });
    return bytes.length === length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
