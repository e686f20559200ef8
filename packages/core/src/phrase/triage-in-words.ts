/** Words for request triage: five questions, their answers with evidence, and what the owner may do. */
import type { RequestAnswer } from "../event/event.ts";
import type { TriageAnswer, TriageEvidence, TriageQuestion } from "../insight/reason.ts";
import { counted } from "./time-in-words.ts";

/** The five questions in the order they are asked. */
export const triageQuestionInWords: Readonly<Record<TriageQuestion, string>> = {
  diversity: "Do they add something new?",
  known: "Do you know each other?",
  mutualBenefit: "Could you help each other?",
  shared: "Do you share people or places?",
  genuine: "Does it look genuine?",
};

export const triageAnswerInWords: Readonly<Record<TriageAnswer, string>> = { yes: "Yes", no: "No", unknown: "Can’t tell" };

/** What the owner may do with a request, as a button says it. */
export const requestAnswerInWords: Readonly<Record<RequestAnswer, string>> = {
  accept: "Accept",
  acceptAndLookAgain: "Accept, look again in 90 days",
  askFirst: "Ask first",
  wait: "Wait",
  ignore: "Ignore",
};

/** The same after the fact, for the toast: "Marked as accepted". */
export const requestAnsweredInWords: Readonly<Record<RequestAnswer, string>> = {
  accept: "accepted",
  acceptAndLookAgain: "accepted, to look at again in 90 days",
  askFirst: "to be asked first",
  wait: "waiting",
  ignore: "ignored",
};

/** The evidence behind one answer; imported words stay in quotes. */
export function evidenceInWords(because: TriageEvidence): string {
  switch (because.kind) {
    case "noEvidence": return "Nothing in your data says";
    case "note": return `They wrote: “${because.quote}”`;
    case "noNote": return "No note came with it";
    case "pitch": return `Reads like a pitch: “${because.quote}”`;
    case "named": return `Names ${because.name}, whom you know`;
    case "talked": return `You were in touch ${counted(because.contacts, "time")}`;
    case "sharedThread": return `In a conversation with ${counted(because.people, "person", "people")} you know`;
    case "newOrganisation": return `You know nobody at ${because.organisation} yet`;
    case "knownOrganisation": return `You know ${counted(because.people, "person", "people")} at ${because.organisation}`;
    case "inCircle": return `They are in your circle “${because.circle}”`;
    case "noted": return `You noted the ${because.trait} “${because.text}”`;
    case "servesGoal": return `Could help with your goal “${because.goal}”`;
    case "ownActivity": return `You share the ${because.what} “${because.title}”`;
    case "ownOrganisation": return `You were at ${because.organisation} too`;
  }
}
