/** Words for reasons. One sentence each, no score, nothing the data doesn't say. */
import type { Closeness } from "../event/event.ts";
import type { Why } from "../insight/keep-in-touch.ts";
import type { Provenance, Reason, Standing } from "../insight/reason.ts";
import { counted, dateInWords, monthInWords, relativeTime, rhythmInWords, spanInWords, type PhraseContext } from "./time-in-words.ts";
import { evidenceInWords, triageQuestionInWords } from "./triage-in-words.ts";

/** The meaning of each step of the owner's own rating. */
export const closenessWords: Readonly<Record<Closeness, string>> = {
  1: "Barely know",
  2: "Acquaintance",
  3: "Friendly",
  4: "Close",
  5: "Would pick up the phone at night",
};

/** How a tie stands, for a label beside its shape and colour. */
export const standingWords: Readonly<Record<Standing, string>> = { warm: "Warm", cooling: "Cooling", quiet: "Gone quiet", unknown: "Not known yet" };

/** How sure Kith is of a tie between two others. */
export const provenanceWords: Readonly<Record<Provenance, string>> = {
  own: "your own tie",
  asserted: "you said so",
  observed: "seen in your data",
  inferred: "a guess from the same employer",
};

const quoted = (quote: string): string => `“${quote}”`;
const dash = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(" ");

function jobChangeInWords(reason: Extract<Reason, { kind: "jobChange" }>): string {
  const when = relativeTime(reason.sinceDays);
  if (reason.to && reason.from && reason.from !== reason.to) return dash(`Moved from ${reason.from} to ${reason.to}`, reason.position && `as ${reason.position},`, when);
  if (reason.position) return dash(`New role: ${reason.position}`, reason.to && `at ${reason.to},`, when);
  if (reason.to) return `Now at ${reason.to}, ${when}`;
  return reason.from ? `Left ${reason.from}, ${when}` : `Changed jobs, ${when}`;
}

const topicWords = { interest: "care about", field: "work in", skill: "are good at" } as const;
const givingWords = { offer: "could offer it", skill: "knows how", field: "works in that field" } as const;
const outcomeWords = { open: "still open", won: "won", lost: "it came to nothing" } as const;
const concentratedWords = { organisations: "are at", fields: "work in", communities: "belong to one circle, around" } as const;
const unknownWords = { organisations: "where they work", fields: "the field they work in", communities: "whom they know" } as const;
const percentInWords = (share: number): string => `${Math.round(share * 100)} %`;

function promiseInWords({ by, text, sinceDays, dueMs, overdueDays }: Extract<Reason, { kind: "promiseOpen" }>, context: PhraseContext): string {
  const said = `${by === "owner" ? "You" : "They"} promised: ${quoted(text)}`;
  if (dueMs === undefined) return `${said}, ${relativeTime(sinceDays)}`;
  if (overdueDays < 1) return `${said}, due ${dateInWords(dueMs, context)}`;
  return `${said}, due ${relativeTime(overdueDays)}`;
}

const circleInWords = ({ circle, everyDays, silenceDays }: Extract<Reason, { kind: "circleDue" }>): string =>
  (silenceDays === undefined ? `In your circle ${quoted(circle)}, not in touch yet` : `In your circle ${quoted(circle)}, ${rhythmInWords(everyDays)}: now ${spanInWords(silenceDays)}`);

function goalInWords({ goal, because, text }: Extract<Reason, { kind: "servesGoal" }>): string {
  const how = { named: "named in it", organisation: `through ${text}`, field: `through the field ${quoted(text)}`, skill: `through the skill ${quoted(text)}` } as const;
  return `Could help with your goal ${quoted(goal)}: ${how[because]}`;
}

/** One reason as one sentence without a full stop. */
export function reasonInWords(reason: Reason, context: PhraseContext): string {
  switch (reason.kind) {
    case "lastContact": return `Last in touch ${relativeTime(reason.silenceDays)}`;
    case "neverInTouch": return "Connected, but no conversation on record";
    case "usualGap": return `Usually ${rhythmInWords(reason.gapDays)}, now ${spanInWords(reason.silenceDays)}`;
    case "goneQuiet": return `Gone quiet: usually ${rhythmInWords(reason.gapDays)}, now ${spanInWords(reason.silenceDays)}`;
    case "volume": return reason.contacts === 1 ? "In touch once" : `In touch ${reason.contacts} times, in ${counted(reason.weeks, "different week")}`;
    case "oneSided": return `Only ${reason.direction === "out" ? "you" : "they"} have written, ${counted(reason.contacts, "time")}`;
    case "mostlyOneSided": return `${reason.direction === "out" ? "You" : "They"} mostly start: ${reason.started} of ${counted(reason.contacts, "contact")}`;
    case "rated": return `You rated this ${reason.closeness} of 5: ${closenessWords[reason.closeness].toLowerCase()}`;
    case "recommendation": return reason.direction === "in" ? "Wrote a recommendation for you" : "You wrote them a recommendation";
    case "endorsements": return counted(reason.count, "skill endorsement");
    case "newConnection": return `New: connected ${relativeTime(reason.sinceDays)}`;
    case "connectedLong": return `Connected for ${counted(Math.floor(reason.years), "year")}`;
    case "jobChange": return jobChangeInWords(reason);
    case "promised": return `You promised ${relativeTime(reason.sinceDays)}: ${quoted(reason.quote)}`;
    case "replyOwed": return dash(`Wrote to you ${relativeTime(reason.sinceDays)}, no answer yet`, reason.quote && `· ${quoted(reason.quote)}`);
    case "replyAwaited": return dash(`You asked ${relativeTime(reason.sinceDays)}, no answer yet`, reason.quote && `· ${quoted(reason.quote)}`);
    case "promiseOpen": return promiseInWords(reason, context);
    case "circleDue": return circleInWords(reason);
    case "servesGoal": return goalInWords(reason);
    case "inCommon": return `Both know ${counted(reason.people, "person", "people")} of yours`;
    case "sharedTopic": return `Both ${topicWords[reason.topic]} ${quoted(reason.text)}`;
    case "meetsNeed": return `${reason.needs.name} is looking for ${quoted(reason.text)}; ${reason.gives.name} ${givingWords[reason.from]}`;
    case "opportunity": return `${reason.title}, ${outcomeWords[reason.outcome]}, ${monthInWords(reason.atMs, context)}`;
    case "concentrated": return `${percentInWords(reason.share)} of those you are in touch with ${concentratedWords[reason.of]} ${reason.name}`;
    case "onlyOneInField": return `${reason.person.name} is the only one you have noted in ${quoted(reason.field)}`;
    case "mostlyUnknown": return `For ${reason.unknown} of ${reason.people} people, ${unknownWords[reason.of]} isn’t in your data`;
    case "mostlyYouStart": return `With ${reason.people} of ${counted(reason.of, "person", "people")} it is mostly you who starts`;
    case "onlyOneAt": return `The only person you know at ${reason.organisation}`;
    case "fewAt": return `You know ${counted(reason.others, "other person", "others")} at ${reason.organisation}`;
    case "bridges": return `Joins ${counted(reason.worlds, "group")} that don’t know each other, ${counted(reason.newPeople, "person", "people")} in all`;
    case "mutualContacts": return reason.count === 0 ? "No shared contact seen" : `You share ${counted(reason.count, "contact")}`;
    case "othersUnknown": return "Whom they know isn’t in your data";
    case "noBridge": return "No link to another circle seen";
    case "noGoal": return "No open plan of yours involves them";
    case "onceStrong": return `Once close: in touch ${counted(reason.contacts, "time")} until ${monthInWords(reason.untilMs, context)}`;
    case "triage": return `${triageQuestionInWords[reason.question]} ${evidenceInWords(reason.because)}`;
  }
}

/** Why somebody is on today's list; the kinds of the keep-in-touch plan. */
export type { Why } from "../insight/keep-in-touch.ts";

const whyTitles: Readonly<Record<Why, string>> = {
  replyOwed: "Waiting for your answer",
  promise: "A promise of yours",
  news: "Something to congratulate",
  newConnection: "New connection to greet",
  circle: "One of your circles",
  fading: "Slipping out of rhythm",
  replyAwaited: "You wait for their answer",
  promiseAwaited: "A promise of theirs",
  dormant: "Once close, worth waking",
  weakTie: "A door to another circle",
};
const tellingKinds: Readonly<Record<Why, readonly Reason["kind"][]>> = {
  replyOwed: ["replyOwed"],
  promise: ["promiseOpen", "promised"],
  news: ["jobChange"],
  circle: ["circleDue"],
  replyAwaited: ["replyAwaited"],
  promiseAwaited: ["promiseOpen"],
  newConnection: ["newConnection"],
  fading: ["goneQuiet", "usualGap", "lastContact"],
  dormant: ["onceStrong", "goneQuiet", "lastContact"],
  weakTie: ["bridges", "onlyOneAt", "fewAt", "lastContact"],
};

/** Why now, in one line: the reason that tells it best, else the general words for this kind of day. */
export function whyInWords(why: Why, reasons: readonly Reason[], context: PhraseContext): string {
  for (const kind of tellingKinds[why]) {
    const reason = reasons.find((candidate) => candidate.kind === kind);
    if (reason) return reasonInWords(reason, context);
  }
  return whyTitles[why];
}
