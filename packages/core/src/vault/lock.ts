/**
 * A lock on a device's seed at rest. A random lock key seals the seed; every way in seals the lock key, each under a
 * key of its own: scrypt of a passphrase, or what a passkey gives for this lock (the WebAuthn PRF extension). Ways come
 * and go without the seed being sealed again. The seal is the records' own, XChaCha20-Poly1305.
 *
 *     seed  <- lock key (32 random bytes) <- passphrase: scrypt(passphrase, salt)
 *                                         <- passkey:    HKDF-SHA256(PRF output)
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { concatBytes, sameBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { keyFromPassphrase } from "./passphrase.ts";
import type { Random } from "./record.ts";

/** A passkey as the lock keeps it: neither its id nor its salt opens anything without the authenticator. */
export interface LockPasskey {
  /** As the authenticator named it. */
  readonly credentialId: Uint8Array;
  /** 32 bytes: what the authenticator is asked about. */
  readonly salt: Uint8Array;
  readonly sealedKey: Uint8Array;
}

/** What lies on the disk in place of the seed; survives a structured clone. At least one way in. */
export interface Lock {
  readonly sealedSeed: Uint8Array;
  /** `salt`: 16 bytes. */
  readonly passphrase?: { readonly salt: Uint8Array; readonly sealedKey: Uint8Array };
  readonly passkeys: readonly LockPasskey[];
}

/** Something that opens a lock, or is to. `secret`: the 32 bytes that the authenticator gave for the passkey's salt. */
export type LockWay =
  | { readonly kind: "passphrase"; readonly passphrase: string }
  | { readonly kind: "passkey"; readonly credentialId: Uint8Array; readonly salt: Uint8Array; readonly secret: Uint8Array };

/** What a lock gives once it is open. Both are secret. */
export interface Unlocked {
  readonly seed: Uint8Array;
  readonly lockKey: Uint8Array;
}

const nonceBytes = 24;
const keyBytes = 32;

/** A lock over a seed of 32 bytes with one way in. A passphrase takes about a second. */
export function createLock(seed: Uint8Array, way: LockWay, random: Random): { readonly lock: Lock; readonly lockKey: Uint8Array } {
  const lockKey = random(keyBytes);
  const bare: Lock = { sealedSeed: seal(seed, overSeed(lockKey), random), passkeys: [] };
  return { lock: withWay(bare, way, { lockKey, random }), lockKey };
}

/** The lock with one way more; a passphrase, or the same passkey, takes the place of the one before. */
export function withWay(lock: Lock, way: LockWay, { lockKey, random }: { readonly lockKey: Uint8Array; readonly random: Random }): Lock {
  if (way.kind === "passphrase") {
    const salt = random(16);
    return { ...lock, passphrase: { salt, sealedKey: seal(lockKey, byPassphrase(way.passphrase, salt), random) } };
  }
  const { credentialId, salt } = way;
  const sealedKey = seal(lockKey, byPasskey(way.secret, credentialId), random);
  return { ...lock, passkeys: [...withoutPasskey(lock, credentialId), { credentialId, salt, sealedKey }] };
}

/** The lock without one way; undefined where that was the last: a lock that nothing opens would lose the seed. */
export function withoutWay(lock: Lock, way: { readonly kind: "passphrase" } | { readonly kind: "passkey"; readonly credentialId: Uint8Array }): Lock | undefined {
  const { passphrase: _passphrase, ...rest } = lock;
  const left: Lock = way.kind === "passphrase" ? rest : { ...lock, passkeys: withoutPasskey(lock, way.credentialId) };
  return left.passphrase === undefined && left.passkeys.length === 0 ? undefined : left;
}

/** "refused": another passphrase, another passkey, or a byte was changed. A passphrase takes about a second either way. */
export function openLock(lock: Lock, way: LockWay): Result<Unlocked, "refused"> {
  const lockKey = openWay(lock, way);
  return lockKey.ok ? openSeed(lock, lockKey.value) : lockKey;
}

/** The same by a lock key that was opened before. "refused": the lock is another one by now. */
export function openSeed(lock: Lock, lockKey: Uint8Array): Result<Unlocked, "refused"> {
  const seed = open(lock.sealedSeed, overSeed(lockKey));
  return seed.ok ? ok({ seed: seed.value, lockKey }) : seed;
}

function openWay(lock: Lock, way: LockWay): Result<Uint8Array, "refused"> {
  if (way.kind === "passphrase") {
    return lock.passphrase ? open(lock.passphrase.sealedKey, byPassphrase(way.passphrase, lock.passphrase.salt)) : err("refused");
  }
  const passkey = lock.passkeys.find(({ credentialId }) => sameBytes(credentialId, way.credentialId));
  return passkey ? open(passkey.sealedKey, byPasskey(way.secret, way.credentialId)) : err("refused");
}

const withoutPasskey = ({ passkeys }: Lock, id: Uint8Array): readonly LockPasskey[] => passkeys.filter(({ credentialId }) => !sameBytes(credentialId, id));

const overSeed = (lockKey: Uint8Array): SealKey => ({ key: lockKey, purpose: utf8ToBytes("kith lock seed v1") });
/** Takes about a second. */
const byPassphrase = (passphrase: string, salt: Uint8Array): SealKey => ({ key: keyFromPassphrase(passphrase, salt), purpose: utf8ToBytes("kith lock by passphrase v1") });
/** What an authenticator gives is as good as random, but not for any purpose: HKDF makes it a key for this one. */
const byPasskey = (secret: Uint8Array, credentialId: Uint8Array): SealKey =>
  ({ key: hkdf(sha256, secret, undefined, utf8ToBytes("kith lock passkey v1"), keyBytes), purpose: concatBytes(utf8ToBytes("kith lock by passkey v1"), credentialId) });

/** What a seal opens by, and the one thing it was made for: no seal passes for another. */
interface SealKey {
  readonly key: Uint8Array;
  readonly purpose: Uint8Array;
}

function seal(bytes: Uint8Array, { key, purpose }: SealKey, random: Random): Uint8Array {
  const nonce = random(nonceBytes);
  return concatBytes(nonce, xchacha20poly1305(key, nonce, purpose).encrypt(bytes));
}

function open(sealed: Uint8Array, { key, purpose }: SealKey): Result<Uint8Array, "refused"> {
  try {
    return ok(xchacha20poly1305(key, sealed.subarray(0, nonceBytes), purpose).decrypt(sealed.subarray(nonceBytes)));
  } catch {
    return err("refused");
  }
}
