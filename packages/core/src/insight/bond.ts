/**
 * Bond: how close two people are, as far as a log can tell: accumulated contact without decay. Higher
 * is closer. Shown as a percentile within the owner's own people; the owner's rating replaces it.
 *
 *     bond = ln(1 + contacts) + ln(1 + distinct weeks)
 *
 * A word to a group of k is 1/k of a word to each: it counts as that share of a contact, and a week
 * counts as its largest share. Where all contact is between two, this is the plain formula.
 *
 * Logs explain about a fifth of felt closeness (Gilbert & Karahalios 2009; Spearman .3-.5).
 */
import { dayMs } from "../prelude/time.ts";

const weekMs = 7 * dayMs;

/** Distinct weeks with contact, counted from 1970-01-01 UTC. */
export const distinctWeeks = (timesMs: readonly number[]): number => new Set(timesMs.map((timeMs) => Math.floor(timeMs / weekMs))).size;

/** 0 where there was no contact. `shareAt` gives the n-th contact's share, 0..1; all are whole where it is absent. */
export function bond(timesMs: readonly number[], shareAt: (index: number) => number = () => 1): number {
  const shareByWeek = new Map<number, number>();
  let contacts = 0;
  for (const [index, timeMs] of timesMs.entries()) {
    const share = shareAt(index);
    const week = Math.floor(timeMs / weekMs);
    contacts += share;
    shareByWeek.set(week, Math.max(shareByWeek.get(week) ?? 0, share));
  }
  let weeks = 0;
  for (const share of shareByWeek.values()) weeks += share;
  return Math.log1p(contacts) + Math.log1p(weeks);
}
