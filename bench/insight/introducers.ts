/**
 * Who brings two people together, on mail: somebody writes to both at once, and the two were never in
 * contact before and are within a horizon after. Ranked are all common contacts of the two at that
 * moment, three or more; sought is who wrote. Each pair counts once.
 */
import { bothSides, pulse } from "@kith/core";
import type { Figure } from "../figure.ts";
import { cutOf, dayMs, pairKey, type Contact, type DataSet } from "./data-set.ts";
import { amount, beside, measure } from "./figures.ts";
import { mean, standingOf } from "./measures.ts";

const candidatesMin = 3;
const casesMin = 20;

interface Ranked { readonly reciprocal: number; readonly first: number }
interface Case { readonly bySum: Ranked; readonly byHub: Ranked; readonly byChance: number }

export function introducersIn(data: DataSet): readonly Figure[] {
  const cases = casesIn(data);
  if (cases.length < casesMin) return [];
  const { name } = data;
  const hub = mean(cases.map(({ byHub }) => byHub.reciprocal));
  const bySum = mean(cases.map((one) => one.bySum.reciprocal));
  return [
    amount(`${name}: introductions seen`, cases.length),
    beside(`${name}: MRR of introducers by the sum of both ties`, bySum, ["by how many they know (hubs)", hub]),
    beside(`${name}: MRR of introducers by the sum of both ties`, bySum, ["by chance", mean(cases.map(({ byChance }) => byChance))]),
    measure(`${name}: hit@1 of introducers by the sum of both ties`, mean(cases.map((one) => one.bySum.first))),
    measure(`${name}: hit@1 of introducers by how many they know`, mean(cases.map(({ byHub }) => byHub.first))),
  ];
}

function casesIn(data: DataSet): readonly Case[] {
  const cut = cutOf(data);
  const hMs = cut.horizonDays * dayMs;
  const around = new Map<string, Map<string, number[]>>();
  const note = (from: string, to: string, atMs: number): void => {
    const others = around.get(from) ?? new Map<string, number[]>();
    const times = others.get(to);
    if (times) times.push(atMs);
    else others.set(to, [atMs]);
    around.set(from, others);
  };
  const cases: Case[] = [];
  const done = new Set<string>();
  for (const moment of momentsOf(data.contacts.filter(({ atMs }) => atMs <= cut.endMs))) {
    for (const [writer, to] of recipientsIn(moment)) {
      for (const [one, other] of pairsOf(to)) {
        const key = pairKey(one, other);
        const first = data.pairs.get(key)?.timesMs[0];
        const [known, others] = [around.get(one), around.get(other)];
        const nowMs = moment[0]?.atMs ?? 0;
        if (done.has(key) || !known?.has(writer) || !others?.has(writer) || first === undefined || first <= nowMs || first > nowMs + hMs) continue;
        const candidates = [...known.keys()].filter((person) => others.has(person));
        if (candidates.length < candidatesMin) continue;
        done.add(key);
        const strength = (times: readonly number[] | undefined): number => pulse(times ?? [], nowMs, hMs) ?? 0;
        const rankBy = (scoreOf: (person: string) => number): Ranked => standingOf(scoreOf(writer), candidates.filter((person) => person !== writer).map(scoreOf));
        cases.push({
          bySum: rankBy((person) => bothSides(strength(known.get(person)), strength(others.get(person)))), byHub: rankBy((person) => around.get(person)?.size ?? 0),
          byChance: mean(candidates.map((_, index) => 1 / (index + 1))),
        });
      }
    }
    for (const { source, target, atMs } of moment) {
      note(source, target, atMs);
      note(target, source, atMs);
    }
  }
  return cases;
}

/** Contacts of the same moment together, in order. */
function momentsOf(contacts: readonly Contact[]): readonly (readonly Contact[])[] {
  const moments: Contact[][] = [];
  for (const contact of contacts) {
    const last = moments.at(-1);
    if (last?.[0]?.atMs === contact.atMs) last.push(contact);
    else moments.push([contact]);
  }
  return moments;
}

function recipientsIn(moment: readonly Contact[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byWriter = new Map<string, Set<string>>();
  for (const { source, target } of moment) byWriter.set(source, (byWriter.get(source) ?? new Set()).add(target));
  return byWriter;
}

const pairsOf = (people: ReadonlySet<string>): readonly (readonly [string, string])[] => [...people].flatMap((one, index, all) => all.slice(index + 1).map((other) => [one, other] as const));
