/**
 * The graph's shape. Nodes are people, organisations and large gatherings; edges carry what
 * happened, never what we concluded. The owner is not a node: every contact is their tie already,
 * and what bridges what is a question about the others.
 *
 * Shared employers and large gatherings are affiliation nodes, not cliques: 2 000 colleagues are
 * 2 000 edges, not 2 million.
 */
import type Graph from "graphology";
import type { PersonId } from "../prelude/id.ts";

export type NodeAttributes =
  | { readonly kind: "person"; readonly person: PersonId }
  | { readonly kind: "organisation"; readonly name: string }
  | { readonly kind: "gathering"; readonly thread: string };

/** One thing two people were seen in together. `size` counts its people without the owner. */
export interface SharedThread {
  readonly thread: string;
  readonly messages: number;
  readonly size: number;
  readonly lastAtMs: number;
}

export type EdgeAttributes =
  | { readonly kind: "observed"; readonly shared: readonly SharedThread[] }
  | { readonly kind: "affiliation" };

export type TieGraph = Graph<NodeAttributes, EdgeAttributes>;

/** The key of an organisation's or gathering's node; people stand under their id. */
export const organisationNode = (key: string): string => `organisation:${key}`;
export const gatheringNode = (thread: string): string => `gathering:${thread}`;
