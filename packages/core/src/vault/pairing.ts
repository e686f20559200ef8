/**
 * Adding a device by a link: the handshake, both sides, pure. The new device commits to its nonce
 * before it sees the old one's, so whoever sits between them has one guess in a million at showing the
 * same code on both screens, and can't try before the screens show it. Nothing is added until the
 * owner has compared the codes.
 *
 *     new ── m1 device, commitment ──► old
 *     new ◄── m2 vault id, nonce ───── old
 *     new ── m3 nonce ───────────────► old        both show the code
 *     new ◄── m4 head or refused ───── old        once the owner has decided
 *
 * Each side is told again and again what the mailbox holds of the other's messages. What was heard
 * once may not change; what comes out of turn, or doesn't open, ends the pairing.
 */
import { assert } from "../prelude/assert.ts";
import { base64urlToBytes, bytesToBase64url, sameBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { entryHash } from "./keyring-entry.ts";
import type { SignedEntry } from "./keyring-fact.ts";
import { openKeyring, type Keyring } from "./keyring.ts";
import type { NewDevice } from "./keyring-write.ts";
import {
  commitmentTo, decodeOffer, decodeVerdict, decodeWish, encodeOffer, encodeVerdict, encodeWish, openMessage, pairingBytes, pairingCode, pairingKeys, sealMessage, type PairingKeys, type PairingSide,
} from "./pairing-message.ts";
import type { Random } from "./record.ts";

/** Why a pairing ended. "altered": a message doesn't open, isn't what its turn asks for, or changed since it was heard. */
export type PairingFailure = "altered" | "refused";

interface Pairing {
  readonly keys: PairingKeys;
  /** Own messages so far, sealed: sent again, they are the same bytes. */
  readonly said: readonly Uint8Array[];
  /** The other's messages so far, as they came. */
  readonly heard: readonly Uint8Array[];
  readonly random: Random;
}

/** A member's side. */
export interface OldPairing extends Pairing {
  readonly vaultId: string;
  readonly nonce: Uint8Array;
  /** Who wants to join; known after m1. */
  readonly device?: NewDevice;
  readonly wish?: Uint8Array;
  readonly commitment?: Uint8Array;
  /** Six digits; known after m3. */
  readonly code?: string;
}

/** The joining device's side. */
export interface NewPairing extends Pairing {
  readonly nonce: Uint8Array;
  readonly wish: Uint8Array;
  /** Known after m2, as is `code`. */
  readonly vaultId?: string;
  readonly code?: string;
  /** SHA-256 of the entry that added this device; known after m4. */
  readonly head?: Uint8Array;
}

const linkPattern = /(?:^|#)v1\.([\w-]{43})$/u;

/** The link of a 32-byte secret: what stands behind the # never reaches a server. */
export const pairingLink = (origin: string, secret: Uint8Array): string => `${origin}/pair#v1.${bytesToBase64url(secret)}`;

/** The secret of a link, its fragment, or either as a message program may have left them: wrapped, spaced, bracketed, in full-width letters. */
export function readPairingLink(text: string): Result<Uint8Array, "notALink"> {
  const plain = text.normalize("NFKC").replaceAll(/[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF<>"'“”]+/gu, "").replace(/[.,;)]+$/u, "");
  const secret = base64urlToBytes(linkPattern.exec(plain)?.[1] ?? "");
  return secret?.length === pairingBytes ? ok(secret) : err("notALink");
}

/** A member opens the door with a fresh `secret`. */
export const openDoor = (secret: Uint8Array, vaultId: string, random: Random): OldPairing =>
  ({ keys: pairingKeys(secret), said: [], heard: [], random, vaultId, nonce: random(pairingBytes) });

/** A device knocks: its first message is ready in `said`. */
export function knock(secret: Uint8Array, device: NewDevice, random: Random): NewPairing {
  const nonce = random(pairingBytes);
  const wish = encodeWish(device, commitmentTo(nonce));
  return say({ keys: pairingKeys(secret), said: [], heard: [], random, nonce, wish }, 0, wish);
}

/** A member's side after it was told all of the other's messages so far. */
export const hearNew = (pairing: OldPairing, messages: readonly Uint8Array[]): Result<OldPairing, PairingFailure> => hear(pairing, messages, hearOneOfNew);

/** The joining device's side after it was told all of the member's messages so far. "refused": the owner said no. */
export const hearOld = (pairing: NewPairing, messages: readonly Uint8Array[]): Result<NewPairing, PairingFailure> => hear(pairing, messages, hearOneOfOld);

/** The owner decided: m4 is ready in `said`. `head`: of the keyring that holds the device; undefined refuses it. */
export function answerKnock(pairing: OldPairing, head: Uint8Array | undefined): OldPairing {
  assert(pairing.code !== undefined && pairing.said.length === 1, "the owner decides once, over a code");
  return say(pairing, 1, encodeVerdict(head));
}

function hear<Side extends Pairing>(pairing: Side, messages: readonly Uint8Array[], one: (pairing: Side, sealed: Uint8Array) => Side | PairingFailure): Result<Side, PairingFailure> {
  const unchanged = pairing.heard.every((sealed, index) => sameBytes(sealed, messages[index] ?? new Uint8Array(0)));
  if (!unchanged) return err("altered");
  let now = pairing;
  for (const sealed of messages.slice(pairing.heard.length)) {
    const next = one(now, sealed);
    if (typeof next === "string") return err(next);
    now = { ...next, heard: [...now.heard, sealed] };
  }
  return ok(now);
}

function hearOneOfNew(pairing: OldPairing, sealed: Uint8Array): OldPairing | PairingFailure {
  const { keys, heard, vaultId, nonce, wish, commitment } = pairing;
  const plain = openMessage(sealed, { side: 0, index: heard.length }, keys.seal);
  if (plain === undefined) return "altered";
  if (wish === undefined || commitment === undefined) {
    const read = decodeWish(plain);
    return read === undefined ? "altered" : say({ ...pairing, ...read, wish: plain }, 1, encodeOffer(vaultId, nonce));
  }
  // A second nonce would be a second guess.
  if (pairing.code !== undefined || plain.length !== pairingBytes || !sameBytes(commitmentTo(plain), commitment)) return "altered";
  return { ...pairing, code: pairingCode({ mailbox: keys.mailbox, vaultId, wish, oldNonce: nonce, newNonce: plain }) };
}

function hearOneOfOld(pairing: NewPairing, sealed: Uint8Array): NewPairing | PairingFailure {
  const { keys, heard, nonce, wish } = pairing;
  const plain = openMessage(sealed, { side: 1, index: heard.length }, keys.seal);
  if (plain === undefined) return "altered";
  if (pairing.code === undefined) {
    const offer = decodeOffer(plain);
    if (offer === undefined) return "altered";
    const code = pairingCode({ mailbox: keys.mailbox, vaultId: offer.vaultId, wish, oldNonce: offer.nonce, newNonce: nonce });
    return say({ ...pairing, vaultId: offer.vaultId, code }, 0, nonce);
  }
  const verdict = pairing.head === undefined ? decodeVerdict(plain) : undefined;
  if (verdict === "refused") return "refused";
  return verdict === undefined ? "altered" : { ...pairing, head: verdict.head };
}

function say<Side extends Pairing>(pairing: Side, side: PairingSide, plain: Uint8Array): Side {
  const { keys, said, random } = pairing;
  return { ...pairing, said: [...said, sealMessage(plain, { side, index: said.length }, { seal: keys.seal, random })] };
}

/** The keyring as the new device may believe it: checked from the vault id of m2, with the entry of m4 and the device's own keys in it. */
export function openJoined(entries: readonly SignedEntry[], joined: { readonly vaultId: string; readonly head: Uint8Array; readonly device: NewDevice }): Result<Keyring, "untrusted"> {
  const { vaultId, head, device } = joined;
  const keyring = openKeyring(entries, vaultId);
  if (!keyring.ok || !entries.some((entry) => sameBytes(entryHash(entry), head))) return err("untrusted");
  const self = keyring.value.state.members.find(({ id }) => id === device.deviceId);
  return self !== undefined && sameBytes(self.signPublic, device.signPublic) && sameBytes(self.wrapPublic, device.wrapPublic) ? keyring : err("untrusted");
}
