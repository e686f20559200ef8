/**
 * Reach: what of the world one knows through a person that few others bring. Two sources: the
 * organisation they are at, and the others they were seen with.
 */
import { organisationNode } from "../graph/tie-graph.ts";
import { sharedOrganisation } from "../graph/build.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Reason } from "./reason.ts";
import type { Situation, Tie } from "./ties.ts";

/** How many of the owner's other people share this person's organisation; undefined where it is unknown. */
export function othersAtOrganisation({ graph }: Situation, tie: Tie): number | undefined {
  const key = sharedOrganisation(tie.person);
  return key === undefined || !graph.hasNode(organisationNode(key)) ? undefined : graph.degree(organisationNode(key)) - 1;
}

/** 1 where nobody else is at their organisation, falling with every other; .5 where it is unknown. */
export function novelty(situation: Situation, tie: Tie): number {
  const others = othersAtOrganisation(situation, tie);
  return others === undefined ? 0.5 : 1 / (1 + Math.log2(1 + others) / 2);
}

export function organisationReason(situation: Situation, tie: Tie): Reason | undefined {
  const others = othersAtOrganisation(situation, tie);
  const { organisation } = tie.person;
  if (others === undefined || organisation === undefined || others > 4) return undefined;
  return others === 0 ? { kind: "onlyOneAt", organisation } : { kind: "fewAt", organisation, others };
}

/** The others a person was seen with, without the owner. */
export interface Surroundings {
  readonly others: readonly PersonId[];
  /** Burt's effective size (1992): others, less the mean number of ties each has among them. */
  readonly effectiveSize: number;
  /** Groups of others that hang together without this person. */
  readonly worlds: number;
}

/**
 * Burt's effective size n - 2t/n (Borgatti 1997) and the number of components among the others, over
 * observed ties. Undefined where nobody was seen with them: embeddedness is then unknown, not low.
 */
export function surroundings({ graph }: Situation, person: PersonId): Surroundings | undefined {
  if (!graph.hasNode(person)) return undefined;
  const others = new Set<PersonId>();
  for (const { attributes, source, target } of graph.edgeEntries(person)) {
    if (attributes.kind === "observed") others.add((source === person ? target : source) as PersonId);
  }
  if (others.size === 0) return undefined;
  let ties = 0;
  let worlds = 0;
  const seen = new Set<PersonId>();
  for (const start of others) {
    if (!seen.has(start)) worlds += 1;
    const open = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      for (const neighbour of graph.neighbors(next) as PersonId[]) {
        if (!others.has(neighbour)) continue;
        ties += 1;
        if (!seen.has(neighbour)) open.push(neighbour);
      }
    }
  }
  // Each tie was met from both ends: ties = 2t.
  return { others: [...others], effectiveSize: others.size - ties / others.size, worlds };
}
