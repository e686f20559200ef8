/** Measures of who is around somebody, on graphs whose answers are known in closed form, and on one of ten people worked by hand. */
import { describe, expect, test } from "vitest";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { communities } from "./communities.ts";
import { pathsToPerson } from "./introduction-paths.ts";
import { burt, embeddedness, surroundings } from "./reach.ts";

const people = (builder: NetworkBuilder, count: number, prefix = "P"): readonly PersonId[] => Array.from({ length: count }, (_, at) => builder.person(`${prefix}${at}`, { connected: -900 }));
/** Each knows each: the owner says so. */
const know = (builder: NetworkBuilder, members: readonly PersonId[]): void => {
  for (const [at, a] of members.entries()) for (const b of members.slice(at + 1)) builder.fact({ type: "TieAsserted", between: [a, b], knows: true }, -1);
};
const first = ([person]: readonly PersonId[]): PersonId => person as PersonId;

describe("Burt's measures and Onnela's overlap, in closed form", () => {
  test("[I95] in a clique of n around everyone: effective size 1, constraint (n-1) (1/(n-1) + (n-2)/(n-1)^2)^2", () => {
    for (const n of [3, 4, 6, 9]) {
      const builder = createNetworkBuilder();
      const clique = people(builder, n);
      know(builder, clique);
      for (const person of clique) {
        const around = burt(builder.situation(0), person);
        expect(around?.effectiveSize).toBeCloseTo(1, 12);
        expect(around?.constraint).toBeCloseTo((n - 1) * (1 / (n - 1) + (n - 2) / (n - 1) ** 2) ** 2, 12);
        expect(embeddedness(builder.situation(0), first(clique), person)).toBe(person === first(clique) ? undefined : 1);
      }
    }
  });

  test("[I96] a star's centre has effective size n and constraint 1/n, a leaf 1 and 1; a tie to a leaf is a bridge", () => {
    const builder = createNetworkBuilder();
    const [centre, ...leaves] = people(builder, 6) as [PersonId, ...PersonId[]];
    for (const leaf of leaves) know(builder, [centre, leaf]);
    const situation = builder.situation(0);
    expect(burt(situation, centre)).toEqual({ effectiveSize: 5, constraint: expect.closeTo(1 / 5, 12), others: 5 });
    expect(burt(situation, first(leaves))).toEqual({ effectiveSize: 1, constraint: 1, others: 1 });
    expect(embeddedness(situation, centre, first(leaves))).toBe(0);
    expect([burt(situation, builder.person("Nobody")), embeddedness(situation, first(leaves), leaves[1] ?? centre)]).toEqual([undefined, undefined]);
  });

  test("[I97] around the owner count the people in touch or rated, each of whom knows the owner too", () => {
    const builder = createNetworkBuilder();
    const talked = people(builder, 4);
    for (const person of talked) builder.contacts(person, [-9, -8]);
    people(builder, 3, "Silent");
    expect(burt(builder.situation(0))).toEqual({ effectiveSize: 4, constraint: expect.closeTo(1 / 4, 12), others: 4 });
    know(builder, talked);
    // Now a clique of five with the owner in it.
    const around = burt(builder.situation(0));
    expect(around?.effectiveSize).toBeCloseTo(1, 12);
    expect(around?.constraint).toBeCloseTo(4 * (1 / 4 + 3 / 16) ** 2, 12);
  });
});

describe("communities", () => {
  test("[I98] two cliques over one bridge are two communities, whatever came first; colleagues of whom nothing better is known are one; who has no tie is in none", () => {
    for (const swapped of [false, true]) {
      const builder = createNetworkBuilder();
      const [left, right] = [people(builder, 5, swapped ? "R" : "L"), people(builder, 6, swapped ? "L" : "R")];
      know(builder, left);
      know(builder, right);
      know(builder, [first(left), first(right)]);
      const colleagues = ["X", "Y", "Z"].map((name) => builder.person(name, { organisation: "Acme" }));
      const loner = builder.person("Loner");
      const found = communities(builder.situation(0));
      const of = (members: readonly PersonId[]): ReadonlySet<number | undefined> => new Set(members.map((person) => found.get(person)));
      expect([of(left).size, of(right).size, of(colleagues).size, of([...left, ...right, ...colleagues]).size, found.has(loner)]).toEqual([1, 1, 1, 3, false]);
      expect(new Set(found.values())).toEqual(new Set([0, 1, 2]));
      expect(communities(builder.situation(0))).toEqual(found);
    }
  });
});

describe("ten people worked by hand", () => {
  /*
   *   B - C       G - H        Two circles: A, B, C, D know each other, all but B and D; F, G, H, I too,
   *   | X |       | X |        all but G and I. A and F know each other: the bridge. J knows I alone.
   *   A - D       F - I - J    The owner talks with A and B.
   *   A --------- F
   *
   * A's others: B, C, D, F; ties among them B-C, C-D: 4 - 2*2/4 = 3; two worlds, {B, C, D} and {F}.
   * Constraint of A, p = 1/4 each; ties of B: 2 (A, C), C: 3 (A, B, D), D: 2 (A, C).
   *   B: 1/4 + 1/4*1/3 (over C) = 1/3       C: 1/4 + 1/4*1/2 + 1/4*1/2 = 1/2      D: 1/3      F: 1/4
   *   1/9 + 1/4 + 1/9 + 1/16 = 77/144.
   * O(A, C): both know B and D: 2 / (3 + 2 - 2) = 2/3. O(A, F): none in common: 0.
   * To I, whom A reaches over F: owner - A - F - I. B would need a fourth step. To J: nobody.
   */
  test("[I99] worlds, effective size, constraint, overlap, communities and paths are those of the hand", () => {
    const builder = createNetworkBuilder();
    const [a, b] = ["A", "B"].map((name) => builder.person(name, { connected: -900, closeness: 4 })) as [PersonId, PersonId];
    const [c, d, f, g, h, i, j] = ["C", "D", "F", "G", "H", "I", "J"].map((name) => builder.person(name)) as [PersonId, PersonId, PersonId, PersonId, PersonId, PersonId, PersonId];
    for (const pair of [[a, b], [a, c], [a, d], [b, c], [c, d], [f, g], [f, h], [f, i], [g, h], [h, i], [a, f], [i, j]]) know(builder, pair);
    const situation = builder.situation(0);
    expect(surroundings(situation, a)).toEqual({ others: [b, c, d, f].toSorted(), effectiveSize: 3, worlds: 2 });
    expect(burt(situation, a)).toEqual({ effectiveSize: 3, constraint: expect.closeTo(77 / 144, 12), others: 4 });
    expect([embeddedness(situation, a, c), embeddedness(situation, a, f)]).toEqual([2 / 3, 0]);
    expect(pathsToPerson(situation, i).map((path) => path.people)).toEqual([[a, f, i]]);
    expect(pathsToPerson(situation, i)[0]?.strength).toBeCloseTo((0.1 + 0.85 * 0.85) * 0.8 * 0.8, 12);
    expect(pathsToPerson(situation, j)).toEqual([]);
    const found = communities(situation);
    expect([new Set([a, b, c, d].map((person) => found.get(person))).size, new Set([f, g, h, i, j].map((person) => found.get(person))).size, found.get(a) === found.get(f)]).toEqual([1, 1, false]);
  });
});
