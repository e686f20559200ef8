/** Words for introductions: where one stands, what may come next, and a message that asks both sides first. */
import type { IntroductionStep, NearReason } from "@kith/core";
import type { IntroductionView, PersonCard } from "../contract.ts";
import { roleOf, shortName } from "./name.ts";
import { yearOf, type PhraseContext } from "./phrase.ts";

/** How an introduction stands after a step. */
export const stepWords: Readonly<Record<IntroductionStep, string>> = { asked: "Asked", agreed: "Agreed", declined: "Declined", made: "Introduced", met: "Met", faded: "Faded" };

/** The button that records a step. */
export const stepVerbs: Readonly<Record<IntroductionStep, string>> = { asked: "I asked", agreed: "They agreed", declined: "They declined", made: "Introduced", met: "We met", faded: "It faded" };

/** The same where the owner introduced two others. */
export const stepVerbsOfOthers: Readonly<Record<IntroductionStep, string>> = { ...stepVerbs, asked: "I asked both", made: "I introduced them", met: "They met" };

/** "Nadia Khan introduces you to Keiko Andersson", "You introduce Ada Abbott to Bo Lund". */
export function introductionInWords({ through, between: [one, other], organisation }: IntroductionView): string {
  const whom = one === null ? "you" : one.name;
  const at = organisation === undefined || other.organisation === organisation ? "" : `, for ${organisation}`;
  return `${through === null ? "You introduce" : `${through.name} introduces`} ${whom} to ${other.name}${at}`;
}

/** What brings somebody near to whom or what is sought, without a full stop. */
export function nearInWords(reason: NearReason, context: PhraseContext): string {
  switch (reason.kind) {
    case "namedAt": return `Named together with ${reason.organisation}${reason.quote === undefined ? "" : `: “${reason.quote}”`}`;
    case "listedAt": return `Lists ${reason.organisation} today`;
    case "earlierAt": return `Was at ${reason.organisation}, seen in ${yearOf(reason.sinceMs, context)}`;
    case "sameCircle": return `Also in ${reason.name}`;
    case "sameField": return `Also “${reason.text}”`;
  }
}

/** A message to one of two people who might like to meet: it asks, and leaves a way to say no. */
export function askToMeet({ to, about, owner }: { readonly to: PersonCard; readonly about: PersonCard; readonly owner: string }): string {
  const role = roleOf(about);
  const lines = [
    `Hi ${shortName(to.name)},`, "",
    `I think you and ${about.name}${role ? ` (${role})` : ""} might enjoy talking to each other. Shall I introduce you? I’m asking ${shortName(about.name)} as well, and only connect you if you both like the idea.`, "",
    "No is a perfectly good answer.",
  ];
  return (owner ? [...lines, "", shortName(owner)] : lines).join("\n");
}
