import { expect, test } from "vitest";
import { createEventLog, project, type DeviceId, type Entry, type EventId, type KithEvent, type PersonId } from "@kith/core";
import { editsOf, notebookOf } from "./notebooks.ts";

const device = "A".repeat(22) as DeviceId;
const [ada, lovelace] = ["ada", "lovelace"].map((name) => name.padEnd(21, "x").concat("A") as PersonId) as [PersonId, PersonId];
const entry = (hlc: number, told: object): Entry => ({ hlc, recordedAtMs: hlc, device, event: { ...told, id: `event${hlc}` as EventId, v: 1, atMs: hlc } as KithEvent });
const people = [entry(1, { type: "ProfileObserved", person: ada, name: "Ada" }), entry(2, { type: "ProfileObserved", person: lovelace, name: "A. Lovelace" })];
let chance = 0;
const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => { chance += 1; return (chance * 37) % 256; });

test("[W75] what came in since the text was last heard stays when that text is written", () => {
  const place = { network: project(people), log: createEventLog({ device, random }) };
  const write = (base: string, text: string): void => { for (const edit of editsOf(place, { person: ada, base, text }) ?? []) place.log.notebooks.accept(edit); };
  write("", "Met.");
  write("Met.", "Met Ada.");
  // This hand last heard "Met.".
  write("Met.", "Met. Two children.");
  expect(notebookOf(place, ada)).toBe("Met Ada. Two children.");
  expect(editsOf(place, { person: ada, base: "", text: "x".repeat(100_001) })).toBeUndefined();
});

test("[W76] of people who are one both notebooks show, and writing brings them into one", () => {
  const log = createEventLog({ device, random });
  for (const [person, text] of [[ada, "from before"], [lovelace, "from the archive"]] as const) for (const edit of editsOf({ network: project(people), log }, { person, base: "", text }) ?? []) log.notebooks.accept(edit);
  const place = { network: project([...people, entry(3, { type: "PeopleMerged", person: lovelace, into: ada })]), log };
  const both = notebookOf(place, ada);
  expect(both.split("\n\n").toSorted()).toEqual(["from before", "from the archive"]);
  for (const edit of editsOf(place, { person: ada, base: both, text: `${both}, and more` }) ?? []) log.notebooks.accept(edit);
  expect([notebookOf(place, ada), log.notebooks.text(lovelace)]).toEqual([`${both}, and more`, ""]);
});
