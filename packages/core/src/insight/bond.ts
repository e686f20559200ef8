/**
 * Bond: how close two people are, as far as a log can tell: accumulated contact without decay. Higher
 * is closer. Shown as a percentile within the owner's own people; the owner's rating replaces it.
 *
 *     bond = ln(1 + contacts) + ln(1 + distinct weeks)
 *
 * Logs explain about a fifth of felt closeness (Gilbert & Karahalios 2009; Spearman .3-.5).
 */
import { dayMs } from "../prelude/time.ts";

const weekMs = 7 * dayMs;

/** Distinct weeks with contact, counted from 1970-01-01 UTC. */
export const distinctWeeks = (timesMs: readonly number[]): number => new Set(timesMs.map((timeMs) => Math.floor(timeMs / weekMs))).size;

/** 0 where there was no contact. */
export const bond = (timesMs: readonly number[]): number => Math.log1p(timesMs.length) + Math.log1p(distinctWeeks(timesMs));
