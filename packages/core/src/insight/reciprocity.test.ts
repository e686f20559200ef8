import { expect, test } from "vitest";
import { createNetworkBuilder } from "../testing/network-builder.ts";
import type { Direction } from "../event/event.ts";
import { reciprocity, reciprocityReason } from "./reciprocity.ts";
import type { Tie } from "./ties.ts";

/** A tie in which the owner, the other or both started, one letter each. */
function tieOf(started: string): Tie {
  const builder = createNetworkBuilder();
  const ada = builder.person("Ada", { connected: -900 });
  for (const [day, letter] of started.split("").entries()) builder.contacts(ada, [-100 + day], { direction: ({ o: "out", i: "in", b: "both" } as Record<string, Direction>)[letter] ?? "both" });
  const tie = builder.situation(0).ties.get(ada);
  if (!tie) throw new Error("the tie was built");
  return tie;
}

test("[I100] reciprocity is the share the owner started, a meeting counting for both: mutual from a quarter to three, unknown below two contacts", () => {
  const kinds = ["", "o", "oi", "oooi", "ooooi", "iiio", "iiiio", "oo", "ii", "bb", "ob"].map((started) => [started, reciprocity(tieOf(started)).kind]);
  expect(kinds).toEqual([
    ["", "unknown"], ["o", "unknown"], ["oi", "mutual"], ["oooi", "mutual"], ["ooooi", "mostlyYou"], ["iiio", "mutual"], ["iiiio", "mostlyThem"],
    ["oo", "mostlyYou"], ["ii", "mostlyThem"], ["bb", "mutual"], ["ob", "mutual"],
  ]);
  expect([reciprocity(tieOf("")).ownShare, reciprocity(tieOf("ooooi")).ownShare, reciprocity(tieOf("ob")).ownShare]).toEqual([undefined, 0.8, 2 / 3]);
  expect(["oi", "oo", "ii", "ooooi", "iiiio"].map((started) => reciprocityReason(tieOf(started)))).toEqual([
    undefined, { kind: "oneSided", direction: "out", contacts: 2 }, { kind: "oneSided", direction: "in", contacts: 2 },
    { kind: "mostlyOneSided", direction: "out", started: 4, contacts: 5 }, { kind: "mostlyOneSided", direction: "in", started: 4, contacts: 5 },
  ]);
});
