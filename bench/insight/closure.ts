/**
 * Which two who know the same people come into contact next. At the cut-off, two horizons before the
 * end, every pair with a common other and no contact yet is scored; the label is any contact until the end.
 */
import { alive, closure, pulse, type CommonOther } from "@kith/core";
import type { Figure } from "../figure.ts";
import { cutOf, dayMs, pairKey, type DataSet } from "./data-set.ts";
import { amount, measure } from "./figures.ts";
import { auc, isMixed } from "./measures.ts";

const published: Readonly<Record<string, Readonly<Record<"closure" | "adamicAdar" | "byPulse" | "byAlive", number>>>> = {
  email_eu_dept1: { adamicAdar: 0.765, byPulse: 0.831, byAlive: 0.838, closure: 0.823 }, email_eu_dept2: { adamicAdar: 0.856, byPulse: 0.88, byAlive: 0.885, closure: 0.9 },
  collegemsg: { adamicAdar: 0.762, byPulse: 0.825, byAlive: 0.864, closure: 0.839 }, cns: { adamicAdar: 0.688, byPulse: 0.618, byAlive: 0.627, closure: 0.653 },
};

interface Strength { readonly pulse: number; readonly alive: number }
interface Candidate { readonly common: CommonOther[]; adamicAdar: number; noneByPulse: number; noneByAlive: number }

/** Beyond so many pairs a set is too large to score them all; said on stderr. */
const candidatesMax = 5_000_000;

export function closureOf(data: DataSet): readonly Figure[] {
  const { name, pairs } = data;
  const { horizonDays, endMs } = cutOf(data);
  const hMs = horizonDays * dayMs;
  const nowMs = endMs - 2 * hMs;
  const candidates = candidatesAt(data, nowMs, hMs);
  if (!candidates) {
    process.stderr.write(`${name}: more than ${candidatesMax} pairs with a common other; closure is left out.\n`);
    return [];
  }
  const labelled = [...candidates].map(([key, candidate]) => {
    const first = pairs.get(key)?.timesMs[0];
    return { candidate, label: first !== undefined && first > nowMs && first <= endMs };
  });
  const ranked = (scoreOf: (candidate: Candidate) => number) => labelled.map(({ candidate, label }) => ({ label, score: scoreOf(candidate) }));
  if (!isMixed(ranked(() => 0))) return [];
  const reference = published[name];
  return [
    amount(`${name}: pairs with a common other`, labelled.length), amount(`${name}: of them in contact later`, labelled.filter(({ label }) => label).length),
    measure(`${name}: AUC of closure (weighted resource allocation)`, auc(ranked(({ common }) => closure(common))), reference?.closure),
    measure(`${name}: AUC of Adamic and Adar`, auc(ranked(({ adamicAdar }) => adamicAdar)), reference?.adamicAdar),
    measure(`${name}: AUC of noisy-or of paths by pulse`, auc(ranked(({ noneByPulse }) => 1 - noneByPulse)), reference?.byPulse),
    measure(`${name}: AUC of noisy-or of paths by the alive model`, auc(ranked(({ noneByAlive }) => 1 - noneByAlive)), reference?.byAlive),
  ];
}

function candidatesAt(data: DataSet, nowMs: number, hMs: number): ReadonlyMap<string, Candidate> | undefined {
  const around = strengthsAt(data, nowMs, hMs);
  const candidates = new Map<string, Candidate>();
  for (const others of around.values()) {
    const known = [...others];
    const total = known.reduce((sum, [, strength]) => sum + strength.pulse, 0);
    for (const [index, [one, toOne]] of known.entries()) {
      for (const [other, toOther] of known.slice(index + 1)) {
        if (around.get(one)?.has(other)) continue;
        const candidate = candidates.get(pairKey(one, other)) ?? { common: [], adamicAdar: 0, noneByPulse: 1, noneByAlive: 1 };
        candidate.common.push({ toOne: toOne.pulse, toOther: toOther.pulse, total });
        candidate.adamicAdar += 1 / Math.log(known.length);
        candidate.noneByPulse *= 1 - toOne.pulse * toOther.pulse;
        candidate.noneByAlive *= 1 - toOne.alive * toOther.alive;
        candidates.set(pairKey(one, other), candidate);
      }
    }
    if (candidates.size > candidatesMax) return undefined;
  }
  return candidates;
}

function strengthsAt({ pairs }: DataSet, nowMs: number, hMs: number): ReadonlyMap<string, ReadonlyMap<string, Strength>> {
  const around = new Map<string, Map<string, Strength>>();
  const put = (from: string, to: string, strength: Strength): void => {
    const others = around.get(from) ?? new Map<string, Strength>();
    others.set(to, strength);
    around.set(from, others);
  };
  for (const { a, b, timesMs } of pairs.values()) {
    const seen = timesMs.filter((atMs) => atMs <= nowMs);
    const [beat, life] = [pulse(seen, nowMs, hMs), alive(seen, nowMs, hMs)];
    if (beat === undefined || !life) continue;
    put(a, b, { pulse: beat, alive: life.contact });
    put(b, a, { pulse: beat, alive: life.contact });
  }
  return around;
}
