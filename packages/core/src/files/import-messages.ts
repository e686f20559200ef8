/** messages.csv: what was written between the owner and others. The text is read for findings and not kept. */
import type { InteractionRecorded } from "../event/event.ts";
import type { PersonId } from "../prelude/id.ts";
import { findInText } from "./find-in-text.ts";
import { linkedinEventId, record, type ImportContext, type OpenTable } from "./import-context.ts";
import { gatherThreads, threadOfOne, type MentionedPerson, type Thread } from "./message-threads.ts";
import { readMessages, type Message } from "./read-messages.ts";
import type { Mention } from "./people-index.ts";
import type { SetAsideReason } from "./tally.ts";

const progressEvery = 5000;

/** All parts at once, because a thread may go on from one to the next. `onProgress` gets the share done, 0 to 1. */
export function importMessages(tables: readonly OpenTable[], context: ImportContext, onProgress: (share: number) => void): void {
  const messages = tables.flatMap((open) => readMessages(open, context));
  const threads = gatherThreads(messages);
  const isRepeated = duplicateFinder();
  for (const [index, message] of messages.entries()) {
    if (index % progressEvery === 0) onProgress(index / messages.length);
    const thread = threads.get(message.thread) ?? threadOfOne(message);
    const read = isRepeated(message) ? "exact duplicate" : interaction(message, thread, context);
    if (typeof read === "string") {
      message.tally.setAside(read, message.row.number);
      continue;
    }
    if (!read.seen.every((person) => context.observed.seeElsewhere(person))) {
      message.tally.setAside("too large to keep", message.row.number);
      continue;
    }
    record(numbered(read.event, read.idParts, context), { context, tally: message.tally, row: message.row });
  }
}

interface ReadInteraction {
  readonly event: Omit<InteractionRecorded, "id">;
  readonly idParts: readonly string[];
  readonly seen: readonly MentionedPerson[];
}

/** What a message is as a fact, or why it isn't one. */
function interaction(message: Message, thread: Thread, context: ImportContext): ReadInteraction | SetAsideReason {
  const { atMs, content } = message;
  if (message.isDraft) return "draft";
  if (message.isSponsored || thread.isSponsored) return "sponsored";
  if (message.isSpam) return "spam folder";
  if (atMs === undefined) return "date not understood";
  const sender = withinThread(message.sender, thread);
  if (sender.kind === "closed") return "closed account";
  if (sender.kind === "unclear") return "nobody recognised";
  const seen = othersOf(message, thread);
  if (seen.length === 0) return message.mentions.some(({ kind }) => kind === "closed") ? "closed account" : "nobody recognised";

  const direction = sender.kind === "me" ? "out" : "in";
  const people = seen.map(({ person }) => person);
  const threadId = message.thread === "" ? linkedinEventId(["thread", ...people.toSorted()]) : message.thread;
  const findings = content === "" ? [] : findInText(content, {
    organisations: context.organisations,
    isExpected: (key) => !thread.isGroup && isExpectedBetween(key, people, context),
    isPerson: (name) => context.people.knows(name),
    isIncoming: direction === "in",
  });
  const from = thread.isGroup && sender.kind === "person" ? sender.person : undefined;
  return {
    event: {
      type: "InteractionRecorded", v: 1, atMs, kind: "message", direction, people, thread: threadId, length: content.length,
      ...(from === undefined ? {} : { from }),
      ...(findings.length === 0 ? {} : { findings }),
    },
    idParts: ["InteractionRecorded", threadId, `${atMs}`, direction, from ?? "", people.join(","), content],
    seen,
  };
}

/** The others of a row, each once. A conversation of two has one other, even in rows that leave them out. */
function othersOf(message: Message, thread: Thread): readonly MentionedPerson[] {
  const others = new Map<PersonId, MentionedPerson>();
  for (const mention of message.mentions) {
    const found = withinThread(mention, thread);
    if (found.kind === "person") others.set(found.person, found);
  }
  const isLeftOut = others.size === 0 && !message.mentions.some(({ kind }) => kind === "closed");
  return Array.from((isLeftOut && !thread.isGroup ? thread.people : others).values());
}

/** A name that fits two people may still fit only one of those in this conversation. */
function withinThread(mention: Mention, thread: Thread): Mention {
  if (mention.kind !== "unclear" || mention.foldedName === "") return mention;
  const fitting = Array.from(thread.people.values()).filter(({ foldedName }) => foldedName === mention.foldedName);
  return fitting.length === 1 && fitting[0] !== undefined ? fitting[0] : mention;
}

/** In a conversation of two it says nothing that the other's employer or the owner's is named. */
const isExpectedBetween = (key: string, people: readonly PersonId[], { ownOrganisations, organisationByPerson }: ImportContext): boolean =>
  ownOrganisations.has(key) || people.some((person) => organisationByPerson.get(person) === key);

/** True from the second row on that is the same in every cell. Rows are compared only where date and length agree. */
function duplicateFinder(): (message: Message) => boolean {
  const rowsByKey = new Map<number, (readonly string[])[]>();
  return ({ row: { cells }, atMs = 0, content }) => {
    const key = (atMs / 1000) * 65_536 + (content.length % 65_536);
    const rows = rowsByKey.get(key);
    if (rows === undefined) {
      rowsByKey.set(key, [cells]);
      return false;
    }
    if (rows.some((other) => other.length === cells.length && other.every((cell, index) => cell === cells[index]))) return true;
    rows.push(cells);
    return false;
  };
}

/** Two attachments in one second differ in nothing the id is made of, so the second gets a number. */
function numbered(event: Omit<InteractionRecorded, "id">, parts: readonly string[], { ids }: ImportContext): InteractionRecorded {
  let id = linkedinEventId(parts);
  for (let number = 2; ids.has(id); number += 1) id = linkedinEventId([...parts, `${number}`]);
  return { id, ...event };
}
