/**
 * Introduction paths: who can introduce the owner to a person, or to anyone at an organisation. Best
 * product of step strengths with at most two people in between; one path per first intermediary, so
 * that the alternatives are real ones; the weakest link is named.
 *
 * Found by three layers from the target (path-search.ts), not by Dijkstra or Yen, which ignore the hop
 * limit: on a real friendship graph their best path was too long for 122 of 132 targets that had a legal
 * one. Each further hop costs a large constant factor (Dodds, Muhamad & Watts 2003). Introducers are
 * ranked by the strength on both sides (introducers.ts).
 */
import type { PersonId } from "../prelude/id.ts";
import type { Route } from "./best-routes.ts";
import { belongingTo, type Belonging, type NamedAt } from "./named-at.ts";
import { tieBetween, type OthersTieEvidence } from "./others-ties.ts";
import { searchPaths, type Search } from "./path-search.ts";
import type { Provenance, Reason } from "./reason.ts";
import { weigh } from "./strengths.ts";
import { maySuggest } from "./suggestible.ts";
import { tieReasons } from "./tie-reasons.ts";
import { ownStrength } from "./tie-strength.ts";
import type { Situation } from "./ties.ts";

/** The owner asked this person for this introduction before, and nothing came of it. */
export interface AskedBefore { readonly kind: "askedBefore"; readonly step: "declined" | "faded"; readonly atMs: number }

export type PathEvidence = OthersTieEvidence | NamedAt | AskedBefore | { readonly kind: "reason"; readonly reason: Reason };

export interface PathEdge {
  readonly provenance: Provenance;
  readonly strength: number;
  /** Reasons for an own tie; for a tie between others what was seen. */
  readonly evidence: readonly PathEvidence[];
}

export interface IntroductionPath {
  /** From the first person to ask to the target. */
  readonly people: readonly PersonId[];
  /** One per step; the first is the owner's own tie. The last ends with why the target is at the organisation sought, where they don't list it. */
  readonly edges: readonly PathEdge[];
  /** Index into `edges`. */
  readonly weakestLink: number;
  /** Product of the strengths, and of how surely the target is at the organisation: compares paths, is no chance of success. */
  readonly strength: number;
}

const pathsMax = 5;

/** Paths to one person. Where the owner can write to them, that comes first, whatever a detour is worth. */
export function pathsToPerson(situation: Situation, target: PersonId): readonly IntroductionPath[] {
  return bestPaths(situation, [{ person: target, strength: 1 }]);
}

/** Paths to anyone at an organisation. Empty is a legal answer: no evidence of a path. */
export function pathsToOrganisation(situation: Situation, name: string): readonly IntroductionPath[] {
  return bestPaths(situation, belongingTo(situation, name), name);
}

/** People who list an organisation of this name, or of whom a conversation names it. */
export const peopleAt = (situation: Situation, name: string): readonly PersonId[] => belongingTo(situation, name).map(({ person }) => person);

function bestPaths(situation: Situation, sought: readonly Belonging[], organisation?: string): readonly IntroductionPath[] {
  const weighing = weigh(situation);
  const { people, numberOf } = situation.graph;
  const present = sought.filter(({ person }) => numberOf.has(person));
  if (present.length === 0) return [];
  const asked = askedInVain(situation, new Set(sought.map(({ person }) => person)), organisation);
  const routes = searchPaths({
    weighing, ...introducersIn(situation), targets: new Map(present.map(({ person, strength }) => [numberOf.get(person) ?? 0, strength])),
    ownToTarget: (target) => { const tie = situation.ties.get(people[target] as PersonId); return tie ? ownStrength(tie) : 0; },
    last: new Set([...asked.keys()].flatMap((person) => numberOf.get(person) ?? [])),
  }, pathsMax);
  const named = new Map(present.map(({ person, named: mention }) => [person, mention]));
  return routes.map((route) => pathOf(situation, route, { asked, named }));
}

type Introducing = Pick<Search, "own" | "ownMax" | "mayStandBetween">;

const introducing = new WeakMap<Situation, Introducing>();

/** Who may introduce: nobody hidden, nobody the owner only wants to reach. Let go people aren't in the graph. */
function introducersIn(situation: Situation): Introducing {
  const held = introducing.get(situation);
  if (held) return held;
  const { people } = situation.graph;
  const [own, mayStandBetween] = [new Float64Array(people.length), new Uint8Array(people.length)];
  for (const [number, id] of people.entries()) {
    const tie = situation.ties.get(id);
    if (!tie || !maySuggest(tie.person)) continue;
    own[number] = ownStrength(tie);
    mayStandBetween[number] = 1;
  }
  const made = { own, ownMax: own.reduce((most, strength) => Math.max(most, strength), 0), mayStandBetween };
  introducing.set(situation, made);
  return made;
}

/** Whom the owner asked for an introduction to one of these people, or to the organisation, and who declined or let it fade. */
function askedInVain({ network, graph }: Situation, targets: ReadonlySet<PersonId>, organisation: string | undefined): ReadonlyMap<PersonId, AskedBefore> {
  const { keyOf } = graph.organisations;
  const asked = new Map<PersonId, AskedBefore>();
  for (const { through, between: [who, whom], organisation: place, steps } of network.introductions.values()) {
    const last = steps.at(-1);
    const isSame = targets.has(whom) || (organisation !== undefined && place !== undefined && keyOf(place) === keyOf(organisation));
    if (through === null || who !== null || !isSame || (last?.step !== "declined" && last?.step !== "faded")) continue;
    if (last.atMs >= (asked.get(through)?.atMs ?? Number.NEGATIVE_INFINITY)) asked.set(through, { kind: "askedBefore", step: last.step, atMs: last.atMs });
  }
  return asked;
}

interface Findings { readonly asked: ReadonlyMap<PersonId, AskedBefore>; readonly named: ReadonlyMap<PersonId, NamedAt | undefined> }

/** The route with its evidence, looked up for what is shown alone. */
function pathOf(situation: Situation, { first, via, target, strength }: Route, { asked, named }: Findings): IntroductionPath {
  const numbers = first === target ? [first] : via < 0 ? [first, target] : [first, via, target];
  const people = numbers.map((number) => situation.graph.people[number] as PersonId);
  const edges: PathEdge[] = people.flatMap((person, index): readonly PathEdge[] => {
    const before = people[index - 1];
    const mention = index === people.length - 1 ? named.get(person) : undefined;
    if (before !== undefined) {
      const tie = tieBetween(situation, before, person);
      return tie ? [{ provenance: tie.provenance, strength: tie.strength, evidence: [...tie.evidence, ...(mention ? [mention] : [])] }] : [];
    }
    const own = situation.ties.get(person);
    const inVain = people.length > 1 ? asked.get(person) : undefined;
    const reasons = own ? tieReasons(own, situation.nowMs).map((reason) => ({ kind: "reason", reason } as const)) : [];
    return [{ provenance: "own", strength: own ? ownStrength(own) : 0, evidence: [...(inVain ? [inVain] : []), ...reasons, ...(mention ? [mention] : [])] }];
  });
  const weakestLink = edges.reduce((weakest, edge, index) => (edge.strength < (edges[weakest]?.strength ?? 1) ? index : weakest), 0);
  return { people, edges, weakestLink, strength };
}
