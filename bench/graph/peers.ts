/** The same network for others' algorithms: prebuilt in their own shape, with the weights Kith's search has, as -ln of a strength. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PersonId, Situation } from "@kith/core";
import { UndirectedGraph } from "graphology";
import { bidirectional } from "graphology-shortest-path/dijkstra.js";
import createGraph from "ngraph.graph";
import { nba } from "ngraph.path";
import { weigh } from "../../packages/core/src/insight/strengths.ts";
import { ownStrength } from "../../packages/core/src/insight/tie-strength.ts";

/** People by number, then the affiliations, then the owner: an affiliation is passed through by two edges of half its weight. */
export interface WeightedEdges { readonly owner: number; readonly ends: Int32Array; readonly weights: Float64Array; readonly numberOf: ReadonlyMap<PersonId, number> }

export function edgesOf(situation: Situation): WeightedEdges {
  const { graph: { people, numberOf, starts, neighbours, affiliations }, strengths, affiliationStrengths } = weigh(situation);
  const [ends, weights]: [number[], number[]] = [[], []];
  const add = (a: number, b: number, weight: number): void => { ends.push(a, b); weights.push(weight); };
  const owner = people.length + affiliations.length;
  for (const [number, person] of people.entries()) {
    for (let place = starts[number] ?? 0; place < (starts[number + 1] ?? 0); place += 1) if ((neighbours[place] ?? 0) > number) add(number, neighbours[place] ?? 0, -Math.log(strengths[place] ?? 0));
    const tie = situation.ties.get(person);
    const own = tie ? ownStrength(tie) : 0;
    if (own > 0) add(owner, number, -Math.log(own));
  }
  for (const [place, { members }] of affiliations.entries()) {
    const strength = affiliationStrengths[place] ?? 0;
    if (strength > 0) for (const member of members) add(people.length + place, member, -Math.log(strength) / 2);
  }
  return { owner, ends: Int32Array.from(ends), weights: Float64Array.from(weights), numberOf };
}

/** Milliseconds of one search each, per target; the first calls warm the code up and don't count. */
export type Timed = (targets: readonly number[]) => readonly number[];

const timed = (search: (target: number) => unknown): Timed => (targets) => {
  for (const target of targets.slice(0, 5)) search(target);
  return targets.map((target) => {
    const startMs = performance.now();
    search(target);
    return performance.now() - startMs;
  });
};

export function graphologyOf({ owner, ends, weights }: WeightedEdges): Timed {
  const graph = new UndirectedGraph<Record<string, never>, { readonly weight: number }>();
  for (let node = 0; node <= owner; node += 1) graph.addNode(node);
  for (const [edge, weight] of weights.entries()) graph.addEdge(ends[2 * edge] ?? 0, ends[2 * edge + 1] ?? 0, { weight });
  return timed((target) => bidirectional(graph, String(owner), String(target), "weight"));
}

export function ngraphOf({ owner, ends, weights }: WeightedEdges): Timed {
  const graph = createGraph<undefined, number>();
  for (let node = 0; node <= owner; node += 1) graph.addNode(node);
  for (const [edge, weight] of weights.entries()) graph.addLink(ends[2 * edge] ?? 0, ends[2 * edge + 1] ?? 0, weight);
  const finder = nba<undefined, number>(graph, { distance: (_from, _to, { data }) => data });
  return timed((target) => finder.find(owner, target));
}

/** Undefined where Python or igraph isn't installed. */
export function igraphTimes({ owner, ends, weights }: WeightedEdges, targets: readonly number[]): readonly number[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "kith-igraph-"));
  try {
    writeFileSync(join(folder, "ends"), ends);
    writeFileSync(join(folder, "weights"), weights);
    const args = [resolve(import.meta.dirname, "igraph-times.py"), folder, String(owner), JSON.stringify(targets)];
    // Where another Python comes first, Debian's own may have it.
    const ran = ["python3", "/usr/bin/python3"].map((python) => spawnSync(python, args, { encoding: "utf8" })).find(({ status }) => status === 0);
    return ran ? JSON.parse(ran.stdout) as readonly number[] : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
