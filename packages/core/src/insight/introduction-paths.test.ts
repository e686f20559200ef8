import { describe, expect, test } from "vitest";
import { createNetworkBuilder, personNamed, type NetworkBuilder } from "../testing/network-builder.ts";
import type { PersonId } from "../prelude/id.ts";
import { pathsToOrganisation, pathsToPerson, type IntroductionPath } from "./introduction-paths.ts";
import { tieBetween } from "./others-ties.ts";
import { inferredStrength, observedStrength, ownStrength } from "./tie-strength.ts";

/** Seen together in one conversation on day 0, with nobody's word to the owner. */
const together = (builder: NetworkBuilder, people: readonly PersonId[], messages = 1): void => {
  builder.gathering(people, { thread: people.join(), day: 0, messages, ...(people[0] ? { from: people[0] } : {}) });
};
const own = 0.1 + 0.85 * 1;
const middling = 0.1 + 0.85 * 0.6;
/** Two people in one conversation of n messages today: .7 (1 - 2^(-n/2)). */
const seen = (messages: number): number => 0.7 * (1 - 2 ** (-messages / 2));
const routes = (paths: readonly IntroductionPath[]): readonly (readonly PersonId[])[] => paths.map(({ people }) => people);

/** Owner -- Ada (rated 5) -- Tara; owner -- Bram (rated 3) -- Mia -- Tara; owner -- Mia isn't direct. */
function worked(): { readonly builder: NetworkBuilder; readonly ada: PersonId; readonly bram: PersonId; readonly mia: PersonId; readonly tara: PersonId } {
  const builder = createNetworkBuilder();
  const ada = builder.person("Ada", { connected: -900, closeness: 5 });
  const bram = builder.person("Bram", { connected: -900, closeness: 3 });
  const mia = builder.person("Mia");
  const tara = builder.person("Tara", { organisation: "Acme" });
  together(builder, [ada, tara], 2);
  together(builder, [bram, mia], 4);
  together(builder, [mia, tara], 6);
  return { builder, ada, bram, mia, tara };
}

describe("introduction paths on a network worked by hand", () => {
  test("[I31] a path is the product of its steps, best first, one per first person, with at most two people in between", () => {
    const { builder, ada, bram, mia, tara } = worked();
    const paths = pathsToPerson(builder.situation(0), tara);
    expect(routes(paths)).toEqual([[ada, tara], [bram, mia, tara]]);
    expect(paths[0]?.strength).toBeCloseTo(own * seen(2), 12);
    expect(paths[1]?.strength).toBeCloseTo(middling * seen(4) * seen(6), 12);
    // A fourth step is one too many: Tara's colleague Uma is three people away behind Bram, two behind Ada.
    const uma = builder.person("Uma");
    together(builder, [tara, uma], 2);
    expect(routes(pathsToPerson(builder.situation(0), uma))).toEqual([[ada, tara, uma]]);
  });

  test("[I32] where the owner can write to the target themselves, that comes first, whatever a detour is worth", () => {
    const { builder, tara } = worked();
    builder.fact({ type: "ConnectionMade", person: tara }, -1);
    const [first, second] = pathsToPerson(builder.situation(0), tara);
    expect(first).toMatchObject({ people: [tara], strength: 0.06, weakestLink: 0 });
    expect(second?.strength).toBeGreaterThan(0.06);
  });

  test("[I33] the weakest link is named, and every step brings its provenance and evidence", () => {
    const { builder, tara } = worked();
    const [first, second] = pathsToPerson(builder.situation(0), tara);
    expect([first?.weakestLink, second?.weakestLink]).toEqual([1, 1]);
    expect(second?.edges.map(({ provenance }) => provenance)).toEqual(["own", "observed", "observed"]);
    expect(second?.edges[2]?.evidence).toMatchObject([{ kind: "sharedThread", messages: 6, people: 2 }]);
    expect(second?.edges[0]?.evidence).toContainEqual({ kind: "reason", reason: { kind: "rated", closeness: 3 } });
  });

  test("[I34] behind a first person the longer way is taken where it is the stronger", () => {
    const { builder, bram, mia, tara } = worked();
    // Seen with Tara once, ten years ago: less than the way over Mia.
    builder.gathering([bram, tara], { thread: "old", day: -3_650, from: bram });
    expect(routes(pathsToPerson(builder.situation(0), tara))[1]).toEqual([bram, mia, tara]);
    together(builder, [bram, tara], 8);
    expect(routes(pathsToPerson(builder.situation(0), tara))).toContainEqual([bram, tara]);
  });

  test("[I35] no evidence gives no path, and neither does a target nobody knows", () => {
    const builder = createNetworkBuilder();
    builder.person("Ada", { connected: -900, closeness: 5 });
    const stranger = builder.person("Stranger");
    const situation = builder.situation(0);
    expect([pathsToPerson(situation, stranger), pathsToPerson(situation, personNamed("Nobody")), pathsToOrganisation(situation, "Nowhere")]).toEqual([[], [], []]);
  });

  test("[I36] who was let go stands on no path, neither as introducer nor as target", () => {
    const { builder, ada, bram, mia, tara } = worked();
    builder.fact({ type: "PersonLetGo", person: mia }, -1);
    expect(routes(pathsToPerson(builder.situation(0), tara))).toEqual([[ada, tara]]);
    builder.fact({ type: "PersonLetGo", person: ada }, -1);
    expect(pathsToPerson(builder.situation(0), tara)).toEqual([]);
    builder.fact({ type: "PersonBroughtBack", person: mia }, 0);
    expect(routes(pathsToPerson(builder.situation(0), tara))).toEqual([[bram, mia, tara]]);
    builder.fact({ type: "PersonLetGo", person: tara }, 0);
    expect([pathsToPerson(builder.situation(0), tara), pathsToOrganisation(builder.situation(0), "Acme")]).toEqual([[], []]);
  });

  test("[I37] an organisation is reached through anyone there: its own people first, then those who can introduce to one", () => {
    const { builder, ada, bram, mia, tara } = worked();
    const omar = builder.person("Omar", { connected: -900, organisation: "ACME Inc." });
    expect(routes(pathsToOrganisation(builder.situation(0), "acme gmbh"))).toEqual([[omar], [ada, tara], [bram, mia, tara]]);
  });

  test("[I38] a conversation that names an organisation leads to those in it whose employer is unknown", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { connected: -900, closeness: 5, organisation: "Beta" });
    const insider = builder.person("Insider");
    builder.gathering([ada, insider], { thread: "intro", day: 0, from: ada, findings: [{ kind: "organisation", quote: "she is at Aurelian", organisation: "Aurelian" }] });
    expect(routes(pathsToOrganisation(builder.situation(0), "Aurelian"))).toEqual([[ada, insider]]);
  });

  test("[I39] a shared employer is one inferred step that falls with its size; a sight of the two together is observed, grows with what was said and fades", () => {
    const builder = createNetworkBuilder();
    const [ada, bram] = ["Ada", "Bram", "Cleo", "Dov", "Eve"].map((name) => builder.person(name, { organisation: "Acme" })) as [PersonId, PersonId];
    expect(tieBetween(builder.situation(0), ada, bram)).toMatchObject({ provenance: "inferred", strength: 0.125, evidence: [{ kind: "sameOrganisation", organisation: "Acme", size: 5 }] });
    together(builder, [ada, bram], 4);
    expect(tieBetween(builder.situation(0), ada, bram)).toMatchObject({ provenance: "observed", strength: expect.closeTo(seen(4), 12) });
    const thread = { thread: "t", messages: 4, size: 2, lastAtMs: 0 };
    expect(observedStrength([{ ...thread, messages: 5 }], 0)).toBeGreaterThan(observedStrength([thread], 0));
    expect(observedStrength([{ ...thread, size: 5 }], 0)).toBeCloseTo(observedStrength([thread], 0) / 2, 12);
    expect(observedStrength([thread], 5 * 365 * 86_400_000)).toBeCloseTo(observedStrength([thread], 0) / 2, 12);
    expect([inferredStrength(2), inferredStrength(5), inferredStrength(101)]).toEqual([0.25, 0.125, 0.025]);
  });

  test("[I40] the owner's own step is the mean of pulse and bond percentile, a rating in place of both, .06 for a connection alone and nothing where they can't write", () => {
    const builder = createNetworkBuilder();
    const talked = builder.person("Talked", { connected: -900 });
    builder.contacts(talked, [-9, -5, -2]);
    const connected = builder.person("Connected", { connected: -900 });
    const rated = builder.person("Rated", { connected: -900, closeness: 5 });
    const seenOnly = builder.person("Seen");
    together(builder, [seenOnly, rated]);
    const { ties } = builder.situation(1);
    const strengthOf = (person: PersonId): number => { const tie = ties.get(person); return tie ? ownStrength(tie) : Number.NaN; };
    expect(strengthOf(talked)).toBeCloseTo(((ties.get(talked)?.pulse ?? 0) + (ties.get(talked)?.bondPercentile ?? 0)) / 2, 12);
    expect([strengthOf(connected), strengthOf(rated), strengthOf(seenOnly)]).toEqual([0.06, expect.closeTo(0.95, 12), 0]);
  });

  // BUG 4: the stronger evidence is kept, although the file says "where both hold, observed stands".
  test("[I55] where two were seen together and list the same employer, the tie is the observed one", () => {
    const builder = createNetworkBuilder();
    const [ada, bram] = ["Ada", "Bram"].map((name) => builder.person(name, { organisation: "Acme" })) as [PersonId, PersonId];
    builder.gathering([ada, bram], { thread: "old", day: -1_900, from: ada });
    expect(tieBetween(builder.situation(0), ada, bram)?.provenance).toBe("observed");
  });
});
