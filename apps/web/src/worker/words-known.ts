/** Whether the owner has the recovery words: three are asked for once, a day or more after they were shown. */
import { answerWordsCheck, createWordsCheck, sameBytes, type Random, type StoredWords } from "@kith/core/relay";
import { dayMs } from "@kith/core";
import type { Questions, WordsStand } from "../contract.ts";
import type { Timers } from "../sync/timers.ts";

export interface WordsDeps {
  readonly read: () => Promise<StoredWords | undefined>;
  readonly save: (words: StoredWords) => Promise<void>;
  readonly random: Random;
  readonly timers: Pick<Timers, "nowMs" | "after">;
  /** The key of the words that count today. */
  readonly recovery: () => Promise<Uint8Array>;
  /** Told whether it is time to ask, whenever that was looked at. */
  readonly changed: (isDue: boolean) => void;
}

export interface WordsKnown {
  /** They are on the screen now. */
  readonly shown: (words: string) => void;
  /** They were typed on this device. */
  readonly typed: () => Promise<void>;
  readonly stand: () => Promise<WordsStand>;
  /** Looks whether it is time to ask. */
  readonly look: () => Promise<void>;
  readonly answer: (typed: readonly string[]) => Promise<Questions["checkWords"]["answer"]>;
}

/** The words are drawn first: what is kept of them takes the worker a second, and costs as much to guess. */
const shownLaterMs = 300;

export function createWordsKnown({ read, save, random, timers, recovery, changed }: WordsDeps): WordsKnown {
  /** What was kept of words that another device replaced counts for nothing. */
  const kept = async (): Promise<StoredWords | undefined> => {
    const words = await read();
    return words !== undefined && sameBytes(words.recovery, await recovery()) ? words : undefined;
  };
  const stand = async (): Promise<WordsStand> => {
    const words = await kept();
    if (words === undefined) return { kind: "elsewhere" };
    return words.kind === "known" ? { kind: "known", atMs: words.atMs } : { kind: "toAsk", positions: words.check.positions, isDue: timers.nowMs() >= words.fromMs };
  };
  const look = async (): Promise<void> => {
    const now = await stand();
    changed(now.kind === "toAsk" && now.isDue);
  };
  const typed = async (): Promise<void> => {
    await save({ kind: "known", recovery: await recovery(), atMs: timers.nowMs() });
    await look();
  };
  const keep = async (words: string): Promise<void> => {
    await save({ kind: "toAsk", recovery: await recovery(), check: createWordsCheck(words, random), fromMs: timers.nowMs() + dayMs });
    await look();
  };
  return {
    typed, stand, look,
    shown: (words) => { timers.after(shownLaterMs, () => { void keep(words); }); },
    answer: async (answered) => {
      const words = await kept();
      if (words?.kind !== "toAsk") return { ok: false, message: "These words were asked for already, or replaced on another device." };
      const outcome = answerWordsCheck(words.check, answered);
      if (outcome.kind === "unknownWord") return { ok: false, message: `Word ${outcome.position} is none of the words Kith uses. Check its spelling on your paper.` };
      if (outcome.kind === "wrong") return { ok: false, message: "That isn’t what Kith showed. Compare places and spelling. If you can’t find the words any more, get new ones: this device can still make them." };
      await typed();
      return { ok: true };
    },
  };
}
