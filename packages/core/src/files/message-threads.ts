/** What only a whole conversation tells: who is in it, whether it is a group, and whether it is a campaign. */
import type { PersonId } from "../prelude/id.ts";
import type { Mention } from "./people-index.ts";
import type { Message } from "./read-messages.ts";

export type MentionedPerson = Extract<Mention, { kind: "person" }>;

export interface Thread {
  /** The others in it, without the owner and closed accounts, as first seen. */
  readonly people: ReadonlyMap<PersonId, MentionedPerson>;
  /** More than one other, a closed account beside somebody included. */
  readonly isGroup: boolean;
  readonly isSponsored: boolean;
}

interface GrowingThread {
  readonly people: Map<PersonId, MentionedPerson>;
  isGroup: boolean;
  isSponsored: boolean;
}

/** Threads by conversation id. Messages without one (2018) are none: each of them stands alone. */
export function gatherThreads(messages: readonly Message[]): ReadonlyMap<string, Thread> {
  const threads = new Map<string, GrowingThread>();
  for (const message of messages) {
    if (message.thread === "" || message.isDraft) continue;
    let thread = threads.get(message.thread);
    if (thread === undefined) {
      thread = { people: new Map(), isGroup: false, isSponsored: false };
      threads.set(message.thread, thread);
    }
    if (message.isSponsored) thread.isSponsored = true;
    if (isGroupOfItself(message)) thread.isGroup = true;
    for (const mention of message.mentions) if (mention.kind === "person" && !thread.people.has(mention.person)) thread.people.set(mention.person, mention);
    if (thread.people.size > 1) thread.isGroup = true;
  }
  return threads;
}

/** The thread of one message that has no conversation id. */
export function threadOfOne(message: Message): Thread {
  const people = new Map<PersonId, MentionedPerson>();
  for (const mention of message.mentions) if (mention.kind === "person") people.set(mention.person, mention);
  return { people, isGroup: people.size > 1 || isGroupOfItself(message), isSponsored: message.isSponsored };
}

/** Two others in one row, even where one of them can't be told. */
function isGroupOfItself({ mentions }: Message): boolean {
  let others = 0;
  for (const { kind } of mentions) if (kind !== "me") others += 1;
  return others > 1;
}
