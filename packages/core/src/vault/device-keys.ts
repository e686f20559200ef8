/** A device's two key pairs: Ed25519 to sign, X25519 to receive epoch keys. */
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { assert } from "../prelude/assert.ts";
import { concatBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";

/** The secret halves stay behind this face: they may be non-extractable platform keys. */
export interface DeviceKeys {
  /** Ed25519, 32 bytes. */
  readonly signPublic: Uint8Array;
  /** X25519, 32 bytes. */
  readonly wrapPublic: Uint8Array;
  /** The 64-byte Ed25519 signature of `bytes`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** The 32-byte X25519 shared secret with another's public key. Rejects for a low-order key. */
  agree(publicKey: Uint8Array): Promise<Uint8Array>;
}

const signSecretOf = (seed: Uint8Array): Uint8Array => hkdf(sha256, seed, undefined, utf8ToBytes("kith sign v1"), 32);

/** What stands before the secret in a PKCS #8 file of an Ed25519 key (RFC 8410). */
const signingKeyHead = Uint8Array.of(48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32);

/** The signing key of `seed` as a PKCS #8 file: the form in which platforms take it. */
export const signingKeyFile = (seed: Uint8Array): Uint8Array => concatBytes(signingKeyHead, signSecretOf(seed));

/** Keys in plain code, derived from a 32-byte seed: for recovery, and where the platform has none. */
export function softwareKeys(seed: Uint8Array): DeviceKeys {
  assert(seed.length === 32, "a key seed is 32 bytes");
  const signSecret = signSecretOf(seed);
  const wrapSecret = hkdf(sha256, seed, undefined, utf8ToBytes("kith wrap v1"), 32);
  return {
    signPublic: ed25519.getPublicKey(signSecret),
    wrapPublic: x25519.getPublicKey(wrapSecret),
    sign: async (bytes) => ed25519.sign(bytes, signSecret),
    agree: async (publicKey) => x25519.getSharedSecret(wrapSecret, publicKey),
  };
}

/** True for a public key of small order, or one that is no point at all: under such a key one signature fits many messages. */
export function isSmallOrderKey(signPublic: Uint8Array): boolean {
  try {
    return ed25519.Point.fromBytes(signPublic).isSmallOrder();
  } catch {
    return true;
  }
}

/** True where `signature` is by `signPublic` over `bytes`. Malformed keys and signatures are false, never a throw. */
export function isSignedBy(signPublic: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signPublic.length !== 32 || signature.length !== 64) return false;
  try {
    // Strict RFC 8032: also refuses small-order keys, under which one signature fits many messages.
    return ed25519.verify(signature, bytes, signPublic, { zip215: false });
  } catch {
    return false;
  }
}
