import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventNumbered, personNumbered, randomEvents } from "../testing/random-events.ts";
import { runs } from "../testing/runs.ts";
import { withoutPerson } from "./without-person.ts";

const [ada, bram, cleo] = [personNumbered(1), personNumbered(2), personNumbered(3)];
const fact = { id: eventNumbered(1), v: 1, atMs: 1 };
const talk = { ...fact, type: "InteractionRecorded", kind: "message", direction: "in" };

describe("an event without a person", () => {
  test("[E10] what is only about them goes, what is about others too stays for these", () => {
    expect(withoutPerson({ ...fact, type: "NoteRecorded", person: ada, text: "x" }, ada)).toBeUndefined();
    expect(withoutPerson({ ...talk, people: [ada] }, ada)).toBeUndefined();
    expect(withoutPerson({ ...talk, people: [ada, bram, cleo], from: bram, thread: "t" }, ada)).toEqual({ ...talk, people: [bram, cleo], from: bram, thread: "t" });
    expect(withoutPerson({ ...talk, people: [ada, bram], from: ada, thread: "t" }, ada)).toBeUndefined();
    expect(withoutPerson({ ...fact, type: "OpportunityRecorded", title: "t", through: [ada, bram] }, ada)).toMatchObject({ through: [bram] });
    expect(withoutPerson({ ...fact, type: "OpportunityRecorded", title: "t", through: [ada] }, ada)).toBeUndefined();
    const goal = { ...fact, type: "GoalSet", title: "t", people: [ada], organisations: [], fields: [], skills: [] };
    expect(withoutPerson(goal, ada)).toBeUndefined();
    expect(withoutPerson({ ...goal, skills: ["tides"] }, ada)).toMatchObject({ people: [], skills: ["tides"] });
    expect(withoutPerson({ ...fact, type: "SomethingNewer", between: [bram, ada] }, ada)).toBeUndefined();
  });

  test("[E11] that they were forgotten stays, and what isn't about them is untouched", () => {
    const forgotten = { ...fact, type: "PersonForgotten", person: ada };
    expect(withoutPerson(forgotten, ada)).toBe(forgotten);
    const other = { ...fact, type: "NoteRecorded", person: bram, text: "x" };
    expect(withoutPerson(other, ada)).toBe(other);
    expect([null, 7, "x"].map((event) => withoutPerson(event, ada))).toEqual([null, 7, "x"]);
  });

  test("[E12] nothing of them is left in any event", () => {
    fc.assert(fc.property(randomEvents(), (events) => {
      // That somebody was forgotten stays, and names them.
      const others = events.filter(({ type }) => type !== "PersonForgotten");
      expect(JSON.stringify(others.map((event) => withoutPerson(event, ada)))).not.toContain(ada);
    }), runs(300));
  });
});
