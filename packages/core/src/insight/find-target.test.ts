import { describe, expect, test } from "vitest";
import { personIdFromProfile } from "../event/person-key.ts";
import { createNetworkBuilder, type NetworkBuilder } from "../testing/network-builder.ts";
import { findTarget } from "./find-target.ts";

const url = "https://www.linkedin.com/in/ada-tidewell-1";
const ada = personIdFromProfile("linkedin.com/in/ada-tidewell-1");
function setting(): NetworkBuilder {
  const builder = createNetworkBuilder();
  builder.fact({ type: "ProfileObserved", person: ada, name: "Ada Tidewell", organisation: "Acme GmbH" }, -100);
  return builder;
}

describe("find target", () => {
  test("[I69] a person is found by id, by any spelling of their address, or by name whatever its case and marks", () => {
    const situation = setting().situation(0);
    for (const text of [ada, url, "linkedin.com/in/Ada-Tidewell-1/", ` ${url}?trk=x `, "ada tidewell", "Áda TIDEWELL, PhD", "Ada Tidewell (Ms)"]) {
      expect(findTarget(situation, text)).toEqual({ kind: "person", person: ada });
    }
  });

  test("[I70] of several people of one name the owner has to choose", () => {
    const builder = setting();
    const other = builder.person("Ada Tidewell");
    expect(findTarget(builder.situation(0), "Ada Tidewell")).toEqual({ kind: "ambiguous", people: [ada, other] });
  });

  test("[I71] an organisation is found by any of its spellings, or where a conversation named it; a person's name comes first", () => {
    const builder = setting();
    const situation = builder.situation(0);
    expect(findTarget(situation, "ACME, Inc.")).toEqual({ kind: "organisation", name: "Acme GmbH" });
    const bram = builder.person("Bram");
    builder.gathering([bram, builder.person("Cleo")], { thread: "t", day: -1, findings: [{ kind: "organisation", quote: "at Aurelian", organisation: "Aurelian" }] });
    expect(findTarget(builder.situation(0), "aurelian")).toEqual({ kind: "organisation", name: "aurelian" });
    const acme = builder.person("Acme");
    expect(findTarget(builder.situation(0), "Acme")).toEqual({ kind: "person", person: acme });
  });

  test("[I72] nothing is guessed: a part of a name, an unknown address or nothing at all finds nobody", () => {
    const situation = setting().situation(0);
    for (const text of ["Ada", "Tidewel", "https://www.linkedin.com/in/nobody", "Nowhere", ""]) expect(findTarget(situation, text)).toEqual({ kind: "unknown", text });
  });

  // BUG 9: anything with a slash is taken for a profile address: "Ada Tidewell (she/her)" and "Maersk A/S" are nowhere.
  test("[I73] a slash in a name is no address: the person or organisation is found", () => {
    const builder = setting();
    builder.person("Dov", { organisation: "Maersk A/S" });
    const situation = builder.situation(0);
    expect([findTarget(situation, "Ada Tidewell (she/her)"), findTarget(situation, "Maersk A/S")]).toEqual([{ kind: "person", person: ada }, { kind: "organisation", name: "Maersk A/S" }]);
  });

  // BUG 10: a name of emoji alone folds to nothing, and so does no text at all.
  test("[I74] no text finds nobody, also where somebody's name folds to nothing", () => {
    const builder = setting();
    builder.person("🚀");
    expect(findTarget(builder.situation(0), "").kind).toBe("unknown");
  });
});
