import { describe, expect, test } from "vitest";
import { importArchive } from "../files/import-archive.ts";
import { inOrder } from "../log/order.ts";
import { idFromParts } from "../prelude/bytes.ts";
import { personIdFromProfile, profileKey } from "../event/person-key.ts";
import type { DeviceId, PersonId } from "../prelude/id.ts";
import { project } from "../projection/project.ts";
import { makeArchive } from "../testing/archive/make-archive.ts";
import { createNetworkBuilder, momentOfDay } from "../testing/network-builder.ts";
import { findTarget } from "./find-target.ts";
import { pathsToOrganisation, peopleAt } from "./introduction-paths.ts";
import { belongingTo } from "./named-at.ts";
import { organisationSuggestions } from "./organisation-suggestions.ts";
import { situationAt } from "./situation.ts";
import { namedStrength } from "./tie-strength.ts";

const naming = (organisation: string, quote = `she is at ${organisation}`) => [{ kind: "organisation", quote, organisation } as const];

describe("who is at an organisation", () => {
  test("[I89] of whom a conversation names an organisation, in a group or alone, is there too: with the quote, weaker than listing it, and weaker still where they list another", () => {
    const builder = createNetworkBuilder();
    const lister = builder.person("Lister", { connected: -900, organisation: "Aurelian GmbH" });
    const ada = builder.person("Ada", { connected: -900, closeness: 5, organisation: "Beta" });
    const insider = builder.person("Insider");
    const alone = builder.person("Alone", { organisation: "Freelance" });
    builder.gathering([ada, insider], { thread: "intro", day: -2, from: ada, findings: naming("Aurelian") });
    builder.contacts(alone, [-9], { direction: "in", findings: naming("AURELIAN", "I joined AURELIAN") });
    const belonging = new Map(belongingTo(builder.situation(0), "aurelian").map((one) => [one.person, one]));
    const named = { kind: "namedAt", organisation: "Aurelian", quote: "she is at Aurelian", atMs: momentOfDay(-2) };
    expect(belonging.get(lister)).toEqual({ person: lister, strength: 1 });
    expect(belonging.get(insider)).toEqual({ person: insider, strength: namedStrength(false), named });
    expect(belonging.get(ada)).toEqual({ person: ada, strength: namedStrength(true), named: { ...named, listed: "Beta" } });
    expect(belonging.get(alone)?.named).toEqual({ kind: "namedAt", organisation: "AURELIAN", quote: "I joined AURELIAN", atMs: momentOfDay(-9) });
    expect([1, namedStrength(false), namedStrength(true)]).toEqual([1, namedStrength(false), namedStrength(true)].toSorted((a, b) => b - a));
  });

  test("[I90] such a path ends with the quote, and its strength falls by how surely they are there; who is hidden isn't offered", () => {
    const builder = createNetworkBuilder();
    const ada = builder.person("Ada", { connected: -900, closeness: 5 });
    const insider = builder.person("Insider", { organisation: "Beta" });
    builder.gathering([ada, insider], { thread: "intro", day: 0, messages: 4, from: ada });
    builder.gathering([insider, builder.person("Other", { organisation: "Gamma" })], { thread: "other", day: 0, from: insider, findings: naming("Aurelian") });
    const paths = pathsToOrganisation(builder.situation(0), "Aurelian");
    const [path] = paths;
    expect(path?.people).toEqual([ada, insider]);
    expect(path?.edges[1]?.provenance).toBe("observed");
    expect(path?.edges[1]?.evidence.at(-1)).toEqual({ kind: "namedAt", organisation: "Aurelian", quote: "she is at Aurelian", atMs: momentOfDay(0), listed: "Beta" });
    expect(path?.strength).toBeCloseTo((path?.edges ?? []).reduce((product, { strength }) => product * strength, namedStrength(true)), 12);
    builder.fact({ type: "PersonHidden", person: insider }, 0);
    expect(peopleAt(builder.situation(0), "Aurelian")).not.toContain(insider);
  });

  test("[I91] the planted chain is found when asked for its organisation, which only a message names: over the connector to the insider, with the quote", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const asOfMs = 1_793_000_000_000;
      const { zip, truth } = makeArchive({ seed, connections: 150, messages: 2_000, asOfMs });
      const outcome = importArchive([{ name: "archive.zip", bytes: zip }], { known: { lastObservation: () => undefined } });
      const device = idFromParts(["device"]) as DeviceId;
      const events = outcome.ok ? outcome.value.events : [];
      const situation = situationAt(project(inOrder(events.map((event, index) => ({ hlc: index + 1, recordedAtMs: 0, device, event })))), asOfMs);
      const idOfUrl = (url: string): PersonId => personIdFromProfile(profileKey(url) ?? "");
      const [path] = pathsToOrganisation(situation, truth.chain.organisation);
      expect(path?.people).toEqual([idOfUrl(truth.chain.connectorUrl), idOfUrl(truth.chain.insiderUrl)]);
      const last = path?.edges.at(-1)?.evidence.at(-1);
      expect(last?.kind === "namedAt" && last.quote?.includes(truth.chain.organisation)).toBe(true);
    }
  });

  test("[I92] a name that only looks alike is offered as a question, with its people, and used for nothing; what the owner parted isn't offered", () => {
    const builder = createNetworkBuilder();
    for (const [at, organisation] of ["Kitebridge Energy", "Kitebridge Energy GmbH", "Kitebridge", "Kitebrige Enregy", "Kite Labs", "Umbra"].entries()) builder.person(`P${at}`, { organisation });
    const suggestions = () => organisationSuggestions(builder.situation(0), "Kitebridge Energy Inc");
    expect(suggestions()).toEqual([{ name: "Kitebridge", people: 1 }, { name: "Kitebrige Enregy", people: 1 }]);
    expect([peopleAt(builder.situation(0), "Kitebridge Energie").length, findTarget(builder.situation(0), "Kitebridge Energie").kind]).toEqual([0, "unknown"]);
    expect(organisationSuggestions(builder.situation(0), "Kitebridge Energie")[0]).toEqual({ name: "Kitebridge Energy", people: 2 });
    builder.fact({ type: "OrganisationAliased", name: "Kitebridge Energy", alias: "Kitebridge", same: false }, 0);
    builder.fact({ type: "OrganisationAliased", name: "Kitebridge Energy", alias: "Kitebrige Enregy", same: true }, 0);
    expect(suggestions()).toEqual([]);
    expect(peopleAt(builder.situation(0), "Kitebridge Energy").length).toBe(3);
    expect(findTarget(builder.situation(0), "kitebrige enregy")).toEqual({ kind: "organisation", name: "Kitebridge Energy" });
  });
});
