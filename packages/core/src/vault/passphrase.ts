/**
 * Bytes under a passphrase: for an export that leaves the devices. The key comes from scrypt (RFC 7914)
 * at OWASP's minimum cost; the seal is the records' own, XChaCha20-Poly1305.
 *
 *     "KITHX" 1 · log2 N, r, p (1 byte each) · salt 16 · nonce 24 · ciphertext and tag
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { concatBytes, sameBytes, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { Random } from "./record.ts";

const magic = utf8ToBytes("KITHX\u0001");
const saltBytes = 16;
const nonceBytes = 24;
const headBytes = magic.length + 3 + saltBytes;
/** N = 2^17, r = 8, p = 1: 128 MiB and about a second. A file that asks for more isn't opened: it would only stall the device. */
const cost = { logN: 17, r: 8, p: 1 } as const;

/** Whether `bytes` are sealed this way: tells an encrypted export from a plain one. */
export const isUnderPassphrase = (bytes: Uint8Array): boolean => sameBytes(bytes.subarray(0, magic.length), magic);

export function sealWithPassphrase(bytes: Uint8Array, passphrase: string, random: Random): Uint8Array {
  const head = concatBytes(magic, Uint8Array.of(cost.logN, cost.r, cost.p), random(saltBytes));
  const nonce = random(nonceBytes);
  return concatBytes(head, nonce, xchacha20poly1305(keyOf(passphrase, head), nonce, head).encrypt(bytes));
}

/** "refused": another passphrase, or a byte was changed. */
export function openWithPassphrase(bytes: Uint8Array, passphrase: string): Result<Uint8Array, "malformed" | "refused"> {
  const head = bytes.subarray(0, headBytes);
  const [logN, r, p] = head.subarray(magic.length);
  if (!isUnderPassphrase(bytes) || bytes.length < headBytes + nonceBytes + 16 || logN !== cost.logN || r !== cost.r || p !== cost.p) return err("malformed");
  const cipher = xchacha20poly1305(keyOf(passphrase, head), bytes.subarray(headBytes, headBytes + nonceBytes), head);
  try {
    return ok(cipher.decrypt(bytes.subarray(headBytes + nonceBytes)));
  } catch {
    return err("refused");
  }
}

const keyOf = (passphrase: string, head: Uint8Array): Uint8Array => keyFromPassphrase(passphrase, head.subarray(headBytes - saltBytes));

/** 32 bytes from what a person typed and 16 random ones; takes about a second. Typed with another keyboard, the same words are the same passphrase: NFKC. */
export const keyFromPassphrase = (passphrase: string, salt: Uint8Array): Uint8Array =>
  scrypt(utf8ToBytes(passphrase.normalize("NFKC")), salt, { N: 2 ** cost.logN, r: cost.r, p: cost.p, dkLen: 32 });
