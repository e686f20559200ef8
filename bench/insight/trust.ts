/**
 * How far somebody trusts a person, from what those say whom they trust: each answer left out in turn.
 * The label is trust at its top level; every answer is scored. The prior is the mean of all others'
 * answers about the person, else of all answers.
 */
import { secondHand, type Voice } from "@kith/core";
import type { Figure } from "../figure.ts";
import { readTable } from "./data-set.ts";
import { amount, measure } from "./figures.ts";
import { auc, isMixed } from "./measures.ts";

/** How many full voices the prior counts for: as published, and where it does best. */
const priorWeights = [0.5, 3] as const;
interface Published { readonly secondHand: Readonly<Record<number, number>>; readonly withoutPrior: number; readonly bestPath: number }
const published: Readonly<Record<string, Published>> = { advogato: { secondHand: { 0.5: 0.906 }, withoutPrior: 0.853, bestPath: 0.815 } };

interface Answer { readonly source: string; readonly target: string; readonly level: number }

/** Answers scaled to 0..1; a negative one is none. */
function readAnswers(folder: string): readonly Answer[] {
  const rows = readTable(folder, "trust.csv", ["source", "target"]) ?? [];
  const levels = rows.map((row) => Number(row["trust"] ?? row["rating"] ?? row["rating_m10_p10"] ?? ""));
  const top = levels.reduce((most, level) => Math.max(most, level), 0);
  return rows.flatMap(({ source = "", target = "" }, index) => (source === target || !Number.isFinite(levels[index]) ? [] : [{ source, target, level: Math.max(0, levels[index] ?? 0) / top }]));
}

export function trustIn(name: string, folder: string): readonly Figure[] {
  const answers = readAnswers(folder);
  if (!isMixed(answers.map(({ level }) => ({ label: level === 1, score: 0 })))) return [];
  const [given, received] = [by(answers, "source", "target"), by(answers, "target", "source")];
  const overall = answers.reduce((sum, { level }) => sum + level, 0) / answers.length;
  const heard = answers.map((answer) => ({ label: answer.level === 1, voices: voicesOn(answer, given, received), prior: priorOf(answer, received, overall) }));
  const ranked = (scoreOf: (one: (typeof heard)[number]) => number) => heard.map((one) => ({ label: one.label, score: scoreOf(one) }));
  return [
    amount(`${name}: answers`, answers.length), amount(`${name}: answers about somebody a trusted one speaks of`, heard.filter(({ voices }) => voices.length > 0).length),
    ...priorWeights.map((weight) => measure(`${name}: AUC of second hand, prior of ${weight} voices`, auc(ranked(({ voices, prior }) => secondHand(voices, { word: prior, weight }))), published[name]?.secondHand[weight])),
    measure(`${name}: AUC of the person's mean alone`, auc(ranked(({ prior }) => prior))),
    measure(`${name}: AUC of the voices alone, the mean of all answers where nobody speaks`, auc(ranked(({ voices }) => secondHand(voices, { word: overall, weight: 0 }))), published[name]?.withoutPrior),
    measure(`${name}: AUC of the best product within three steps, the mean of all answers where there is none`, auc(answers.map((answer) => ({ label: answer.level === 1, score: bestProduct(answer, given) || overall }))), published[name]?.bestPath),
  ];
}

type Levels = ReadonlyMap<string, ReadonlyMap<string, number>>;

function by(answers: readonly Answer[], one: "source" | "target", other: "source" | "target"): Levels {
  const levels = new Map<string, Map<string, number>>();
  for (const answer of answers) levels.set(answer[one], (levels.get(answer[one]) ?? new Map<string, number>()).set(answer[other], answer.level));
  return levels;
}

const voicesOn = ({ source, target }: Answer, given: Levels, received: Levels): readonly Voice[] =>
  [...(given.get(source) ?? [])].flatMap(([person, closeness]) => {
    const word = person === target ? undefined : received.get(target)?.get(person);
    return word === undefined ? [] : [{ closeness, word }];
  });

function priorOf({ source, target, level }: Answer, received: Levels, overall: number): number {
  const about = received.get(target) ?? new Map<string, number>();
  if (about.size < 2 || !about.has(source)) return overall;
  return ([...about.values()].reduce((sum, one) => sum + one, 0) - level) / (about.size - 1);
}

/** The best product of levels from one to the other within three steps, their own answer left out; 0 where there is no such path. */
function bestProduct({ source, target }: Answer, given: Levels): number {
  let best = 0;
  for (const [first, toFirst] of given.get(source) ?? []) {
    if (first === target) continue;
    const from = given.get(first);
    best = Math.max(best, toFirst * (from?.get(target) ?? 0));
    for (const [second, toSecond] of from ?? []) if (second !== source && second !== target) best = Math.max(best, toFirst * toSecond * (given.get(second)?.get(target) ?? 0));
  }
  return best;
}
