/**
 * Freshness: silence measured in the tie's own usual gap. Lower is fresher; above 8 the tie has gone
 * quiet (Navarro et al. 2017). Good words ("usually every 9 days, now 74"), poor as a rank.
 */
import { dayMs } from "../prelude/time.ts";
import { gapPriorHorizons, horizonMs } from "./constants.ts";
import { episodeStarts } from "./episodes.ts";

export interface Freshness {
  /** Silence in usual gaps. */
  readonly gaps: number;
  /** Mean gap between episodes, shrunk towards half a horizon while there are few. */
  readonly usualGapDays: number;
  readonly silenceDays: number;
}

/** `timesMs` must ascend; undefined where it is empty. */
export function freshness(timesMs: readonly number[], nowMs: number, hMs = horizonMs): Freshness | undefined {
  const starts = episodeStarts(timesMs, hMs);
  const firstMs = starts[0];
  const lastMs = timesMs.at(-1);
  if (firstMs === undefined || lastMs === undefined) return undefined;
  const gapMs = Math.max(((starts.at(-1) ?? firstMs) - firstMs + gapPriorHorizons * hMs) / starts.length, 1);
  return { gaps: Math.max(0, nowMs - lastMs) / gapMs, usualGapDays: gapMs / dayMs, silenceDays: Math.max(0, nowMs - lastMs) / dayMs };
}
