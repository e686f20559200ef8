import { describe, expect, test } from "vitest";
import type { Finding } from "../event/finding.ts";
import { createNetworkBuilder, momentOfDay, type NetworkBuilder } from "../testing/network-builder.ts";
import type { PersonId } from "../prelude/id.ts";
import { openLoop, type OpenLoop } from "./open-loops.ts";

const promise: Finding = { kind: "promise", quote: "I'll send you the chart" };
const question: Finding = { kind: "question", quote: "Could you look at it?" };
const pitch: Finding = { kind: "pitch", quote: "10x your pipeline" };

/** Ada's open loop on day 0, after what `tell` told. */
function loopAfter(tell: (builder: NetworkBuilder, ada: PersonId) => void): OpenLoop | undefined {
  const builder = createNetworkBuilder();
  const ada = builder.person("Ada", { connected: -900 });
  tell(builder, ada);
  const tie = builder.situation(0).ties.get(ada);
  return tie && openLoop(tie, momentOfDay(0));
}

describe("open loops", () => {
  test("[I62] the owner's promise or the other's question, as the last word, is open, with a quote; nobody owes a pitch an answer", () => {
    expect(loopAfter((builder, ada) => { builder.contacts(ada, [-3], { direction: "out", findings: [promise] }); })).toEqual({ kind: "promised", quote: promise.quote, sinceDays: 3 });
    expect(loopAfter((builder, ada) => { builder.contacts(ada, [-3], { direction: "in", findings: [question] }); })).toEqual({ kind: "replyOwed", quote: question.quote, sinceDays: 3 });
    expect(loopAfter((builder, ada) => { builder.contacts(ada, [-3], { direction: "in", findings: [question, pitch] }); })).toBeUndefined();
    // The other's promise and one's own question are for the other to close.
    expect(loopAfter((builder, ada) => { builder.contacts(ada, [-3], { direction: "in", findings: [promise] }); })).toBeUndefined();
    expect(loopAfter((builder, ada) => { builder.contacts(ada, [-3], { direction: "out", findings: [question] }); })).toBeUndefined();
  });

  test("[I63] anything said later between the two closes it, a group's talk doesn't, and after 120 days it is history", () => {
    const asked = (builder: NetworkBuilder, ada: PersonId, day = -30): void => { builder.contacts(ada, [day], { direction: "in", findings: [question] }); };
    for (const direction of ["in", "out", "both"] as const) expect(loopAfter((builder, ada) => { asked(builder, ada); builder.contacts(ada, [-29], { direction }); })).toBeUndefined();
    expect(loopAfter((builder, ada) => { asked(builder, ada); builder.gathering([ada, builder.person("Bram")], { thread: "g", day: -20, from: ada }); })?.kind).toBe("replyOwed");
    expect(loopAfter((builder, ada) => { asked(builder, ada, -120); })?.kind).toBe("replyOwed");
    expect(loopAfter((builder, ada) => { asked(builder, ada, -121); })).toBeUndefined();
  });
});
