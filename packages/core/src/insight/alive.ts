/**
 * Alive: the probability that a tie hasn't ended, by the MBG/NBD model of repeat contact (Batislam et
 * al. 2007, after Fader, Hardie & Lee 2005). A bad rank, since a one-off contact looks alive: used
 * in words only. 1 is surely alive, 0 surely over; neither end is good in itself.
 *
 *     alive = 1 / (1 + a/(b+x) ((alpha+T)/(alpha+tx))^(r+x))
 *
 * x = episodes - 1, T = age of the tie, tx = first to last contact, in horizons.
 */
import { aliveConstants as c, horizonMs } from "./constants.ts";
import { episodeStarts } from "./episodes.ts";

export interface Alive {
  /** 0..1. */
  readonly alive: number;
  /** Probability of contact within the next horizon under this model, 0..1. */
  readonly contact: number;
}

/** `timesMs` must ascend; undefined where it is empty. */
export function alive(timesMs: readonly number[], nowMs: number, hMs = horizonMs): Alive | undefined {
  const firstMs = timesMs[0];
  const lastMs = timesMs.at(-1);
  if (firstMs === undefined || lastMs === undefined) return undefined;
  const x = episodeStarts(timesMs, hMs).length - 1;
  const age = Math.max(nowMs - firstMs, hMs / 30) / hMs;
  const active = Math.min(age, (lastMs - firstMs) / hMs);
  const probability = 1 / (1 + (c.a / (c.b + x)) * ((c.alpha + age) / (c.alpha + active)) ** (c.r + x));
  return { alive: probability, contact: probability * (1 - ((c.alpha + age) / (c.alpha + age + 1)) ** (c.r + x)) };
}
