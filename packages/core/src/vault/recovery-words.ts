/**
 * The 24 words shown once: 16 bytes of vault id and 16 of recovery secret, with the BIP-39 checksum.
 * Words and the relay's address are enough to come back; new words change only the secret.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { assert } from "../prelude/assert.ts";
import { bytesToBase64url, concatBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { softwareKeys, type DeviceKeys } from "./device-keys.ts";
import { idBytes } from "./record.ts";

/** What the words hold. */
export interface Recovery {
  /** Which vault: the first 16 bytes of its first keyring entry's SHA-256, as base64url. */
  readonly vaultId: string;
  /** 16 random bytes, known to nobody but the person holding the words. */
  readonly secret: Uint8Array;
}

/** Why text isn't recovery words. `position` counts from 1. */
export type WordsError =
  | { readonly kind: "wrongCount"; readonly count: number }
  | { readonly kind: "unknownWord"; readonly position: number; readonly word: string }
  | { readonly kind: "wrongChecksum" };

const wordCount = 24;
/** Marked pure, so that a bundle that reads no words (the relay) leaves the list out. */
const words: ReadonlySet<string> = /* @__PURE__ */ new Set(wordlist);

/** The 24 lower-case words, separated by single spaces. */
export function recoveryToWords(recovery: Recovery): string {
  assert(recovery.secret.length === 16, "a recovery secret is 16 bytes");
  return entropyToMnemonic(concatBytes(idBytes(recovery.vaultId), recovery.secret), wordlist);
}

/** Reads words as people write them: any case, spaces, lines, commas, with or without numbering. */
export function wordsToRecovery(text: string): Result<Recovery, WordsError> {
  const typed = text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[\s,;]+/u)
    .map((part) => part.replace(/^\d+[.):-]*/u, "").replace(/[.]+$/u, ""))
    .filter((part) => part !== "");
  const position = typed.findIndex((word) => !words.has(word)) + 1;
  if (position > 0 && position <= wordCount) return err({ kind: "unknownWord", position, word: typed[position - 1] ?? "" });
  if (typed.length !== wordCount) return err({ kind: "wrongCount", count: typed.length });
  try {
    const entropy = mnemonicToEntropy(typed.join(" "), wordlist);
    return ok({ vaultId: bytesToBase64url(entropy.subarray(0, 16)), secret: entropy.slice(16) });
  } catch {
    return err({ kind: "wrongChecksum" });
  }
}

/**
 * The keys that speak for the words. Derived from the secret alone: their public halves stand in the
 * first keyring entry, whose hash *is* the vault id, so they can't depend on it.
 */
export const recoveryKeys = (secret: Uint8Array): DeviceKeys =>
  softwareKeys(hkdf(sha256, secret, undefined, utf8ToBytes("kith recovery v1"), 32));
