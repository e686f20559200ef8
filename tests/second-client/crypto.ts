/** Hashes, seals and keys as protocol.md names them. Hashes come from OpenSSL, so that two libraries must agree. */
import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { base64, join, utf8 } from "./bytes.ts";

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export const newId = (): string => base64(random(16));

export const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array => new Uint8Array(createHash("sha256").update(join(...parts)).digest());

export const hkdf = (secret: Uint8Array, info: Uint8Array | string, length = 32): Uint8Array => new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), info, length));

/** Nonce 24, then the sealed bytes. */
export function seal(key: Uint8Array, associated: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = random(24);
  return join(nonce, xchacha20poly1305(key, nonce, associated).encrypt(plain));
}

/** Throws where it isn't sealed by this key for this place. */
export const unseal = (key: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array => xchacha20poly1305(key, sealed.slice(0, 24), associated).decrypt(sealed.slice(24));

/** What a member signs with, and receives epoch keys by. */
export interface Keys {
  readonly signPublic: Uint8Array;
  readonly wrapPublic: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
  /** The X25519 secret shared with another key. */
  share(otherPublic: Uint8Array): Uint8Array;
}

/** From a seed of 32 bytes (3.8). A device's seed is random, and nobody else's business. */
export function keysOf(seed: Uint8Array): Keys {
  const [signSecret, wrapSecret] = [hkdf(seed, "kith sign v1"), hkdf(seed, "kith wrap v1")];
  return {
    signPublic: ed25519.getPublicKey(signSecret),
    wrapPublic: x25519.getPublicKey(wrapSecret),
    sign: (message) => ed25519.sign(message, signSecret),
    share: (otherPublic) => x25519.getSharedSecret(wrapSecret, otherPublic),
  };
}

export const isSigned = (signature: Uint8Array, message: Uint8Array, signPublic: Uint8Array): boolean => ed25519.verify(signature, message, signPublic, { zip215: false });

/** A pair for one wrap (3.4). */
export function ephemeral(secret = random(32)): Pick<Keys, "wrapPublic" | "share"> {
  return { wrapPublic: x25519.getPublicKey(secret), share: (otherPublic) => x25519.getSharedSecret(secret, otherPublic) };
}

/** The vault id and the recovery secret, 16 bytes each, as 24 words (3.8). */
export const wordsOf = (vault: Uint8Array, secret: Uint8Array): string => entropyToMnemonic(join(vault, secret), wordlist);

/** Throws where a word or the checksum is wrong. */
export function readWords(words: string): { readonly vault: string; readonly secret: Uint8Array } {
  const bytes = mnemonicToEntropy(words, wordlist);
  return { vault: base64(bytes.slice(0, 16)), secret: bytes.slice(16) };
}

export const recoveryKeys = (secret: Uint8Array): Keys => keysOf(hkdf(secret, "kith recovery v1"));

/** What a relay that wants invitations is shown (4.4). */
export const invitationOf = (relaySecret: string, vault: string): string => createHmac("sha256", utf8(relaySecret)).update(`kith invitation v1\n${vault}`).digest("base64url");
