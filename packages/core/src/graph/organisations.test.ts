import { describe, expect, test } from "vitest";
import type { OrganisationAlias } from "../projection/plans.ts";
import { organisationsOf, type Organisations } from "./organisations.ts";

const said = (...words: readonly (readonly [string, string, boolean])[]): Organisations =>
  organisationsOf({ organisationAliases: new Map(words.map(([name, alias, same]): readonly [string, OrganisationAlias] => [JSON.stringify([name, alias].toSorted()), { name, alias, same }])) });

describe("spellings of organisations", () => {
  test("[I86] what the owner calls one organisation is one, in every spelling of both, and over a chain", () => {
    const { keyOf } = said(["International Business Machines", "IBM", true], ["Big Blue", "IBM Corp", true]);
    expect(new Set(["IBM", "ibm corp.", "International Business Machines GmbH", "Big Blue"].map(keyOf)).size).toBe(1);
    expect(keyOf("IBM Research")).not.toBe(keyOf("IBM"));
    expect(said().keyOf("ACME Inc.")).toBe(said().keyOf("Acme GmbH"));
  });

  test("[I87] what the owner calls two is two, even where legal forms alone part the names or a chain of aliases would join them", () => {
    const parted = said(["Acme Inc", "Acme GmbH", false]);
    expect(parted.keyOf("Acme Inc")).not.toBe(parted.keyOf("acme  GmbH"));
    expect(parted.keyOf("Acme")).toBe(parted.keyOf("ACME Inc."));
    expect([parted.areParted("Acme GmbH", "Acme"), parted.areParted("Acme", "Acme Labs")]).toEqual([true, false]);
    const chained = said(["Acme", "Beta", true], ["Beta", "Gamma", true], ["Acme", "Gamma", false]);
    expect(chained.keyOf("Acme")).not.toBe(chained.keyOf("Gamma"));
    expect([chained.keyOf("Acme"), chained.keyOf("Gamma")]).toContain(chained.keyOf("Beta"));
  });

  test("[I88] whoever has no employer shares none", () => {
    const { sharedKeyOf } = said();
    expect([sharedKeyOf("Freelance"), sharedKeyOf("Self-Employed"), sharedKeyOf("—"), sharedKeyOf(undefined), sharedKeyOf("Acme")]).toEqual([undefined, undefined, undefined, undefined, "acme"]);
  });
});
