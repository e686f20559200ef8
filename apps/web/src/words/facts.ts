/** Words for what the owner told: traits, promises, circles, ties between others, what came of it. */
import type { OpportunityKind, OpportunityOutcome, Reason, TraitKind } from "@kith/core";
import type { CircleMember, KnownTie, OpportunityRow, PromiseRow } from "../contract.ts";
import { shortName } from "./name.ts";
import { counted, dateInWords, provenanceWords, reasonInWords, relativeTime, spanInWords, type PhraseContext } from "./phrase.ts";

/** A group of traits, in the order they are shown. */
export const traitGroups: readonly (readonly [TraitKind, string])[] = [["tag", "Tags"], ["interest", "Interests"], ["need", "Looks for"], ["offer", "Offers"], ["skill", "Skills"], ["field", "Fields"]];

/** One trait of a kind, as a choice. */
export const traitWords: Readonly<Record<TraitKind, string>> = { tag: "Tag", interest: "Interest", need: "Looks for", offer: "Offers", skill: "Skill", field: "Field" };

export const opportunityKindWords: Readonly<Record<OpportunityKind, string>> = { opportunity: "Opportunity", business: "New business" };
export const outcomeWords: Readonly<Record<OpportunityOutcome, string>> = { open: "Open", won: "Won", lost: "Lost" };

/** "every day", "every 30 days"; "no rhythm" without one. */
export const everyInWords = (everyDays: number | undefined): string => (everyDays === undefined ? "no rhythm" : everyDays === 1 ? "every day" : `every ${everyDays} days`);

/** When a promise is due: "due today", "due in 3 days", "2 weeks overdue", "kept"; "no day set" where it has none. */
export function dueInWords({ overdueDays, settled }: Pick<PromiseRow, "overdueDays" | "settled">): string {
  if (settled) return settled;
  if (overdueDays === undefined) return "no day set";
  const days = Math.floor(overdueDays);
  // Due days are noons: until the end of that day it isn't late.
  if (overdueDays > -1 && overdueDays < 0.5) return "due today";
  return days < 0 ? `due in ${spanInWords(-overdueDays)}` : `${spanInWords(Math.max(1, overdueDays))} overdue`;
}

/** Whose promise it is: "You promised Ada", "Ada promised you". */
export const promiserInWords = ({ by, person }: Pick<PromiseRow, "by" | "person">): string => (by === "owner" ? `You promised ${shortName(person.name)}` : `${shortName(person.name)} promised you`);

/** How long somebody in a circle has been silent, against its rhythm. */
export function memberInWords({ silenceDays, overdueDays }: Pick<CircleMember, "silenceDays" | "overdueDays">): string {
  if (silenceDays === undefined) return "Not in touch yet";
  const last = `Last in touch ${relativeTime(silenceDays)}`;
  if (overdueDays === undefined) return last;
  return overdueDays >= 1 ? `${last} · ${spanInWords(overdueDays)} over` : `${last} · ${overdueDays >= 0 ? "due today" : `due in ${spanInWords(Math.max(1, -overdueDays))}`}`;
}

/** Why somebody serves a goal, where the goal itself stands above. */
export function helpInWords(reason: Reason, context: PhraseContext): string {
  if (reason.kind !== "servesGoal") return reasonInWords(reason, context);
  switch (reason.because) {
    case "named": return "You named them";
    case "organisation": return `At ${reason.text}`;
    case "field": return `Works in “${reason.text}”`;
    case "skill": return `Knows “${reason.text}”`;
  }
}

/** How it is known whether two people know each other. */
export function tieInWords({ word, provenance, evidence }: Pick<KnownTie, "word" | "provenance" | "evidence">): string {
  if (word === "knowsNot") return "you said they don’t know each other";
  if (word === "knows" || provenance === undefined) return provenanceWords.asserted;
  if (provenance === "observed") return "seen together";
  const employer = evidence.find((one) => one.kind === "sameOrganisation");
  return employer?.kind === "sameOrganisation" ? `a guess: both list ${employer.organisation} today` : provenanceWords[provenance];
}

/** "Won · New business · through Ada Abbott and Bo · 3 Oct". */
export function opportunityInWords({ what, outcome, through, atMs }: OpportunityRow, context: PhraseContext): string {
  const names = through.map(({ name }) => name);
  const who = names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return [outcomeWords[outcome], opportunityKindWords[what], ...(who ? [`through ${who}`] : []), dateInWords(atMs, context)].join(" · ");
}

/** "3 people, 2 to see": what a circle needs, in a line. */
export function circleInWords(members: readonly CircleMember[], everyDays: number | undefined): string {
  const over = members.filter(({ overdueDays }) => (overdueDays ?? -1) >= 0).length;
  const people = counted(members.length, "person", "people");
  if (members.length === 0) return "nobody yet";
  return everyDays === undefined || over === 0 ? people : `${people}, ${over} to see`;
}
