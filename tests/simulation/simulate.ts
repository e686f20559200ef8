/** One seed, one life, one verdict. */
import { nobodyBricked, nothingForeign, nothingLost, nothingSeen, sameEverywhere, sameNetwork, settle } from "./invariants.ts";
import { Life } from "./life.ts";

/** What came of a life. */
export interface Verdict {
  readonly seed: number;
  /** What is wrong; empty where all is well. */
  readonly wrong: readonly string[];
  readonly history: readonly string[];
}

/** Lives `life`, lets it come to rest, and judges. */
export async function judge(life: Life): Promise<Verdict> {
  await life.run();
  const unsettled = await settle(life);
  const wrong = unsettled.length > 0 ? unsettled : [nothingLost, sameEverywhere, sameNetwork, nothingSeen, nothingForeign].flatMap((check) => check(life));
  if (wrong.length === 0) wrong.push(...await nobodyBricked(life));
  return { seed: life.seed, wrong, history: life.history };
}

/** The life of `seed`. */
export const simulate = (seed: number): Promise<Verdict> => judge(new Life(seed));
