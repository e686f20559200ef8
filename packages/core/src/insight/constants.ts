/**
 * Every constant of the scores, in one place with its provenance. Times are in units of the horizon,
 * so they hold for any horizon.
 */
import { dayMs } from "../prelude/time.ts";

/** The span "in touch" is asked about: contact within the next 30 days. */
const horizonDays = 30;
export const horizonMs = horizonDays * dayMs;

/**
 * Pulse: logistic regression on decayed episodes and recency, fitted on the persistence task of six
 * public contact data sets (two mail departments, college messages, calls and texts, two sets of
 * face-to-face sensors); mean test AUC .816 leaving each set out in turn. See docs/insights.md.
 */
export const pulseConstants = { intercept: -1.458, episodes: 1.155, recency: -0.225, floor: 0.05, halfLifeHorizons: 3, gapHorizons: 1 / 30 } as const;

/** MBG/NBD (Batislam et al. 2007, after Fader, Hardie & Lee 2005), fitted on the same sets. */
export const aliveConstants = { r: 0.787, alpha: 0.563, a: 0.172, b: 0.462 } as const;

/** Navarro et al. 2017: once silence exceeds eight usual gaps, a tie has most likely gone quiet. */
export const quietFreshness = 8;
/** The mean gap of a young tie is drawn towards half a horizon. */
export const gapPriorHorizons = 0.5;

/** A tie is dormant from this bond percentile up, where it has gone quiet or its pulse is below the limit. */
export const dormantBondPercentile = 0.6;
export const dormantPulseMax = 0.15;
