/**
 * The `.kith` file: the same journals as everywhere, unsealed, in one append-only file, for scripts
 * and people who live in a terminal. `KITH1\n`, then frames: length (u32, little endian), the first
 * 8 bytes of the payload's SHA-256, the payload. The first frame holds the device id.
 */
import { createHash, randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { isId, utf8ToBytes, bytesToUtf8, bytesToBase64url, type DeviceId } from "@kith/core";
import { Refused } from "./refused.ts";

const magic = utf8ToBytes("KITH1\n");
const hashBytes = 8;
const frameHead = 4 + hashBytes;
/** Where the first frame ends: it holds the device's id, 22 characters. */
const nameEnd = magic.length + frameHead + 22;
/** What is written fits 256 KiB. Older builds wrote more: where a frame is due its hash is proof enough, but while one is looked for no longer one is tried. */
const frameBytesMax = 1_000_000;

export interface VaultFile {
  readonly device: DeviceId;
  readonly payloads: readonly Uint8Array[];
  /** Frames whose bytes don't match their hash: left where they are. */
  readonly damaged: number;
  /** Appends payloads; returns after they are on the disk. */
  append(payloads: readonly Uint8Array[]): void;
  /** Puts a new file with these payloads in this one's place: whatever happens meanwhile, the old or the new is there. */
  replaceAll(payloads: readonly Uint8Array[]): void;
}

/** Creates an empty vault file. Throws Refused where the file exists or there is no room for it. */
export function createVaultFile(path: string): void {
  const device = bytesToBase64url(randomBytes(16));
  let file: number;
  try {
    file = openSync(path, "wx");
  } catch (error) {
    throw new Refused(existsSync(path) ? `${path} exists already. Choose another name, or use it as it is.` : `${path} can't be created: ${String((error as NodeJS.ErrnoException).code)}. Check the folder and its permissions.`);
  }
  try {
    writeAll(file, Buffer.concat([magic, frame(utf8ToBytes(device))]), 0);
  } catch (error) {
    rmSync(path, { force: true });
    throw notWritten(path, error);
  } finally {
    closeSync(file);
  }
}

/** Reads a vault file whole. Throws Refused where there is none or it isn't one. */
export function openVaultFile(path: string): VaultFile {
  if (!existsSync(path)) throw new Refused(`There is no vault at ${path}. Create one with: kith init --vault ${path}`);
  const bytes = readFileSync(path);
  const isMarked = bytes.subarray(0, magic.length).equals(magic);
  const frames = readFrames(bytes);
  const [first, ...rest] = frames.payloads;
  // A whole frame is proof enough: its hash can't be there by chance.
  if (!first) throw new Refused(isMarked ? `${path} is damaged at its very beginning. Restore it from a backup, or start anew with kith init and import again.` : `${path} is not a Kith vault. Choose a file made by: kith init`);
  const named = bytesToUtf8(first);
  // Where the frame that names the device is damaged, its bytes still give a name that stays the same.
  const device = (isId(named) ? named : bytesToBase64url(hash(bytes.subarray(0, nameEnd), 16))) as DeviceId;
  let end = frames.endOffset;
  return {
    device,
    payloads: isId(named) ? rest : frames.payloads,
    damaged: frames.damaged + (isMarked ? 0 : 1),
    append(added) {
      const file = openSync(path, "r+");
      try {
        // What stands behind the last whole frame was cut short by a crash and never acknowledged.
        ftruncateSync(file, end);
        end = writeAll(file, Buffer.concat(added.map(frame)), end);
      } catch (error) {
        // All or nothing: the half that found room goes, so that the next append starts where this one did.
        ftruncateSync(file, end);
        throw notWritten(path, error);
      } finally {
        closeSync(file);
      }
    },
    replaceAll: (kept) => { end = replaceFile(path, Buffer.concat([magic, ...[utf8ToBytes(device), ...kept].map(frame)])); },
  };
}

/** Written beside it and renamed over it, both on the disk before this returns where the file ends. */
function replaceFile(path: string, bytes: Uint8Array): number {
  const beside = `${path}.new`;
  const file = openSync(beside, "w");
  try {
    writeAll(file, bytes, 0);
    renameSync(beside, path);
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
    return bytes.length;
  } catch (error) {
    rmSync(beside, { force: true });
    throw notWritten(path, error);
  } finally {
    closeSync(file);
  }
}

/** Writes all of `bytes` at `offset` and waits for the disk; returns where they end. A full disk shows as a short write first. */
function writeAll(file: number, bytes: Uint8Array, offset: number): number {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written, bytes.length - written, offset + written);
  fsyncSync(file);
  return offset + bytes.length;
}

const notWritten = (path: string, error: unknown): Refused => {
  const code = String((error as NodeJS.ErrnoException).code);
  const why = code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG" ? "there is no room left on the disk" : code;
  return new Refused(`${path} can't be written: ${why}. Nothing was saved, and what was in it is intact. Make room, then try again.`);
};

interface Frames { readonly payloads: readonly Uint8Array[]; readonly damaged: number; readonly endOffset: number }

/**
 * Every frame whose hash holds. Where one doesn't, the next that does is looked for, so that neither a
 * flipped length nor a cut costs what follows. `endOffset` is behind the last whole frame.
 */
function readFrames(bytes: Uint8Array): Frames {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endOf = (offset: number): number => (offset + frameHead > bytes.length ? Infinity : offset + frameHead + view.getUint32(offset, true));
  const isFrame = (offset: number, end: number, bytesMax = frameBytesMax): boolean =>
    end <= bytes.length && end - offset <= bytesMax && end - offset >= frameHead && hash(bytes.subarray(offset + frameHead, end), hashBytes).equals(bytes.subarray(offset + 4, offset + frameHead));
  const isWhole = (offset: number): boolean => isFrame(offset, endOf(offset));
  const payloads: Uint8Array[] = [];
  let damaged = 0;
  let offset = magic.length;
  while (offset < bytes.length) {
    const end = endOf(offset);
    if (isFrame(offset, end, Infinity)) {
      payloads.push(bytes.subarray(offset + frameHead, end));
      offset = end;
    } else if (end === bytes.length || (end < bytes.length && isWhole(end))) {
      damaged += 1;
      offset = end;
    } else {
      let next = offset + 1;
      while (next < bytes.length && !isWhole(next)) next += 1;
      // Only the length was flipped: what lies before the next frame has the right hash.
      if (isFrame(offset, next)) payloads.push(bytes.subarray(offset + frameHead, next));
      // Nothing whole behind it: the cut end of a write that was never acknowledged.
      else if (next >= bytes.length) break;
      else damaged += 1;
      offset = next;
    }
  }
  return { payloads, damaged, endOffset: Math.min(offset, bytes.length) };
}

function frame(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHead);
  head.writeUInt32LE(payload.length, 0);
  hash(payload, hashBytes).copy(head, 4);
  return Buffer.concat([head, payload]);
}

const hash = (payload: Uint8Array, length: number): Buffer => createHash("sha256").update(payload).digest().subarray(0, length);
