/** One seed, one life, one verdict. */
import { createChance } from "./chance.ts";
import { nobodyBricked, nothingForeign, nothingLost, nothingSeen, sameEverywhere, sameNetwork, settle } from "./invariants.ts";
import { emptyAtRelay, lieAndForget } from "./last-blows.ts";
import { Life } from "./life.ts";

/** What came of a life. */
export interface Verdict {
  readonly seed: number;
  /** What is wrong; empty where all is well. */
  readonly wrong: readonly string[];
  readonly history: readonly string[];
}

/** Lives `life`, lets it come to rest, and judges. */
async function judge(life: Life): Promise<Verdict> {
  // Other draws than the life began with.
  const chance = createChance(~life.seed);
  await life.run();
  if (chance.onceIn(2)) emptyAtRelay(life, chance);
  const wrong = await atRest(life);
  // A copied device and a relay that forgot make two histories that nobody can tell apart.
  if (wrong.length === 0 && life.trouble === "none") {
    await lieAndForget(life, chance);
    wrong.push(...await atRest(life));
    // Whoever joins is given all that the lines pin.
    if (wrong.length === 0) await life.add(chance.oneOf(life.members()));
    if (wrong.length === 0) wrong.push(...await atRest(life));
  }
  if (wrong.length === 0) wrong.push(...await nobodyBricked(life));
  return { seed: life.seed, wrong, history: life.history };
}

async function atRest(life: Life): Promise<string[]> {
  const unsettled = await settle(life);
  return unsettled.length > 0 ? unsettled : [nothingLost, sameEverywhere, sameNetwork, nothingSeen, nothingForeign].flatMap((check) => check(life));
}

/** The life of `seed`. */
export const simulate = (seed: number): Promise<Verdict> => judge(new Life(seed));
