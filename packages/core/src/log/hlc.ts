/**
 * Hybrid logical clock (Kulkarni et al. 2014) as one integer: ms * 1024 + counter. It orders
 * entries so that a later edit always beats the one it saw, whatever the clocks say. A received
 * clock is always adopted, never clamped: clamping makes two devices disagree.
 */
const ticksPerMs = 1024;

/** The year 2200; a clock beyond it is malformed. */
export const hlcMax = 7_258_118_400_000 * ticksPerMs;

/** The next clock on a device whose own clock shows `nowMs` and which holds nothing later than `largestHeld`. */
export const nextHlc = (nowMs: number, largestHeld: number): number => Math.max(Math.trunc(nowMs) * ticksPerMs, largestHeld + 1);

export const isHlc = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0 && (value as number) < hlcMax;
