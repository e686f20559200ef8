/** Spans and dates as a person would say them. English words; `locale` only shapes dates and numbers. */
import { dateOfDay, localDay } from "./civil.ts";

/** What every phrase needs to know about the reader. */
export interface PhraseContext {
  readonly nowMs: number;
  /** A BCP 47 tag for dates and numbers, such as "en-GB". */
  readonly locale: string;
  /** Minutes the reader's clock is ahead of UTC; 0 where absent. */
  readonly utcOffsetMinutes?: number;
}

/** "1 day", "3 days": English plurals, which are all the catalogue needs. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const daysPerMonth = 30.44;
const daysPerYear = 365.25;

/** A span in the largest unit that doesn't mislead: "9 days", "5 weeks", "13 months", "3 years". */
export function spanInWords(days: number): string {
  const whole = Math.max(0, Math.round(days));
  if (whole < 1) return "less than a day";
  if (whole < 21) return counted(whole, "day");
  if (whole < 61) return counted(Math.round(whole / 7), "week");
  if (whole < 730) return counted(Math.round(whole / daysPerMonth), "month");
  return counted(Math.floor(whole / daysPerYear), "year");
}

/** "every day", "every 9 days", "every 3 months": a usual gap. */
export function rhythmInWords(gapDays: number): string {
  const span = spanInWords(Math.max(1, gapDays));
  return span.startsWith("1 ") ? `every ${span.slice(2)}` : `every ${span}`;
}

/** Days by the reader's calendar: what happened at noon yesterday is one day ago, also at one in the morning. */
export const calendarDays = (atMs: number, { nowMs, utcOffsetMinutes = 0 }: PhraseContext): number => Math.max(0, localDay(nowMs, utcOffsetMinutes) - localDay(atMs, utcOffsetMinutes));

/** "today", "yesterday", "3 weeks ago". */
export function relativeTime(silenceDays: number): string {
  if (silenceDays < 1) return "today";
  if (silenceDays < 2) return "yesterday";
  return `${spanInWords(Math.floor(silenceDays))} ago`;
}

/** As `relativeTime`, for narrow columns: "3 d ago", "4 wk ago", "13 mo ago", "2 yr ago". */
export function relativeTimeShort(silenceDays: number): string {
  if (silenceDays < 2) return relativeTime(silenceDays);
  const days = Math.floor(silenceDays);
  if (days < 21) return `${days} d ago`;
  if (days < 61) return `${Math.round(days / 7)} wk ago`;
  if (days < 730) return `${Math.round(days / daysPerMonth)} mo ago`;
  return `${Math.floor(days / daysPerYear)} yr ago`;
}

const shifted = (atMs: number, context: PhraseContext): number => atMs + (context.utcOffsetMinutes ?? 0) * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters cost a millisecond each and a timeline wants hundreds: keep them. */
function formatDate(atMs: number, locale: string, shape: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${Object.entries(shape).flat().join(" ")}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...shape, timeZone: "UTC" });
  formats.set(key, format);
  return format.format(atMs);
}

/** The calendar year a moment falls in for the reader. */
export const yearOf = (atMs: number, context: PhraseContext): number => dateOfDay(localDay(atMs, context.utcOffsetMinutes ?? 0)).year;

/** "14 Nov", with the year where it isn't this one. */
export function dateInWords(atMs: number, context: PhraseContext): string {
  const sameYear = yearOf(atMs, context) === yearOf(context.nowMs, context);
  return formatDate(shifted(atMs, context), context.locale, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** "March 2021". */
export const monthInWords = (atMs: number, context: PhraseContext): string =>
  formatDate(shifted(atMs, context), context.locale, { month: "long", year: "numeric" });

/** "Monday 23 November". */
export const dayInWords = (atMs: number, context: PhraseContext): string =>
  formatDate(shifted(atMs, context), context.locale, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");

/** "31 March 2026". */
export const longDateInWords = (atMs: number, context: PhraseContext): string =>
  formatDate(shifted(atMs, context), context.locale, { day: "numeric", month: "long", year: "numeric" });

/** "14:32": the time of day on the reader's clock. */
export const clockInWords = (atMs: number, context: PhraseContext): string =>
  formatDate(shifted(atMs, context), context.locale, { hour: "numeric", minute: "2-digit" });

/** A count with the reader's separators. */
export const numberInWords = (count: number, locale: string): string => new Intl.NumberFormat(locale).format(count);
