import { describe, expect, test } from "vitest";
import { idFromParts } from "../prelude/bytes.ts";
import type { CircleId, GoalId, PersonId } from "../prelude/id.ts";
import { createNetworkBuilder, personNamed, type NetworkBuilder } from "../testing/network-builder.ts";
import type { TriageEvidence, TriageQuestion } from "./reason.ts";
import { pendingRequests, type PendingRequest } from "./request-triage.ts";

const pitch = "Hi Robin, I help leaders like you 10x their pipeline. Open to a quick 15-min call?";
const ask = (builder: NetworkBuilder, person: PersonId, note?: string): PersonId => {
  builder.fact({ type: "InvitationRecorded", person, direction: "in", ...(note === undefined ? {} : { note }) }, -5);
  return person;
};
/** Robin, who worked at Halcyon, and Ada, with whom they talk. */
function setting(): { readonly builder: NetworkBuilder; readonly ada: PersonId } {
  const builder = createNetworkBuilder();
  builder.fact({ type: "OwnProfileObserved", name: "Robin Castellane" }, -2_000);
  builder.fact({ type: "OwnAffiliationObserved", organisation: "Halcyon Ltd" }, -2_000);
  const ada = builder.person("Ada Tidewell", { connected: -900, organisation: "Acme" });
  builder.contacts(ada, [-30, -20, -10]);
  return { builder, ada };
}
const only = (builder: NetworkBuilder): PendingRequest => {
  const [request, ...rest] = pendingRequests(builder.situation(0));
  expect(rest).toEqual([]);
  if (!request) throw new Error("a request is pending");
  return request;
};
const answered = (request: PendingRequest, question: TriageQuestion): { readonly answer: string; readonly because: TriageEvidence } | undefined =>
  request.reasons.flatMap((reason) => (reason.kind === "triage" && reason.question === question ? [{ answer: reason.answer, because: reason.because }] : []))[0];

describe("request triage", () => {
  test("[I46] each of the five questions is answered once; without evidence the answer is unknown and weighs nothing", () => {
    const { builder } = setting();
    ask(builder, builder.person("Silent"));
    const request = only(builder);
    expect(request.reasons.map((reason) => (reason.kind === "triage" ? [reason.question, reason.answer] : []))).toEqual([
      ["genuine", "unknown"], ["known", "unknown"], ["shared", "unknown"], ["diversity", "unknown"], ["mutualBenefit", "unknown"],
    ]);
    expect([request.score, request.suggestion, request.note]).toEqual([0, "wait", undefined]);
  });

  test("[I47] genuine: a personal note speaks for them; a sales pitch speaks against and is to be ignored, whatever else holds", () => {
    const { builder } = setting();
    ask(builder, builder.person("Warm"), "Loved your talk on tides");
    expect(answered(only(builder), "genuine")).toEqual({ answer: "yes", because: { kind: "note", quote: "Loved your talk on tides" } });
    const other = setting();
    const seller = ask(other.builder, other.builder.person("Seller", { organisation: "Halcyon" }), pitch);
    other.builder.contacts(seller, [-3], { direction: "in" });
    expect(answered(only(other.builder), "genuine")).toEqual({ answer: "no", because: { kind: "pitch", quote: pitch } });
    expect(only(other.builder).suggestion).toBe("ignore");
  });

  test("[I48] known: who was in touch, or whose note names one of the owner's people; a greeting and a pitch name nobody", () => {
    const known = (note: string, talk = false) => {
      const { builder } = setting();
      const asker = ask(builder, builder.person("Bea"), note);
      if (talk) builder.contacts(asker, [-9], { direction: "in" });
      return answered(only(builder), "known");
    };
    const { ada } = setting();
    expect(known("Hello", true)).toEqual({ answer: "yes", because: { kind: "talked", contacts: 1 } });
    expect(known("Hi Robin, Ada suggested we connect")).toEqual({ answer: "yes", because: { kind: "named", person: ada, name: "Ada Tidewell" } });
    expect(known("Ada, are you the Robin I look for?")?.answer).toBe("unknown");
    expect(known(`${pitch} Ada loved it`)?.answer).toBe("unknown");
  });

  test("[I144] of two requests alike the one comes first whose shared people are closer to the owner, or to the one who asks", () => {
    const scores = (closeness: readonly [1 | 5, 1 | 5], messages: readonly [number, number]): readonly PersonId[] => {
      const { builder } = setting();
      for (const index of [0, 1] as const) {
        const shared = builder.person(`Shared ${index}`, { closeness: closeness[index] });
        const asking = ask(builder, builder.person(`Asking ${index}`));
        builder.fact({ type: "ConnectionMade", person: shared }, -800);
        builder.gathering([shared, asking], { thread: `t${index}`, day: -40, messages: messages[index] });
      }
      return pendingRequests(builder.situation(0)).map(({ person }) => person);
    };
    const [first, second] = [personNamed("Asking 0"), personNamed("Asking 1")];
    expect(scores([5, 1], [9, 9])).toEqual([first, second]);
    expect(scores([1, 5], [9, 9])).toEqual([second, first]);
    expect(scores([5, 5], [1, 9])).toEqual([second, first]);
    expect(scores([5, 5], [9, 1])).toEqual([first, second]);
  });

  test("[I49] shared and diversity: seen with the owner's people, or at an organisation the owner knows people at; a new one is diverse", () => {
    const { builder, ada } = setting();
    const seen = ask(builder, builder.person("Seen"));
    builder.gathering([ada, seen], { thread: "t", day: -40, from: ada });
    expect(answered(only(builder), "shared")).toEqual({ answer: "yes", because: { kind: "sharedThread", people: 1 } });
    const second = setting();
    ask(second.builder, second.builder.person("Colleague", { organisation: "ACME Inc." }));
    expect(answered(only(second.builder), "shared")).toEqual({ answer: "yes", because: { kind: "knownOrganisation", organisation: "ACME Inc.", people: 1 } });
    expect(answered(only(second.builder), "diversity")).toEqual({ answer: "no", because: { kind: "knownOrganisation", organisation: "ACME Inc.", people: 1 } });
    const third = setting();
    ask(third.builder, third.builder.person("Fresh", { organisation: "Novel" }));
    expect([answered(only(third.builder), "shared")?.answer, answered(only(third.builder), "diversity")]).toEqual(["unknown", { answer: "yes", because: { kind: "newOrganisation", organisation: "Novel" } }]);
  });

  test("[I50] mutual benefit: they are where the owner is or was; the score adds up to a suggestion, most useful first", () => {
    const { builder } = setting();
    const best = ask(builder, builder.person("Best", { organisation: "Halcyon" }), "Hi Robin, Ada suggested we connect");
    const plain = ask(builder, builder.person("Plain"), "Hello there");
    const none = ask(builder, builder.person("None"));
    const spam = ask(builder, builder.person("Spam"), pitch);
    const requests = pendingRequests(builder.situation(0));
    // 1.5 genuine + 1.5 known + .5 diversity + 1 benefit.
    expect(requests.map(({ person, score, suggestion }) => [person, score, suggestion])).toEqual([[best, 4.5, "accept"], [plain, 1.5, "acceptAndLookAgain"], [none, 0, "wait"], [spam, -4, "ignore"]]);
    expect(requests[0] && answered(requests[0], "mutualBenefit")).toEqual({ answer: "yes", because: { kind: "ownOrganisation", organisation: "Halcyon Ltd" } });
  });

  test("[I51] a request is pending until they are connected, it is answered for good, or they are let go; waiting keeps it, one's own is none", () => {
    const pending = (settle: (builder: NetworkBuilder, person: PersonId) => void): number => {
      const { builder } = setting();
      settle(builder, ask(builder, builder.person("Asker")));
      return pendingRequests(builder.situation(0)).length;
    };
    expect(pending(() => undefined)).toBe(1);
    expect(pending((builder, person) => { builder.fact({ type: "RequestAnswered", person, answer: "wait" }, -1); })).toBe(1);
    expect(pending((builder, person) => { builder.fact({ type: "RequestAnswered", person, answer: "ignore" }, -1); })).toBe(0);
    expect(pending((builder, person) => { builder.fact({ type: "ConnectionMade", person }, -1); })).toBe(0);
    expect(pending((builder, person) => { builder.fact({ type: "PersonLetGo", person }, -1); })).toBe(0);
    const { builder } = setting();
    builder.fact({ type: "InvitationRecorded", person: builder.person("Asked"), direction: "out" }, -5);
    expect(pendingRequests(builder.situation(0))).toEqual([]);
  });

  // BUG 6: mutual benefit compares organisation keys without leaving out "freelance" and its like.
  test("[I57] that both have no employer is nothing they share", () => {
    const { builder } = setting();
    builder.fact({ type: "OwnAffiliationObserved", organisation: "Freelance" }, -500);
    ask(builder, builder.person("Asker", { organisation: "Freelance" }));
    expect(answered(only(builder), "mutualBenefit")?.answer).toBe("unknown");
  });

  test("[I123] what the owner noted, wants or keeps together is evidence: a circle and a note make them known, a goal, a need or an offer a benefit", () => {
    const circle = idFromParts(["circle"]) as CircleId;
    const { builder } = setting();
    const asker = ask(builder, builder.person("Asker"));
    builder.fact({ type: "TraitAdded", person: asker, trait: "offer", text: "a mooring" }, -4);
    expect([answered(only(builder), "known"), answered(only(builder), "mutualBenefit")]).toEqual([
      { answer: "yes", because: { kind: "noted", trait: "offer", text: "a mooring" } }, { answer: "yes", because: { kind: "noted", trait: "offer", text: "a mooring" } },
    ]);
    builder.fact({ type: "CircleDefined", circle, name: "Harbour" }, -4);
    builder.fact({ type: "CircleJoined", circle, person: asker }, -4);
    builder.fact({ type: "GoalSet", goal: idFromParts(["goal"]) as GoalId, title: "A berth", people: [asker], organisations: [], fields: [], skills: [] }, -4);
    expect([answered(only(builder), "known"), answered(only(builder), "mutualBenefit")]).toEqual([
      { answer: "yes", because: { kind: "inCircle", circle: "Harbour" } }, { answer: "yes", because: { kind: "servesGoal", goal: "A berth" } },
    ]);
    builder.fact({ type: "GoalEnded", goal: idFromParts(["goal"]) as GoalId, outcome: "reached" }, -3);
    expect(answered(only(builder), "mutualBenefit")?.because.kind).toBe("noted");
    builder.fact({ type: "PersonHidden", person: asker }, -2);
    expect(pendingRequests(builder.situation(0))).toEqual([]);
  });

  test("[I124] a group, event or course of the owner's that the note names, or they are interested in, is shared; a short title and a post are not", () => {
    const shared = (note: string, interest?: string) => {
      const { builder } = setting();
      for (const [what, title] of [["group", "Harbour Engineers"], ["course", "Tides for beginners"], ["post", "My first week"], ["event", "Pier"]] as const) builder.fact({ type: "OwnActivityObserved", what, title }, -300);
      const asker = ask(builder, builder.person("Asker"), note);
      if (interest !== undefined) builder.fact({ type: "TraitAdded", person: asker, trait: "interest", text: interest }, -4);
      return answered(only(builder), "shared");
    };
    expect(shared("We met in HARBOUR engineers!")).toEqual({ answer: "yes", because: { kind: "ownActivity", what: "group", title: "Harbour Engineers" } });
    expect(shared("Hello there", "tides for beginners")).toEqual({ answer: "yes", because: { kind: "ownActivity", what: "course", title: "Tides for beginners" } });
    for (const note of ["I liked My first week", "See you at the Pier", "harbour engineersmen"]) expect(shared(note)?.answer).toBe("unknown");
  });
});
