/** One measured number and what it is held against. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What was measured beside it in the same run, or "peer absent". */
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** value / peerValue. */
  readonly ratio: number | null;
  /** The target in words, or null where there is none. */
  readonly target: string | null;
  readonly holds: boolean | null;
}

/** A bench: named by its file, it may be given a folder of data. */
export type Bench = (folder?: string) => Promise<readonly Figure[]>;

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
};

/** Three significant places are what a noisy machine gives. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
