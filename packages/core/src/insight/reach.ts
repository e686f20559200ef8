/**
 * Reach: what of the world one knows through a person that few others bring. Two sources: the
 * organisation they are at, and the others they were seen with.
 */
import { membersOf, neighboursOf, organisationKeyOf, type TieGraph } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Reason } from "./reason.ts";
import type { Situation, Tie } from "./ties.ts";

/** How many of the owner's other people share this person's organisation; undefined where it is unknown. */
export function othersAtOrganisation({ graph }: Situation, tie: Tie): number | undefined {
  const organisation = organisationKeyOf(graph, tie.person.id);
  return organisation === undefined ? undefined : membersOf(graph, organisation).length - 1;
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
 * asserted and observed ties. Undefined where nobody was seen with them: embeddedness is then unknown,
 * not low.
 */
export function surroundings({ graph }: Situation, person: PersonId): Surroundings | undefined {
  const others = neighboursOf(graph, graph.numberOf.get(person));
  if (others.length === 0) return undefined;
  return { others: [...others].map((other) => graph.people[other] as PersonId), ...amongThem(graph, others) };
}

/** Of a set of people, by number: their effective size around somebody who knows them all, and their worlds. */
function amongThem(graph: TieGraph, others: Int32Array): Pick<Surroundings, "effectiveSize" | "worlds"> {
  const isOther = new Set(others);
  const seen = new Set<number>();
  let ties = 0;
  let worlds = 0;
  for (const start of others) {
    if (!seen.has(start)) worlds += 1;
    const open = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      for (const neighbour of neighboursOf(graph, next)) {
        if (!isOther.has(neighbour)) continue;
        ties += 1;
        if (!seen.has(neighbour)) open.push(neighbour);
      }
    }
  }
  // Each tie was met from both ends: ties = 2t.
  return { effectiveSize: others.length - ties / others.length, worlds };
}

/** How redundant somebody's people are to them. */
export interface Redundancy {
  /** n - 2t/n, between 1 and n: the others, less what they know of each other already. */
  readonly effectiveSize: number;
  /** The sum over others j of (p_ij + sum over q of p_iq p_qj)^2: near 0 with many separate others, above 1 with two or three who know each other. */
  readonly constraint: number;
  readonly others: number;
}

/**
 * Burt's effective size and constraint (1992) over asserted and observed ties, each counting alike:
 * p_ij = 1/k_i for a tie of somebody with k_i ties. Around `person`, where the owner, who is seen with
 * everybody, counts nowhere; or around the owner, whose others are the people they were in touch with or
 * rated, and who then is one of everybody's. Undefined where there is nobody: unknown, not low.
 */
export function burt({ graph, ties }: Situation, person?: PersonId): Redundancy | undefined {
  const others = person === undefined
    ? Int32Array.from([...ties.values()].filter((tie) => tie.timesMs.length > 0 || tie.person.rating).flatMap((tie) => graph.numberOf.get(tie.person.id) ?? [])).toSorted()
    : neighboursOf(graph, graph.numberOf.get(person));
  if (others.length === 0) return undefined;
  const isOther = new Set(others);
  const withOwner = person === undefined ? 1 : 0;
  const mine = 1 / others.length;
  // What comes back to me over the others, by where it ends.
  const around = new Map<number, number>();
  for (const other of others) {
    const theirs = neighboursOf(graph, other);
    const share = mine / (theirs.length + withOwner);
    for (const end of theirs) if (isOther.has(end)) around.set(end, (around.get(end) ?? 0) + share);
  }
  const constraint = others.reduce((sum, other) => sum + (mine + (around.get(other) ?? 0)) ** 2, 0);
  return { effectiveSize: amongThem(graph, others).effectiveSize, constraint, others: others.length };
}

/**
 * Onnela's overlap (2007) of two people with a tie: n_ij / ((k_i - 1) + (k_j - 1) - n_ij), n_ij the
 * others both know; 0 for a bridge, 1 where all are shared. Undefined where the two have no tie, or
 * nobody else.
 */
export function embeddedness({ graph }: Situation, a: PersonId, b: PersonId): number | undefined {
  const [one, other] = [graph.numberOf.get(a), graph.numberOf.get(b)];
  const [theirs, others] = [neighboursOf(graph, one), new Set(neighboursOf(graph, other))];
  if (one === undefined || !others.has(one)) return undefined;
  const common = theirs.reduce((count, neighbour) => count + (others.has(neighbour) ? 1 : 0), 0);
  const all = theirs.length - 1 + (others.size - 1) - common;
  return all === 0 ? undefined : common / all;
}
