/**
 * Sealing: XChaCha20-Poly1305 under the epoch key, a random nonce, the record's header as associated
 * data, and PADMÉ padding (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019),
 * which leaks O(log log n) bits of a payload's length and costs at most 12 %.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { assert } from "../prelude/assert.ts";
import { concatBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { encodeHeader, isErased, maxBodyBytes, type Random, type RecordHeader, type SealedRecord } from "./record.ts";

export { maxPayloadBytes } from "../prelude/payload-size.ts";

const nonceBytes = 24;
const tagBytes = 16;
const lengthBytes = 4;
/** Below this PADMÉ hardly pads at all, and the length of one small event would tell its kind. */
const smallestPlaintext = 128;

/** Seals `payload` (at most `maxPayloadBytes`) under the 32-byte `epochKey`. Error: "tooLarge". */
export function sealRecord(
  payload: Uint8Array,
  header: RecordHeader,
  secrets: { readonly epochKey: Uint8Array; readonly random: Random },
): Result<SealedRecord, "tooLarge"> {
  const size = paddedLength(lengthBytes + payload.length);
  if (nonceBytes + size + tagBytes > maxBodyBytes) return err("tooLarge");
  const plaintext = new Uint8Array(size);
  new DataView(plaintext.buffer).setUint32(0, payload.length);
  plaintext.set(payload, lengthBytes);
  const nonce = secrets.random(nonceBytes);
  assert(nonce.length === nonceBytes, "random gives as many bytes as asked for");
  const sealed = xchacha20poly1305(secrets.epochKey, nonce, encodeHeader(header)).encrypt(plaintext);
  return ok({ writer: header.writer, seq: header.seq, epoch: header.epoch, body: concatBytes(nonce, sealed) });
}

/**
 * The payload of a record of `vault`. Error "refused": the key is wrong, or a byte of header or body
 * was changed, or the record stands at another address than it was sealed for. Error "erased": it has
 * no body any more, and that is as it should be.
 */
export function openRecord(record: SealedRecord, vault: string, epochKey: Uint8Array): Result<Uint8Array, "refused" | "erased"> {
  if (isErased(record)) return err("erased");
  if (record.body.length < nonceBytes + tagBytes + smallestPlaintext || record.body.length > maxBodyBytes) return err("refused");
  const header = encodeHeader({ vault, writer: record.writer, seq: record.seq, epoch: record.epoch });
  const plaintext = decrypt(epochKey, header, record.body);
  if (plaintext === undefined) return err("refused");
  const length = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength).getUint32(0);
  if (plaintext.length !== paddedLength(lengthBytes + length)) return err("refused");
  return ok(plaintext.slice(lengthBytes, lengthBytes + length));
}

/** Nonce and ciphertext to plaintext; undefined where the tag doesn't hold. The cipher throws, we don't. */
function decrypt(key: Uint8Array, header: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  const cipher = xchacha20poly1305(key, body.subarray(0, nonceBytes), header);
  try {
    return cipher.decrypt(body.subarray(nonceBytes));
  } catch {
    return undefined;
  }
}

/** PADMÉ: the next length whose low bits are zero, more of them the longer it is. */
export function paddedLength(length: number): number {
  if (length <= smallestPlaintext) return smallestPlaintext;
  const exponent = Math.floor(Math.log2(length));
  const bits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - bits);
  return Math.ceil(length / step) * step;
}
