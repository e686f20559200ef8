/** Words for the balance of a network: parts of a whole, never a total. */
import type { Spread } from "@kith/core";

export interface Bar {
  readonly name: string;
  readonly people: number;
  /** 0..1 of those it is known of. */
  readonly share: number;
  /** True for the line that stands for the smaller groups. */
  readonly isRest: boolean;
}

const barsMax = 8;

/** The eight largest groups, and the rest as one. */
export function barsOf({ groups }: Spread): readonly Bar[] {
  // One left over is told by its own name.
  const named = groups.length === barsMax + 1 ? groups : groups.slice(0, barsMax);
  const rest = groups.slice(named.length);
  const bars = named.map((group) => ({ ...group, isRest: false }));
  if (rest.length === 0) return bars;
  const sum = (of: (group: Spread["groups"][number]) => number): number => rest.reduce((total, group) => total + of(group), 0);
  return [...bars, { name: `${rest.length} smaller ones`, people: sum(({ people }) => people), share: sum(({ share }) => share), isRest: true }];
}

/** How even it is, in a word; undefined where there is too little to say. */
export function evennessInWords({ groups, evenness }: Spread): string | undefined {
  if (groups.length < 3) return undefined;
  return evenness >= 0.85 ? "spread widely" : evenness >= 0.6 ? "spread over several" : "mostly in one place";
}

/** "12 %": a share of a whole. */
export const shareInWords = (share: number): string => `${Math.round(share * 100)} %`;

/** What constraint says, in plain words. */
export const constraintInWords = (constraint: number): string =>
  (constraint < 0.15 ? "Low: your people come from circles that don’t know each other, so news reaches you from many sides." : constraint < 0.35 ? "Middling: some of your people know each other, others open doors of their own."
    : "High: most of your people know each other, so they tend to know the same things.");
