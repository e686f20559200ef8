/**
 * Three of the 24 words, asked for once, some day after they were shown. The words are never kept: what
 * is kept until then is scrypt over these three, 2^33 possibilities at a second each, and of no help
 * with the other 21.
 */
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { assert } from "../prelude/assert.ts";
import { sameBytes } from "../prelude/bytes.ts";
import { keyFromPassphrase } from "./passphrase.ts";
import type { Random } from "./record.ts";

/** What is kept to ask with. */
export interface WordsCheck {
  /** Three places from 1 to 24, ascending. */
  readonly positions: readonly number[];
  /** 16 bytes. */
  readonly salt: Uint8Array;
  /** scrypt of the three words, 32 bytes. */
  readonly key: Uint8Array;
}

/** What came of it; `position`: where something was typed that is none of the 2048 words. */
export type WordsAnswer = { readonly kind: "right" } | { readonly kind: "wrong" } | { readonly kind: "unknownWord"; readonly position: number };

const wordCount = 24;
const asked = 3;

/** Draws three places of the 24 `words` and forgets the rest. Takes about a second. */
export function createWordsCheck(words: string, random: Random): WordsCheck {
  const all = words.split(" ");
  assert(all.length === wordCount, "there are 24 recovery words");
  const positions = drawPositions(random);
  const salt = random(16);
  return { positions, salt, key: keyFromPassphrase(positions.map((position) => all[position - 1]).join(" "), salt) };
}

/** Compares what was typed, in the order of `positions`; case and spaces round a word don't count. Takes about a second. */
export function answerWordsCheck(check: WordsCheck, typed: readonly string[]): WordsAnswer {
  const words = check.positions.map((_, index) => (typed[index] ?? "").normalize("NFKC").trim().toLowerCase());
  const unknown = words.findIndex((word) => !wordlist.includes(word));
  if (unknown >= 0) return { kind: "unknownWord", position: check.positions[unknown] ?? 0 };
  return { kind: sameBytes(keyFromPassphrase(words.join(" "), check.salt), check.key) ? "right" : "wrong" };
}

/** Any three places are as likely as any other: bytes beyond the last multiple of 24 are drawn again. */
function drawPositions(random: Random): number[] {
  const drawn = new Set<number>();
  while (drawn.size < asked) {
    const byte = random(1)[0] ?? 255;
    if (byte < 240) drawn.add((byte % wordCount) + 1);
  }
  return [...drawn].toSorted((a, b) => a - b);
}
