/**
 * The scores against the future: who is in touch within the next horizon, on real contact data, by
 * the product's own code. At a cut-off c only contacts at or before c are seen; the label is any
 * contact in (c, c + h]; every tie ever seen is scored. See docs/insights.md.
 *
 *     npm run --silent bench -- insight FOLDER [--json]     FOLDER/<set>/events.csv: source,target,seconds[,kind]
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bond, episodeStarts, freshness, horizonMs, pulse } from "@kith/core";
import { rounded, type Figure } from "./figure.ts";

const dayMs = 86_400_000;

/** How a set is cut: horizon and last day of use, and how many test cut-offs. */
interface Cut { readonly horizonDays: number; readonly endDay?: number; readonly cutOffs: number }
const cutBySet: Readonly<Record<string, Cut>> = {
  email_eu_dept1: { horizonDays: 30, endDay: 526, cutOffs: 3 }, email_eu_dept2: { horizonDays: 30, endDay: 526, cutOffs: 3 }, collegemsg: { horizonDays: 14, cutOffs: 3 },
  cns: { horizonDays: 5, cutOffs: 2 }, sp_highschool2013: { horizonDays: 1, cutOffs: 1 }, sp_workplace2013: { horizonDays: 2, cutOffs: 2 },
};

/** AUC as published with the formulas, to reproduce within this. */
const tolerance = 0.002;
const referenceBySet: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  email_eu_dept1: { count: 0.832, recency: 0.817, freshness: 0.753, pulse: 0.855, dormant: 0.7 }, email_eu_dept2: { count: 0.811, recency: 0.851, freshness: 0.78, pulse: 0.874, dormant: 0.737 },
  collegemsg: { count: 0.699, recency: 0.938, freshness: 0.922, pulse: 0.933, dormant: 0.855 }, cns: { count: 0.759, recency: 0.703, freshness: 0.703, pulse: 0.779 },
  sp_highschool2013: { count: 0.722, recency: 0.642, freshness: 0.638, pulse: 0.724 }, sp_workplace2013: { count: 0.721, recency: 0.692, freshness: 0.673, pulse: 0.742 },
};
const friendshipReference: Readonly<Record<string, number>> = { count: 0.846, episodes: 0.78, pulse: 0.74, recency: 0.642 };

interface Pair { readonly a: string; readonly b: string; readonly timesMs: number[] }
interface DataSet { readonly pairs: readonly Pair[]; readonly spanMs: number }

function readSet(path: string): DataSet {
  const pairs = new Map<string, Pair>();
  let [startMs, endMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of readFileSync(path, "utf8").trim().split("\n").slice(1)) {
    const [source = "", target = "", seconds = ""] = line.trim().split(",");
    const atMs = Number(seconds) * 1_000;
    if (source === target || seconds === "" || !Number.isFinite(atMs)) continue;
    const [a, b] = source < target ? [source, target] : [target, source];
    const key = `${a}|${b}`;
    const pair = pairs.get(key) ?? { a, b, timesMs: [] };
    pair.timesMs.push(atMs);
    pairs.set(key, pair);
    startMs = Math.min(startMs, atMs);
    endMs = Math.max(endMs, atMs);
  }
  return {
    pairs: [...pairs.values()].map(({ a, b, timesMs }) => ({ a, b, timesMs: timesMs.map((atMs) => atMs - startMs).toSorted((x, y) => x - y) })),
    spanMs: endMs - startMs,
  };
}

/**
 * A set nobody described: its horizon is the square root of its span in days, rounded, from 1 to 30,
 * but at most a quarter of the span; three cut-offs where it spans nine horizons, two from five, else one.
 */
function cutFor(spanDays: number): Cut {
  const horizonDays = Math.min(Math.max(1, Math.min(30, Math.round(Math.sqrt(spanDays)))), spanDays / 4);
  const horizons = spanDays / horizonDays;
  return { horizonDays, cutOffs: horizons >= 9 ? 3 : horizons >= 5 ? 2 : 1 };
}

/** One tie at one cut-off, scored. */
interface Case {
  readonly a: string;
  readonly b: string;
  readonly cutOff: number;
  readonly again: boolean;
  /** Silent for more than a horizon, after two episodes or more. */
  readonly dormant: boolean;
  readonly score: Readonly<Record<"count" | "recency" | "freshness" | "pulse", number>>;
}

function casesOf({ pairs, spanMs }: DataSet, { horizonDays, endDay, cutOffs }: Cut): readonly Case[] {
  const hMs = horizonDays * dayMs;
  const endMs = endDay === undefined ? spanMs : endDay * dayMs;
  return Array.from({ length: cutOffs }, (_, index) => index + 1).flatMap((cutOff) => {
    const nowMs = endMs - cutOff * hMs;
    return pairs.flatMap(({ a, b, timesMs }): readonly Case[] => {
      const seen = timesMs.filter((atMs) => atMs <= nowMs);
      const beat = pulse(seen, nowMs, hMs);
      const fresh = freshness(seen, nowMs, hMs);
      if (beat === undefined || !fresh) return [];
      const silenceMs = nowMs - (seen.at(-1) ?? nowMs);
      const next = timesMs[seen.length];
      return [{
        a, b, cutOff, again: next !== undefined && next <= nowMs + hMs, dormant: silenceMs > hMs && episodeStarts(seen, hMs).length >= 2,
        score: { count: seen.length, recency: -silenceMs, freshness: -fresh.gaps, pulse: beat },
      }];
    });
  });
}

interface Scored { readonly label: boolean; readonly score: number }

/** Probability that a positive outranks a negative; equal scores share their mid-rank. */
function auc(cases: readonly Scored[]): number {
  const ranked = cases.toSorted((x, y) => x.score - y.score);
  let [positives, rankSum, start] = [0, 0, 0];
  while (start < ranked.length) {
    let end = start;
    while (end < ranked.length && ranked[end]?.score === ranked[start]?.score) end += 1;
    const hits = ranked.slice(start, end).filter(({ label }) => label).length;
    positives += hits;
    rankSum += (hits * (start + 1 + end)) / 2;
    start = end;
  }
  const negatives = ranked.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Precision over the positives from the highest score down; equal scores are taken together. */
function averagePrecision(cases: readonly Scored[]): number {
  const ranked = cases.toSorted((x, y) => y.score - x.score);
  let [hits, sum, start] = [0, 0, 0];
  while (start < ranked.length) {
    let end = start;
    let found = 0;
    while (end < ranked.length && ranked[end]?.score === ranked[start]?.score) {
      if (ranked[end]?.label) found += 1;
      end += 1;
    }
    hits += found;
    sum += found * (hits / end);
    start = end;
  }
  return sum / hits;
}

/** Mean AUC over every person at every cut-off who has both a tie that goes on and one that doesn't. */
function aucWithinEgo(cases: readonly Case[], scoreOf: (one: Case) => number): number {
  const byEgo = new Map<string, Scored[]>();
  for (const one of cases) {
    for (const ego of [one.a, one.b]) {
      const key = `${one.cutOff}|${ego}`;
      const list = byEgo.get(key) ?? [];
      list.push({ label: one.again, score: scoreOf(one) });
      byEgo.set(key, list);
    }
  }
  return mean([...byEgo.values()].filter((list) => list.some(({ label }) => label) && list.some(({ label }) => !label)).map(auc));
}

/** Expected calibration error in ten bins of equal size. */
function calibrationError(cases: readonly Scored[]): number {
  const ranked = cases.toSorted((x, y) => x.score - y.score);
  let error = 0;
  for (let bin = 0; bin < 10; bin += 1) {
    const part = ranked.slice(Math.floor((bin * ranked.length) / 10), Math.floor(((bin + 1) * ranked.length) / 10));
    if (part.length > 0) error += (part.length / ranked.length) * Math.abs(mean(part.map(({ score }) => score)) - mean(part.map(({ label }) => Number(label))));
  }
  return error;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function figure(name: string, value: number, reference?: number): Figure {
  if (reference === undefined) return { name, value: rounded(value), unit: "", peer: "peer absent", peerValue: null, ratio: null, target: null, holds: null };
  return { name, value: rounded(value), unit: "", peer: "reference", peerValue: reference, ratio: rounded(value / reference), target: `${reference} ± ${tolerance}`, holds: Math.abs(value - reference) <= tolerance };
}

function persistence(name: string, data: DataSet): readonly Figure[] {
  const cut = cutBySet[name] ?? cutFor(data.spanMs / dayMs);
  const cases = casesOf(data, cut);
  if (new Set(cases.map(({ again }) => again)).size < 2) {
    process.stderr.write(`${name}: nothing to tell apart: every tie goes on, or none does.\n`);
    return [];
  }
  const reference = referenceBySet[name] ?? {};
  const scored = (score: keyof Case["score"], of: readonly Case[] = cases): readonly Scored[] => of.map((one) => ({ label: one.again, score: one.score[score] }));
  const sleeping = cases.filter(({ dormant }) => dormant);
  const ranks = (["count", "recency", "freshness", "pulse"] as const).flatMap((score) => [
    figure(`${name}: AUC of ${score}`, auc(scored(score)), reference[score]),
    figure(`${name}: average precision of ${score}`, averagePrecision(scored(score))),
    figure(`${name}: AUC of ${score} within each ego`, aucWithinEgo(cases, (one) => one.score[score])),
  ]);
  return [
    { ...figure(`${name}: horizon, ${cut.cutOffs} cut-offs${cutBySet[name] ? "" : ", by rule"}`, cut.horizonDays), unit: "days" },
    { ...figure(`${name}: ties scored`, cases.length), value: cases.length },
    figure(`${name}: base rate`, mean(cases.map(({ again }) => Number(again)))),
    ...ranks,
    figure(`${name}: Brier score of pulse`, mean(cases.map(({ again, score }) => (score.pulse - Number(again)) ** 2))),
    figure(`${name}: calibration error of pulse`, calibrationError(scored("pulse"))),
    ...(new Set(sleeping.map(({ again }) => again)).size === 2 ? [
      figure(`${name}: base rate of dormant ties`, mean(sleeping.map(({ again }) => Number(again)))),
      figure(`${name}: AUC of pulse among dormant ties`, auc(scored("pulse", sleeping)), reference["dormant"]),
    ] : []),
  ];
}

/**
 * Closeness people declared, against the whole log up to its end: of the pairs in contact who both
 * answered, where either named the other. Time is stretched so that the set's horizon is the product's, and a "week" the same part of it.
 */
function closeness(name: string, data: DataSet, friendshipPath: string): readonly Figure[] {
  const named = readFileSync(friendshipPath, "utf8").trim().split("\n").slice(1).map((line) => line.trim().split(",")).filter(([, , friend]) => friend === undefined || friend === "1");
  const answered = new Set(named.map(([reporter]) => reporter));
  const friends = new Set(named.map(([reporter = "", friend = ""]) => (reporter < friend ? `${reporter}|${friend}` : `${friend}|${reporter}`)));
  const asked = data.pairs.filter(({ a, b }) => answered.has(a) && answered.has(b));
  const hMs = (cutBySet[name] ?? cutFor(data.spanMs / dayMs)).horizonDays * dayMs;
  const stretch = horizonMs / hMs;
  const rank = (scoreOf: (timesMs: readonly number[]) => number): number => auc(asked.map(({ a, b, timesMs }) => ({ label: friends.has(`${a}|${b}`), score: scoreOf(timesMs) })));
  const against = name === "sp_highschool2013" ? friendshipReference : {};
  return [
    figure(`${name}: AUC of bond, declared friendship`, rank((timesMs) => bond(timesMs.map((atMs) => atMs * stretch)))),
    figure(`${name}: AUC of count, declared friendship`, rank((timesMs) => timesMs.length), against["count"]),
    figure(`${name}: AUC of episodes, declared friendship`, rank((timesMs) => episodeStarts(timesMs, hMs).length), against["episodes"]),
    figure(`${name}: AUC of pulse, declared friendship`, rank((timesMs) => pulse(timesMs, data.spanMs, hMs) ?? 0), against["pulse"]),
    figure(`${name}: AUC of recency, declared friendship`, rank((timesMs) => timesMs.at(-1) ?? 0), against["recency"]),
  ];
}

export async function run(folder?: string): Promise<readonly Figure[]> {
  const data = resolve(folder ?? join(import.meta.dirname, "../../shared/data"));
  const sets = existsSync(data) ? readdirSync(data).filter((name) => existsSync(join(data, name, "events.csv"))).toSorted() : [];
  if (sets.length === 0) {
    process.stderr.write(`No contact data under ${data}. Name a folder with one folder per set, each with an events.csv: npm run --silent bench -- insight FOLDER\n`);
    return [];
  }
  return sets.flatMap((name) => {
    const set = readSet(join(data, name, "events.csv"));
    const friendshipPath = join(data, name, "friendship.csv");
    return [...persistence(name, set), ...(existsSync(friendshipPath) ? closeness(name, set, friendshipPath) : [])];
  });
}
