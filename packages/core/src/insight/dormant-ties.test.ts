import { describe, expect, test } from "vitest";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import type { PersonId } from "../prelude/id.ts";
import { dormantTies } from "./dormant-ties.ts";
import { novelty } from "./reach.ts";

const long = [-900, -890, -880, -870, -860, -850, -840, -830];
/** Four acquaintances with one contact each, so that a percentile means something. */
function withAcquaintances(): { readonly builder: NetworkBuilder; readonly once: PersonId } {
  const builder = createNetworkBuilder();
  for (const name of ["A", "B", "C", "D"]) builder.contacts(builder.person(name, { connected: -900 }), [-800, -799]);
  const once = builder.person("Once", { connected: -900, organisation: "Solo" });
  builder.contacts(once, long);
  return { builder, once };
}
const listed = (builder: NetworkBuilder): readonly PersonId[] => dormantTies(builder.situation(0)).map(({ person }) => person);

describe("dormant ties", () => {
  test("[I29] dormant is a bond from the 60th percentile up that went quiet or fell below a pulse of .15; score bond (1 - pulse) novelty trust", () => {
    const { builder, once } = withAcquaintances();
    const situation = builder.situation(0);
    const [first, ...rest] = dormantTies(situation);
    const tie = situation.ties.get(once);
    if (!tie) throw new Error("the tie was built");
    expect(first?.person).toBe(once);
    expect(rest).toEqual([]);
    // Half of the contacts started by each: trust is .5 + .25.
    expect(first?.score).toBeCloseTo(tie.bond * (1 - (tie.pulse ?? 0)) * novelty(situation, tie) * 0.75, 12);
    expect(first?.reasons.map(({ kind }) => kind)).toEqual(["onceStrong", "goneQuiet", "onlyOneAt"]);
    builder.contacts(once, [-3, -2]);
    expect(listed(builder)).toEqual([]);
  });

  test("[I30] one-way contact, however much, is never dormant; a rating of 4 or 5 makes a thinner tie one", () => {
    const { builder, once } = withAcquaintances();
    builder.contacts(builder.person("Newsletter", { connected: -900 }), long, { direction: "in" });
    builder.contacts(builder.person("Unanswering", { connected: -900 }), long, { direction: "out" });
    const thin = builder.person("Thin", { connected: -900, closeness: 4 });
    builder.contacts(thin, [-800, -799]);
    expect(new Set(listed(builder))).toEqual(new Set([once, thin]));
  });

  // BUG 3: the bond percentile still counts where the owner rated lower.
  test("[I54] who is rated 1 or 2 is no dormant tie, whatever the log says", () => {
    const { builder, once } = withAcquaintances();
    builder.fact({ type: "ClosenessRated", person: once, closeness: 1 }, -1);
    expect(listed(builder)).toEqual([]);
  });

  test("[I121] trust is .5, .25 more where both started alike, .15 where one recommended the other, .1 where the owner said who knows them; a rating stands in its place", () => {
    const { builder, once } = withAcquaintances();
    const trusted = (): number => {
      const situation = builder.situation(0);
      const tie = situation.ties.get(once);
      const score = dormantTies(situation).find(({ person }) => person === once)?.score ?? Number.NaN;
      return tie ? score / (tie.bond * (1 - (tie.pulse ?? 0)) * novelty(situation, tie)) : Number.NaN;
    };
    expect(trusted()).toBeCloseTo(0.75, 12);
    builder.fact({ type: "RecommendationRecorded", person: once, direction: "out" }, -800);
    expect(trusted()).toBeCloseTo(0.9, 12);
    builder.fact({ type: "TieAsserted", between: [once, builder.person("Witness")], knows: true }, -9);
    expect(trusted()).toBeCloseTo(1, 12);
    builder.contacts(once, [-829, -828, -827, -826], { direction: "in" });
    expect(trusted()).toBeCloseTo(0.5 + 0.25 / 2 + 0.25, 12);
    builder.fact({ type: "ClosenessRated", person: once, closeness: 3 }, -1);
    // Their bond is the largest: .6 of it in its place, and .6 in place of the trust.
    expect(trusted()).toBeCloseTo(0.6 * 0.6, 12);
  });

  test("[I133] of two dormant ties rated apart the higher comes first, however much more was said with the other", () => {
    const { builder, once } = withAcquaintances();
    const thin = builder.person("Thin", { connected: -900, closeness: 5, organisation: "Quay" });
    builder.contacts(thin, [-800, -799]);
    expect(listed(builder)).toEqual([thin, once]);
    builder.fact({ type: "ClosenessRated", person: once, closeness: 4 }, -1);
    builder.contacts(once, Array.from({ length: 40 }, (_, index) => -830 + 2 * index));
    expect(listed(builder)).toEqual([thin, once]);
  });
});
