/**
 * Closeness people declared, against the log: bond beside plain count, episodes, recency and pulse. Whole
 * logs, up to their end. Time is stretched so that the set's horizon is the product's, and a "week" the
 * same part of it.
 */
import { bond, episodeStarts, horizonMs, pulse } from "@kith/core";
import type { Figure } from "../figure.ts";
import { cutOf, dayMs, pairKey, readTable, type DataSet } from "./data-set.ts";
import { amount, measure } from "./figures.ts";
import { auc, isMixed, spearman } from "./measures.ts";

const published: Readonly<Record<string, Readonly<Record<string, number>>>> = { sp_highschool2013: { count: 0.846, episodes: 0.78, pulse: 0.74, recency: 0.642 } };

/** Friends, as either of the two said. */
interface Declared { readonly what: string; readonly friends: ReadonlySet<string>; readonly asked: (a: string, b: string) => boolean }

/** Friendship declared by name (`friendship.csv`), or as a tick on a network (`labels.csv`), among pairs in contact. */
export const declaredCloseness = (data: DataSet): readonly Figure[] => [friendships(data), labels(data)].flatMap((declared) => (declared ? ranked(data, declared) : []));

/** Who was asked answered for everybody they left out too. */
function friendships({ folder }: DataSet): Declared | undefined {
  const named = readTable(folder, "friendship.csv", ["reporter", "named"]);
  if (!named) return undefined;
  const answered = new Set(named.map(({ reporter }) => reporter));
  const friends = new Set(named.filter(({ friend = "1" }) => friend === "1").map(({ reporter = "", named: friend = "" }) => pairKey(reporter, friend)));
  return { what: "declared friendship", friends, asked: (a, b) => answered.has(a) && answered.has(b) };
}

/** Every column beside the two people has to say yes. */
const isFriend = (row: Readonly<Record<string, string>>): boolean => Object.entries(row).every(([column, cell]) => column === "a" || column === "b" || Number(cell) > 0);

function labels({ folder }: DataSet): Declared | undefined {
  const rows = readTable(folder, "labels.csv", ["a", "b"]);
  if (!rows) return undefined;
  const people = new Set(rows.flatMap(({ a, b }) => [a, b]));
  return { what: "friends on a network", friends: new Set(rows.filter(isFriend).map(({ a = "", b = "" }) => pairKey(a, b))), asked: (a, b) => people.has(a) && people.has(b) };
}

function ranked(data: DataSet, { what, friends, asked }: Declared): readonly Figure[] {
  const { name, pairs, spanMs } = data;
  const hMs = cutOf(data).horizonDays * dayMs;
  const stretch = horizonMs / hMs;
  const among = [...pairs.entries()].filter(([, { a, b }]) => asked(a, b));
  const cases = (scoreOf: (timesMs: readonly number[]) => number) => among.map(([key, { timesMs }]) => ({ label: friends.has(key), score: scoreOf(timesMs) }));
  if (!isMixed(cases(() => 0))) return [];
  const against = what === "declared friendship" ? (published[name] ?? {}) : {};
  return [
    amount(`${name}: pairs, ${what}`, among.length),
    measure(`${name}: AUC of bond, ${what}`, auc(cases((timesMs) => bond(timesMs.map((atMs) => atMs * stretch))))),
    measure(`${name}: AUC of count, ${what}`, auc(cases((timesMs) => timesMs.length)), against["count"]),
    measure(`${name}: AUC of episodes, ${what}`, auc(cases((timesMs) => episodeStarts(timesMs, hMs).length)), against["episodes"]),
    measure(`${name}: AUC of pulse, ${what}`, auc(cases((timesMs) => pulse(timesMs, spanMs, hMs) ?? 0)), against["pulse"]),
    measure(`${name}: AUC of recency, ${what}`, auc(cases((timesMs) => timesMs.at(-1) ?? 0)), against["recency"]),
  ];
}

/**
 * Rated closeness (`acquaintance.csv`, `perceived.csv`) against contact: with its moments where the set has them, else counted
 * (`messages.csv`, `observed.csv`), which bond takes for one week.
 */
export function ratedCloseness(name: string, folder: string, data: DataSet | undefined): readonly Figure[] {
  const bondOf = data ? bondByMoments(data) : bondByCount(folder);
  if (!bondOf) return [];
  const correlated = (what: string, rated: readonly Numbered[] = []): readonly Figure[] => (rated.length < 3 ? [] : [
    amount(`${name}: ${what}, ratings`, rated.length), measure(`${name}: Spearman of bond and ${what}`, spearman(rated.map(([a, b, rating]) => [bondOf(a, b), rating]))),
  ]);
  return [
    ...correlated("closeness rated afterwards", readNumbers(folder, "acquaintance.csv", ["from", "to", "rank_2"])),
    ...correlated("who talks most, as perceived", readNumbers(folder, "perceived.csv", ["a", "b", "perceived_level"])),
  ];
}

type BondOf = (a: string, b: string) => number;

function bondByMoments(data: DataSet): BondOf {
  const stretch = horizonMs / (cutOf(data).horizonDays * dayMs);
  return (a, b) => bond((data.pairs.get(pairKey(a, b))?.timesMs ?? []).map((atMs) => atMs * stretch));
}

function bondByCount(folder: string): BondOf | undefined {
  const counted = readNumbers(folder, "messages.csv", ["source", "target", "messages"]) ?? readNumbers(folder, "observed.csv", ["a", "b", "observed_interactions"]);
  if (!counted) return undefined;
  const contacts = new Map<string, number>();
  for (const [a, b, count] of counted) contacts.set(pairKey(a, b), (contacts.get(pairKey(a, b)) ?? 0) + count);
  return (a, b) => bond(Array.from({ length: Math.round(contacts.get(pairKey(a, b)) ?? 0) }, () => 0));
}

/** Two people and a number about them. */
type Numbered = readonly [a: string, b: string, value: number];

/** Rows without a number say nothing: a survey's "NA" is an answer not given. */
const readNumbers = (folder: string, file: string, [a, b, value]: readonly [a: string, b: string, value: string]): readonly Numbered[] | undefined =>
  readTable(folder, file, [a, b, value])?.flatMap((row): readonly Numbered[] => (Number.isFinite(Number(row[value])) ? [[row[a] ?? "", row[b] ?? "", Number(row[value])]] : []));
