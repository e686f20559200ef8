import { describe, expect, test } from "vitest";
import type { Entry } from "../event/entry.ts";
import type { KithEvent } from "../event/event.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, CommitmentId, DeviceId, GoalId, IntroductionId, OpportunityId } from "../prelude/id.ts";
import { eventNumbered, personNumbered } from "../testing/random-events.ts";
import type { Network } from "./network.ts";
import { lastObservation, project } from "./project.ts";

const device = idFromParts(["device"]) as DeviceId;
const [ada, bram] = [personNumbered(1), personNumbered(2)];
const [circle, goal, introduction] = [idFromParts(["c"]) as CircleId, idFromParts(["g"]) as GoalId, idFromParts(["i"]) as IntroductionId];
const [commitment, opportunity] = [idFromParts(["p"]) as CommitmentId, idFromParts(["o"]) as OpportunityId];

type Told = KithEvent extends infer Event ? (Event extends KithEvent ? Omit<Event, "id" | "atMs" | "v"> & { readonly atMs?: number } : never) : never;
/** Each at its place as its moment, in days of one millisecond. */
const networkOf = (...told: readonly Told[]): Network => project(told.map((event, index): Entry =>
  ({ hlc: index + 1, recordedAtMs: 0, device, event: { atMs: index, v: event.type === "PersonAdded" ? 2 : 1, ...event, id: eventNumbered(index) } as KithEvent })));
const seen = (name: string, organisation = "Acme", atMs = 100): Told => ({ type: "ProfileObserved", person: ada, name, organisation, position: "Captain", url: "u", atMs });
const adaAfter = (...told: readonly Told[]) => networkOf(...told).people.get(ada);

describe("what the owner says of a person", () => {
  test("[N31] a correction beats every observation, earlier or later, field by field", () => {
    const corrected: Told = { type: "ProfileCorrected", person: ada, name: "Ada Tide", organisation: "Acme Labs" };
    const expected = { name: "Ada Tide", organisation: "Acme Labs", position: "Captain" };
    expect(adaAfter(seen("Ada"), corrected)).toMatchObject(expected);
    expect(adaAfter(corrected, seen("Ada"))).toMatchObject(expected);
    expect(adaAfter(seen("Ada"), corrected, seen("Ada New", "Beta", 200))).toMatchObject({ ...expected, observed: { name: "Ada New", organisation: "Beta" } });
    expect(adaAfter(seen("Ada"), corrected, { type: "ProfileCorrected", person: ada, organisation: "Gamma" })).toMatchObject({ name: "Ada Tide", organisation: "Gamma" });
  });

  test("[N32] an empty text clears a field, an empty name brings the observed one back", () => {
    const person = adaAfter(seen("Ada"), { type: "ProfileCorrected", person: ada, name: "Tide", url: "", position: "" }, { type: "ProfileCorrected", person: ada, name: "" });
    expect(person?.name).toBe("Ada");
    expect(person && ("url" in person || "position" in person)).toBe(false);
    expect(adaAfter({ type: "ProfileCorrected", person: ada, name: "Tide" }, { type: "ProfileCorrected", person: ada, name: "" })).toBeUndefined();
  });

  test("[N33] an import compares with what was observed, not with the correction", () => {
    const network = networkOf(seen("Ada"), { type: "ProfileCorrected", person: ada, name: "Ada Tide", url: "" });
    expect(lastObservation(network, ada)).toEqual({ atMs: 100, name: "Ada", organisation: "Acme", position: "Captain", url: "u" });
    expect(lastObservation(networkOf({ type: "ProfileCorrected", person: ada, name: "Ada" }), ada)).toBeUndefined();
  });

  test("[N34] sought until known; hidden, protected and in circles until taken back; each trait once, whatever its case", () => {
    const added = (relation: "sought" | "known"): Told => ({ type: "PersonAdded", person: ada, name: "Ada", relation });
    expect([adaAfter(added("sought"))?.soughtAtMs, adaAfter(added("sought"), added("known"))?.soughtAtMs]).toEqual([0, undefined]);
    expect(adaAfter(seen("Ada"), { type: "PersonHidden", person: ada }, { type: "PersonProtected", person: ada })).toMatchObject({ hiddenAtMs: 1, protectedAtMs: 2 });
    const tag = (type: "TraitAdded" | "TraitRemoved", text: string): Told => ({ type, person: ada, trait: "tag", text });
    expect(adaAfter(seen("Ada"), tag("TraitAdded", "tides"), tag("TraitAdded", "Tides "), tag("TraitAdded", "C++"))?.traits?.map(({ text }) => text)).toEqual(["Tides ", "C++"]);
    const joined: Told = { type: "CircleJoined", circle, person: ada };
    expect(adaAfter(seen("Ada"), joined, joined)?.circles).toEqual([circle]);
    const undone = adaAfter(
      seen("Ada"), { type: "PersonHidden", person: ada }, { type: "PersonShown", person: ada }, { type: "PersonProtected", person: ada }, { type: "PersonUnprotected", person: ada },
      tag("TraitAdded", "tides"), tag("TraitRemoved", "TIDES"), joined, { type: "CircleLeft", circle, person: ada }, joined, { type: "CircleDissolved", circle },
    );
    // Absent rather than empty: there are thousands of people.
    expect(undone).toEqual(adaAfter(seen("Ada")));
  });
});

describe("what the owner is after", () => {
  test("[N35] circles and goals are what was said of them last; a goal set again is open again", () => {
    const set: Told = { type: "GoalSet", goal, title: "A berth", people: [ada], organisations: ["Oslo Havn"], fields: [], skills: [] };
    const network = networkOf({ type: "CircleDefined", circle, name: "Friends", everyDays: 30 }, { type: "CircleDefined", circle, name: "Harbour" }, set, { type: "GoalEnded", goal, outcome: "reached" });
    expect([...network.circles.values()]).toEqual([{ circle, name: "Harbour" }]);
    expect(network.goals.get(goal)).toMatchObject({ setAtMs: 2, title: "A berth", ended: { outcome: "reached", atMs: 3 } });
    const again = networkOf(set, { type: "GoalEnded", goal, outcome: "dropped" }, { ...set, title: "Two berths" }).goals.get(goal);
    expect([again?.title, again?.setAtMs, again?.ended]).toEqual(["Two berths", 0, undefined]);
    expect(networkOf({ type: "CircleDefined", circle, name: "Friends" }, { type: "CircleDissolved", circle }).circles.size).toBe(0);
  });

  test("[N36] an introduction keeps its steps, a promise how it ended, an opportunity its last word", () => {
    const advanced = (step: "asked" | "made", note?: string): Told => ({ type: "IntroductionAdvanced", introduction, through: ada, between: [null, bram], step, ...(note === undefined ? { goal } : { note }) });
    const made: Told = { type: "CommitmentMade", commitment, person: ada, by: "owner", text: "send the chart", dueMs: 50 };
    const network = networkOf(advanced("asked"), advanced("made", "over lunch"), made, { type: "CommitmentSettled", commitment, outcome: "kept" },
      { type: "OpportunityRecorded", opportunity, what: "business", title: "Pier", through: [ada, ada] }, { type: "OpportunityRecorded", opportunity, what: "business", title: "Pier", through: [ada], outcome: "won" });
    expect(network.introductions.get(introduction)).toEqual({
      introduction, through: ada, between: [null, bram], goal, steps: [{ event: eventNumbered(0), atMs: 0, step: "asked" }, { event: eventNumbered(1), atMs: 1, step: "made", note: "over lunch" }],
    });
    expect(network.commitments.get(commitment)).toEqual({ commitment, event: eventNumbered(2), madeAtMs: 2, person: ada, by: "owner", text: "send the chart", dueMs: 50, settled: { outcome: "kept", atMs: 3 } });
    expect(network.opportunities.get(opportunity)).toEqual({ opportunity, event: eventNumbered(5), atMs: 5, what: "business", title: "Pier", through: [ada], outcome: "won" });
  });

  test("[N37] the owner's word on a tie or on two spellings holds whichever is named first, and null takes it back; nobody stands in a tie to themselves", () => {
    const tie = (knows: boolean | null, between: readonly [typeof ada, typeof ada] = [bram, ada]): Told => ({ type: "TieAsserted", between, knows });
    expect([...networkOf(tie(true), tie(false, [ada, bram])).assertedTies.values()].map(({ knows }) => knows)).toEqual([false]);
    expect(networkOf(tie(true), tie(null, [ada, bram]), tie(true, [ada, ada])).assertedTies.size).toBe(0);
    const alias = (name: string, other: string, same: boolean): Told => ({ type: "OrganisationAliased", name, alias: other, same });
    expect([...networkOf(alias("Acme", "Acme Labs", true), alias("Acme Labs", "Acme", false)).organisationAliases.values()].map(({ same }) => same)).toEqual([false]);
  });

  test("[N38] the owner's own part is kept as it was recorded", () => {
    expect(networkOf({ type: "OwnActivityObserved", what: "post", title: "Tides" }, { type: "OwnActivityObserved", what: "group" }).owner.activities)
      .toEqual([{ event: eventNumbered(0), atMs: 0, what: "post", title: "Tides" }, { event: eventNumbered(1), atMs: 1, what: "group" }]);
  });
});
