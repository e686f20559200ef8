/**
 * Unknown input -> event, or a named reason why not. Everything that leaves the log passes here
 * once, so the rest of the house may trust its events. A type or version this build doesn't know is
 * no error: it is kept for a newer build.
 */
import { isId, type EventId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { interactionKinds, requestAnswers, type EventType, type KithEvent } from "./event.ts";
import type { FindingKind } from "./finding.ts";

export type ParseFailure =
  | { readonly reason: "malformed"; readonly detail: string }
  | { readonly reason: "newer"; readonly id: EventId; readonly type: string; readonly v: number };

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const moment: Check = (value) => typeof value === "number" && Number.isFinite(value);
const oneOf = (values: readonly unknown[]): Check => (value) => values.includes(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const maybe = (check: Check): Check => (value) => value === undefined || check(value);
const shape = (fields: Readonly<Record<string, Check>>): Check => (value) =>
  typeof value === "object" && value !== null && Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

const findingKinds: readonly FindingKind[] = ["promise", "question", "organisation", "pitch"];
const inOrOut = oneOf(["in", "out"]);
const person = { person: isId };
const finding = shape({ kind: oneOf(findingKinds), quote: text, organisation: maybe(text) });
const fileSummary = shape({ name: text, read: moment, used: moment, setAside: listOf(shape({ reason: text, count: moment })) });

/** The fields of every type, beside `id`, `type`, `v` and `atMs`. The compiler asks for a line per type. */
const fieldsByType: Readonly<Record<EventType, Readonly<Record<string, Check>>>> = {
  OwnProfileObserved: { name: text, headline: maybe(text), url: maybe(text) },
  OwnAffiliationObserved: { organisation: text, role: maybe(text), untilMs: maybe(moment) },
  ProfileObserved: { ...person, name: text, url: maybe(text), email: maybe(text), organisation: maybe(text), position: maybe(text) },
  ConnectionMade: person,
  InteractionRecorded: {
    kind: oneOf(interactionKinds), direction: oneOf(["in", "out", "both"]), people: listOf(isId), from: maybe(isId), thread: maybe(text),
    length: maybe(moment), note: maybe(text), findings: maybe(listOf(finding)),
  },
  InvitationRecorded: { ...person, direction: inOrOut, note: maybe(text) },
  EndorsementRecorded: { ...person, direction: inOrOut, skill: text },
  RecommendationRecorded: { ...person, direction: inOrOut },
  NoteRecorded: { ...person, text },
  PersonAdded: { ...person, name: text, url: maybe(text), organisation: maybe(text), position: maybe(text) },
  ClosenessRated: { ...person, closeness: oneOf([1, 2, 3, 4, 5, null]) },
  PersonKept: person,
  ReviewPostponed: { ...person, untilMs: moment },
  PersonLetGo: person,
  PersonBroughtBack: person,
  RequestAnswered: { ...person, answer: oneOf(requestAnswers) },
  ReachOutSnoozed: { ...person, untilMs: moment },
  EventsRetracted: { events: maybe(listOf(isId)), importId: maybe(isId) },
  ImportCompleted: { importId: isId, fileName: text, files: listOf(fileSummary) },
};
const checkByType = new Map<string, Check>(Object.entries(fieldsByType).map(([type, fields]) => [type, shape(fields)]));

/** Reads one event. `newer` carries what is needed to count it; its bytes stay in the log. */
export function parseEvent(input: unknown): Result<KithEvent, ParseFailure> {
  if (!shape({ id: isId, type: text, v: moment, atMs: moment })(input)) return err({ reason: "malformed", detail: "id, type, v or atMs is missing" });
  const { id, type, v } = input as { readonly id: EventId; readonly type: string; readonly v: number };
  const check = checkByType.get(type);
  if (!check || v !== 1) return err({ reason: "newer", id, type, v });
  return check(input) ? ok(input as KithEvent) : err({ reason: "malformed", detail: `a field of ${type} is missing or of the wrong kind` });
}
