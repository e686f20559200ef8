/** Builds the graph from a network: a whole rebuild, debounced by its caller. */
import { UndirectedGraph } from "graphology";
import { organisationKey } from "../event/person-key.ts";
import type { PersonId } from "../prelude/id.ts";
import type { Gathering, Network, Person } from "../projection/network.ts";
import { gatheringNode, organisationNode, type EdgeAttributes, type NodeAttributes, type SharedThread, type TieGraph } from "./tie-graph.ts";

/** Above this many people a gathering says little about any two of them: it becomes an affiliation node. */
const gatheringCliqueMax = 12;

/** Names under which people say that they have no employer: not something they share. */
const notAnOrganisation = new Set([
  "self-employed", "self employed", "freelance", "freelancer", "independent", "stealth startup", "stealth", "confidential", "open to work", "career break", "sabbatical",
  "unemployed", "retired", "student", "various", "none", "n/a", "selbständig", "autónomo", "indépendant", "自由职业",
].map(organisationKey));

/** The key of the organisation a person shares with others, or undefined where there is none. */
export function sharedOrganisation({ organisation }: Pick<Person, "organisation">): string | undefined {
  const key = organisation === undefined ? "" : organisationKey(organisation);
  return key === "" || notAnOrganisation.has(key) ? undefined : key;
}

export function buildGraph(network: Network): TieGraph {
  const graph = new UndirectedGraph<NodeAttributes, EdgeAttributes>({ multi: false, allowSelfLoops: false });
  for (const person of network.people.values()) {
    if (person.letGoAtMs === undefined) addPerson(graph, person);
  }
  for (const gathering of network.gatherings.values()) addGathering(graph, gathering);
  return graph;
}

function addPerson(graph: TieGraph, person: Person): void {
  graph.addNode(person.id, { kind: "person", person: person.id });
  const key = sharedOrganisation(person);
  if (key === undefined) return;
  const node = organisationNode(key);
  if (!graph.hasNode(node)) graph.addNode(node, { kind: "organisation", name: person.organisation ?? key });
  graph.addEdge(person.id, node, { kind: "affiliation" });
}

function addGathering(graph: TieGraph, gathering: Gathering): void {
  const people = gathering.people.filter((person) => graph.hasNode(person));
  if (people.length < 2) return;
  if (people.length > gatheringCliqueMax) {
    const node = gatheringNode(gathering.thread);
    graph.addNode(node, { kind: "gathering", thread: gathering.thread });
    for (const person of people) graph.addEdge(person, node, { kind: "affiliation" });
    return;
  }
  const shared: SharedThread = { thread: gathering.thread, messages: gathering.messages, size: people.length, lastAtMs: gathering.lastAtMs };
  for (const [index, a] of people.entries()) for (const b of people.slice(index + 1)) addShared(graph, [a, b], shared);
}

function addShared(graph: TieGraph, [a, b]: readonly [PersonId, PersonId], shared: SharedThread): void {
  const edge = graph.edge(a, b);
  if (edge === undefined) {
    graph.addEdge(a, b, { kind: "observed", shared: [shared] });
    return;
  }
  const attributes = graph.getEdgeAttributes(edge);
  if (attributes.kind === "observed") graph.replaceEdgeAttributes(edge, { kind: "observed", shared: [...attributes.shared, shared] });
}
