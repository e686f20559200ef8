/**
 * A line says how far each writer's records went when an epoch ended: {writer: last seq, chain}. Above
 * it that epoch's key counts for nothing any more, so whoever left with the key can add nothing; up to
 * it the chain pins every record, so whoever left can replace nothing either.
 */
import { base64urlToBytes, bytesToBase64url, concatBytes, sha256 } from "../prelude/bytes.ts";
import { idBytes, isCount, type Address, type SealedRecord } from "./record.ts";

/** Where one writer's records ended. */
export interface LineEnd {
  /** The last seq of the epoch; 1 or more. */
  readonly seq: number;
  /** The chain over the hashes of records 1 to `seq`, 32 bytes. */
  readonly chain: Uint8Array;
}

/** By writer; a writer who isn't here had no record. */
export type Line = ReadonlyMap<string, LineEnd>;

/** The chain over no record: 32 zero bytes. */
export const startOfChain: Uint8Array = new Uint8Array(32);

/** The chain one record longer: SHA-256(chain ‖ record's hash). */
export const extendChain = (chain: Uint8Array, recordHash: Uint8Array): Uint8Array => sha256(concatBytes(chain, recordHash));

/** The last seq of `writer` before the line, 0 for none. */
export const lastSeqBefore = (line: Line, writer: string): number => line.get(writer)?.seq ?? 0;

/**
 * Whether a record may be held by anyone: "oldEpoch" stands above the line that ended its epoch,
 * "unknownEpoch" is of an epoch that this keyring doesn't know yet. `lines[i]` ended epoch i + 1.
 */
export function admits({ epoch, lines }: { readonly epoch: number; readonly lines: readonly Line[] }, record: Address & Pick<SealedRecord, "epoch">): "yes" | "oldEpoch" | "unknownEpoch" {
  if (record.epoch > epoch) return "unknownEpoch";
  const line = lines[record.epoch - 1];
  return line !== undefined && record.seq > lastSeqBefore(line, record.writer) ? "oldEpoch" : "yes";
}

const endBytes = 16 + 4 + 32;

/** A line as base64url of (writer 16, seq 4, chain 32) in the order of the writers' ids. */
export function lineToText(line: Line): string {
  const ends = [...line].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const counts = new Uint8Array(4);
  return bytesToBase64url(concatBytes(...ends.flatMap(([writer, { seq, chain }]) => {
    new DataView(counts.buffer).setUint32(0, seq);
    return [idBytes(writer), counts.slice(), chain];
  })));
}

/** Reads a line; undefined where it isn't one. That it comes out the same when written again is the caller's to check. */
export function textToLine(text: unknown): Line | undefined {
  const bytes = typeof text === "string" ? base64urlToBytes(text) : undefined;
  if (bytes === undefined || bytes.length % endBytes !== 0) return undefined;
  const line = new Map<string, LineEnd>();
  for (let at = 0; at < bytes.length; at += endBytes) {
    const seq = new DataView(bytes.buffer, bytes.byteOffset + at + 16, 4).getUint32(0);
    if (!isCount(seq)) return undefined;
    line.set(bytesToBase64url(bytes.subarray(at, at + 16)), { seq, chain: bytes.slice(at + 20, at + endBytes) });
  }
  return line;
}
