/**
 * How often a property is tried. `npm test` tries a fixed number from a fixed seed, so that the same
 * code has the same verdict; `npm run explore` tries ten times as many from a fresh seed.
 */
import * as fc from "fast-check";

/** fast-check's own default, against which the global setting is read. */
const baseRuns = 100;

/** Parameters for `fc.assert`: `count` runs, times the factor of this test run (tests/support/properties.ts). */
export const runs = (count: number): { readonly numRuns: number } => ({ numRuns: Math.round((count * (fc.readConfigureGlobal().numRuns ?? baseRuns)) / baseRuns) });
