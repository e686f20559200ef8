/** Days as date fields write them, on the reader's calendar. */
import { localDay, noonOfDay } from "./phrase.ts";

const dayMs = 86_400_000;

/** "2026-11-23" of a moment. */
export const isoDayOf = (atMs: number, utcOffsetMinutes: number): string => new Date(localDay(atMs, utcOffsetMinutes) * dayMs).toISOString().slice(0, 10);

/** Noon of such a day; undefined where it is none. */
export function noonOfIsoDay(day: string, utcOffsetMinutes: number): number | undefined {
  const parsedMs = Date.parse(day);
  return Number.isNaN(parsedMs) ? undefined : noonOfDay(Math.floor(parsedMs / dayMs), utcOffsetMinutes);
}
