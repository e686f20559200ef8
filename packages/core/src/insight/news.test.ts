import { describe, expect, test } from "vitest";
import type { PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { news } from "./news.ts";

/** How an archive showed Ada on a day. */
const shown = (builder: NetworkBuilder, day: number, job: { readonly organisation?: string; readonly position?: string; readonly email?: string }): PersonId => {
  const person = builder.person("Ada", { organisation: "Acme", position: "Engineer" });
  builder.fact({ type: "ProfileObserved", person, name: "Ada", ...job }, day);
  return person;
};

describe("news", () => {
  test("[I58] a changed organisation or position between two exports is news for a year; another spelling is none", () => {
    const told = (organisation: string, position: string, nowDay = 0) => {
      const builder = createNetworkBuilder();
      shown(builder, -10, { organisation, position });
      return news(builder.situation(nowDay)).map(({ reasons }) => reasons);
    };
    expect(told("Beta", "Engineer")).toEqual([[{ kind: "jobChange", sinceDays: 10, from: "Acme", to: "Beta", position: "Engineer" }]]);
    expect(told("Acme", "Lead")).toEqual([[{ kind: "jobChange", sinceDays: 10, to: "Acme", position: "Lead" }]]);
    expect(told("ACME GmbH", "Engineer ")).toEqual([]);
    expect([told("Beta", "Lead", 355).length, told("Beta", "Lead", 356).length, told("Beta", "Lead", -11).length]).toEqual([1, 0, 0]);
  });

  test("[I59] the newest comes first", () => {
    const builder = createNetworkBuilder();
    const people = ["Ada", "Bram", "Cleo"].map((name, index) => {
      const person = builder.person(name, { organisation: "Acme" });
      builder.fact({ type: "ProfileObserved", person, name, organisation: "Beta" }, [-30, -10, -20][index] ?? 0);
      return person;
    });
    expect(news(builder.situation(0)).map(({ person }) => person)).toEqual([people[1], people[2], people[0]]);
  });

  // BUG 7: only the last two observations are compared, so a later change of anything else hides the move.
  test("[I60] a move stays news when a later export changes only a name or an address", () => {
    const builder = createNetworkBuilder();
    shown(builder, -20, { organisation: "Beta", position: "Engineer" });
    builder.fact({ type: "ProfileObserved", person: builder.person("Ada"), name: "Ada T.", organisation: "Beta", position: "Engineer" }, -10);
    expect(news(builder.situation(0))).toHaveLength(1);
  });

  // BUG 8: an organisation seen for the first time counts as a move to it, one no longer shown as a move away.
  test("[I61] to learn where someone works is no news of a move", () => {
    const builder = createNetworkBuilder();
    const person = builder.person("Ada");
    builder.fact({ type: "ProfileObserved", person, name: "Ada", organisation: "Beta", position: "Engineer" }, -10);
    expect(news(builder.situation(0))).toEqual([]);
  });
});
