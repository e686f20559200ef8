import { describe, expect, test } from "vitest";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { novelty, othersAtOrganisation, surroundings } from "./reach.ts";
import { moderate, weakTies } from "./weak-ties.ts";

const people = (builder: NetworkBuilder, names: readonly string[]): readonly PersonId[] => names.map((name) => builder.person(name, { connected: -900 }));
/** Everybody in one conversation, with nobody's word to the owner. */
const clique = (builder: NetworkBuilder, thread: string, members: readonly PersonId[]): void => { builder.gathering(members, { thread, day: -500, ...(members[0] ? { from: members[0] } : {}) }); };
/** Two close people, so that the median stands above an acquaintance. */
const close = (builder: NetworkBuilder): void => {
  for (const name of ["Close One", "Close Two"]) builder.contacts(builder.person(name, { connected: -900 }), [-60, -50, -40, -30, -20, -10, -5, -4]);
};

describe("reach, in closed form", () => {
  test("[I21] in a clique everyone's effective size is 1 and their world is one", () => {
    for (const size of [3, 4, 7, 12]) {
      const builder = createNetworkBuilder();
      const members = people(builder, Array.from({ length: size }, (_, index) => `P${index}`));
      clique(builder, "all", members);
      const situation = builder.situation(0);
      for (const member of members) expect(surroundings(situation, member)).toMatchObject({ effectiveSize: 1, worlds: 1 });
    }
  });

  test("[I22] a star's centre has as many worlds as leaves, and no tie to take from its effective size; a leaf has one of each", () => {
    const builder = createNetworkBuilder();
    const [centre, ...leaves] = people(builder, ["C", "L1", "L2", "L3", "L4", "L5"]) as [PersonId, ...PersonId[]];
    for (const leaf of leaves) clique(builder, `with ${leaf}`, [centre, leaf]);
    const situation = builder.situation(0);
    expect(surroundings(situation, centre)).toEqual({ others: leaves.toSorted(), effectiveSize: 5, worlds: 5 });
    expect(leaves.map((leaf) => surroundings(situation, leaf)?.effectiveSize)).toEqual([1, 1, 1, 1, 1]);
  });

  test("[I23] who joins cliques of a and b others has two worlds and effective size n - (a(a-1) + b(b-1)) / n", () => {
    for (const [a, b] of [[2, 2], [3, 5], [1, 6]] as const) {
      const builder = createNetworkBuilder();
      const [bridge, ...others] = people(builder, Array.from({ length: 1 + a + b }, (_, index) => `P${index}`)) as [PersonId, ...PersonId[]];
      clique(builder, "left", [bridge, ...others.slice(0, a)]);
      clique(builder, "right", [bridge, ...others.slice(a)]);
      const around = surroundings(builder.situation(0), bridge);
      expect(around?.worlds).toBe(2);
      expect(around?.effectiveSize).toBeCloseTo(a + b - (a * (a - 1) + b * (b - 1)) / (a + b), 12);
    }
  });

  test("[I24] nobody seen with them is unknown embeddedness, not low: a shared employer or a crowd is no sight of the two together", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { organisation: "Acme" });
    builder.person("Bram", { organisation: "Acme" });
    const guests = people(builder, Array.from({ length: 13 }, (_, index) => `Guest ${index}`));
    clique(builder, "crowd", guests);
    const situation = builder.situation(0);
    expect([surroundings(situation, ada), surroundings(situation, guests[0] ?? ada)]).toEqual([undefined, undefined]);
  });

  test("[I25] novelty is 1 for the only one at an organisation, halves at three others, and is .5 where it is unknown", () => {
    const builder = createNetworkBuilder();
    const only = builder.person("Only", { organisation: "Beta" });
    const [one] = Array.from({ length: 4 }, (_, index) => builder.person(`A${index}`, { organisation: "Acme" }));
    const free = builder.person("Free", { organisation: "Self-employed" });
    const situation = builder.situation(0);
    const seen = [only, one, free].map((person) => situation.ties.get(person ?? only)).flatMap((tie) => (tie ? [[othersAtOrganisation(situation, tie), novelty(situation, tie)]] : []));
    expect(seen).toEqual([[0, 1], [3, 0.5], [undefined, 0.5]]);
  });
});

describe("weak ties", () => {
  test("[I26] a bridge scores (1 + effective size) x moderate x reachability and says how many worlds it joins", () => {
    const builder = createNetworkBuilder();
    close(builder);
    const [bridge, ...others] = people(builder, ["Bridge", "A", "B", "C", "D"]) as [PersonId, ...PersonId[]];
    builder.contacts(bridge, [-400, -399]);
    clique(builder, "left", [others[0] ?? bridge, bridge, others[1] ?? bridge]);
    clique(builder, "right", [others[2] ?? bridge, bridge, others[3] ?? bridge]);
    const situation = builder.situation(0);
    const tie = situation.ties.get(bridge);
    const [first] = weakTies(situation);
    // Two worlds of two: 4 - (2 + 2) / 4 = 3.
    expect(first?.person).toBe(bridge);
    expect(first?.score).toBeCloseTo(4 * moderate(4) * (0.5 + 0.5 * (tie?.pulse ?? 0) + 0.25 * (tie?.bondPercentile ?? 0)), 12);
    expect(first?.reasons).toContainEqual({ kind: "bridges", worlds: 2, newPeople: 4 });
    expect(first?.reasons.map(({ kind }) => kind)).not.toContain("othersUnknown");
  });

  test("[I27] without evidence of their others they rank below every bridge, by novelty alone, and the missing evidence is said", () => {
    const builder = createNetworkBuilder();
    close(builder);
    const rare = builder.person("Rare", { connected: -900, organisation: "Solo" });
    const common = builder.person("Common", { connected: -900, organisation: "Acme" });
    builder.person("Colleague", { connected: -900, organisation: "Acme" });
    const [bridge, left, right] = people(builder, ["Bridge", "L", "R"]) as [PersonId, PersonId, PersonId];
    for (const person of [rare, common, bridge]) builder.contacts(person, [-400, -399]);
    clique(builder, "left", [left, bridge]);
    clique(builder, "right", [right, bridge]);
    const judged = weakTies(builder.situation(0));
    expect(judged.map(({ person }) => person)).toEqual([bridge, rare, common]);
    expect(judged[1]?.reasons.slice(0, 2)).toEqual([{ kind: "onlyOneAt", organisation: "Solo" }, { kind: "othersUnknown" }]);
    expect(judged[2]?.reasons.slice(0, 2)).toEqual([{ kind: "fewAt", organisation: "Acme", others: 1 }, { kind: "othersUnknown" }]);
  });

  test("[I28] a weak tie was talked with both ways and is at most at the median bond, or is rated 1 to 3; nobody else is one", () => {
    const builder = createNetworkBuilder();
    close(builder);
    const weak = people(builder, ["Weak One", "Weak Two", "Weak Three"]);
    for (const person of weak) builder.contacts(person, [-400, -399]);
    builder.contacts(builder.person("Pitcher", { connected: -900 }), [-400, -399], { direction: "in" });
    builder.contacts(builder.person("Ghost", { connected: -900 }), [-400, -399], { direction: "out" });
    builder.person("Never", { connected: -900 });
    const rated = builder.person("Rated", { connected: -900, closeness: 3 });
    const friend = builder.person("Friend", { connected: -900, closeness: 4 });
    builder.contacts(friend, [-400, -399]);
    expect(new Set(weakTies(builder.situation(0)).map(({ person }) => person))).toEqual(new Set([...weak, rated]));
  });

  test("[I122] mutual contacts weigh most at ten, half where there are none or very many: of two who bridge alike the one with a moderate number comes first", () => {
    expect(moderate(10)).toBe(1);
    expect([moderate(0), moderate(5) < 1, moderate(4) < moderate(8), moderate(30) < moderate(12), moderate(200) < 0.501]).toEqual([0.5, true, true, true, true]);
    const builder = createNetworkBuilder();
    close(builder);
    const embedded = (name: string, size: number): PersonId => {
      const [person, ...others] = people(builder, [name, ...Array.from({ length: size }, (_, index) => `${name} ${index}`)]) as [PersonId, ...PersonId[]];
      builder.contacts(person, [-400, -399]);
      clique(builder, name, [others[0] ?? person, person, ...others.slice(1)]);
      return person;
    };
    const [two, nine] = [embedded("Two", 2), embedded("Nine", 9)];
    expect(weakTies(builder.situation(0)).map(({ person }) => person)).toEqual([nine, two]);
  });
});
