import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay } from "../testing/network-builder.ts";
import { nearest } from "./nearest.ts";

const rowers = idFromParts(["circle", "rowers"]) as CircleId;

describe("who is nearest where no path is", () => {
  test("[I93] to an organisation: who was there earlier or was named with it, by own tie and reasons, and the owner's own time there", () => {
    const builder = createNetworkBuilder();
    const early = builder.person("Early", { connected: -900, closeness: 5, organisation: "Acme" });
    builder.fact({ type: "ProfileObserved", person: early, name: "Early", organisation: "Beta" }, -100);
    const named = builder.person("Named", { connected: -900, closeness: 5, organisation: "Beta" });
    builder.contacts(named, [-9], { direction: "in", findings: [{ kind: "organisation", quote: "a friend at ACME", organisation: "ACME" }] });
    builder.person("Elsewhere", { connected: -900, closeness: 5, organisation: "Gamma" });
    const hidden = builder.person("Hidden", { connected: -900, organisation: "Acme" });
    builder.fact({ type: "PersonHidden", person: hidden }, -1);
    builder.fact({ type: "OwnAffiliationObserved", organisation: "Acme GmbH", role: "Trainee" }, -1_000);
    const { people, own } = nearest(builder.situation(0), { kind: "organisation", name: "acme" });
    expect(people.map(({ person, reasons }) => ({ person, reasons }))).toEqual([
      { person: early, reasons: [{ kind: "earlierAt", organisation: "Acme", sinceMs: momentOfDay(-2_000) }] },
      { person: named, reasons: [{ kind: "namedAt", organisation: "ACME", quote: "a friend at ACME", atMs: momentOfDay(-9) }] },
    ]);
    expect(own).toEqual([{ organisation: "Acme GmbH", role: "Trainee", fromMs: momentOfDay(-1_000) }]);
  });

  test("[I94] to a person: who shares a circle, a field or an organisation with them, never themselves; with nothing in common the answer is empty", () => {
    const builder = createNetworkBuilder();
    const target = builder.person("Target", { organisation: "Acme" });
    const [circle, field, place, nobody] = ["Circle", "Field", "Place", "Nobody"].map((name) => builder.person(name, { connected: -900, closeness: 4, ...(name === "Place" ? { organisation: "Acme" } : {}) }));
    builder.fact({ type: "CircleDefined", circle: rowers, name: "Rowers" }, -9);
    for (const person of [target, circle ?? target]) builder.fact({ type: "CircleJoined", circle: rowers, person }, -9);
    for (const [person, text] of [[target, "Ocean Robotics"], [field ?? target, "ocean robotics"]] as const) builder.fact({ type: "TraitAdded", person, trait: "field", text }, -9);
    const reasons = new Map(nearest(builder.situation(0), { kind: "person", person: target }).people.map((one) => [one.person, one.reasons]));
    expect(reasons).toEqual(new Map([
      [circle, [{ kind: "sameCircle", name: "Rowers" }]], [field, [{ kind: "sameField", text: "Ocean Robotics" }]], [place, [{ kind: "listedAt", organisation: "Acme" }]],
    ]));
    expect(nearest(builder.situation(0), { kind: "person", person: nobody ?? target })).toEqual({ people: [], own: [] });
  });
});
