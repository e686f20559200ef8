/**
 * The graph's shape: people, and the organisations and large gatherings they belong to; ties between two people
 * carry what happened and what the owner said, never what we concluded. The owner is not in it: every
 * contact is their tie already, and what bridges what is a question about the others.
 *
 * Shared employers and large gatherings are affiliations, not cliques: 2 000 colleagues are 2 000
 * memberships, not 2 million ties.
 *
 * People are numbers in the order of their ids, neighbours stand side by side in typed arrays (compressed
 * sparse rows): a million ties take seconds to lay out, and microseconds to search. Read-only.
 */
import type { PersonId } from "../prelude/id.ts";
import type { Organisations } from "./organisations.ts";

/** One thing two people were seen in together. `size` counts its people without the owner. */
export interface SharedThread {
  readonly thread: string;
  readonly messages: number;
  readonly size: number;
  readonly lastAtMs: number;
}

/** What a tie between two people rests on. */
export interface PairEvidence {
  /** When the owner said that the two know each other; undefined where they didn't. */
  readonly assertedAtMs: number | undefined;
  /** Newest first; empty where the owner's word is all there is. */
  readonly shared: readonly SharedThread[];
}

/** `members` are its people by number, ascending. */
export type Affiliation =
  /** `key` is the organisation's, `name` one of its spellings. */
  | { readonly kind: "organisation"; readonly key: string; readonly name: string; readonly members: Int32Array }
  | { readonly kind: "gathering"; readonly thread: string; readonly members: Int32Array };

export interface TieGraph {
  /** Everybody who wasn't let go, by number: in the order of their ids. */
  readonly people: readonly PersonId[];
  readonly numberOf: ReadonlyMap<PersonId, number>;
  /** The neighbours of person i stand at `starts[i]` to `starts[i + 1]`, ascending. */
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  /** Beside each neighbour: the place of the tie in `evidence`. */
  readonly edges: Int32Array;
  readonly evidence: readonly PairEvidence[];
  /** Organisations by key, then gatherings by thread. */
  readonly affiliations: readonly Affiliation[];
  /** The affiliations of each person, by their place. */
  readonly affiliationsOf: readonly (readonly number[])[];
  /** The place of an organisation among the affiliations, by its key. */
  readonly organisationPlaces: ReadonlyMap<string, number>;
  readonly organisations: Organisations;
  /** The pairs of whom the owner said that they don't know each other, by `pairKey`. */
  readonly denied: ReadonlySet<string>;
}

/** One key for two people, whichever comes first. */
export const pairKey = (a: PersonId, b: PersonId): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** True where the owner said that the two don't know each other. */
export const isDenied = ({ denied }: TieGraph, a: PersonId, b: PersonId): boolean => denied.size > 0 && denied.has(pairKey(a, b));

/** By number: whom somebody has a tie to. */
export const neighboursOf = ({ starts, neighbours }: TieGraph, number: number | undefined): Int32Array =>
  number === undefined ? new Int32Array(0) : neighbours.subarray(starts[number], starts[number + 1]);

/** The place of b among the neighbours of a, or -1. */
export function placeOf({ starts, neighbours }: TieGraph, a: number, b: number): number {
  let low = starts[a] ?? 0;
  let high = starts[a + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((neighbours[middle] ?? 0) < b) low = middle + 1; else high = middle;
  }
  return low < (starts[a + 1] ?? 0) && neighbours[low] === b ? low : -1;
}

/** The people of an organisation, by its key: their numbers, ascending. */
export const membersOf = ({ affiliations, organisationPlaces }: TieGraph, organisation: string): Int32Array =>
  affiliations[organisationPlaces.get(organisation) ?? -1]?.members ?? new Int32Array(0);

/** The same, by id. */
export const peopleOf = (graph: TieGraph, organisation: string): readonly PersonId[] => Array.from(membersOf(graph, organisation), (number) => graph.people[number] as PersonId);

/** The key of the organisation a person shares with others; undefined where they have none or were let go. */
export function organisationKeyOf({ numberOf, affiliations, affiliationsOf }: TieGraph, person: PersonId): string | undefined {
  for (const place of affiliationsOf[numberOf.get(person) ?? -1] ?? []) {
    const affiliation = affiliations[place];
    if (affiliation?.kind === "organisation") return affiliation.key;
  }
  return undefined;
}
