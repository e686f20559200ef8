/**
 * What a pairing's mailbox is told and tells: sealed messages it can't read.
 *
 *     request  version 1, side 1, index 1, then the sealed message, or nothing: only asking
 *     answer   version 1, then (length 2, sealed message) for each of the other side's messages, in order
 */
import { concatBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { PairingSide } from "../vault/pairing-message.ts";
import { createReader } from "./bytes-io.ts";
import { frameVersion, type FrameError } from "./frame-parts.ts";

/** Bounds of a mailbox. */
export const pairingLimits = {
  /** One sealed message; the longest name makes about 600. */
  messageBytes: 2048,
  /** Of one side. */
  messages: 2,
  /** A request's body: a message and its place. */
  requestBytes: 2048 + 3,
  /** A mailbox nobody claimed is emptied after this. */
  unclaimedMs: 120_000,
  /** From the claim on. */
  claimedMs: 300_000,
} as const;

/** One side says something, or only asks what the other said. */
export interface PairingRequest {
  readonly side: PairingSide;
  /** Present: this side's message number `index`, 0 or 1. */
  readonly message?: { readonly index: number; readonly sealed: Uint8Array };
}

export const encodePairingRequest = ({ side, message }: PairingRequest): Uint8Array =>
  concatBytes(Uint8Array.of(frameVersion, side, message?.index ?? 0), message?.sealed ?? new Uint8Array(0));

export function decodePairingRequest(bytes: Uint8Array): Result<PairingRequest, FrameError> {
  const [found, side, index = 0] = bytes;
  const sealed = bytes.slice(3);
  if (found !== frameVersion) return err("version");
  if (bytes.length < 3 || (side !== 0 && side !== 1) || index >= pairingLimits.messages || sealed.length > pairingLimits.messageBytes) return err("malformed");
  if (sealed.length > 0) return ok({ side, message: { index, sealed } });
  return index === 0 ? ok({ side }) : err("malformed");
}

export const encodePairingAnswer = (messages: readonly Uint8Array[]): Uint8Array =>
  concatBytes(Uint8Array.of(frameVersion), ...messages.flatMap((sealed) => [Uint8Array.of(sealed.length >> 8, sealed.length & 255), sealed]));

export function decodePairingAnswer(bytes: Uint8Array): Result<readonly Uint8Array[], FrameError> {
  const reader = createReader(bytes);
  if (reader.u8() !== frameVersion) return err("version");
  const messages: Uint8Array[] = [];
  while (!reader.atEnd()) {
    const [high, low] = [reader.u8(), reader.u8()];
    const length = high === undefined || low === undefined ? 0 : high * 256 + low;
    const sealed = length === 0 || length > pairingLimits.messageBytes ? undefined : reader.bytes(length);
    if (sealed === undefined || messages.length === pairingLimits.messages) return err("malformed");
    messages.push(sealed);
  }
  return ok(messages);
}
