/**
 * Episodes: bursts of contact merged into one. A chat of forty lines in an evening is one episode,
 * not forty contacts; a new one begins after a silence of more than a thirtieth of the horizon (a day).
 */
import { horizonMs, pulseConstants } from "./constants.ts";

/** Start moments of the episodes. `timesMs` must ascend. */
export function episodeStarts(timesMs: readonly number[], hMs = horizonMs): readonly number[] {
  const gapMs = pulseConstants.gapHorizons * hMs;
  const starts: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const timeMs of timesMs) {
    if (timeMs - last > gapMs) starts.push(timeMs);
    last = timeMs;
  }
  return starts;
}
