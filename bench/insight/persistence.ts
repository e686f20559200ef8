/**
 * Who is in touch within the next horizon. At a cut-off c only contacts at or before c are seen; the
 * label is any contact in (c, c + h]; every tie ever seen is scored. Dormant: silent for more than a
 * horizon, after two episodes or more.
 */
import { alive, episodeStarts, freshness, pulse } from "@kith/core";
import type { Figure } from "../figure.ts";
import { cutOf, dayMs, type DataSet } from "./data-set.ts";
import { amount, measure } from "./figures.ts";
import { auc, averagePrecision, brier, calibratedOn, calibrationError, isMixed, mean, type Scored } from "./measures.ts";

const ranks = ["count", "recency", "freshness", "pulse", "alive"] as const;
/** Plain decay of episodes beside them: its half-life, in horizons, is chosen in hindsight for each set. */
const halfLives = [0.5, 1, 2, 3, 4, 6] as const;
export type Rank = (typeof ranks)[number];

/** One tie at one cut-off, scored. */
interface Case {
  readonly a: string;
  readonly b: string;
  readonly cutOff: number;
  readonly again: boolean;
  readonly dormant: boolean;
  readonly score: Readonly<Record<Rank, number>>;
  /** By half-life, in their order. */
  readonly decayed: readonly number[];
}

/** AUC as published with the formulas. */
const published: Readonly<Record<string, Partial<Record<Rank | "decay" | "dormant", number>>>> = {
  email_eu_dept1: { count: 0.832, recency: 0.817, freshness: 0.753, pulse: 0.855, decay: 0.853, dormant: 0.7 }, email_eu_dept2: { count: 0.811, recency: 0.851, freshness: 0.78, pulse: 0.874, decay: 0.875, dormant: 0.737 },
  collegemsg: { count: 0.699, recency: 0.938, freshness: 0.922, pulse: 0.933, decay: 0.941, dormant: 0.855 }, cns: { count: 0.759, recency: 0.703, freshness: 0.703, pulse: 0.779, decay: 0.782 },
  sp_highschool2013: { count: 0.722, recency: 0.642, freshness: 0.638, pulse: 0.724, decay: 0.736 }, sp_workplace2013: { count: 0.721, recency: 0.692, freshness: 0.673, pulse: 0.742, decay: 0.748 },
};

/** Ranks that are no probability become one by logistic regression on these features, fitted at cut-offs before the test's. */
const features: Readonly<Record<"count" | "recency", (score: number, hMs: number) => number>> = { count: (count) => Math.log(count), recency: (recency, hMs) => Math.log(-recency / hMs + 1 / 30) };
const trainingCutOffs = 3;

/** The cases at cut-offs `first` to `last`, counted back from the end. */
function casesOf(data: DataSet, first: number, last: number): readonly Case[] {
  const { horizonDays, endMs } = cutOf(data);
  const hMs = horizonDays * dayMs;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((cutOff) => {
    const nowMs = endMs - cutOff * hMs;
    return [...data.pairs.values()].flatMap(({ a, b, timesMs }): readonly Case[] => {
      // Whoever's address book ends before the window does says nothing about it.
      if (data.lastHeardMs && (data.lastHeardMs.get(a) ?? 0) < nowMs + 0.9 * hMs) return [];
      const seen = timesMs.filter((atMs) => atMs <= nowMs);
      const [beat, fresh, life] = [pulse(seen, nowMs, hMs), freshness(seen, nowMs, hMs), alive(seen, nowMs, hMs)];
      if (beat === undefined || !fresh || !life) return [];
      const silenceMs = nowMs - (seen.at(-1) ?? nowMs);
      const next = timesMs[seen.length];
      return [{
        a, b, cutOff, again: next !== undefined && next <= nowMs + hMs, dormant: silenceMs > hMs && episodeStarts(seen, hMs).length >= 2,
        decayed: halfLives.map((halfLife) => episodeStarts(seen, hMs).reduce((sum, startMs) => sum + 2 ** ((startMs - nowMs) / (halfLife * hMs)), 0)),
        score: { count: seen.length, recency: -silenceMs, freshness: -fresh.gaps, pulse: beat, alive: life.contact },
      }];
    });
  });
}

/** Mean AUC over every person at every cut-off who has both a tie that goes on and one that doesn't. */
function aucWithinEgo(cases: readonly Case[], rank: Rank): number {
  const byEgo = new Map<string, Scored[]>();
  for (const { a, b, cutOff, again, score } of cases) {
    for (const ego of [a, b]) {
      const key = `${cutOff}|${ego}`;
      const list = byEgo.get(key) ?? [];
      list.push({ label: again, score: score[rank] });
      byEgo.set(key, list);
    }
  }
  return mean([...byEgo.values()].filter(isMixed).map(auc));
}

/** The figures of one set, and each rank's AUC for the comparison over all of them. */
export interface Persistence { readonly figures: readonly Figure[]; readonly aucs: Readonly<Record<Rank, number>> | undefined }

export function persistence(data: DataSet): Persistence {
  const { name } = data;
  const cut = cutOf(data);
  const cases = casesOf(data, 1, cut.cutOffs);
  const scored = (rank: Rank, of = cases): readonly Scored[] => of.map(({ again, score }) => ({ label: again, score: score[rank] }));
  if (!isMixed(scored("pulse"))) {
    process.stderr.write(`${name}: nothing to tell apart: every tie goes on, or none does.\n`);
    return { figures: [], aucs: undefined };
  }
  const earlier = casesOf(data, cut.cutOffs + 1, cut.cutOffs + trainingCutOffs);
  const reference = published[name] ?? {};
  const sleeping = cases.filter(({ dormant }) => dormant);
  const aucs = Object.fromEntries(ranks.map((rank) => [rank, auc(scored(rank))])) as Record<Rank, number>;
  return {
    aucs,
    figures: [
      amount(`${name}: horizon, ${cut.cutOffs} cut-offs${cut.isGiven ? "" : ", by rule"}`, cut.horizonDays, "days"), amount(`${name}: ties scored`, cases.length),
      measure(`${name}: base rate`, mean(cases.map(({ again }) => Number(again)))),
      ...ranks.flatMap((rank) => [
        measure(`${name}: AUC of ${rank}`, aucs[rank], reference[rank]), measure(`${name}: average precision of ${rank}`, averagePrecision(scored(rank))),
        measure(`${name}: AUC of ${rank} within each ego`, aucWithinEgo(cases, rank)),
      ]),
      measure(`${name}: AUC of plain decay of episodes, its half-life the best in hindsight`, Math.max(...halfLives.map((_, index) => auc(cases.map(({ again, decayed }) => ({ label: again, score: decayed[index] ?? 0 }))))), reference.decay),
      ...(["pulse", "alive"] as const).flatMap((rank) => [
        measure(`${name}: Brier score of ${rank}`, brier(scored(rank))), measure(`${name}: calibration error of ${rank}`, calibrationError(scored(rank))),
      ]),
      ...calibratedFigures(name, { cases, earlier, hMs: cut.horizonDays * dayMs }),
      ...(isMixed(scored("pulse", sleeping)) ? [
        amount(`${name}: dormant ties`, sleeping.length), measure(`${name}: base rate of dormant ties`, mean(sleeping.map(({ again }) => Number(again)))),
        measure(`${name}: AUC of pulse among dormant ties`, auc(scored("pulse", sleeping)), reference.dormant), measure(`${name}: AUC of count among dormant ties`, auc(scored("count", sleeping))),
      ] : []),
    ],
  };
}

/** Count and recency as probabilities, for their distance from what happened. */
function calibratedFigures(name: string, { cases, earlier, hMs }: { readonly cases: readonly Case[]; readonly earlier: readonly Case[]; readonly hMs: number }): readonly Figure[] {
  return (["count", "recency"] as const).flatMap((rank) => {
    const scoredBy = (of: readonly Case[]): readonly Scored[] => of.map(({ again, score }) => ({ label: again, score: features[rank](score[rank], hMs) }));
    const probability = calibratedOn(scoredBy(earlier));
    if (!probability) return [];
    const told = scoredBy(cases).map(({ label, score }) => ({ label, score: probability(score) }));
    return [measure(`${name}: Brier score of ${rank}, calibrated at earlier cut-offs`, brier(told)), measure(`${name}: calibration error of ${rank}, calibrated at earlier cut-offs`, calibrationError(told))];
  });
}

/** What beats what: each rank's mean over the sets, and in how many of them pulse is ahead of it. */
export function comparison(bySet: ReadonlyMap<string, Readonly<Record<Rank, number>>>): readonly Figure[] {
  const all = [...bySet.values()];
  if (all.length === 0) return [];
  return ranks.flatMap((rank) => [
    measure(`all ${all.length} sets: mean AUC of ${rank}`, mean(all.map((aucs) => aucs[rank]))),
    ...(rank === "pulse" ? [] : [amount(`sets of ${all.length} where pulse beats ${rank}`, all.filter((aucs) => aucs.pulse > aucs[rank]).length)]),
  ]);
}
