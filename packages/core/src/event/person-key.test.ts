import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayName, foldName, organisationKey, personIdFromProfile, profileKey } from "./person-key.ts";
import { runs } from "../testing/runs.ts";

describe("who is who", () => {
  test("[E1] the spellings of one profile URL share a key", () => {
    const spellings = ["https://www.linkedin.com/in/%D0%BB%D0%B0%D0%B4%D0%B0-1", "http://linkedin.com/in/лада-1/", "www.linkedin.com/in/Лада-1?trk=x", "https://www.linkedin.com/in/лада-1#top"];
    expect(new Set(spellings.map(profileKey))).toEqual(new Set(["linkedin.com/in/лада-1"]));
  });

  test("[E2] what is no profile URL has no key, and a malformed escape is no error", () => {
    expect(profileKey("Ada Tidewell")).toBeUndefined();
    expect(profileKey("https://www.linkedin.com/in/%E0%A4%A")).toBe("linkedin.com/in/%e0%a4%a");
  });

  test("[E3] names fold over marks, case, credentials, emoji, brackets and ornamental letters", () => {
    for (const [name, folded] of [["Núria  ŁĄKOWICZ, PhD 🚀", "nuria lakowicz"], ["\u200BAda (she/her) Tidewell", "ada tidewell"], ["𝗔𝗱𝗮 𝗧𝗶𝗱𝗲𝘄𝗲𝗹𝗹", "ada tidewell"], ["结 月", "结 月"], ["STRAẞER", "strasser"], ["Νίκος", "νικοσ"]] as const) expect(foldName(name)).toBe(folded);
  });

  test("[E4] folding twice is folding once, for every character", () => {
    const letters = Array.from({ length: 0x11_00_00 }, (_, code) => String.fromCodePoint(code)).flatMap((letter) => [letter, `a${letter}`]);
    expect(letters.filter((name) => foldName(foldName(name)) !== foldName(name))).toEqual([]);
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (name) => { expect(foldName(foldName(name))).toBe(foldName(name)); }), runs(1_000));
  });

  test("[E5] an organisation's legal form, case, region and trade mark don't count; another name does", () => {
    const same = ["Acme", "ACME Inc.", "Acme, Inc", "acme GmbH & Co. KG", "Acme™", "Acme - EMEA", "Acme (acquired by Halcyon)", "Acme Group"];
    expect(new Set(same.map(organisationKey))).toEqual(new Set(["acme"]));
    expect(organisationKey("Acme Labs")).not.toBe("acme");
  });

  test("[E6] a shown name is plain: no zero-width or direction characters, single spaces", () => { expect(displayName(" \u200BAda\u202E   Tidewell ")).toBe("Ada Tidewell"); });

  test("[E7] the same key gives the same person on every device", () => { expect(personIdFromProfile("linkedin.com/in/ada")).toBe(personIdFromProfile("linkedin.com/in/ada")); });
});
