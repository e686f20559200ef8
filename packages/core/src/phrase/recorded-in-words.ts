/** What was recorded, in words: one line per fact, as the history says it. */
import type { EventOf, InteractionKind, IntroductionStep, KithEvent } from "../event/event.ts";
import { interactionKindWords } from "./kind-in-words.ts";
import { counted, dateInWords, type PhraseContext } from "./time-in-words.ts";
import { requestAnswerInWords } from "./triage-in-words.ts";

/** What a line needs beside the fact. */
export interface RecordedContext extends PhraseContext {
  /** The words behind the id of a person, circle, goal, promise or opportunity; undefined where nothing names it any more. */
  readonly nameOf: (id: string) => string | undefined;
  /** True where the owner recorded it by hand, false for a fact of an import. */
  readonly byHand: boolean;
}

const withArticle: Readonly<Record<InteractionKind, string>> = {
  message: "a message", mail: "an e-mail", call: "a call", video: "a video call", meeting: "a meeting",
  coffee: "a coffee", meal: "a meal", event: "an event", letter: "a letter", other: "a contact",
};
const introductionWords: Readonly<Record<IntroductionStep, string>> = { asked: "asked for", agreed: "agreed to", declined: "declined", made: "made", met: "they met", faded: "faded" };
const namedMax = 2;

/** "Logged a coffee with Lena Hoffmann": a whole line without a full stop. Says "somebody" where nobody is named. */
export function recordedInWords(event: KithEvent, context: RecordedContext): string {
  const who = (id: string): string => context.nameOf(id) ?? "somebody";
  const first = (id: string): string => context.nameOf(id) ?? "Somebody";
  const quoted = (id: string, kind: string): string => `${kind}${context.nameOf(id) === undefined ? "" : ` “${context.nameOf(id)}”`}`;
  switch (event.type) {
    case "OwnProfileObserved": return `Your profile: ${event.name}`;
    case "OwnAffiliationObserved": return `You at ${event.organisation}`;
    case "OwnActivityObserved": return `Your ${event.what}${event.title ? `: ${event.title}` : ""}`;
    case "ProfileObserved": return `Profile of ${[who(event.person), roleInWords(event)].filter(Boolean).join(": ")}`;
    case "ConnectionMade": return `Connected with ${who(event.person)}`;
    case "InteractionRecorded": return interactionInWords(event, who, context.byHand);
    case "InvitationRecorded": return event.direction === "in" ? `${first(event.person)} asked to connect` : `You asked ${who(event.person)} to connect`;
    case "EndorsementRecorded": return event.direction === "in" ? `${first(event.person)} endorsed you for ${event.skill}` : `You endorsed ${who(event.person)} for ${event.skill}`;
    case "RecommendationRecorded": return event.direction === "in" ? `${first(event.person)} recommended you` : `You recommended ${who(event.person)}`;
    case "NoteRecorded": return `Wrote a note about ${who(event.person)}`;
    case "PersonAdded": return `Added ${event.name}${event.relation === "sought" ? ", to get to know" : ""}`;
    case "ProfileCorrected": return `Corrected the profile of ${who(event.person)}`;
    case "PeopleMerged": return `Merged ${who(event.person)} into ${who(event.into)}`;
    case "PersonForgotten": return "Forgot a person for good";
    case "TraitAdded": return `Gave ${who(event.person)} the ${event.trait} “${event.text}”`;
    case "TraitRemoved": return `Took the ${event.trait} “${event.text}” from ${who(event.person)}`;
    case "ClosenessRated": return event.closeness === null ? `Took back the rating of ${who(event.person)}` : `Rated ${who(event.person)} ${event.closeness} of 5`;
    case "PersonKept": return `Kept ${who(event.person)} in the review`;
    case "ReviewPostponed": return `Put off deciding about ${who(event.person)} until ${dateInWords(event.untilMs, context)}`;
    case "PersonLetGo": return `Let go of ${who(event.person)}`;
    case "PersonBroughtBack": return `Brought back ${who(event.person)}`;
    case "PersonHidden": return `Hid ${who(event.person)} from what Kith suggests`;
    case "PersonShown": return `Let Kith suggest ${who(event.person)} again`;
    case "PersonProtected": return `Protected ${who(event.person)} from the review`;
    case "PersonUnprotected": return `Let the review ask about ${who(event.person)} again`;
    case "RequestAnswered": return `Answered the request of ${who(event.person)}: ${requestAnswerInWords[event.answer].toLowerCase()}`;
    case "ReachOutSnoozed": return `Snoozed ${who(event.person)} until ${dateInWords(event.untilMs, context)}`;
    case "CircleDefined": return `Set up the circle “${event.name}”`;
    case "CircleDissolved": return `Dissolved the ${quoted(event.circle, "circle")}`;
    case "CircleJoined": return `Added ${who(event.person)} to the ${quoted(event.circle, "circle")}`;
    case "CircleLeft": return `Took ${who(event.person)} out of the ${quoted(event.circle, "circle")}`;
    case "GoalSet": return `Set the goal “${event.title}”`;
    case "GoalEnded": return `${event.outcome === "reached" ? "Reached" : "Dropped"} the ${quoted(event.goal, "goal")}`;
    case "TieAsserted": return tieInWords(event, who);
    case "IntroductionAdvanced": return `Introduction of ${introducedInWords(event, who)}: ${introductionWords[event.step]}`;
    case "CommitmentMade": return event.by === "owner" ? `Promised ${who(event.person)}: ${event.text}` : `${first(event.person)} promised: ${event.text}`;
    case "CommitmentSettled": return `${event.outcome === "kept" ? "Kept" : "Dropped"} the ${quoted(event.commitment, "promise")}`;
    case "OpportunityRecorded": return `Recorded ${event.what === "business" ? "business" : "an opportunity"}: ${event.title}${event.outcome ? `, ${event.outcome}` : ""}`;
    case "CapacitySet": return `Planned for ${counted(event.perDay, "person", "people")} a day`;
    case "OrganisationAliased": return `Said that ${event.name} and ${event.alias} are ${event.same ? "one organisation" : "two organisations"}`;
    case "EventsRetracted": return "Took something back";
    case "ImportCompleted": return `Imported ${event.fileName}`;
  }
}

const roleInWords = ({ position, organisation }: { readonly position?: string; readonly organisation?: string }): string =>
  position && organisation ? `${position} at ${organisation}` : position ?? organisation ?? "";

type Who = (id: string) => string;

function tieInWords({ between: [one, other], knows }: EventOf<"TieAsserted">, who: Who): string {
  if (knows === null) return `Took back whether ${who(one)} knows ${who(other)}`;
  return `Said that ${who(one)} ${knows ? "knows" : "doesn’t know"} ${who(other)}`;
}

const introducedInWords = ({ between: [one, other], through }: EventOf<"IntroductionAdvanced">, who: Who): string =>
  `${one === null ? "you" : who(one)} to ${who(other)}${through === null ? "" : ` through ${who(through)}`}`;

function interactionInWords({ kind, direction, people, from }: EventOf<"InteractionRecorded">, who: Who, byHand: boolean): string {
  const names = namesInWords(people.map(who));
  if (byHand) return `Logged ${withArticle[kind]} with ${names}`;
  const what = interactionKindWords[kind];
  if (direction === "both") return kind === "meeting" ? `Met ${names}` : `${what} with ${names}`;
  if (direction === "out") return `${what} to ${names}`;
  return `${what} from ${from === undefined ? names : who(from)}`;
}

/** "Ada", "Ada and Bram", "Ada, Bram and 3 others". */
function namesInWords(names: readonly string[]): string {
  const named = names.slice(0, namedMax);
  const others = names.length - named.length;
  const rest = others === 0 ? [] : [others === 1 ? "1 other" : `${others} others`];
  const all = [...named, ...rest];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
