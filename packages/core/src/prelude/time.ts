/** Moments are milliseconds since 1970 in UTC (`…Ms`); spans are named by their unit (`…Days`). */
export const dayMs = 86_400_000;

/** Whole and broken days from one moment to a later one; never negative. */
export const daysBetween = (fromMs: number, toMs: number): number => Math.max(0, (toMs - fromMs) / dayMs);
