import { describe, expect, test } from "vitest";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, PersonId } from "../prelude/id.ts";
import { keepInTouch, reachOutsFor, type Why } from "./keep-in-touch.ts";

type Told = Exclude<Why, "circle" | "replyAwaited" | "promiseAwaited">;

/** One person for each reason to write that the log alone gives, told from the least pressing to the most. */
function setting(): { readonly builder: NetworkBuilder; readonly personFor: Readonly<Record<Told, PersonId>> } {
  const builder = createNetworkBuilder();
  const weakTie = builder.person("Weak", { connected: -900 });
  builder.contacts(weakTie, [-700, -690]);
  const dormant = builder.person("Dormant", { connected: -1_500 });
  builder.contacts(dormant, Array.from({ length: 30 }, (_, index) => -1_200 + index * 10));
  const newConnection = builder.person("New", { connected: -10 });
  const fading = builder.person("Fading", { connected: -900, closeness: 5 });
  builder.contacts(fading, [-100, -90, -80, -70, -60]);
  const news = builder.person("News", { connected: -900, organisation: "Acme", closeness: 4 });
  builder.contacts(news, [-40, -35]);
  builder.fact({ type: "ProfileObserved", person: news, name: "News", organisation: "Beta" }, -20);
  const promise = builder.person("Promise", { connected: -900 });
  builder.contacts(promise, [-9, -8, -7], { findings: [{ kind: "promise", quote: "I'll call" }] });
  const replyOwed = builder.person("Owed", { connected: -900 });
  builder.contacts(replyOwed, [-9, -8, -7, -6], { findings: [{ kind: "question", quote: "And you?" }] });
  return { builder, personFor: { replyOwed, promise, news, fading, newConnection, dormant, weakTie } };
}
const planned = (builder: NetworkBuilder, nowDay = 0): readonly (readonly [Why, PersonId])[] => keepInTouch(builder.situation(nowDay)).map(({ why, person }) => [why, person]);

describe("keep in touch", () => {
  test("[I64] answers owed come first, then promises, news, fading ties, new connections, dormant and weak ties, each person once", () => {
    const { builder, personFor } = setting();
    const plan = planned(builder);
    expect(plan).toEqual((["replyOwed", "promise", "news", "fading", "newConnection", "dormant", "weakTie"] as const).map((why) => [why, personFor[why]]));
  });

  test("[I65] within one reason the closer tie comes first, and closeness lifts nobody above a more pressing reason", () => {
    const { builder, personFor } = setting();
    const friend = builder.person("Friend", { connected: -900, closeness: 5 });
    builder.contacts(friend, [-5], { direction: "in", findings: [{ kind: "question", quote: "Tea?" }] });
    builder.fact({ type: "ClosenessRated", person: personFor.promise, closeness: 5 }, -1);
    expect(planned(builder).slice(0, 3)).toEqual([["replyOwed", friend], ["replyOwed", personFor.replyOwed], ["promise", personFor.promise]]);
  });

  test("[I66] who was snoozed is left out, whatever the reason, until that day", () => {
    const { builder, personFor } = setting();
    for (const person of Object.values(personFor)) builder.fact({ type: "ReachOutSnoozed", person, untilMs: momentOfDay(7) }, -1);
    expect(planned(builder)).toEqual([]);
    expect(planned(builder, 6)).toEqual([]);
    expect(planned(builder, 7).map(([why]) => why)).toContain("replyOwed");
  });

  test("[I67] an import of thousands doesn't flood the plan: never talked is greeted for 45 days, three at a time, and is never overdue", () => {
    const builder = createNetworkBuilder();
    for (let index = 0; index < 500; index += 1) builder.person(`Old ${index}`, { connected: -46 - index });
    expect(planned(builder)).toEqual([]);
    for (let index = 0; index < 20; index += 1) builder.person(`New ${index}`, { connected: -1 - index });
    expect(planned(builder).map(([why]) => why)).toEqual(["newConnection", "newConnection", "newConnection"]);
    expect(planned(builder, 60)).toEqual([]);
  });

  test("[I68] news calls for a word only until there was one", () => {
    const { builder, personFor } = setting();
    builder.contacts(personFor.news, [-15]);
    expect(planned(builder).filter(([why]) => why === "news")).toEqual([]);
  });

  test("[I76] news older than 90 days calls for no word; a tie is fading from three usual gaps of silence and four contacts on, where it is close", () => {
    const builder = createNetworkBuilder();
    const mover = builder.person("Mover", { connected: -900, organisation: "Acme", closeness: 4 });
    builder.fact({ type: "ProfileObserved", person: mover, name: "Mover", organisation: "Beta" }, -20);
    const whyOnDay = (person: PersonId, day: number): Why | undefined => planned(builder, day).find(([, someone]) => someone === person)?.[0];
    expect([whyOnDay(mover, 70), whyOnDay(mover, 71)]).toEqual(["news", undefined]);
    // Five contacts over 40 days: a usual gap of (40 + 15) / 5 = 11 days, three of them end on day 33.
    const close = builder.person("Close", { connected: -900, closeness: 5 });
    builder.contacts(close, [-40, -30, -20, -10, 0]);
    const acquaintance = builder.person("Acquaintance", { connected: -900, closeness: 3 });
    builder.contacts(acquaintance, [-40, -30, -20, -10, 0]);
    const young = builder.person("Young", { connected: -900, closeness: 5 });
    builder.contacts(young, [-20, -10, 0]);
    expect([whyOnDay(close, 32), whyOnDay(close, 33), whyOnDay(young, 40)]).toEqual([undefined, "fading", undefined]);
    expect(whyOnDay(acquaintance, 40)).not.toBe("fading");
  });

  test("[I117] a circle's people are due when the silence exceeds its rhythm and not before, whatever the log makes of the silence; of several circles the shortest counts", () => {
    const builder = createNetworkBuilder();
    const [slow, quick] = ["slow", "quick"].map((name) => idFromParts(["circle", name]) as CircleId) as [CircleId, CircleId];
    const close = builder.person("Close", { connected: -900, closeness: 5 });
    builder.contacts(close, [-40, -30, -20, -10, 0]);
    const whyOnDay = (day: number) => keepInTouch(builder.situation(day)).flatMap(({ person, why, reasons: [reason] }) => (person === close ? [[why, reason?.kind]] : []));
    expect(whyOnDay(40)).toEqual([["fading", "usualGap"]]);
    builder.fact({ type: "CircleDefined", circle: slow, name: "Family", everyDays: 90 }, 1);
    builder.fact({ type: "CircleJoined", circle: slow, person: close }, 1);
    expect([whyOnDay(40), whyOnDay(90), whyOnDay(91)]).toEqual([[], [], [["circle", "circleDue"]]]);
    builder.fact({ type: "CircleDefined", circle: quick, name: "Chess", everyDays: 14 }, 1);
    builder.fact({ type: "CircleJoined", circle: quick, person: close }, 1);
    expect([whyOnDay(14), whyOnDay(15)]).toEqual([[], [["circle", "circleDue"]]]);
    expect(keepInTouch(builder.situation(15))[0]?.reasons[0]).toEqual({ kind: "circleDue", circle: "Chess", everyDays: 14, silenceDays: 15 });
    builder.fact({ type: "CircleDefined", circle: quick, name: "Chess" }, 2);
    expect(whyOnDay(40)).toEqual([]);
    builder.fact({ type: "CircleDissolved", circle: slow }, 3);
    expect(whyOnDay(40)).toEqual([["fading", "usualGap"]]);
  });

  test("[I118] who is in a circle and was never in touch is due from the day they joined, three at a time, behind all that presses", () => {
    const { builder, personFor } = setting();
    const circle = idFromParts(["circle", "mentors"]) as CircleId;
    builder.fact({ type: "CircleDefined", circle, name: "Mentors", everyDays: 60 }, -30);
    const mentors = ["One", "Two", "Three", "Four"].map((name) => builder.person(name, { connected: -900 }));
    for (const person of mentors) builder.fact({ type: "CircleJoined", circle, person }, -1);
    const plan = planned(builder);
    expect(plan.filter(([, person]) => mentors.includes(person)).map(([why]) => why)).toEqual(["circle", "circle", "circle"]);
    expect(plan.slice(0, 4).map(([why]) => why)).toEqual(["replyOwed", "promise", "news", "fading"]);
    expect(plan.findIndex(([why]) => why === "circle")).toBeLessThan(plan.findIndex(([, person]) => person === personFor.newConnection));
    expect(keepInTouch(builder.situation(0)).find(({ why }) => why === "circle")?.reasons).toEqual([{ kind: "circleDue", circle: "Mentors", everyDays: 60 }]);
  });

  test("[I119] the day holds as many as the owner can keep up with, seven where they said nothing", () => {
    const { builder } = setting();
    expect(reachOutsFor(builder.situation(0))).toBe(7);
    builder.fact({ type: "CapacitySet", perDay: 40 }, -3);
    builder.fact({ type: "CapacitySet", perDay: 3 }, -2);
    expect(reachOutsFor(builder.situation(0))).toBe(3);
    for (let index = 0; index < 120; index += 1) builder.contacts(builder.person(`Asker ${index}`, { connected: -900 }), [-5], { direction: "in", findings: [{ kind: "question", quote: "Tea?" }] });
    const owed = (): number => planned(builder).filter(([why]) => why === "replyOwed").length;
    expect(owed()).toBe(30);
    builder.fact({ type: "CapacitySet", perDay: 50 }, -1);
    expect(owed()).toBe(100);
  });
});
