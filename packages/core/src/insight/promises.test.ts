import { describe, expect, test } from "vitest";
import type { Finding } from "../event/finding.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { CommitmentId, OpportunityId, PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import { keepInTouch } from "./keep-in-touch.ts";
import { opportunitiesThrough } from "./opportunities.ts";
import { openPromises } from "./promises.ts";
import { repliesAwaited, repliesOwed } from "./replies.ts";

const idOf = (text: string): CommitmentId => idFromParts(["commitment", text]) as CommitmentId;
const question: Finding = { kind: "question", quote: "And you?" };
const promise: Finding = { kind: "promise", quote: "I'll send it" };
interface PromiseWish { readonly text: string; readonly by?: "owner" | "person"; readonly day?: number; readonly dueDay?: number }
const made = (builder: NetworkBuilder, person: PersonId, { text, by = "owner", day = -40, dueDay }: PromiseWish): void => {
  builder.fact({ type: "CommitmentMade", commitment: idOf(text), person, by, text, ...(dueDay === undefined ? {} : { dueMs: momentOfDay(dueDay) }) }, day);
};
const settled = (builder: NetworkBuilder, text: string, day: number): void => { builder.fact({ type: "CommitmentSettled", commitment: idOf(text), outcome: "kept" }, day); };
const setting = (): { readonly builder: NetworkBuilder; readonly ada: PersonId } => {
  const builder = createNetworkBuilder();
  return { builder, ada: builder.person("Ada", { connected: -900 }) };
};

describe("promises", () => {
  test("[I109] promises are open until they are kept or dropped, of both sides, soonest due first, without a day last; none with people let go", () => {
    const { builder, ada } = setting();
    const bram = builder.person("Bram", { connected: -900 });
    made(builder, ada, { text: "no day", day: -30 });
    made(builder, ada, { text: "no day, older", by: "person", day: -31 });
    made(builder, bram, { text: "due", dueDay: 3 });
    made(builder, ada, { text: "late", by: "person", dueDay: -4 });
    made(builder, ada, { text: "kept", dueDay: -9 });
    settled(builder, "kept", -1);
    const open = () => openPromises(builder.situation(0)).map(({ commitment, overdueDays }) => [commitment.text, overdueDays]);
    expect(open()).toEqual([["late", 4], ["due", 0], ["no day, older", 0], ["no day", 0]]);
    builder.fact({ type: "PersonLetGo", person: ada }, 0);
    expect(open()).toEqual([["due", 0]]);
  });

  test("[I110] a promise kept or dropped after the last word closes what was found in the words; an older one, or one of theirs, doesn't", () => {
    const { builder, ada } = setting();
    builder.contacts(ada, [-20], { direction: "in", findings: [question] });
    const owed = (): number => repliesOwed(builder.situation(0)).length;
    made(builder, ada, { text: "before" });
    settled(builder, "before", -21);
    made(builder, ada, { text: "theirs", by: "person" });
    settled(builder, "theirs", -19);
    expect(owed()).toBe(1);
    made(builder, ada, { text: "mine" });
    expect(owed()).toBe(1);
    settled(builder, "mine", -19);
    expect(owed()).toBe(0);
  });

  test("[I111] owed is the other's question as the last word, awaited the owner's from a week on, the closest first", () => {
    const { builder, ada } = setting();
    const [bram, cleo, dov] = ["Bram", "Cleo", "Dov"].map((name) => builder.person(name, { connected: -900 })) as [PersonId, PersonId, PersonId];
    builder.contacts(ada, [-20], { direction: "in", findings: [question] });
    builder.contacts(bram, [-9, -8, -7], { direction: "out", findings: [question] });
    builder.contacts(cleo, [-6], { direction: "out", findings: [question] });
    builder.contacts(dov, [-9], { direction: "out", findings: [question] });
    expect(repliesOwed(builder.situation(0)).map(({ person, reasons }) => [person, reasons])).toEqual([[ada, [{ kind: "replyOwed", quote: "And you?", sinceDays: 20 }]]]);
    expect(repliesAwaited(builder.situation(0)).map(({ person, reasons: [reason] }) => [person, reason])).toEqual([
      [bram, { kind: "replyAwaited", quote: "And you?", sinceDays: 7 }], [dov, { kind: "replyAwaited", quote: "And you?", sinceDays: 9 }],
    ]);
  });

  test("[I112] a promise of one's own is in the plan two days before its day, one without a day after 30; theirs once it is late, behind all that presses", () => {
    const { builder, ada } = setting();
    const [bram, cleo] = ["Bram", "Cleo"].map((name) => builder.person(name, { connected: -900 })) as [PersonId, PersonId];
    made(builder, ada, { text: "chart", day: -5, dueDay: 10 });
    made(builder, bram, { text: "visit", day: -5 });
    made(builder, cleo, { text: "pilot", by: "person", day: -5, dueDay: 12 });
    const plan = (day: number) => keepInTouch(builder.situation(day)).map(({ person, why }) => [person, why]);
    expect([plan(7), plan(8), plan(12)]).toEqual([[], [[ada, "promise"]], [[ada, "promise"]]]);
    expect(plan(13)).toEqual([[ada, "promise"], [cleo, "promiseAwaited"]]);
    expect(new Set(plan(25))).toEqual(new Set([[ada, "promise"], [bram, "promise"], [cleo, "promiseAwaited"]]));
    expect(keepInTouch(builder.situation(13))[0]?.reasons).toEqual([{ kind: "promiseOpen", by: "owner", text: "chart", sinceDays: 18, dueMs: momentOfDay(10), overdueDays: 3 }]);
    // What was recorded is told before what was found in a text.
    builder.contacts(ada, [20], { direction: "out", findings: [promise] });
    expect(keepInTouch(builder.situation(21)).find(({ person }) => person === ada)?.reasons[0]?.kind).toBe("promiseOpen");
    settled(builder, "chart", 22);
    expect(plan(23).map(([person]) => person)).not.toContain(ada);
  });
});

describe("opportunities", () => {
  test("[I113] opportunities are told by whom they came through: won weighs 3, open 1, lost .5; nobody who was let go", () => {
    const { builder, ada } = setting();
    const bram = builder.person("Bram", { connected: -900 });
    const came = (title: string, through: readonly PersonId[], { outcome, day }: { readonly outcome: "open" | "won" | "lost"; readonly day: number }): void => {
      builder.fact({ type: "OpportunityRecorded", opportunity: idFromParts(["opportunity", title]) as OpportunityId, what: "business", title, through, outcome }, day);
    };
    came("pier", [ada, bram], { outcome: "lost", day: -50 });
    came("quay", [bram], { outcome: "open", day: -40 });
    came("lock", [ada], { outcome: "won", day: -30 });
    came("talk", [ada], { outcome: "open", day: -20 });
    came("fair", [], { outcome: "won", day: -20 });
    expect(opportunitiesThrough(builder.situation(0)).map(({ person, score, reasons }) => [person, score, reasons.map((reason) => reason.kind === "opportunity" && reason.title)])).toEqual([
      [ada, 4.5, ["lock", "talk", "pier"]], [bram, 1.5, ["quay", "pier"]],
    ]);
    builder.fact({ type: "PersonLetGo", person: ada }, -1);
    expect(opportunitiesThrough(builder.situation(0)).map(({ person }) => person)).toEqual([bram]);
  });
});
