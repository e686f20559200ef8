/** Which records are erased, in a few bytes: two sides that show the same mark have emptied the same records. */

/** How many records are erased, and the XOR of the hashes they kept: it doesn't depend on any order. */
export interface ErasedMark {
  readonly count: number;
  /** 32 bytes. */
  readonly digest: Uint8Array;
}

/** Nothing is erased. */
export const emptyMark: ErasedMark = { count: 0, digest: new Uint8Array(32) };

/** The mark with one erased record more, whose kept hash is `hash`. */
export const extendMark = ({ count, digest }: ErasedMark, hash: Uint8Array): ErasedMark => ({ count: count + 1, digest: xor(digest, hash) });

/** The mark of two sets without a record in common. */
export const joinMarks = (a: ErasedMark, b: ErasedMark): ErasedMark => ({ count: a.count + b.count, digest: xor(a.digest, b.digest) });

/** The mark with one erased record less. */
export const shortenMark = ({ count, digest }: ErasedMark, hash: Uint8Array): ErasedMark => ({ count: count - 1, digest: xor(digest, hash) });

/** True where both sides have emptied the same records. */
export const sameMark = (a: ErasedMark, b: ErasedMark): boolean => a.count === b.count && a.digest.every((byte, index) => byte === b.digest[index]);

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, index) => byte ^ (b[index] ?? 0));
