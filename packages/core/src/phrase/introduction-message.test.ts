import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/runs.ts";
import { introductionMessage } from "./introduction-message.ts";

describe("the message that asks for an introduction", () => {
  test("[P24] it greets by the given name, asks whether they would be willing, has the other asked first, leaves a way out, and is signed", () => {
    expect(introductionMessage({ path: ["Dr. Ada Fairlock", "Tara Reed"], organisation: "Acme", owner: "Robin Tides" })).toBe([
      "Hi Ada,", "",
      "I hope you're well. I'd like to get to know Tara Reed at Acme. I think you two know each other. Would you be willing to introduce us? If so, please ask Tara first whether that's welcome.", "",
      "No worries at all if it doesn't feel right. And if I can help you with something, tell me.", "", "Robin",
    ].join("\n"));
  });

  test("[P24] where somebody stands between, the introducer isn't said to know the target", () => {
    const message = introductionMessage({ path: ["Ada Fairlock", "Mia Brook", "Tara Reed"], owner: "" });
    expect(message).toContain("I think Mia Brook, whom you know, knows Tara. Would you be willing to ask Mia whether an introduction is possible, and welcome to Tara?");
    expect(message).not.toContain("you two know each other");
    expect(message.endsWith("tell me.")).toBe(true);
    expect(introductionMessage({ path: ["Ada Fairlock"], owner: "" })).toBe("");
  });

  test("[P24] it stays short, whatever the names", () => {
    const name = fc.string({ minLength: 1, maxLength: 30 });
    fc.assert(fc.property(name, name, name, (introducer, target, owner) => {
      const message = introductionMessage({ path: [introducer, target], owner });
      expect(message.length).toBeLessThan(500);
      expect(message).toContain("Would you be willing");
    }), runs(1_000));
  });
});
