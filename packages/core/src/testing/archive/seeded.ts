/** Chance that is the same every time: all of a made archive follows from its seed. */

export interface Seeded {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  hex(length: number): string;
}

/** Text of so many characters that packs to no less than about seven tenths of them. */
export function noiseOf(length: number, seed = 7): string {
  const random = seeded(seed);
  return Array.from({ length }, () => String.fromCharCode(random.between(35, 91))).join("");
}

/** Mulberry32: 32 bits of state, good enough for invented people. */
export function seeded(seed: number): Seeded {
  let state = Math.imul(seed + 1, 0x9e_37_79_b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    hex: (length) => Array.from({ length }, () => between(0, 15).toString(16)).join(""),
  };
}
