/** All that a simulation draws comes from one seed: the same seed is the same life. */

/** Draws. */
export interface Chance {
  /** A whole number from 0 to `below` - 1. */
  upTo(below: number): number;
  /** True about once in `odds` times. */
  onceIn(odds: number): boolean;
  /** One of `items`. Throws where there is none. */
  oneOf<Item>(items: readonly Item[]): Item;
  bytes(length: number): Uint8Array;
}

/** Mulberry32: small, fast, and good enough to choose by. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const upTo = (below: number): number => next() % below;
  return {
    upTo,
    onceIn: (odds) => upTo(odds) === 0,
    oneOf: (items) => {
      if (items.length === 0) throw new Error("there is nothing to draw from");
      return items[upTo(items.length)] as (typeof items)[number];
    },
    bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff),
  };
}
