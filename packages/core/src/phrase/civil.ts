/** Days and calendar dates without a clock: Howard Hinnant's civil calendar (howardhinnant.github.io/date_algorithms.html). */
import { dayMs } from "../prelude/time.ts";

/** A date of the proleptic Gregorian calendar; `month` and `day` count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1970-01-01 of a date. Impossible dates (31 April) roll over; see `isRealDate`. */
export function dayOfDate({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The date of a day since 1970-01-01. */
export function dateOfDay(dayNumber: number): CivilDate {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted + (shifted < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** True where the calendar has that date. */
export function isRealDate(date: CivilDate): boolean {
  const back = dateOfDay(dayOfDate(date));
  return back.year === date.year && back.month === date.month && back.day === date.day;
}

/** The day a moment falls on for somebody whose clock is `utcOffsetMinutes` ahead of UTC. */
export const localDay = (atMs: number, utcOffsetMinutes: number): number => Math.floor((atMs + utcOffsetMinutes * 60_000) / dayMs);

/** Noon of a local day as a moment: far from both midnights, so that no time zone moves the date. */
export const noonOfDay = (dayNumber: number, utcOffsetMinutes: number): number => dayNumber * dayMs + dayMs / 2 - utcOffsetMinutes * 60_000;

/** 0 Sunday .. 6 Saturday. */
export const weekdayOfDay = (dayNumber: number): number => (((dayNumber + 4) % 7) + 7) % 7;
