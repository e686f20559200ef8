import { describe, expect, test } from "vitest";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { balance } from "./balance.ts";

/** In touch of late, both ways. */
const friend = (builder: NetworkBuilder, name: string, organisation?: string): PersonId => {
  const person = builder.person(name, { connected: -900, ...(organisation === undefined ? {} : { organisation }) });
  builder.contacts(person, [-30, -20]);
  return person;
};
const field = (builder: NetworkBuilder, person: PersonId, text: string): void => { builder.fact({ type: "TraitAdded", person, trait: "field", text }, -9); };

describe("balance", () => {
  test("[I114] the spread is even where all groups are alike, 0 where all are in one, else Shannon's entropy over its maximum; of whom it isn't known is counted apart", () => {
    const even = createNetworkBuilder();
    for (const [name, organisation] of [["A", "Acme"], ["B", "Beta"], ["C", "Cork"], ["D", "Dock"]] as const) friend(even, name, organisation);
    friend(even, "Free", "Freelance");
    expect(balance(even.situation(0)).organisations).toEqual({ groups: ["Acme", "Beta", "Cork", "Dock"].map((name) => ({ name, people: 1, share: 0.25 })), unknown: 1, evenness: 1 });
    const one = createNetworkBuilder();
    for (const [name, organisation] of [["A", "ACME Inc."], ["B", "Acme"], ["C", "Acme"]] as const) friend(one, name, organisation);
    expect(balance(one.situation(0)).organisations).toEqual({ groups: [{ name: "Acme", people: 3, share: 1 }], unknown: 0, evenness: 0 });
    friend(one, "D", "Beta");
    // Three quarters and one: H = .75 ln(4/3) + .25 ln 4.
    expect(balance(one.situation(0)).organisations.evenness).toBeCloseTo((0.75 * Math.log(4 / 3) + 0.25 * Math.log(4)) / Math.log(2), 12);
  });

  test("[I115] who was in touch within two years or is rated counts; who is hidden or sought doesn't, and a person in two fields counts in both", () => {
    const builder = createNetworkBuilder();
    const ada = friend(builder, "Ada", "Acme");
    field(builder, ada, "Tides");
    field(builder, ada, "law");
    field(builder, builder.person("Rated", { connected: -900, closeness: 2 }), "tides");
    const old = builder.person("Old", { connected: -900, organisation: "Beta" });
    builder.contacts(old, [-740, -731]);
    builder.fact({ type: "PersonHidden", person: friend(builder, "Hidden", "Cork") }, -1);
    builder.fact({ type: "PersonAdded", person: friend(builder, "Sought", "Dock"), name: "Sought", relation: "sought" }, -1);
    const { organisations, fields, reciprocity } = balance(builder.situation(0));
    expect(organisations).toMatchObject({ groups: [{ name: "Acme", people: 1 }], unknown: 1 });
    expect(fields.groups.map(({ name, people }) => [name, people])).toEqual([["Tides", 2], ["law", 1]]);
    expect(reciprocity).toEqual({ mutual: 1, mostlyYou: 0, mostlyThem: 0, unknown: 1 });
    expect(balance(builder.situation(-2)).organisations.groups.map(({ name }) => name)).toContain("Beta");
  });

  test("[I116] what stands out is noted with its figures from five people on: most in one place, the only one in a field, what isn't known, who always starts", () => {
    const builder = createNetworkBuilder();
    const people = ["A", "B", "C", "D"].map((name) => friend(builder, name, "Acme")) as [PersonId, PersonId, PersonId, PersonId];
    expect(balance(builder.situation(0)).notes).toEqual([]);
    for (const person of people.slice(0, 3)) field(builder, person, "tides");
    field(builder, people[3], "law");
    const asking = Array.from({ length: 8 }, (_, index) => builder.person(`Asked ${index}`, { connected: -900 }));
    for (const person of asking) builder.contacts(person, [-9, -8], { direction: "out" });
    friend(builder, "E", "Beta");
    builder.fact({ type: "ClosenessRated", person: people[1], closeness: 5 }, -1);
    expect(balance(builder.situation(0)).notes).toEqual([
      { kind: "concentrated", of: "organisations", name: "Acme", share: 0.8 }, { kind: "mostlyUnknown", of: "organisations", unknown: 8, people: 13 },
      { kind: "mostlyUnknown", of: "fields", unknown: 9, people: 13 }, { kind: "concentrated", of: "communities", name: "B", share: 0.8 },
      { kind: "mostlyUnknown", of: "communities", unknown: 8, people: 13 },
      { kind: "onlyOneInField", field: "law", person: { person: people[3], name: "D" } }, { kind: "mostlyYouStart", people: 8, of: 13 },
    ]);
  });

  test("[I125] communities are those who hang together, each under its closest person; of the owner, effective size and constraint are Burt's, absent where nobody counts", () => {
    const builder = createNetworkBuilder();
    expect(balance(builder.situation(0))).not.toHaveProperty("constraint");
    const [left, right] = [["A", "B", "C"].map((name) => friend(builder, name)), ["D", "E", "F"].map((name) => friend(builder, name))];
    for (const [index, people] of [left, right].entries()) builder.gathering(people, { thread: `t${index}`, day: -40, messages: 5, ...(people[0] ? { from: people[0] } : {}) });
    for (const person of [left[1], right[2]]) if (person) builder.fact({ type: "ClosenessRated", person, closeness: 5 }, -1);
    friend(builder, "Alone");
    const { communities, effectiveSize, constraint } = balance(builder.situation(0));
    expect(communities).toEqual({ groups: [{ name: "B", people: 3, share: 0.5 }, { name: "F", people: 3, share: 0.5 }], unknown: 1, evenness: 1 });
    // Seven others with six ties among them: 7 - 12 / 7. Each p is 1/7; of the six, two come back over two ties of three: 1/7 + 2/7 x 1/3.
    expect(effectiveSize).toBeCloseTo(7 - 12 / 7, 12);
    expect(constraint).toBeCloseTo(6 * (1 / 7 + 2 / 21) ** 2 + 1 / 49, 12);
  });
});
