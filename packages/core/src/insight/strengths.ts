/**
 * The graph weighed: a strength for every tie between two others, by number, for searches and measures.
 * Ages count in whole days, so one weighing serves a day, however many contacts it brings.
 */
import { isDenied, placeOf, type TieGraph } from "../graph/tie-graph.ts";
import { dayMs } from "../prelude/time.ts";
import { assertedStrength, inferredStrength, observedStrength } from "./tie-strength.ts";
import type { Situation } from "./ties.ts";

export interface Weighed {
  readonly graph: TieGraph;
  /** The start of the day, which strengths are told for. */
  readonly dayMs: number;
  /** By place among the neighbours; the owner's word and what was seen alike. */
  readonly strengths: Float64Array;
  /** By place among the affiliations: of any two of its people, as one step; 0 where it leads nowhere in particular. */
  readonly affiliationStrengths: Float64Array;
}

/** Affiliations larger than this lead nowhere in particular. */
const affiliationSizeMax = 2_000;

const weighed = new WeakMap<TieGraph, Weighed>();

export function weigh({ graph, nowMs }: Situation): Weighed {
  const day = Math.floor(nowMs / dayMs) * dayMs;
  const held = weighed.get(graph);
  if (held?.dayMs === day) return held;
  const byEdge = Float64Array.from(graph.evidence, ({ assertedAtMs, shared }) => (assertedAtMs === undefined ? observedStrength(shared, day) : assertedStrength));
  const made: Weighed = {
    graph, dayMs: day,
    strengths: Float64Array.from(graph.edges, (edge) => byEdge[edge] ?? 0),
    affiliationStrengths: Float64Array.from(graph.affiliations, ({ members }) => (members.length > affiliationSizeMax ? 0 : inferredStrength(members.length))),
  };
  weighed.set(graph, made);
  return made;
}

/**
 * Whether this affiliation of the two says nothing of them: the owner said that they don't know each
 * other, or there is better evidence. Better than a shared employer is any sight of the two, better than
 * a crowd both were in only the owner's word.
 */
export function isOutranked(weighing: Weighed, affiliation: number, [a, b]: readonly [number, number]): boolean {
  const { graph, affiliationStrengths } = weighing;
  const [one, other] = [graph.people[a], graph.people[b]];
  if (one === undefined || other === undefined || isDenied(graph, one, other)) return true;
  const place = placeOf(graph, a, b);
  const evidence = place < 0 ? undefined : graph.evidence[graph.edges[place] ?? 0];
  if (graph.affiliations[affiliation]?.kind === "gathering") return evidence?.assertedAtMs !== undefined;
  return evidence !== undefined || commonAffiliations(graph, a, b).some((common) => graph.affiliations[common]?.kind === "gathering" && (affiliationStrengths[common] ?? 0) > 0);
}

export const commonAffiliations = ({ affiliationsOf }: TieGraph, a: number, b: number): readonly number[] => {
  const others = affiliationsOf[b] ?? [];
  return others.length === 0 ? [] : (affiliationsOf[a] ?? []).filter((affiliation) => others.includes(affiliation));
};
