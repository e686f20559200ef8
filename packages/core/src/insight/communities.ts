/**
 * Communities: people who hang together more than chance would have it. Louvain's method (Blondel et al.
 * 2008), which raises modularity by moving one node at a time, then joins what is together and starts
 * again. Ties between people weigh by their strength; an employer or crowd is a node of its own, so that
 * colleagues fall together where nothing better is known. Nodes are taken in the order of their ids:
 * every device finds the same.
 */
import type { PersonId } from "../prelude/id.ts";
import { weigh, type Weighed } from "./strengths.ts";
import type { Situation } from "./ties.ts";

const found = new WeakMap<Weighed, ReadonlyMap<PersonId, number>>();

/** The number of each person's community, from 0. Without any evidence of a tie or affiliation people are in none: unknown, not alone. */
export function communities(situation: Situation): ReadonlyMap<PersonId, number> {
  const weighing = weigh(situation);
  let held = found.get(weighing);
  if (!held) found.set(weighing, held = communitiesIn(weighing));
  return held;
}

/** A weighted graph: each edge stands at both its ends; `loops` is what is joined within a node, counted twice. */
interface Rows { readonly starts: Int32Array; readonly ends: Int32Array; readonly weights: Float64Array; readonly loops: Float64Array }

function communitiesIn(weighing: Weighed): ReadonlyMap<PersonId, number> {
  const { people, starts, affiliationsOf } = weighing.graph;
  let rows = rowsOf(weighing);
  let community = Int32Array.from({ length: rows.loops.length }, (_, node) => node);
  for (;;) {
    const moved = movedIn(rows);
    community = community.map((node) => moved[node] ?? 0);
    const count = moved.reduce((most, number) => Math.max(most, number + 1), 0);
    if (count === moved.length) break;
    rows = joined(rows, moved, count);
  }
  const numbers = new Map<number, number>();
  const numberOf = (held: number): number => {
    const number = numbers.get(held) ?? numbers.size;
    numbers.set(held, number);
    return number;
  };
  const isBound = (node: number): boolean => (starts[node + 1] ?? 0) > (starts[node] ?? 0) || (affiliationsOf[node]?.length ?? 0) > 0;
  return new Map(people.flatMap((person, node) => (isBound(node) ? [[person, numberOf(community[node] ?? 0)] as const] : [])));
}

/** People, then affiliations. */
function rowsOf({ graph, strengths, affiliationStrengths }: Weighed): Rows {
  const size = graph.people.length + graph.affiliations.length;
  const lists: { readonly end: number; readonly weight: number }[][] = Array.from({ length: size }, () => []);
  for (let person = 0; person < graph.people.length; person += 1) {
    for (let place = graph.starts[person] ?? 0; place < (graph.starts[person + 1] ?? 0); place += 1) lists[person]?.push({ end: graph.neighbours[place] ?? 0, weight: strengths[place] ?? 0 });
    for (const affiliation of graph.affiliationsOf[person] ?? []) {
      const weight = affiliationStrengths[affiliation] ?? 0;
      lists[person]?.push({ end: graph.people.length + affiliation, weight });
      lists[graph.people.length + affiliation]?.push({ end: person, weight });
    }
  }
  return packed(lists, new Float64Array(size));
}

function packed(lists: readonly (readonly { readonly end: number; readonly weight: number }[])[], loops: Float64Array): Rows {
  const starts = new Int32Array(lists.length + 1);
  for (const [node, list] of lists.entries()) starts[node + 1] = (starts[node] ?? 0) + list.length;
  return { starts, ends: Int32Array.from(lists.flat(), ({ end }) => end), weights: Float64Array.from(lists.flat(), ({ weight }) => weight), loops };
}

/** Moves node by node to the neighbouring community that raises modularity most, until none does. Numbers are in the order of the nodes. */
function movedIn({ starts, ends, weights, loops }: Rows): Int32Array {
  const degree = loops.slice();
  for (let node = 0; node < loops.length; node += 1) for (let place = starts[node] ?? 0; place < (starts[node + 1] ?? 0); place += 1) degree[node] = (degree[node] ?? 0) + (weights[place] ?? 0);
  const total = degree.reduce((sum, value) => sum + value, 0) || 1;
  const community = Int32Array.from(loops.keys());
  const sums = degree.slice();
  const towards = new Float64Array(loops.length);
  for (let hasMoved = true; hasMoved;) {
    hasMoved = false;
    for (let node = 0; node < loops.length; node += 1) {
      const own = community[node] ?? 0;
      const mine = degree[node] ?? 0;
      const met: number[] = [own];
      for (let place = starts[node] ?? 0; place < (starts[node + 1] ?? 0); place += 1) {
        const there = community[ends[place] ?? 0] ?? 0;
        if (towards[there] === 0 && there !== own) met.push(there);
        towards[there] = (towards[there] ?? 0) + (weights[place] ?? 0);
      }
      sums[own] = (sums[own] ?? 0) - mine;
      const gainOf = (there: number): number => (towards[there] ?? 0) - ((sums[there] ?? 0) * mine) / total;
      let best = own;
      // A hair more than nothing: rounding must not send a node to and fro.
      for (const there of met) if (gainOf(there) > gainOf(best) + 1e-12) best = there;
      for (const there of met) towards[there] = 0;
      sums[best] = (sums[best] ?? 0) + mine;
      community[node] = best;
      hasMoved ||= best !== own;
    }
  }
  const numbers = new Map<number, number>();
  return community.map((held) => {
    const number = numbers.get(held) ?? numbers.size;
    numbers.set(held, number);
    return number;
  });
}

/** Each community as one node. */
function joined({ starts, ends, weights, loops }: Rows, community: Int32Array, count: number): Rows {
  const between: Map<number, number>[] = Array.from({ length: count }, () => new Map());
  const within = new Float64Array(count);
  for (let node = 0; node < loops.length; node += 1) {
    const own = community[node] ?? 0;
    within[own] = (within[own] ?? 0) + (loops[node] ?? 0);
    for (let place = starts[node] ?? 0; place < (starts[node + 1] ?? 0); place += 1) {
      const there = community[ends[place] ?? 0] ?? 0;
      const weight = weights[place] ?? 0;
      if (there === own) within[own] = (within[own] ?? 0) + weight;
      else between[own]?.set(there, (between[own].get(there) ?? 0) + weight);
    }
  }
  return packed(between.map((row) => [...row].map(([end, weight]) => ({ end, weight }))), within);
}
