/**
 * Ties between two of the owner's people, read from the graph with their evidence: the owner said so
 * (asserted), seen in the same conversations (observed), or listing the same employer (inferred). Where
 * several hold, the surest stands; they are never mixed into one number. The owner's word that two
 * don't know each other leaves no tie at all.
 */
import { placeOf, type SharedThread } from "../graph/tie-graph.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Provenance } from "./reason.ts";
import { commonAffiliations, isOutranked, weigh } from "./strengths.ts";
import type { Situation } from "./ties.ts";

export type OthersTieEvidence =
  | { readonly kind: "asserted"; readonly atMs: number }
  | { readonly kind: "sharedThread"; readonly messages: number; readonly people: number; readonly lastAtMs: number }
  | { readonly kind: "sameOrganisation"; readonly organisation: string; readonly size: number };

export interface OthersTie {
  readonly person: PersonId;
  readonly provenance: Provenance;
  readonly strength: number;
  readonly evidence: readonly OthersTieEvidence[];
}

/** Everyone with evidence of a tie to `person`, the surest evidence each, by id. */
export function tiesAround(situation: Situation, person: PersonId): readonly OthersTie[] {
  const { numberOf, starts, neighbours, affiliations, affiliationsOf } = situation.graph;
  const number = numberOf.get(person);
  if (number === undefined) return [];
  const others = new Set<number>(neighbours.subarray(starts[number], starts[number + 1]));
  for (const affiliation of affiliationsOf[number] ?? []) for (const member of affiliations[affiliation]?.members ?? []) others.add(member);
  others.delete(number);
  return [...others].toSorted((a, b) => a - b).flatMap((other) => tieOf(situation, number, other) ?? []);
}

/** The surest evidence of a tie between two people, or undefined. */
export function tieBetween(situation: Situation, a: PersonId, b: PersonId): OthersTie | undefined {
  const { numberOf } = situation.graph;
  const [one, other] = [numberOf.get(a), numberOf.get(b)];
  return one === undefined || other === undefined || one === other ? undefined : tieOf(situation, one, other);
}

function tieOf(situation: Situation, a: number, b: number): OthersTie | undefined {
  const weighing = weigh(situation);
  const { graph, strengths } = weighing;
  const person = graph.people[b];
  if (person === undefined) return undefined;
  const place = placeOf(graph, a, b);
  const direct = place < 0 ? undefined : graph.evidence[graph.edges[place] ?? 0];
  let tie: OthersTie | undefined = direct && {
    person, strength: strengths[place] ?? 0, provenance: direct.assertedAtMs === undefined ? "observed" : "asserted",
    evidence: [...(direct.assertedAtMs === undefined ? [] : [{ kind: "asserted", atMs: direct.assertedAtMs } as const]), ...direct.shared.map(sightOf)],
  };
  for (const affiliation of commonAffiliations(graph, a, b)) {
    const strength = weighing.affiliationStrengths[affiliation] ?? 0;
    if (strength > (tie?.strength ?? 0) && !isOutranked(weighing, affiliation, [a, b])) tie = { person, strength, ...affiliated(situation, affiliation) };
  }
  return tie;
}

const sightOf = ({ messages, size, lastAtMs }: SharedThread): OthersTieEvidence => ({ kind: "sharedThread", messages, people: size, lastAtMs });

/** What having an affiliation in common says, and how sure that is. */
function affiliated({ graph, network }: Situation, place: number): Pick<OthersTie, "provenance" | "evidence"> {
  const affiliation = graph.affiliations[place];
  if (affiliation?.kind === "organisation") return { provenance: "inferred", evidence: [{ kind: "sameOrganisation", organisation: affiliation.name, size: affiliation.members.length }] };
  const gathering = affiliation && network.gatherings.get(affiliation.thread);
  return { provenance: "observed", evidence: gathering ? [{ kind: "sharedThread", messages: gathering.messages, people: affiliation.members.length, lastAtMs: gathering.lastAtMs }] : [] };
}
