/**
 * Calendar dates without `Date`, which core doesn't have: days since 1970 from year, month and day
 * (Howard Hinnant's days_from_civil, https://howardhinnant.github.io/date_algorithms.html).
 */
import { isMoment } from "../event/field.ts";
import { dayMs } from "../prelude/time.ts";

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days from 1970-01-01 to the date of the proleptic Gregorian calendar; month 1 to 12. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** A calendar date; month 1 to 12, day 1 to 31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Midnight UTC of a date in ms, or undefined where the calendar has no such day or no event may lie on it. */
export function civilDateMs({ year, month, day }: CivilDate): number | undefined {
  const length = month === 2 && isLeap(year) ? 29 : monthLengths[month - 1];
  if (length === undefined || day < 1 || day > length) return undefined;
  const ms = daysFromCivil(year, month, day) * dayMs;
  return isMoment(ms) ? ms : undefined;
}
