import { describe, expect, test } from "vitest";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import { buildGraph } from "./build.ts";
import { neighboursOf, organisationKeyOf, peopleOf, placeOf, type PairEvidence, type TieGraph } from "./tie-graph.ts";

/** The largest gathering whose people count as knowing each other. */
const gatheringCliqueMax = 12;
const crowd = (builder: NetworkBuilder, size: number): readonly PersonId[] => Array.from({ length: size }, (_, index) => builder.person(`Guest ${index}`));
const evidenceOf = (graph: TieGraph, a: PersonId | undefined, b: PersonId | undefined): PairEvidence | undefined => {
  const place = a === undefined || b === undefined ? -1 : placeOf(graph, graph.numberOf.get(a) ?? -1, graph.numberOf.get(b) ?? -1);
  return place < 0 ? undefined : graph.evidence[graph.edges[place] ?? -1];
};

describe("graph", () => {
  test("[I18] an employer is one affiliation of its people, whatever its spelling; who has none shares none", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { organisation: "Acme GmbH" });
    const bram = builder.person("Bram", { organisation: "ACME" });
    const cleo = builder.person("Cleo", { organisation: "Freelance" });
    const dov = builder.person("Dov");
    const graph = buildGraph(builder.network());
    expect(graph.affiliations).toMatchObject([{ kind: "organisation", key: "acme", name: "Acme GmbH" }]);
    expect(peopleOf(graph, "acme")).toEqual([ada, bram].toSorted());
    expect([ada, bram, cleo, dov].map((person) => organisationKeyOf(graph, person))).toEqual(["acme", "acme", undefined, undefined]);
    expect([graph.people.length, graph.evidence.length, peopleOf(graph, "beta")]).toEqual([4, 0, []]);
  });

  test("[I19] a gathering of up to twelve ties each two of them, with what they were seen in; a larger one is an affiliation", () => {
    const builder = createNetworkBuilder();
    const people = crowd(builder, gatheringCliqueMax + 1);
    builder.gathering(people.slice(0, gatheringCliqueMax), { thread: "small", day: 3, messages: 2 });
    const small = buildGraph(builder.network());
    expect([small.affiliations.length, small.evidence.length, small.neighbours.length]).toEqual([0, (12 * 11) / 2, 12 * 11]);
    expect(evidenceOf(small, people[0], people[11])).toEqual({ assertedAtMs: undefined, shared: [{ thread: "small", messages: 2, size: 12, lastAtMs: momentOfDay(3) }] });
    builder.gathering(people, { thread: "large", day: 4 });
    const large = buildGraph(builder.network());
    expect([large.affiliations.map(({ kind, members }) => [kind, members.length]), large.evidence.length]).toEqual([[["gathering", 13]], 66]);
    expect(evidenceOf(large, people[0], people[12])).toBeUndefined();
  });

  test("[I20] several conversations of two people are one tie that keeps each, the newest first; who was let go is in none", () => {
    const builder = createNetworkBuilder();
    const [ada, bram, cleo] = crowd(builder, 3) as [PersonId, PersonId, PersonId];
    builder.gathering([ada, bram, cleo], { thread: "one", day: 1 });
    builder.gathering([ada, bram], { thread: "two", day: 2 });
    builder.fact({ type: "PersonLetGo", person: cleo }, 3);
    const graph = buildGraph(builder.network());
    expect([graph.people, graph.evidence.length]).toEqual([[ada, bram].toSorted(), 1]);
    expect(evidenceOf(graph, ada, bram)?.shared.map(({ thread, size }) => [thread, size])).toEqual([["two", 2], ["one", 2]]);
  });

  test("[I20] neighbours stand ascending, each at both ends", () => {
    const builder = createNetworkBuilder();
    const people = crowd(builder, 7);
    for (const [at, a] of people.entries()) for (const b of people.slice(at + 2)) builder.fact({ type: "TieAsserted", between: [b, a], knows: (at % 2) === 0 }, 1);
    const graph = buildGraph(builder.network());
    for (const number of graph.people.keys()) {
      const neighbours = [...neighboursOf(graph, number)];
      expect(neighbours).toEqual(neighbours.toSorted((a, b) => a - b));
      for (const neighbour of neighbours) expect(placeOf(graph, neighbour, number)).toBeGreaterThanOrEqual(0);
      expect(neighbours.every((neighbour) => evidenceOf(graph, graph.people[number], graph.people[neighbour])?.assertedAtMs === momentOfDay(1))).toBe(true);
    }
    expect([graph.evidence.length, graph.denied.size]).toEqual([5 + 3 + 1, 4 + 2]);
  });

  test("[I53] an interaction that names a person twice is one with that person, not an error", () => {
    const builder = createNetworkBuilder();
    const [ada, bram] = crowd(builder, 2) as [PersonId, PersonId];
    builder.gathering([ada, bram, ada], { thread: "t", day: 1 });
    expect(buildGraph(builder.network()).evidence.length).toBe(1);
  });
});
