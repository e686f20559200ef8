/** Properties are drawn from one seed; KITH_SEED and KITH_RUNS (a factor) change what and how much is drawn. */
import * as fc from "fast-check";

const seed = Number(process.env["KITH_SEED"] ?? 20_261_124);
const factor = Number(process.env["KITH_RUNS"] ?? 1);
fc.configureGlobal({ seed, numRuns: 100 * factor });
