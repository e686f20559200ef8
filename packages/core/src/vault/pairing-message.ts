/**
 * The four messages that add a device, and the seal they travel under. Whoever knows the link's secret
 * can read and write them: what keeps such a one out is the code that both screens show.
 *
 *     m1 new  device id 16, Ed25519 key 32, X25519 key 32, commitment 32, name
 *     m2 old  vault id 16, nonce 32
 *     m3 new  nonce 32
 *     m4 old  1, head 32 (added) or 0 (refused)
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { assert } from "../prelude/assert.ts";
import { bytesToBase64url, bytesToUtf8, concatBytes, sameBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { isName } from "./keyring-fact.ts";
import type { NewDevice } from "./keyring-write.ts";
import { idBytes, type Random } from "./record.ts";

/** Which side says it: 0 the device that wants to join, 1 a member. */
export type PairingSide = 0 | 1;

/** Nonces, keys, hashes and the link's secret all have this many bytes. */
export const pairingBytes = 32;
const idLength = 16;
const nonceBytes = 24;
const tagBytes = 16;
const firstBytes = idLength + 3 * pairingBytes;

/** What both sides derive from the link's secret and from nothing else. */
export interface PairingKeys {
  /** The mailbox's name at the relay, 16 bytes; tells nothing of the secret. */
  readonly mailbox: Uint8Array;
  readonly seal: Uint8Array;
}

/** The mailbox and the key of a 32-byte secret. */
export function pairingKeys(secret: Uint8Array): PairingKeys {
  assert(secret.length === pairingBytes, "a pairing secret is 32 bytes");
  const derive = (purpose: string, length: number): Uint8Array => hkdf(sha256, secret, undefined, utf8ToBytes(purpose), length);
  return { mailbox: derive("kith pairing id v1", idLength), seal: derive("kith pairing key v1", pairingBytes) };
}

/** Where a message stands: said by whom, as their first (0) or second (1). */
export interface PairingPlace {
  readonly side: PairingSide;
  readonly index: number;
}

/** Seals one message for its place: it opens in no other. */
export function sealMessage(plain: Uint8Array, place: PairingPlace, secrets: { readonly seal: Uint8Array; readonly random: Random }): Uint8Array {
  const nonce = secrets.random(nonceBytes);
  return concatBytes(nonce, xchacha20poly1305(secrets.seal, nonce, placeBytes(place)).encrypt(plain));
}

/** The message sealed for `place`, or undefined. */
export function openMessage(sealed: Uint8Array, place: PairingPlace, seal: Uint8Array): Uint8Array | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  try {
    return xchacha20poly1305(seal, sealed.subarray(0, nonceBytes), placeBytes(place)).decrypt(sealed.subarray(nonceBytes));
  } catch {
    return undefined;
  }
}

const placeBytes = ({ side, index }: PairingPlace): Uint8Array => concatBytes(utf8ToBytes("kith pairing message v1"), Uint8Array.of(side, index));

/** What a joining device binds itself to before it has seen the other's nonce. */
export const commitmentTo = (nonce: Uint8Array): Uint8Array => sha256(concatBytes(utf8ToBytes("kith pairing commitment v1"), nonce));

/** m1. */
export const encodeWish = (device: NewDevice, commitment: Uint8Array): Uint8Array =>
  concatBytes(idBytes(device.deviceId), device.signPublic, device.wrapPublic, commitment, utf8ToBytes(device.name));

/** Reads m1; undefined where it isn't one. */
export function decodeWish(bytes: Uint8Array): { readonly device: NewDevice; readonly commitment: Uint8Array } | undefined {
  if (bytes.length <= firstBytes) return undefined;
  const part = (number: number): Uint8Array => bytes.slice(idLength + number * pairingBytes, idLength + (number + 1) * pairingBytes);
  const rest = bytes.slice(firstBytes);
  const name = bytesToUtf8(rest);
  if (!isName(name) || !sameBytes(utf8ToBytes(name), rest)) return undefined;
  return { device: { deviceId: bytesToBase64url(bytes.subarray(0, idLength)), name, signPublic: part(0), wrapPublic: part(1) }, commitment: part(2) };
}

/** m2. */
export const encodeOffer = (vaultId: string, nonce: Uint8Array): Uint8Array => concatBytes(idBytes(vaultId), nonce);

/** Reads m2. */
export const decodeOffer = (bytes: Uint8Array): { readonly vaultId: string; readonly nonce: Uint8Array } | undefined =>
  bytes.length === idLength + pairingBytes ? { vaultId: bytesToBase64url(bytes.subarray(0, idLength)), nonce: bytes.slice(idLength) } : undefined;

/** m4. `head`: SHA-256 of the entry that added the device; undefined where the owner refused it. */
export const encodeVerdict = (head: Uint8Array | undefined): Uint8Array => (head === undefined ? Uint8Array.of(0) : concatBytes(Uint8Array.of(1), head));

/** Reads m4. */
export function decodeVerdict(bytes: Uint8Array): { readonly head: Uint8Array } | "refused" | undefined {
  if (bytes.length === 1 && bytes[0] === 0) return "refused";
  return bytes.length === 1 + pairingBytes && bytes[0] === 1 ? { head: bytes.slice(1) } : undefined;
}

/** Everything both sides saw. */
export interface PairingTranscript {
  readonly mailbox: Uint8Array;
  readonly vaultId: string;
  /** m1 before sealing. */
  readonly wish: Uint8Array;
  readonly oldNonce: Uint8Array;
  readonly newNonce: Uint8Array;
}

/** The six digits both screens show. Only `wish` has no fixed length, and it isn't last: no two transcripts give the same bytes. */
export function pairingCode({ mailbox, vaultId, wish, oldNonce, newNonce }: PairingTranscript): string {
  const hash = sha256(concatBytes(utf8ToBytes("kith pairing code v1"), mailbox, idBytes(vaultId), wish, oldNonce, newNonce));
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  return String((view.getUint16(0) * 2 ** 32 + view.getUint32(2)) % 1_000_000).padStart(6, "0");
}
