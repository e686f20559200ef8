/** Reading untrusted bytes: every read is length-checked, and the first failure makes the rest undefined. */
import { bytesToBase64url } from "../prelude/bytes.ts";

/** A cursor over received bytes. Reads past the end give undefined, never a throw. */
export interface ByteReader {
  u8(): number | undefined;
  u32(): number | undefined;
  /** A copy, so that a page can be freed while one record lives. */
  bytes(length: number): Uint8Array | undefined;
  /** 16 bytes as base64url. */
  id(): string | undefined;
  /** True where every byte was read. */
  atEnd(): boolean;
}

/** Reads `source` from its start. */
export function createReader(source: Uint8Array): ByteReader {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  let position = 0;
  const take = (length: number): number | undefined => {
    if (length > source.length - position) return undefined;
    position += length;
    return position - length;
  };
  const bytes = (length: number): Uint8Array | undefined => {
    const start = take(length);
    return start === undefined ? undefined : source.slice(start, start + length);
  };
  return {
    u8: () => {
      const start = take(1);
      return start === undefined ? undefined : view.getUint8(start);
    },
    u32: () => {
      const start = take(4);
      return start === undefined ? undefined : view.getUint32(start);
    },
    bytes,
    id: () => {
      const id = bytes(16);
      return id === undefined ? undefined : bytesToBase64url(id);
    },
    atEnd: () => position === source.length,
  };
}

/** Four bytes, big end first. */
export function u32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
