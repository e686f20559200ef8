/**
 * An epoch key wrapped for one member: X25519 with a one-time key, HKDF-SHA256, XChaCha20-Poly1305.
 * Vault, epoch, member and public keys are bound in, so a wrap opens nowhere but where it belongs.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { concatBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { DeviceKeys } from "./device-keys.ts";
import type { Random } from "./record.ts";

/** One epoch key, sealed for one member. */
export interface EpochWrap {
  /** A device id, or "recovery". */
  readonly to: string;
  readonly epoch: number;
  /** X25519, 32 bytes, used once. */
  readonly ephemeralPublic: Uint8Array;
  /** 24 bytes nonce, 32 key, 16 tag. */
  readonly sealedKey: Uint8Array;
}

/** What a wrap is bound to. `vault` is empty in the first entry: that entry's hash is the vault id. */
export interface WrapPlace {
  readonly vault: string;
  readonly epoch: number;
  readonly to: string;
}

/** Length of `sealedKey`. */
export const sealedKeyBytes = 24 + 32 + 16;

/** Wraps the 32-byte `epochKey` for the member whose X25519 key is `wrapPublic`. */
export function wrapEpochKey(
  epochKey: Uint8Array,
  place: WrapPlace & { readonly wrapPublic: Uint8Array },
  random: Random,
): EpochWrap {
  const ephemeralSecret = random(32);
  const ephemeralPublic = x25519.getPublicKey(ephemeralSecret);
  const bound = bindingBytes(place, ephemeralPublic, place.wrapPublic);
  const key = hkdf(sha256, x25519.getSharedSecret(ephemeralSecret, place.wrapPublic), undefined, bound, 32);
  const nonce = random(24);
  const sealed = xchacha20poly1305(key, nonce, bound).encrypt(epochKey);
  return { to: place.to, epoch: place.epoch, ephemeralPublic, sealedKey: concatBytes(nonce, sealed) };
}

/** The epoch key inside `wrap`. Error "refused": not for these keys, not for this place, or altered. */
export async function unwrapEpochKey(wrap: EpochWrap, place: WrapPlace, keys: DeviceKeys): Promise<Result<Uint8Array, "refused">> {
  if (wrap.sealedKey.length !== sealedKeyBytes || wrap.ephemeralPublic.length !== 32) return err("refused");
  const bound = bindingBytes(place, wrap.ephemeralPublic, keys.wrapPublic);
  try {
    const key = hkdf(sha256, await keys.agree(wrap.ephemeralPublic), undefined, bound, 32);
    return ok(xchacha20poly1305(key, wrap.sealedKey.subarray(0, 24), bound).decrypt(wrap.sealedKey.subarray(24)));
  } catch {
    return err("refused");
  }
}

/** Fixed-length keys first, then labelled text without line breaks: no two places give the same bytes. */
const bindingBytes = (place: WrapPlace, ephemeralPublic: Uint8Array, wrapPublic: Uint8Array): Uint8Array =>
  concatBytes(ephemeralPublic, wrapPublic, utf8ToBytes(`kith epoch wrap v1\n${place.vault}\n${place.epoch}\n${place.to}`));
