import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToBase64url } from "../prelude/bytes.ts";
import { recoveryKeys, recoveryToWords, wordsToRecovery } from "./recovery-words.ts";

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });
const recovery = { vaultId: bytesToBase64url(new Uint8Array(16).fill(3)), secret: new Uint8Array(16).fill(9) };
const words = recoveryToWords(recovery).split(" ");

describe("recovery words", () => {
  it("[V20] 24 words hold a vault id and a secret, and give them back", () => {
    fc.assert(
      fc.property(sixteen, sixteen, (vault, secret) => {
        const text = recoveryToWords({ vaultId: bytesToBase64url(vault), secret });
        expect(text.split(" ")).toHaveLength(24);
        expect(wordsToRecovery(text)).toEqual({ ok: true, value: { vaultId: bytesToBase64url(vault), secret } });
      }),
    );
  });

  it("[V21] words are read as people write them", () => {
    const numbered = words.map((word, index) => `${index + 1}. ${word.toUpperCase()}`).join("\n");
    for (const text of [numbered, words.map((word, index) => `${index + 1})${word}`).join(" "), ` ${words.join(", ")}. `, words.join("\t \n")]) {
      expect(wordsToRecovery(text)).toEqual({ ok: true, value: recovery });
    }
  });

  it("[V22] a mistake is named: which word is unknown, how many there are, or that one is misplaced", () => {
    expect(wordsToRecovery(words.with(4, "kith").join(" "))).toEqual({ ok: false, error: { kind: "unknownWord", position: 5, word: "kith" } });
    expect(wordsToRecovery(words.slice(1).join(" "))).toEqual({ ok: false, error: { kind: "wrongCount", count: 23 } });
    expect(wordsToRecovery("")).toEqual({ ok: false, error: { kind: "wrongCount", count: 0 } });
    const swapped = words.with(0, words[16] ?? "").with(16, words[0] ?? "");
    expect(wordsToRecovery(swapped.join(" "))).toEqual({ ok: false, error: { kind: "wrongChecksum" } });
  });

  it("[V23] the same secret gives the same keys, another secret others", () => {
    expect(recoveryKeys(recovery.secret).signPublic).toEqual(recoveryKeys(recovery.secret.slice()).signPublic);
    expect(recoveryKeys(new Uint8Array(16)).signPublic).not.toEqual(recoveryKeys(recovery.secret).signPublic);
  });
});
