/** One person: the four facts, the evidence, the timeline. */
import { moves, tieReasons, type Contact, type Person, type PersonId, type Situation } from "@kith/core";
import type { PersonView, TimelineEntry } from "../contract.ts";
import { answerFacts } from "./answer-facts.ts";
import { rowOf } from "./rows.ts";

/** Messages less than this apart are told as one line of the timeline. */
const runGapMs = 3 * 86_400_000;
const yearDays = 365;

export function answerPerson(situation: Situation, id: PersonId, notebook: string): PersonView | undefined {
  const person = situation.network.people.get(id);
  if (!person) return undefined;
  const tie = situation.ties.get(id);
  return {
    person: rowOf(situation, id),
    ...(person.connectedAtMs === undefined ? {} : { connectedAtMs: person.connectedAtMs }),
    ...(tie?.freshness && tie.timesMs.length > 2 ? { usualGapDays: tie.freshness.usualGapDays } : {}),
    reasons: tie ? tieReasons(tie, situation.nowMs) : [],
    letGo: person.letGoAtMs !== undefined,
    kept: person.keptAtMs !== undefined && situation.nowMs - person.keptAtMs < yearDays * 86_400_000,
    isHidden: person.hiddenAtMs !== undefined, isProtected: person.protectedAtMs !== undefined,
    facts: answerFacts(situation, person),
    timeline: timeline(person),
    notes: person.notes.map(({ text }) => text),
    notebook,
  };
}

function timeline(person: Person): readonly TimelineEntry[] {
  const jobs = moves(person.jobs).slice(1).map(({ event, sinceMs, organisation, position }): TimelineEntry => ({
    eventIds: [event], atMs: sinceMs, kind: "job", text: [position, organisation].filter(Boolean).join(" at "),
  }));
  const entries: TimelineEntry[] = [
    ...contactRuns(person.contacts), ...jobs,
    ...person.notes.map(({ event, atMs, text }): TimelineEntry => ({ eventIds: [event], atMs, kind: "note", text })),
    ...person.endorsements.map(({ event, atMs, direction, skill }): TimelineEntry => ({ eventIds: [event], atMs, kind: "endorsement", direction, text: skill })),
    ...person.recommendations.map(({ event, atMs, direction }): TimelineEntry => ({ eventIds: [event], atMs, kind: "recommendation", direction })),
    ...person.invitations.map(({ event, sentAtMs, direction, note }): TimelineEntry => ({ eventIds: [event], atMs: sentAtMs, kind: "invitation", direction, ...(note === undefined ? {} : { text: note }) })),
    ...(person.connectedAtMs !== undefined && person.connectedBy ? [{ eventIds: [person.connectedBy], atMs: person.connectedAtMs, kind: "connected" as const }] : []),
  ];
  return entries.toSorted((a, b) => b.atMs - a.atMs);
}

/** Runs of imported messages as one line each; what the owner wrote down stands alone. */
function contactRuns(contacts: readonly Contact[]): readonly TimelineEntry[] {
  const runs: Contact[][] = [];
  for (const contact of contacts) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const joins = before && contact.note === undefined && before.note === undefined && contact.kind === before.kind && contact.thread === before.thread
      && contact.thread !== undefined && contact.atMs - before.atMs < runGapMs;
    if (run && joins) run.push(contact);
    else runs.push([contact]);
  }
  return runs.flatMap((run) => {
    const last = run.at(-1);
    if (!last) return [];
    const directions = new Set(run.map(({ direction }) => direction));
    const [only] = directions;
    const quote = run.findLast(({ findings }) => findings && findings.length > 0)?.findings?.[0]?.quote;
    const text = last.note ?? (quote === undefined ? undefined : `“${quote}”`);
    return [{
      eventIds: run.map(({ event }) => event), atMs: last.atMs, kind: last.kind, direction: directions.size === 1 && only ? only : "both" as const,
      ...(run.length > 1 ? { count: run.length } : {}), ...(text === undefined ? {} : { text }), ...(last.groupSize > 1 ? { groupSize: last.groupSize } : {}),
    }];
  });
}
