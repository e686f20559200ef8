import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoteLengthMax } from "../event/finding.ts";
import { findInText } from "./find-in-text.ts";

const setting = { organisations: new Set(["halden & marsh", "fathom labs", "copperline"]), isExpected: (key: string) => key === "fathom labs", isPerson: (name: string) => name === "Céleste Fairlock", isIncoming: true };
const kinds = (text: string) => findInText(text, setting).map(({ kind }) => kind);
const organisations = (text: string) => findInText(text, setting).flatMap(({ organisation = [] }) => organisation);

describe("findings", () => {
  test("[F22] a promise is found in five languages, and idle talk isn't one", () => {
    for (const text of ["I will send you the deck by Friday.", "Let me introduce you to someone at work, I will write next week.", "I owe you an answer.", "Ich schicke dir die Folien.", "Ich werde dir das morgen schicken.", "Je t'envoie ça demain.", "Je te présente Léa.", "Te envío el informe.", "Vou te enviar amanhã."]) expect([text, kinds(text).includes("promise")]).toEqual([text, true]);
    for (const text of ["Thanks, that helped a lot.", "I will be there.", "Sounds good", "Ich bin im Urlaub."]) expect([text, kinds(text).includes("promise")]).toEqual([text, false]);
  });

  test("[F23] a question is one where the last sentence asks", () => {
    for (const text of ["Fine. Thursday?", "¿Cómo va todo?", "来週はいかがでしょうか？", "هل أنت بخير؟", "Coming? 🙂", "Right? :)"]) expect([text, kinds(text).includes("question")]).toEqual([text, true]);
    for (const text of ["Coming? I hope so.", "", "See https://example.org/a?b=1", "👍"]) expect([text, kinds(text).includes("question")]).toEqual([text, false]);
  });

  test("[F24] an organisation is one that is known, or that a phrase makes one; people, weekdays and the expected aren't", () => {
    expect(organisations("She leads robot safety at Aurelian Robotics.")).toEqual(["Aurelian Robotics"]);
    expect(organisations("Tuesday at 10 works from the Aurelian Robotics side.")).toEqual(["Aurelian Robotics"]);
    expect(organisations("Er arbeitet bei Copperline.")).toEqual(["Copperline"]);
    expect(organisations("Yesterday Halden & Marsh called.")).toEqual(["Halden & Marsh"]);
    for (const text of ["We ate at Céleste Fairlock's", "Dinner chez Céleste Fairlock", "At Fathom Labs", "I like Copperline", "See you at Monday Noon", "at ten"]) expect([text, ...organisations(text)]).toEqual([text]);
  });

  test("[F25] only what comes in can be a pitch, and a phrase makes it one", () => {
    for (const text of ["I help leaders at Acme 10x their pipeline with AI. Open to a quick 15-min call?", "We are the #1 provider of outsourcing. When can I show you a demo?", "I have a unique opportunity in pricing."]) {
      expect([text, kinds(text).includes("pitch")]).toEqual([text, true]);
      expect(findInText(text, { ...setting, isIncoming: false }).map(({ kind }) => kind)).not.toContain("pitch");
    }
    for (const text of ["The CI pipeline is red", "The demo went well", "10 x 20 cm"]) expect([text, kinds(text).includes("pitch")]).toEqual([text, false]);
  });

  test("[F26] a quote is part of the text, at most 140 characters, and holds what was found", () => {
    expect(findInText(`${"Well ".repeat(60)}she is at Aurelian Robotics now`, setting)[0]?.quote).toContain("Aurelian Robotics");
    fc.assert(fc.property(fc.array(fc.constantFrom("I will send", " at Aurelian Robotics", "?", ". ", " ", "漢字", "😀", "Word", "\n")), (parts) => {
      const text = parts.join("");
      for (const { quote } of findInText(text, setting)) {
        expect(quote.length).toBeLessThanOrEqual(quoteLengthMax);
        expect(text).toContain(quote);
        expect(/\p{Surrogate}/u.test(quote)).toBe(false);
      }
    }));
  });
});
