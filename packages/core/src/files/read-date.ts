/**
 * The dates of an archive. Every file has its own shapes; a shape is never guessed across files
 * (import-formats, 1.4). Without a zone, UTC is meant. All return ms UTC that an event may have, or undefined.
 */
import { isMoment } from "../event/field.ts";
import { dayMs } from "../prelude/time.ts";
import { civilDateMs } from "./civil-date.ts";
import { monthFromName } from "./month-names.ts";

/** `dayFirst`: numbers with slashes are day/month, as Excel writes them outside the US. */
export interface DateOptions {
  readonly dayFirst?: boolean;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

const tidy = (text: string): string => (/^[\w:/-]+(?: [\w:/-]+)*$/u.test(text) ? text : text.replace(/[\s\u00A0\u202F\u2009,]+/gu, " ").trim());
/** LinkedIn opened in 2003, so two digits always mean this century. */
const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));
const dateMs = (year: number, month: number, day: number): number | undefined => civilDateMs({ year, month, day });

/** Ms into the day for "13:05", "1:05:09 PM" or "" (midnight). */
function timeMs(text: string): number | undefined {
  if (text === "") return 0;
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?([ap]m)?$/iu.exec(text);
  if (match === null) return undefined;
  const [, hours = "", minutes = "", seconds = "0", half] = match;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return hour * hourMs + Number(minutes) * minuteMs + Number(seconds) * 1000;
}

function moment(day: number | undefined, time: string): number | undefined {
  const into = timeMs(time);
  return day === undefined || into === undefined || !isMoment(day + into) ? undefined : day + into;
}

/** `2023-03-04 12:33:10 UTC`, `2023/03/04 …`, with or without the time and the zone. */
function readIso(text: string): number | undefined {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d[\d:.]*))?(?: ?(?:utc|gmt|z))?$/iu.exec(text);
  return match === null ? undefined : moment(dateMs(Number(match[1]), Number(match[2]), Number(match[3])), match[4] ?? "");
}

/** `4/4/23, 1:23 PM`, `04/04/2023`, and with `dayFirst` the same the other way round. */
function readSlashed(text: string, { dayFirst = false }: DateOptions): number | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?: (.+?))?(?: utc)?$/iu.exec(text);
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const [month, day] = dayFirst ? [second, first] : [first, second];
  return moment(dateMs(fullYear(match[3] ?? ""), month, day), match[4] ?? "");
}

/** `04 Mar 2023`, `7-Feb-22`, `4. März 2023`, `4 de março de 2023`. */
function readNamedMonth(text: string): number | undefined {
  const match = /^(\d{1,2})\.?[- ](?:de )?([\p{L}\p{M}]+)\.?[- ](?:de )?(\d{4}|\d{2})$/u.exec(text);
  const month = match === null ? undefined : monthFromName(match[2] ?? "");
  return match === null || month === undefined ? undefined : dateMs(fullYear(match[3] ?? ""), month, Number(match[1]));
}

/** `04.03.2023` and `04.03.2023 13:23`, as a German Excel writes it. */
function readDotted(text: string): number | undefined {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?: (.+))?$/u.exec(text);
  return match === null ? undefined : moment(dateMs(fullYear(match[3] ?? ""), Number(match[2]), Number(match[1])), match[4] ?? "");
}

/** `Connected On`: a day. A time, as in 2018, is dropped. */
export function readConnectedOn(text: string, options: DateOptions = {}): number | undefined {
  const plain = tidy(text);
  const atMs = readNamedMonth(plain) ?? readSlashed(plain, options) ?? readDotted(plain) ?? readIso(plain);
  return atMs === undefined ? undefined : Math.floor(atMs / dayMs) * dayMs;
}

/** Messages, invitations, endorsements, recommendations and notes: a day with a time. */
export function readMoment(text: string, options: DateOptions = {}): number | undefined {
  const plain = tidy(text);
  return readIso(plain) ?? readSlashed(plain, options) ?? readDotted(plain) ?? readNamedMonth(plain);
}

/** `Feb 2021`, `2021`, `Feb-21`, and `04 Feb 2021` for its month: the first moment of it, and of what follows it. */
export function readMonth(text: string): { readonly fromMs: number; readonly untilMs: number } | undefined {
  const match = /^(?:\d{1,2} )?(?:([\p{L}\p{M}]+)\.?[- ])?(\d{4}|\d{2})$/u.exec(tidy(text));
  if (match === null) return undefined;
  const year = fullYear(match[2] ?? "");
  const month = match[1] === undefined ? undefined : monthFromName(match[1]);
  if (match[1] !== undefined && month === undefined) return undefined;
  const fromMs = dateMs(year, month ?? 1, 1);
  const untilMs = month === undefined || month === 12 ? dateMs(year + 1, 1, 1) : dateMs(year, month + 1, 1);
  return fromMs === undefined || untilMs === undefined ? undefined : { fromMs, untilMs };
}

/** True where a column of slashed dates can only be read day first: a first number over 12, and no second one. */
export function isDayFirst(texts: Iterable<string>): boolean {
  let dayFirst = false;
  for (const text of texts) {
    const match = /^\s*(\d{1,2})\/(\d{1,2})\//u.exec(text);
    if (match === null) continue;
    if (Number(match[2]) > 12) return false;
    if (Number(match[1]) > 12) dayFirst = true;
  }
  return dayFirst;
}
