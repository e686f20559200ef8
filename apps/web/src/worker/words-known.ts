/** Whether the owner has the recovery words: three are asked for once, a day or more after they were shown. */
import { answerWordsCheck, createWordsCheck, sameBytes, type Random } from "@kith/core/relay";
import { dayMs } from "@kith/core";
import type { Questions, WordsStand } from "../contract.ts";
import type { StoredWords } from "../storage/vault-store.ts";

export interface WordsDeps {
  readonly read: () => Promise<StoredWords | undefined>;
  readonly save: (words: StoredWords) => Promise<void>;
  readonly random: Random;
  readonly nowMs: () => number;
}

export interface WordsKnown {
  /** They are on the screen now. Takes a second: what is kept of them costs as much to guess. */
  readonly shown: (words: string, recovery: Uint8Array) => Promise<void>;
  /** They were typed on this device. */
  readonly typed: (recovery: Uint8Array) => Promise<void>;
  /** `recovery`: the key of the words that count today. */
  readonly stand: (recovery: Uint8Array) => Promise<WordsStand>;
  readonly answer: (typed: readonly string[], recovery: Uint8Array) => Promise<Questions["checkWords"]["answer"]>;
}

export function createWordsKnown({ read, save, random, nowMs }: WordsDeps): WordsKnown {
  /** What was kept of words that another device replaced counts for nothing. */
  const kept = async (recovery: Uint8Array): Promise<StoredWords | undefined> => {
    const words = await read();
    return words !== undefined && sameBytes(words.recovery, recovery) ? words : undefined;
  };
  const typed = (recovery: Uint8Array): Promise<void> => save({ kind: "known", recovery, atMs: nowMs() });
  return {
    typed,
    shown: (words, recovery) => save({ kind: "toAsk", recovery, check: createWordsCheck(words, random), fromMs: nowMs() + dayMs }),
    stand: async (recovery) => {
      const words = await kept(recovery);
      if (words === undefined) return { kind: "elsewhere" };
      return words.kind === "known" ? { kind: "known", atMs: words.atMs } : { kind: "toAsk", positions: words.check.positions, isDue: nowMs() >= words.fromMs };
    },
    answer: async (answered, recovery) => {
      const words = await kept(recovery);
      if (words?.kind !== "toAsk") return { ok: false, message: "These words were asked for already, or replaced on another device." };
      const outcome = answerWordsCheck(words.check, answered);
      if (outcome.kind === "unknownWord") return { ok: false, message: `Word ${outcome.position} is none of the words Kith uses. Check its spelling on your paper.` };
      if (outcome.kind === "wrong") return { ok: false, message: "That isn’t what Kith showed. Compare places and spelling. If you can’t find the words any more, get new ones: this device can still make them." };
      await typed(recovery);
      return { ok: true };
    },
  };
}
