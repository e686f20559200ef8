/** Time, as the sync room takes it: the composition root gives the real one, tests their own. */
export interface Timers {
  readonly nowMs: () => number;
  /** Runs `task` once after `delayMs`; the returned function calls it off. */
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** A number from 0 to 1, to spread retries. */
  readonly jitter: () => number;
}

/** Nothing to call off yet. */
export const nothing = (): void => undefined;

/** 1 s, 2 s, 4 s … 60 s after the 1st, 2nd, 3rd … failure in a row, less up to half by jitter. */
export const backoffMs = (failures: number, jitter: number): number => Math.min(60_000, 1000 * 2 ** Math.max(0, failures - 1)) * (1 - jitter / 2);
