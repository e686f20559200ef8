/**
 * Pulse: the probability (0..1) of any contact within the next horizon. Higher is warmer. A person
 * never contacted has none: unknown, not zero.
 *
 *     pulse = sigma(-1.458 + 1.155 ln(0.05 + E) - 0.225 ln((r + h/30) / h))
 *
 * E sums 2^(-age/3h) over the starts of episodes, r is the time since the last contact. A rank by
 * pulse says who will be in touch, not who is close: see bond.
 */
import { horizonMs, pulseConstants as c } from "./constants.ts";
import { episodeStarts } from "./episodes.ts";

/** `timesMs` must ascend; what lies after `nowMs` (another device's clock) counts as now. Undefined where it is empty. */
export function pulse(timesMs: readonly number[], nowMs: number, hMs = horizonMs): number | undefined {
  const lastMs = timesMs.at(-1);
  if (lastMs === undefined) return undefined;
  let decayed = 0;
  for (const startMs of episodeStarts(timesMs, hMs)) decayed += 2 ** (-Math.max(0, nowMs - startMs) / (c.halfLifeHorizons * hMs));
  const recency = Math.log((Math.max(0, nowMs - lastMs) + c.gapHorizons * hMs) / hMs);
  return 1 / (1 + Math.exp(-(c.intercept + c.episodes * Math.log(c.floor + decayed) + c.recency * recency)));
}
