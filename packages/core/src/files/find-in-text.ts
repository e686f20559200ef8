/** What a message's text says that Kith can use; the text itself isn't kept (event/finding.ts). */
import { quoteLengthMax, type Finding } from "../event/finding.ts";
import { pitchPattern } from "../event/pitch.ts";
import { findOrganisations, type OrganisationSetting } from "./find-organisations.ts";
import { promisePattern } from "./finding-patterns.ts";
import { cutAt } from "./import-context.ts";

/** What a text is read against. */
export interface TextSetting extends OrganisationSetting {
  /** Only what comes in can be a pitch. */
  readonly isIncoming: boolean;
}

/** Long ones are newsletters; their start says enough, and patterns shouldn't meet more. */
const textLengthMax = 4000;
const organisationsMax = 2;

/** At most five findings: one promise, one question, one pitch, two organisations. */
export function findInText(whole: string, setting: TextSetting): readonly Finding[] {
  const text = cutAt(whole, textLengthMax);
  const findings: Finding[] = [];
  const promise = promisePattern.exec(text);
  if (promise !== null) findings.push({ kind: "promise", quote: quoteAt(text, promise.index, promise[0].length) });
  const question = lastQuestion(text);
  if (question !== undefined) findings.push({ kind: "question", quote: question });
  const pitch = setting.isIncoming ? pitchPattern.exec(text) : null;
  if (pitch !== null) findings.push({ kind: "pitch", quote: quoteAt(text, pitch.index, pitch[0].length) });
  for (const { name, index } of findOrganisations(text, setting).slice(0, organisationsMax)) {
    findings.push({ kind: "organisation", quote: quoteAt(text, index, name.length), organisation: name });
  }
  return findings;
}

/** The last sentence where it asks; a smiley or a bracket may follow the mark. */
function lastQuestion(text: string): string | undefined {
  let end = text.length;
  while (end > 0 && !/[\p{L}\p{N}?？؟]/u.test(text.charAt(end - 1))) end -= 1;
  return /[?？؟]/u.test(text.charAt(end - 1)) ? quoteAt(text, end - 1, 1) : undefined;
}

const sentenceEnds = new Set([".", "!", "?", "？", "！", "。", "؟", "…", "\n"]);

/** The sentence around a place in the text, at most 140 characters of it, cut at a word. */
function quoteAt(text: string, index: number, length: number): string {
  let start = index;
  while (start > 0 && !isSentenceEnd(text, start - 1)) start -= 1;
  let end = index + length;
  while (end < text.length && !isSentenceEnd(text, end - 1)) end += 1;
  // What was found stays in the quote, so a long beginning goes first.
  if (index + length - start > quoteLengthMax) start = wordStart(text, index + length - quoteLengthMax, index);
  const quote = text.slice(start, end).trim();
  if (quote.length <= quoteLengthMax) return quote;
  const cut = cutAt(quote, quoteLengthMax);
  const space = cut.lastIndexOf(" ");
  return space > quoteLengthMax / 2 ? cut.slice(0, space) : cut;
}

/** A dot within a word ("robotics.example", "9.30") ends nothing. */
const isSentenceEnd = (text: string, at: number): boolean =>
  sentenceEnds.has(text.charAt(at)) && (text.charAt(at) !== "." || /\s|^$/u.test(text.charAt(at + 1)));

/** The first start of a word from `from` on, at `before` the latest. */
function wordStart(text: string, from: number, before: number): number {
  const space = text.indexOf(" ", from);
  return space === -1 || space >= before ? Math.min(from, before) : space + 1;
}
