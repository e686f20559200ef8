import { describe, expect, test } from "vitest";
import type { TraitKind } from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { IntroductionId, PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { introductionsToGive } from "./introductions-to-give.ts";
import { topicKey } from "./topics.ts";

const talked = [-40, -30, -20, -10];
const noted = (builder: NetworkBuilder, person: PersonId, ...[trait, text]: readonly [TraitKind, string]): void => { builder.fact({ type: "TraitAdded", person, trait, text }, -5); };
const someone = (builder: NetworkBuilder, name: string, organisation?: string): PersonId => {
  const person = builder.person(name, { connected: -900, ...(organisation === undefined ? {} : { organisation }) });
  builder.contacts(person, talked);
  return person;
};
/** Ada needs a mooring, Bram offers one; nothing else is known of the two. */
function setting(): { readonly builder: NetworkBuilder; readonly ada: PersonId; readonly bram: PersonId } {
  const builder = createNetworkBuilder();
  const [ada, bram] = [someone(builder, "Ada", "Acme"), someone(builder, "Bram", "Beta")];
  noted(builder, ada, "need", "a mooring");
  noted(builder, bram, "offer", "Mooring");
  return { builder, ada, bram };
}
const given = (builder: NetworkBuilder) => introductionsToGive(builder.situation(0));

describe("introductions to give", () => {
  test("[I101] a topic's case, marks, punctuation and leading article don't count; a name within a word does", () => {
    expect(["A Mooring!", "the mooring", "Moorings", "Forêt", "C++", "C#", "a", "結び目", " – "].map(topicKey)).toEqual(["mooring", "mooring", "moorings", "foret", "c++", "c#", "a", "結ひ目", ""]);
  });

  test("[I143] who knows the same people is likelier to get on: of two pairs alike the one with people in common comes first, and says so", () => {
    const { builder, ada, bram } = setting();
    const [cleo, dov] = [someone(builder, "Cleo"), someone(builder, "Dov")];
    noted(builder, cleo, "need", "a chart");
    noted(builder, dov, "offer", "a chart");
    const eve = someone(builder, "Eve");
    for (const person of [cleo, dov]) builder.fact({ type: "TieAsserted", between: [eve, person], knows: true }, -3);
    const [first, second] = given(builder);
    expect([first?.people, second?.people]).toEqual([[cleo, dov].toSorted(), [ada, bram].toSorted()]);
    expect(first?.reasons.at(-1)).toEqual({ kind: "inCommon", people: 1 });
    // Eve knows these two alone: .8 x .8 / 1.6.
    expect((first?.score ?? 0) / (second?.score ?? 1)).toBeCloseTo(1.4, 12);
  });

  test("[I102] what is shared weighs 1 / log2(1 + people with it), a need met twice that; the score is that times the mean closeness", () => {
    const { builder, ada, bram } = setting();
    noted(builder, ada, "interest", "Tides");
    noted(builder, bram, "interest", "tides");
    const cleo = someone(builder, "Cleo");
    noted(builder, cleo, "interest", "tides");
    const [first, ...rest] = given(builder);
    // All three closeness values are the mid-rank of three equal bonds: .5.
    expect(first?.people).toEqual([ada, bram].toSorted());
    expect(first?.score).toBeCloseTo(0.5 * (2 / Math.log2(3) + 1 / 2), 12);
    expect(first?.reasons).toEqual([
      { kind: "meetsNeed", text: "a mooring", needs: { person: ada, name: "Ada" }, gives: { person: bram, name: "Bram" }, from: "offer" },
      { kind: "sharedTopic", topic: "interest", text: expect.stringMatching(/^tides$/iu) as string },
    ]);
    expect(rest.map(({ people, score }) => [people, score])).toEqual([[ada, cleo].toSorted(), [bram, cleo].toSorted()].toSorted((a, b) => (a.join() < b.join() ? -1 : 1)).map((pair) => [pair, 0.25]));
  });

  const exclusions: readonly (readonly [string, (builder: NetworkBuilder, ada: PersonId, bram: PersonId) => void])[] = [
    ["were seen together", (builder, ada, bram) => { builder.gathering([ada, bram], { thread: "t", day: -300, from: ada }); }],
    ["know each other, as the owner said", (builder, ada, bram) => { builder.fact({ type: "TieAsserted", between: [bram, ada], knows: true }, -1); }],
    ["are at one organisation", (builder, _ada, bram) => { builder.fact({ type: "ProfileObserved", person: bram, name: "Bram", organisation: "ACME Inc." }, -1); }],
    ["were introduced by the owner, or declined to be", (builder, ada, bram) => { builder.fact({ type: "IntroductionAdvanced", introduction: idFromParts(["i"]) as IntroductionId, through: null, between: [bram, ada], step: "declined" }, -1); }],
    ["are hardly known to the owner", (builder, _ada, bram) => { builder.fact({ type: "ClosenessRated", person: bram, closeness: 1 }, -1); }],
    ["have the need no more", (builder, ada) => { builder.fact({ type: "TraitRemoved", person: ada, trait: "need", text: "A Mooring" }, -1); }],
    ["are hidden", (builder, ada) => { builder.fact({ type: "PersonHidden", person: ada }, -1); }],
    ["are only sought", (builder, ada) => { builder.fact({ type: "PersonAdded", person: ada, name: "Ada", relation: "sought" }, -1); }],
    ["were let go", (builder, _ada, bram) => { builder.fact({ type: "PersonLetGo", person: bram }, -1); }],
  ];
  test.each(exclusions)("[I103] nobody is to be introduced who %s", (_what, exclude) => {
    const { builder, ada, bram } = setting();
    expect(given(builder)).toHaveLength(1);
    exclude(builder, ada, bram);
    expect(given(builder)).toEqual([]);
  });

  test("[I104] two with a tag of the owner's in common, or the same need, are no pair; that the owner says they don't know each other keeps them one", () => {
    const { builder, ada, bram } = setting();
    const cleo = someone(builder, "Cleo");
    noted(builder, cleo, "need", "mooring");
    for (const person of [ada, cleo]) noted(builder, person, "tag", "sailor");
    builder.fact({ type: "TieAsserted", between: [ada, bram], knows: false }, -1);
    expect(given(builder).map(({ people }) => people)).toEqual([[ada, bram], [bram, cleo]].map((pair) => pair.toSorted()).toSorted((a, b) => (a.join() < b.join() ? -1 : 1)));
  });

  test("[I105] nobody stands in more than three, also where hundreds share a topic", () => {
    const { builder, ada } = setting();
    for (let index = 0; index < 300; index += 1) noted(builder, someone(builder, `Guest ${index}`), "interest", index % 2 === 0 ? "football" : "chess");
    for (let index = 0; index < 6; index += 1) noted(builder, someone(builder, `Giver ${index}`), "skill", "mooring");
    const pairs = given(builder);
    const times = (person: PersonId): number => pairs.filter(({ people }) => people.includes(person)).length;
    expect(times(ada)).toBe(3);
    expect(Math.max(...pairs.flatMap(({ people }) => people).map(times))).toBe(3);
    expect(pairs).toHaveLength(50);
    expect(pairs[0]?.reasons[0]?.kind).toBe("meetsNeed");
  });
});
