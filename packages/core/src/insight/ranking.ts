/**
 * A multiset of numbers that tells mid-rank percentiles, kept sorted: one number in or out costs a
 * search and a move of memory, so that one new contact doesn't sort everybody again.
 */

export interface Ranking {
  add(value: number): void;
  /** Takes out one that was added. */
  remove(value: number): void;
  /** The share of the numbers below `value` plus half of those equal to it (mid-rank), 0..1; 0 where there are none. */
  percentile(value: number): number;
  /** Rises with every change. */
  readonly version: number;
}

/** A ranking of `values`. */
export function createRanking(values: readonly number[]): Ranking {
  let sorted = Float64Array.from(values).toSorted();
  let size = sorted.length;
  let version = 0;
  const below = (limit: number, orEqual: boolean): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = sorted[middle] ?? 0;
      if (at < limit || (orEqual && at === limit)) low = middle + 1; else high = middle;
    }
    return low;
  };
  return {
    get version() { return version; },
    add(value) {
      const at = below(value, true);
      if (size === sorted.length) {
        const wider = new Float64Array(2 * size + 8);
        wider.set(sorted);
        sorted = wider;
      }
      sorted.copyWithin(at + 1, at, size);
      sorted[at] = value;
      size += 1;
      version += 1;
    },
    remove(value) {
      const at = below(value, false);
      if (at >= size || sorted[at] !== value) return;
      sorted.copyWithin(at, at + 1, size);
      size -= 1;
      version += 1;
    },
    percentile: (value) => (below(value, false) + below(value, true)) / 2 / Math.max(1, size),
  };
}
