/**
 * Ties between two of the owner's people, read from the graph with their evidence: seen in the same
 * conversations (observed), or listing the same employer (inferred). Where both hold, observed stands;
 * the two are never mixed into one number.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Provenance } from "./reason.ts";
import { inferredStrength, observedStrength } from "./tie-strength.ts";
import type { Situation } from "./ties.ts";

export type OthersTieEvidence =
  | { readonly kind: "sharedThread"; readonly messages: number; readonly people: number; readonly lastAtMs: number }
  | { readonly kind: "sameOrganisation"; readonly organisation: string; readonly size: number };

export interface OthersTie {
  readonly person: PersonId;
  readonly provenance: Provenance;
  readonly strength: number;
  readonly evidence: readonly OthersTieEvidence[];
}

/** Affiliations larger than this lead nowhere in particular. */
const affiliationSizeMax = 2_000;

/** Everyone with evidence of a tie to `person`, the strongest evidence each. */
export function tiesAround(situation: Situation, person: PersonId): readonly OthersTie[] {
  const { graph } = situation;
  if (!graph.hasNode(person)) return [];
  const ties = new Map<PersonId, OthersTie>();
  const keep = (tie: OthersTie): void => {
    const held = ties.get(tie.person);
    const better = !held || (held.provenance === tie.provenance ? tie.strength > held.strength : tie.provenance === "observed");
    if (better) ties.set(tie.person, tie);
  };
  for (const { attributes, source, target } of graph.edgeEntries(person)) {
    const other = source === person ? target : source;
    if (attributes.kind === "observed") {
      keep({
        person: other as PersonId, provenance: "observed", strength: observedStrength(attributes.shared, situation.nowMs),
        evidence: attributes.shared.toSorted((a, b) => b.lastAtMs - a.lastAtMs || (a.thread < b.thread ? -1 : 1)).map(({ messages, size, lastAtMs }) => ({ kind: "sharedThread", messages, people: size, lastAtMs })),
      });
    } else {
      for (const tie of throughAffiliation(situation, other)) if (tie.person !== person) keep(tie);
    }
  }
  return [...ties.values()];
}

/** The strongest evidence of a tie between two people, or undefined. */
export const tieBetween = (situation: Situation, a: PersonId, b: PersonId): OthersTie | undefined => tiesAround(situation, a).find(({ person }) => person === b);

function throughAffiliation({ graph, network }: Situation, node: string): readonly OthersTie[] {
  const size = graph.degree(node);
  if (size > affiliationSizeMax) return [];
  const attributes = graph.getNodeAttributes(node);
  const strength = inferredStrength(size);
  if (attributes.kind === "gathering") {
    const gathering = network.gatherings.get(attributes.thread);
    const evidence: OthersTieEvidence[] = gathering ? [{ kind: "sharedThread", messages: gathering.messages, people: size, lastAtMs: gathering.lastAtMs }] : [];
    return graph.neighbors(node).map((person) => ({ person: person as PersonId, provenance: "observed", strength, evidence }));
  }
  if (attributes.kind !== "organisation") return [];
  const evidence: OthersTieEvidence[] = [{ kind: "sameOrganisation", organisation: attributes.name, size }];
  return graph.neighbors(node).map((person) => ({ person: person as PersonId, provenance: "inferred", strength, evidence }));
}
