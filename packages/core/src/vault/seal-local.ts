/** Bytes that never leave the device, sealed all the same: whoever reads the disk without the device's key reads nothing. */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { concatBytes, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { idBytes, type Random } from "./record.ts";

const nonceBytes = 24;
const tagBytes = 16;

/** What the bytes are, authenticated with them: a snapshot is never taken for anything else, nor for another vault's. */
export interface LocalPurpose {
  readonly vault: string;
  readonly purpose: "snapshot";
}

/** `epochKey` has 32 bytes. No padding: nobody but this device sees the length. */
export function sealLocal(bytes: Uint8Array, purpose: LocalPurpose, secrets: { readonly epochKey: Uint8Array; readonly random: Random }): Uint8Array {
  const nonce = secrets.random(nonceBytes);
  return concatBytes(nonce, xchacha20poly1305(secrets.epochKey, nonce, associated(purpose)).encrypt(bytes));
}

/** "refused": another key, another purpose, or a byte was changed. */
export function openLocal(sealed: Uint8Array, purpose: LocalPurpose, epochKey: Uint8Array): Result<Uint8Array, "refused"> {
  if (sealed.length < nonceBytes + tagBytes) return err("refused");
  const cipher = xchacha20poly1305(epochKey, sealed.subarray(0, nonceBytes), associated(purpose));
  try {
    return ok(cipher.decrypt(sealed.subarray(nonceBytes)));
  } catch {
    return err("refused");
  }
}

/** Unlike any record's header, which begins with a version byte of 1. */
const associated = ({ vault, purpose }: LocalPurpose): Uint8Array => concatBytes(utf8ToBytes(`kith ${purpose} v1`), idBytes(vault));
