/** The others two people both know, as closure asks for them: asserted and observed ties, each by its strength. */
import { neighboursOf } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import type { CommonOther } from "./closure.ts";
import { weigh } from "./strengths.ts";
import type { Situation } from "./ties.ts";

/** One per common other; empty where nobody was seen with both. */
export function commonOthers(situation: Situation, [one, other]: readonly [PersonId, PersonId]): readonly CommonOther[] {
  const { graph, strengths } = weigh(situation);
  const [a, b] = [graph.numberOf.get(one), graph.numberOf.get(other)];
  if (a === undefined || b === undefined) return [];
  const isOthers = new Set(neighboursOf(graph, b));
  const common: CommonOther[] = [];
  for (const person of neighboursOf(graph, a)) {
    if (!isOthers.has(person)) continue;
    let [toOne, toOther, total] = [0, 0, 0];
    for (let place = graph.starts[person] ?? 0; place < (graph.starts[person + 1] ?? 0); place += 1) {
      const strength = strengths[place] ?? 0;
      total += strength;
      if (graph.neighbours[place] === a) toOne = strength;
      if (graph.neighbours[place] === b) toOther = strength;
    }
    common.push({ toOne, toOther, total });
  }
  return common;
}
