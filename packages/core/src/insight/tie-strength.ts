/**
 * The strength of one step on an introduction path, 0..1. Not a probability of success, which is not
 * predictable (docs/insights.md): a way to compare paths, shown as line weight and words.
 *
 * Own ties: the mean of pulse and bond percentile, a rating in place of both. Between others:
 * asserted > observed > inferred. An observed tie grows with what was said and falls with the size of
 * the group; an affiliation passed through is one step whose strength falls with its size.
 */
import type { SharedThread } from "../graph/tie-graph.ts";
import { dayMs } from "../prelude/time.ts";
import type { Tie } from "./ties.ts";

const connectedOnly = 0.06;

/** The owner's tie to a person they can write to; 0 where they can't, or where they only want to reach them. */
export function ownStrength(tie: Tie): number {
  if (!tie.direct || (tie.person.soughtAtMs !== undefined && tie.person.connectedAtMs === undefined && tie.timesMs.length === 0)) return 0;
  if (tie.person.rating) return 0.1 + 0.85 * tie.closeness;
  if (tie.pulse === undefined) return connectedOnly;
  return clamp(0.5 * tie.pulse + 0.5 * tie.bondPercentile, connectedOnly, 0.95);
}

/** The owner says that the two know each other: more than any sight of them, less than an own tie can be. */
export const assertedStrength = 0.8;

const observedMax = 0.7;
/** What two people said to each other counts half after five years. */
const observedHalfLifeDays = 5 * 365;

/** Two others seen together in conversations with the owner. */
export function observedStrength(shared: readonly SharedThread[], nowMs: number): number {
  let none = 1;
  for (const { messages, size, lastAtMs } of shared) {
    const age = 2 ** (-Math.max(0, nowMs - lastAtMs) / dayMs / observedHalfLifeDays);
    none *= 1 - observedMax * (1 - 2 ** (-messages / 2)) * age / Math.sqrt(Math.max(1, size - 1));
  }
  return Math.min(observedMax, 1 - none);
}

/** Two people who list the same employer in one export: says nothing about when, or whether they met. */
export const inferredStrength = (organisationSize: number): number => 0.25 / Math.sqrt(Math.max(1, organisationSize - 1));

/** How surely a person of whom a conversation names an organisation is there: less where their profile lists another. */
export const namedStrength = (listsAnother: boolean): number => (listsAnother ? 0.05 : 0.6);

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
