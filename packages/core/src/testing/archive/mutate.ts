/** An archive with one to four things wrong with it, each as likely to be met as made up. Pure: a seed breaks it the same way every time. */
import { noiseOf, seeded, type Seeded } from "./seeded.ts";

/** One way to break the text of a file. */
type Break = (text: string, random: Seeded) => string;

/** Every shape of date the files hold. */
const datePattern = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC|\d{2} [A-Z][a-z]{2} \d{4}|\d{1,2}\/\d{1,2}\/\d{2,4}|(?<=,)[A-Z][a-z]{2} \d{4}(?=,|\n)/gu;
const oddYears = ["1000", "1850", "1899", "1900", "2199", "2200", "2206", "2999", "9999", "0000"] as const;
const oddDates: readonly [string, ...string[]] = ["", "yesterday", "31 Feb 2023", "2023-13-45 99:99:99 UTC", "45000", "0/0/00", "NaN", "-1"];
const oddCells: readonly [string, ...string[]] = ["", '"', '""', "\0", "\uFFFD", "__proto__", "=1+1", "\u202E", "\u{1F9ED}".repeat(50), '"a\nb"', "x".repeat(300_000), ",".repeat(30)];

/** Nothing packs it: too large for any record. */
const noise = noiseOf(400_000);

/** The text with another in place of one of a pattern's matches. */
const oneOfMany = (text: string, random: Seeded, [pattern, next]: readonly [RegExp, (match: string) => string]): string => {
  const matches = [...text.matchAll(pattern)];
  const [match] = matches.length === 0 ? [] : [matches[random.between(0, matches.length - 1)]];
  return match === undefined ? text : text.slice(0, match.index) + next(match[0]) + text.slice(match.index + match[0].length);
};

const breaks: readonly [Break, ...Break[]] = [
  (text, random) => oneOfMany(text, random, [datePattern, (date) => date.replace(/\d{4}|(?<=\/)\d{2}$/u, random.pick(oddYears))]),
  (text, random) => { const year = random.pick(oddYears); return text.replace(datePattern, (date) => (random.chance(0.3) ? date.replace(/\d{4}/u, year) : date)); },
  (text, random) => oneOfMany(text, random, [datePattern, () => random.pick(oddDates)]),
  (text, random) => oneOfMany(text, random, [/(?<=,)[^,"\n]{1,60}(?=,)/gu, () => (random.chance(0.15) ? noise : random.pick(oddCells))]),
  (text, random) => { const at = random.between(0, text.length); return `${text.slice(0, at)}${random.pick(['"', ",", "\n", "\0", ";", "\t", "\uD83D"])}${text.slice(at)}`; },
  (text, random) => { const at = random.between(0, text.length); return text.slice(0, at) + text.slice(at + random.between(1, 400)); },
  (text, random) => text.slice(0, random.between(0, text.length)),
  (text, random) => { const lines = text.split("\n"); const at = random.between(0, lines.length - 1); return [...lines.slice(0, at), ...lines.slice(at, at + 9).toReversed(), ...lines.slice(at)].join("\n"); },
  (text, random) => text.replace(/\b(?:URL|DATE|Connected On|CONTENT|FROM)\b/u, random.pick(["", "X", "Date", "Sent At"])),
];

/** The files with one to four of them broken. */
export function mutateArchive(files: ReadonlyMap<string, string>, seed: number): ReadonlyMap<string, string> {
  const random = seeded(seed);
  const names = [...files.keys()];
  const mutated = new Map(files);
  for (let left = random.between(1, 4); left > 0; left -= 1) {
    // Most of an archive are its two great files.
    const name = random.chance(0.7) ? random.pick(["Connections.csv", "messages.csv"]) : (names[random.between(0, names.length - 1)] ?? "");
    mutated.set(name, random.pick(breaks)(mutated.get(name) ?? "", random));
  }
  return mutated;
}
