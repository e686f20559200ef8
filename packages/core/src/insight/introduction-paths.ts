/**
 * Introduction paths: who can introduce the owner to a person, or to anyone at an organisation. Best
 * product of step strengths with at most two people in between; one path per first intermediary, so
 * that the alternatives are real ones; the weakest link is named.
 *
 * Found by three layers from the target, not by Dijkstra or Yen, which ignore the hop limit: on a
 * real friendship graph their best path was too long for 122 of 132 targets that had a legal one.
 * Each further hop costs a large constant factor (Dodds, Muhamad & Watts 2003). Introducers are
 * ranked by the strength on both sides (MRR .684 against .318 for hubs).
 */
import { organisationKey } from "../event/person-key.ts";
import { organisationNode } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import { tieBetween, tiesAround, type OthersTie, type OthersTieEvidence } from "./others-ties.ts";
import type { Provenance, Reason } from "./reason.ts";
import { tieReasons } from "./tie-reasons.ts";
import { ownStrength } from "./tie-strength.ts";
import type { Situation } from "./ties.ts";

export type PathEvidence = OthersTieEvidence | { readonly kind: "reason"; readonly reason: Reason };

export interface PathEdge {
  readonly provenance: Provenance;
  readonly strength: number;
  readonly evidence: readonly PathEvidence[];
}

export interface IntroductionPath {
  /** From the first person to ask to the target. */
  readonly people: readonly PersonId[];
  /** One per step; the first is the owner's own tie. */
  readonly edges: readonly PathEdge[];
  /** Index into `edges`. */
  readonly weakestLink: number;
  /** Product of the strengths: compares paths, is no chance of success. */
  readonly strength: number;
}

const pathsMax = 5;

/** Paths to one person. Where the owner can write to them, that comes first, whatever a detour is worth. */
export function pathsToPerson(situation: Situation, target: PersonId): readonly IntroductionPath[] {
  return bestPaths(situation, [target]);
}

/** Paths to anyone at an organisation. Empty is a legal answer: no evidence of a path. */
export function pathsToOrganisation(situation: Situation, name: string): readonly IntroductionPath[] {
  return bestPaths(situation, peopleAt(situation, name));
}

/** People whose organisation goes by this name, or of whom a conversation says so. */
export function peopleAt({ graph, network }: Situation, name: string): readonly PersonId[] {
  const key = organisationKey(name);
  const node = organisationNode(key);
  const listed = graph.hasNode(node) ? (graph.neighbors(node) as PersonId[]) : [];
  const named = [...network.gatherings.values()]
    .filter(({ organisations }) => organisations.some((mentioned) => organisationKey(mentioned) === key))
    .flatMap(({ people }) => people.filter((person) => graph.hasNode(person) && network.people.get(person)?.organisation === undefined));
  return [...new Set([...listed, ...named])];
}

/** The rest of a route behind its first person: who follows, over what. */
interface Rest { readonly strength: number; readonly steps: readonly { readonly to: PersonId; readonly tie: OthersTie }[] }

function bestPaths(situation: Situation, targets: readonly PersonId[]): readonly IntroductionPath[] {
  const isTarget = new Set(targets);
  // Layer by layer from the target: the best rest of the way behind each possible first person.
  const restBehind = new Map<PersonId, Rest>(targets.map((target) => [target, { strength: 1, steps: [] }]));
  let layer = [...restBehind];
  for (let between = 1; between <= 2; between += 1) {
    const next = new Map<PersonId, Rest>();
    for (const [to, rest] of layer) {
      for (const tie of tiesAround(situation, to)) {
        if (isTarget.has(tie.person)) continue;
        const strength = tie.strength * rest.strength;
        const held = next.get(tie.person) ?? restBehind.get(tie.person);
        // Of equally strong rests the one by the lower id, so that every device offers the same path.
        const better = !held || strength > held.strength || (strength === held.strength && next.has(tie.person) && to < (held.steps[0]?.to ?? to));
        if (better && rest.steps.every((step) => step.to !== tie.person)) next.set(tie.person, { strength, steps: [{ to, tie }, ...rest.steps] });
      }
    }
    for (const [person, rest] of next) restBehind.set(person, rest);
    layer = [...next];
  }
  const paths = [...restBehind].flatMap(([first, rest]) => pathFrom(situation, first, rest));
  const directFirst = (path: IntroductionPath): number => (path.people.length === 1 ? 1 : 0);
  return paths.toSorted((a, b) => directFirst(b) - directFirst(a) || b.strength - a.strength || ((a.people[0] ?? "") < (b.people[0] ?? "") ? -1 : 1)).slice(0, pathsMax);
}

function pathFrom(situation: Situation, first: PersonId, rest: Rest): readonly IntroductionPath[] {
  const own = situation.ties.get(first);
  const strength = own ? ownStrength(own) : 0;
  if (!own || strength === 0) return [];
  const edges: PathEdge[] = [{ provenance: "own", strength, evidence: tieReasons(own, situation.nowMs).map((reason) => ({ kind: "reason", reason })) }];
  let from = first;
  for (const { to } of rest.steps) {
    const tie = tieBetween(situation, from, to);
    if (!tie) return [];
    edges.push({ provenance: tie.provenance, strength: tie.strength, evidence: tie.evidence });
    from = to;
  }
  const weakestLink = edges.reduce((weakest, edge, index) => (edge.strength < (edges[weakest]?.strength ?? 1) ? index : weakest), 0);
  return [{ people: [first, ...rest.steps.map(({ to }) => to)], edges, weakestLink, strength: strength * rest.strength }];
}
