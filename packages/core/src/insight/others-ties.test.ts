import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { IntroductionId, PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import { introducersTo } from "./introducers.ts";
import { pathsToOrganisation, pathsToPerson } from "./introduction-paths.ts";
import { tieBetween, tiesAround } from "./others-ties.ts";
import { surroundings } from "./reach.ts";
import { assertedStrength } from "./tie-strength.ts";

const three = (builder: NetworkBuilder, organisation?: string): readonly [PersonId, PersonId, PersonId] => {
  const wish = organisation === undefined ? {} : { organisation };
  return [builder.person("Ada", { ...wish, connected: -900, closeness: 5 }), builder.person("Bram", wish), builder.person("Cleo", wish)];
};
const seen = (builder: NetworkBuilder, people: readonly PersonId[], thread: string): void => { builder.gathering(people, { thread, day: -5, messages: 4, ...(people[0] ? { from: people[0] } : {}) }); };
const say = (builder: NetworkBuilder, [a, b]: readonly [PersonId, PersonId], knows: boolean | null): void => { builder.fact({ type: "TieAsserted", between: [a, b], knows }, -1); };

describe("the owner's word on who knows whom", () => {
  test("[I80] whom the owner says to know each other have an asserted tie, surer than any sight, which stays as further evidence", () => {
    const builder = createNetworkBuilder();
    const [ada, bram, cleo] = three(builder, "Acme");
    say(builder, [ada, bram], true);
    expect(tieBetween(builder.situation(0), ada, bram)).toEqual({ person: bram, provenance: "asserted", strength: assertedStrength, evidence: [{ kind: "asserted", atMs: momentOfDay(-1) }] });
    seen(builder, [ada, bram, cleo], "t");
    const tie = tieBetween(builder.situation(0), bram, ada);
    expect([tie?.provenance, tie?.strength, tie?.evidence.map(({ kind }) => kind)]).toEqual(["asserted", assertedStrength, ["asserted", "sharedThread"]]);
    expect(tieBetween(builder.situation(0), ada, cleo)?.strength).toBeLessThan(assertedStrength);
  });

  test("[I81] whom the owner says not to know each other have no tie: on no path, in no surroundings, through no employer or crowd either", () => {
    const builder = createNetworkBuilder();
    const [ada, bram, cleo] = three(builder, "Acme");
    const crowd = Array.from({ length: 12 }, (_, at) => builder.person(`Guest ${at}`));
    seen(builder, [ada, bram], "two");
    seen(builder, [ada, bram, ...crowd], "crowd");
    const before = builder.situation(0);
    expect([tieBetween(before, ada, bram)?.provenance, surroundings(before, ada)?.others, pathsToPerson(before, bram).length, introducersTo(before, [bram]).length]).toEqual(["observed", [bram], 1, 1]);
    say(builder, [bram, ada], false);
    const after = builder.situation(0);
    expect([tieBetween(after, ada, bram), tieBetween(after, bram, ada), surroundings(after, ada), introducersTo(after, [bram])]).toEqual([undefined, undefined, undefined, []]);
    expect(tiesAround(after, ada).map(({ person }) => person)).not.toContain(bram);
    // What is left leads round: over Cleo, who works at the same place, or over a guest.
    for (const { people } of pathsToPerson(after, bram)) expect(people.length).toBe(3);
    expect(tieBetween(after, ada, cleo)?.provenance).toBe("inferred");
    say(builder, [ada, bram], null);
    expect(tieBetween(builder.situation(0), ada, bram)?.provenance).toBe("observed");
  });

  test("[I82] a word on somebody let go says nothing until they are back", () => {
    const builder = createNetworkBuilder();
    const [ada, bram] = three(builder);
    say(builder, [ada, bram], true);
    builder.fact({ type: "PersonLetGo", person: bram }, -1);
    expect(tiesAround(builder.situation(0), ada)).toEqual([]);
    builder.fact({ type: "PersonBroughtBack", person: bram }, 0);
    expect(pathsToPerson(builder.situation(0), bram).map(({ people }) => people)).toEqual([[ada, bram]]);
  });
});

describe("who introduces", () => {
  test("[I83] nobody hidden and nobody the owner only wants to reach introduces; a sought person can be the target, a hidden one where asked for by name", () => {
    const builder = createNetworkBuilder();
    const [ada, bram, cleo] = three(builder);
    seen(builder, [ada, bram], "one");
    seen(builder, [bram, cleo], "two");
    builder.fact({ type: "PersonAdded", person: cleo, name: "Cleo", relation: "sought", organisation: "Acme" }, -1);
    expect(pathsToPerson(builder.situation(0), cleo).map(({ people }) => people)).toEqual([[ada, bram, cleo]]);
    expect(pathsToPerson(builder.situation(0), ada)[0]?.people).toEqual([ada]);
    builder.fact({ type: "ConnectionMade", person: cleo }, -400);
    expect(pathsToPerson(builder.situation(0), bram).map(({ people }) => people)).toEqual([[ada, bram]]);
    builder.fact({ type: "PersonHidden", person: bram }, 0);
    expect(pathsToPerson(builder.situation(0), cleo).map(({ people }) => people)).toEqual([[cleo]]);
    expect(pathsToPerson(builder.situation(0), bram).map(({ people }) => people)).toEqual([[ada, bram]]);
    builder.fact({ type: "PersonHidden", person: ada }, 0);
    expect([pathsToPerson(builder.situation(0), bram), introducersTo(builder.situation(0), [bram])]).toEqual([[], []]);
  });

  test("[I84] who declined an introduction to the same target, or let it fade, comes last and the path says so; an introduction under way changes nothing", () => {
    const builder = createNetworkBuilder();
    const [ada, , cleo] = three(builder, "Acme");
    const dov = builder.person("Dov", { connected: -900, closeness: 1 });
    seen(builder, [ada, cleo], "one");
    seen(builder, [dov, cleo], "two");
    const firsts = (): readonly (PersonId | undefined)[] => pathsToPerson(builder.situation(0), cleo).map(({ people }) => people[0]);
    const step = (told: "asked" | "declined" | "faded" | "met"): void => {
      builder.fact({ type: "IntroductionAdvanced", introduction: idFromParts(["introduction"]) as IntroductionId, through: ada, between: [null, cleo], organisation: "Acme", step: told }, -1);
    };
    step("asked");
    expect(firsts()).toEqual([ada, dov]);
    for (const told of ["declined", "faded"] as const) {
      step(told);
      expect(firsts()).toEqual([dov, ada]);
      expect(pathsToPerson(builder.situation(0), cleo)[1]?.edges[0]?.evidence[0]).toEqual({ kind: "askedBefore", step: told, atMs: momentOfDay(-1) });
      expect(pathsToOrganisation(builder.situation(0), "acme").map(({ people }) => people[0])).toEqual([ada, dov]);
    }
    step("met");
    expect(firsts()).toEqual([ada, dov]);
  });

  test("[I85] introducers are ranked by the sum of both ties, one towards whom they know best, with the evidence of that tie", () => {
    const builder = createNetworkBuilder();
    const [ada, bram, cleo] = three(builder);
    const dov = builder.person("Dov", { connected: -900, closeness: 3 });
    seen(builder, [ada, cleo], "one");
    say(builder, [dov, cleo], true);
    say(builder, [dov, bram], true);
    seen(builder, [dov, bram], "two");
    const ranked = introducersTo(builder.situation(0), [cleo, bram]);
    // Ada: .95 and .525; Dov: .61 and .8.
    expect(ranked.map(({ person, towards, provenance, score }) => ({ person, towards, provenance, score }))).toEqual([
      { person: ada, towards: cleo, provenance: "observed", score: expect.closeTo(0.95 + 0.7 * (1 - 2 ** -2), 2) }, { person: dov, towards: [cleo, bram].toSorted()[0], provenance: "asserted", score: expect.closeTo(0.61 + assertedStrength, 12) },
    ]);
    expect(ranked[0]?.evidence).toMatchObject([{ kind: "sharedThread", messages: 4 }]);
    expect(ranked[1]?.reasons).toContainEqual({ kind: "rated", closeness: 3 });
  });
});
