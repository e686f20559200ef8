/**
 * Reads one line of quick capture: "coffee yesterday, asked about Nils" is a coffee, yesterday, with
 * the note "asked about Nils". What stands at the head of the line is taken out of the note; a kind or
 * a date found later counts too, but the note then keeps its words. No kind and no date: a note.
 */
import type { InteractionKind } from "../event/event.ts";
import { dayOfDate, dateOfDay, isRealDate, localDay, noonOfDay, weekdayOfDay } from "./civil.ts";
import { interactionKindWords } from "./kind-in-words.ts";
import { relativeTime } from "./time-in-words.ts";

/** What was read; `chips` show the reading before it is saved. */
export interface Capture {
  readonly kind: InteractionKind | "note";
  readonly atMs: number;
  readonly note: string;
  readonly chips: readonly { readonly field: "kind" | "date"; readonly text: string }[];
}

/** The writer's clock. */
export interface CaptureContext {
  readonly nowMs: number;
  readonly utcOffsetMinutes: number;
}

const kindPatterns: readonly (readonly [InteractionKind | "note", string])[] = [
  ["note", "note|remember"],
  ["video", "video|zoom|facetime|teams call|video ?call"],
  ["coffee", "coffee|espresso|tea|cafe|café"],
  ["meal", "lunch|dinner|breakfast|brunch|supper|meal|drinks?|beers?|pint|ate"],
  ["mail", "e-?mail(?:ed)?|mail(?:ed)?"],
  ["call", "call(?:ed)?|phone(?:d)?|rang|spoke|talked"],
  ["message", "message(?:d)?|text(?:ed)?|dm(?:ed)?|whatsapp(?:ed)?|wrote|chat(?:ted)?|pinged"],
  ["event", "conference|meetup|party|wedding|concert|event"],
  ["letter", "letter|postcard"],
  ["meeting", "met|meeting|meet|saw|visit(?:ed)?|walk(?:ed)?"],
];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthPattern = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const numbers: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 };
const daysPerUnit: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

type ReadDay = (match: RegExpExecArray, today: number) => number | undefined;

/** The latest day with this day and month that isn't after today, or the one in the year that was named. */
function latestDate(today: number, day: number, { month, year }: { readonly month: number; readonly year: string | undefined }): number | undefined {
  const thisYear = dateOfDay(today).year;
  const candidates = year ? [Number(year)] : [thisYear, thisYear - 1, thisYear - 2, thisYear - 3, thisYear - 4];
  for (const candidate of candidates) {
    const date = { year: candidate, month, day };
    if (isRealDate(date) && dayOfDate(date) <= today) return dayOfDate(date);
  }
  return undefined;
}
const monthNumber = (name: string): number => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;

const datePatterns: readonly (readonly [string, ReadDay])[] = [
  ["(?:the )?day before yesterday", (_match, today) => today - 2],
  ["yesterday|last night", (_match, today) => today - 1],
  ["today|tonight|just now|this (?:morning|afternoon|evening)", (_match, today) => today],
  ["(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (day|week|month|year)s? ago", (match, today) =>
    today - (numbers[(match[1] ?? "").toLowerCase()] ?? Number(match[1])) * (daysPerUnit[(match[2] ?? "").toLowerCase()] ?? 1)],
  ["last (week|month|year)", (match, today) => today - (daysPerUnit[(match[1] ?? "").toLowerCase()] ?? 7)],
  ["(?:(on|last|this) )?(sun|mon|tue|wed|thu|fri|sat)(?:s?day|nesday|rsday|urday)", (match, today) => {
    const back = (weekdayOfDay(today) - weekdays.indexOf((match[2] ?? "").toLowerCase()) + 7) % 7;
    return today - (back === 0 && match[1]?.toLowerCase() === "last" ? 7 : back);
  }],
  ["(?:on )?(\\d{4})-(\\d{2})-(\\d{2})", (match, today) => latestDate(today, Number(match[3]), { month: Number(match[2]), year: match[1] })],
  ["(?:on )?(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})?", (match, today) => latestDate(today, Number(match[1]), { month: Number(match[2]), year: match[3] })],
  [`(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${monthPattern})(?:,? (\\d{4}))?`, (match, today) =>
    latestDate(today, Number(match[1]), { month: monthNumber(match[2] ?? ""), year: match[3] })],
  [`(?:on )?(${monthPattern}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`, (match, today) =>
    latestDate(today, Number(match[2]), { month: monthNumber(match[1] ?? ""), year: match[3] })],
];

const end = "(?=$|[\\s,.;:!?–—-])";
const kindRules = kindPatterns.map(([kind, words]) => ({ kind, head: new RegExp(`^(?:${words})${end}`, "iu"), anywhere: new RegExp(`(?:^|\\s)(?:${words})${end}`, "iu") }));
const dateRules = datePatterns.map(([words, read]) => ({ read, head: new RegExp(`^(?:${words})${end}`, "iu"), anywhere: new RegExp(`(?<=^|\\s)(?:${words})${end}`, "iu") }));
const gap = /^[\s,.;:–—-]+/u;
const filler = /^(?:[\s,.;:–—-]+|(?:had|we|i|a|an|the|for|had a)(?=\s))/iu;

interface Found {
  readonly kind?: InteractionKind | "note";
  readonly day?: number;
  readonly rest: string;
}

/** The day named at the head of `text`, and how many characters name it. */
function dateAt(text: string, place: "head" | "anywhere", today: number): { readonly day: number; readonly length: number } | undefined {
  for (const rule of dateRules) {
    const match = rule[place].exec(text);
    const day = match ? rule.read(match, today) : undefined;
    if (match && day !== undefined) return { day, length: match[0].length };
  }
  return undefined;
}

/** Takes kinds, dates and small words off the head until something else stands there. */
function readHead(text: string, today: number): Found {
  let found: Found = { rest: text };
  // "video call" is one kind in two words; in "coffee, walked round the lake" the second is what happened, and stays.
  let mayNameKind = true;
  // Behind "coffee," the note begins, and keeps its small words.
  let mayDropWords = true;
  for (;;) {
    const { rest } = found;
    const date = found.day === undefined ? dateAt(rest, "head", today) : undefined;
    const rule = mayNameKind ? kindRules.find(({ head }) => head.test(rest)) : undefined;
    const small: string = (mayDropWords ? filler : gap).exec(rest)?.[0] ?? "";
    if (date) {
      found = { ...found, day: date.day, rest: rest.slice(date.length) };
      mayNameKind = found.kind === undefined;
    } else if (rule) {
      found = { ...found, kind: found.kind ?? rule.kind, rest: rest.replace(rule.head, "") };
    } else if (small === "") {
      return found;
    } else {
      found = { ...found, rest: rest.slice(small.length) };
      mayNameKind &&= found.kind === undefined || small.trim() === "";
      mayDropWords &&= found.kind === undefined || small.trim() === "" || !gap.test(small);
    }
  }
}

/** Reads one line. Never fails: what it can't read stays in the note, and dates are never in the future. */
export function readCapture(text: string, context: CaptureContext): Capture {
  const today = localDay(context.nowMs, context.utcOffsetMinutes);
  const line = text.trim().replace(/\s+/gu, " ");
  const head = readHead(line, today);
  const tookHead = head.kind !== undefined || head.day !== undefined;
  const note = tookHead ? head.rest.replace(/[\s,;:–—-]+$/u, "") : line;
  const later = kindRules.find(({ kind, anywhere }) => kind !== "note" && anywhere.test(note))?.kind;
  const named = head.day ?? dateAt(note, "anywhere", today)?.day;
  const day = Math.min(today, named ?? today);
  const kind = head.kind ?? (named === undefined ? "note" : later ?? "other");
  return {
    kind,
    atMs: day === today ? context.nowMs : noonOfDay(day, context.utcOffsetMinutes),
    note,
    chips: kind === "note" ? [{ field: "kind", text: "Note" }] : [{ field: "kind", text: interactionKindWords[kind] }, { field: "date", text: relativeTime(today - day) }],
  };
}
