/** Bytes and text: the few conversions every room needs, over audited libraries. */
import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { strFromU8, strToU8 } from "fflate";

export { bytesToHex, concatBytes, sha256 };

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const valueByCode = new Int16Array(128).fill(-1);
for (let index = 0; index < alphabet.length; index += 1) valueByCode[alphabet.charCodeAt(index)] = index;

/** Text to UTF-8 bytes. */
export const utf8ToBytes = (text: string): Uint8Array => strToU8(text);

/** UTF-8 bytes to text; malformed sequences become U+FFFD. */
export const bytesToUtf8 = (bytes: Uint8Array): string => strFromU8(bytes);

/** base64url without padding (RFC 4648, section 5). */
export function bytesToBase64url(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const word = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const left = bytes.length - index;
    text += alphabet.charAt((word >> 18) & 63) + alphabet.charAt((word >> 12) & 63);
    if (left > 1) text += alphabet.charAt((word >> 6) & 63);
    if (left > 2) text += alphabet.charAt(word & 63);
  }
  return text;
}

/** The bytes of base64url text, or undefined where `text` isn't canonical base64url. */
export function base64urlToBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = valueByCode[text.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xff_ff_ff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length] = (word >> bits) & 0xff;
      length += 1;
    }
  }
  if (text.length % 4 === 1 || (word & ((1 << bits) - 1)) !== 0) return undefined;
  return bytes;
}

/** The first 16 bytes of SHA-256 over the parts, each length-prefixed so that no two lists collide, as an id. */
export function idFromParts(parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join("");
  return bytesToBase64url(sha256(utf8ToBytes(text)).subarray(0, 16));
}

/** True where both hold the same bytes. Not for secrets: it stops at the first difference. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
