/**
 * The `.kith` file: the same journals as everywhere, unsealed, in one append-only file, for scripts
 * and people who live in a terminal. `KITH1\n`, then frames: length (u32, little endian), the first
 * 8 bytes of the payload's SHA-256, the payload. The first frame holds the device id.
 */
import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { isId, utf8ToBytes, bytesToUtf8, bytesToBase64url, type DeviceId } from "@kith/core";
import { Refused } from "./refused.ts";

const magic = utf8ToBytes("KITH1\n");
const frameHead = 12;
/** A batch is cut below 256 KiB; a longer frame is a flipped length. */
const frameBytesMax = 1_000_000;

export interface VaultFile {
  readonly device: DeviceId;
  readonly payloads: readonly Uint8Array[];
  /** Frames whose bytes don't match their hash: left where they are. */
  readonly damaged: number;
  /** Appends payloads; returns after they are on the disk. */
  append(payloads: readonly Uint8Array[]): void;
}

/** Creates an empty vault file. Throws Refused where the file exists. */
export function createVaultFile(path: string): void {
  const device = bytesToBase64url(randomBytes(16));
  let file: number;
  try {
    file = openSync(path, "wx");
  } catch (error) {
    throw new Refused(existsSync(path) ? `${path} exists already. Choose another name, or use it as it is.` : `${path} can't be created: ${String((error as NodeJS.ErrnoException).code)}. Check the folder and its permissions.`);
  }
  writeSync(file, magic);
  writeSync(file, frame(utf8ToBytes(device)));
  fsyncSync(file);
  closeSync(file);
}

/** Reads a vault file whole. Throws Refused where there is none or it isn't one. */
export function openVaultFile(path: string): VaultFile {
  if (!existsSync(path)) throw new Refused(`There is no vault at ${path}. Create one with: kith init --vault ${path}`);
  const bytes = readFileSync(path);
  if (!bytes.subarray(0, magic.length).equals(magic)) throw new Refused(`${path} is not a Kith vault. Choose a file made by: kith init`);
  const { payloads, damaged, endOffset } = readFrames(bytes);
  const [first, ...rest] = payloads;
  const device = first ? bytesToUtf8(first) : "";
  if (!isId(device)) throw new Refused(`${path} is damaged at its very beginning. Restore it from a backup, or start anew with kith init and import again.`);
  return {
    device: device as DeviceId, payloads: rest, damaged,
    append(added) {
      const file = openSync(path, "r+");
      // What stands behind the last whole frame was cut short by a crash and never acknowledged.
      ftruncateSync(file, endOffset);
      let offset = endOffset;
      for (const payload of added) offset += writeSync(file, frame(payload), 0, undefined, offset);
      fsyncSync(file);
      closeSync(file);
    },
  };
}

interface Frames { readonly payloads: readonly Uint8Array[]; readonly damaged: number; readonly endOffset: number }

/**
 * Every frame whose hash holds. Where one doesn't, the next that does is looked for, so that neither a
 * flipped length nor a cut costs what follows. `endOffset` is behind the last whole frame.
 */
function readFrames(bytes: Uint8Array): Frames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endOf = (offset: number): number => (offset + frameHead > bytes.length ? Infinity : offset + frameHead + view.getUint32(offset, true));
  const isWhole = (offset: number): boolean => {
    const end = endOf(offset);
    return end <= bytes.length && end - offset <= frameBytesMax && hash(bytes.subarray(offset + frameHead, end)).equals(bytes.subarray(offset + 4, offset + frameHead));
  };
  const payloads: Uint8Array[] = [];
  let damaged = 0;
  let offset = magic.length;
  while (offset < bytes.length) {
    const end = endOf(offset);
    if (isWhole(offset)) {
      payloads.push(bytes.subarray(offset + frameHead, end));
      offset = end;
    } else if (end === bytes.length || (end < bytes.length && isWhole(end))) {
      damaged += 1;
      offset = end;
    } else {
      let next = offset + 1;
      while (next < bytes.length && !isWhole(next)) next += 1;
      // Nothing whole behind it: the cut end of a write that was never acknowledged.
      if (next >= bytes.length) break;
      damaged += 1;
      offset = next;
    }
  }
  return { payloads, damaged, endOffset: offset };
}

function frame(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHead);
  head.writeUInt32LE(payload.length, 0);
  hash(payload).copy(head, 4);
  return Buffer.concat([head, payload]);
}

const hash = (payload: Uint8Array): Buffer => createHash("sha256").update(payload).digest().subarray(0, 8);
