/** Bytes in and out: base64url, big-end integers, and a reader that never reads past its end (protocol.md, head and section 5). */

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Throws where the bytes aren't UTF-8. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** Throws where the text isn't exactly what `length` bytes encode to. */
export function unbase64(text: string, length?: number): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, "base64url"));
  if (base64(bytes) !== text || (length !== undefined && bytes.length !== length)) throw new Error(`not base64url of ${length ?? "whole"} bytes: ${text}`);
  return bytes;
}

/** Joins bytes and UTF-8 texts. */
export const join = (...parts: readonly (Uint8Array | string)[]): Uint8Array => new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === "string" ? utf8(part) : part))));

export const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

export const byte = (value: number): Uint8Array => Uint8Array.of(value);

/** 32 bits, big end first. */
export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Reads a frame from its first byte to its last. Every method throws where the frame is too short. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) { this.#bytes = bytes; }
  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new Error(`a frame of ${this.#bytes.length} bytes ends before ${this.#at + length}`);
    return this.#bytes.slice(this.#at, (this.#at += length));
  }
  u8(): number { return this.take(1)[0] ?? 0; }
  u16(): number { return this.u8() * 256 + this.u8(); }
  u32(): number { return new DataView(this.take(4).buffer).getUint32(0); }
  /** A member or a writer, as its 22 characters. */
  id(): string { return base64(this.take(16)); }
  /** A count, then that many. */
  list<Item>(one: () => Item): Item[] { return Array.from({ length: this.u32() }, one); }
  /** A byte 0, or 1 and something. */
  optional<Item>(one: () => Item): Item | undefined {
    const flag = this.u8();
    if (flag > 1) throw new Error(`a flag is ${flag}`);
    return flag === 1 ? one() : undefined;
  }
  rest(): Uint8Array { return this.take(this.#bytes.length - this.#at); }
  get isAtEnd(): boolean { return this.#at === this.#bytes.length; }
}

/** Reads a whole frame of version 1. */
export function readFrame<Value>(bytes: Uint8Array, read: (reader: Reader) => Value): Value {
  const reader = new Reader(bytes);
  const version = reader.u8();
  if (version !== 1) throw new Error(`a frame of version ${version}: one of the two must be updated`);
  const value = read(reader);
  if (!reader.isAtEnd) throw new Error("a frame goes on behind its end");
  return value;
}
