import { describe, expect, test } from "vitest";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import { buildGraph } from "./build.ts";
import { gatheringNode, organisationNode } from "./tie-graph.ts";

/** The largest gathering whose people count as knowing each other. */
const gatheringCliqueMax = 12;
const crowd = (builder: NetworkBuilder, size: number): readonly PersonId[] => Array.from({ length: size }, (_, index) => builder.person(`Guest ${index}`));

describe("graph", () => {
  test("[I18] an employer is one node with an edge per person, whatever its spelling; who has none shares none", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { organisation: "Acme GmbH" });
    const bram = builder.person("Bram", { organisation: "ACME" });
    const cleo = builder.person("Cleo", { organisation: "Freelance" });
    const dov = builder.person("Dov");
    const graph = buildGraph(builder.network());
    expect(graph.neighbors(organisationNode("acme"))).toEqual([ada, bram]);
    expect([graph.order, graph.size, graph.degree(cleo), graph.degree(dov)]).toEqual([5, 2, 0, 0]);
  });

  test("[I19] a gathering of up to twelve ties each two of them, with what they were seen in; a larger one is a node", () => {
    const builder = createNetworkBuilder();
    const people = crowd(builder, gatheringCliqueMax + 1);
    builder.gathering(people.slice(0, gatheringCliqueMax), { thread: "small", day: 3, messages: 2 });
    const small = buildGraph(builder.network());
    expect([small.order, small.size]).toEqual([13, (12 * 11) / 2]);
    expect(small.getEdgeAttributes(small.edge(people[0], people[11]) ?? "")).toEqual({ kind: "observed", shared: [{ thread: "small", messages: 2, size: 12, lastAtMs: momentOfDay(3) }] });
    builder.gathering(people, { thread: "large", day: 4 });
    const large = buildGraph(builder.network());
    expect([large.order, large.size, large.degree(gatheringNode("large"))]).toEqual([14, 66 + 13, 13]);
    expect(large.hasEdge(people[0], people[12])).toBe(false);
  });

  test("[I20] several conversations of two people are one edge that keeps each; who was let go is in none", () => {
    const builder = createNetworkBuilder();
    const [ada, bram, cleo] = crowd(builder, 3) as [PersonId, PersonId, PersonId];
    builder.gathering([ada, bram, cleo], { thread: "one", day: 1 });
    builder.gathering([ada, bram], { thread: "two", day: 2 });
    builder.fact({ type: "PersonLetGo", person: cleo }, 3);
    const graph = buildGraph(builder.network());
    expect([graph.order, graph.size]).toEqual([2, 1]);
    const attributes = graph.getEdgeAttributes(graph.edge(ada, bram) ?? "");
    expect(attributes.kind === "observed" && attributes.shared.map(({ thread, size }) => [thread, size])).toEqual([["one", 2], ["two", 2]]);
  });

  // BUG 2: graphology refuses a self-loop, and every insight stands still until the event is undone.
  test("[I53] an interaction that names a person twice is one with that person, not an error", () => {
    const builder = createNetworkBuilder();
    const [ada, bram] = crowd(builder, 2) as [PersonId, PersonId];
    builder.gathering([ada, bram, ada], { thread: "t", day: 1 });
    expect(buildGraph(builder.network()).size).toBe(1);
  });
});
