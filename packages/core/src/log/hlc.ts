/**
 * Hybrid logical clock (Kulkarni et al. 2014) as one integer: ms * 1024 + counter. It orders
 * entries so that a later edit always beats the one it saw, whatever the clocks say. A received
 * clock is always adopted, never clamped: clamping makes two devices disagree.
 */
import { isHlc, ticksPerMs } from "../event/recording.ts";

/**
 * The next clock on a device whose own clock shows `nowMs` and which holds nothing later than
 * `largestHeld`. A device's clock beyond any sense is left out: what it wrote would be malformed.
 */
export const nextHlc = (nowMs: number, largestHeld: number): number => {
  const own = Math.trunc(nowMs) * ticksPerMs;
  return Math.max(isHlc(own) ? own : 1, largestHeld + 1);
};

/** How far the latest entry held lies ahead of a clock that shows `nowMs`, in ms; 0 where it doesn't. A day or more: one of the two clocks is wrong. */
export const clockBehindMs = (latestHlc: number, nowMs: number): number => Math.max(0, Math.floor(latestHlc / ticksPerMs) - nowMs);
