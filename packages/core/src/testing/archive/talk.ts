/** What the invented people write, and when: the patterns the insights have to find again. */
import { dayMs } from "../../prelude/time.ts";
import { nameOf, type MadePerson } from "./people.ts";
import type { Seeded } from "./seeded.ts";

/** A row of messages.csv before it is written. `from` undefined is the owner. */
export interface MadeMessage {
  readonly thread: string;
  readonly others: readonly MadePerson[];
  readonly from: MadePerson | undefined;
  readonly atMs: number;
  readonly text: string;
}

const lines: readonly [string, ...string[]] = [
  "Good to hear from you! Thursday works for me.", "Let me check with the team.", "Could you send me the slides?", "Thanks again, that helped a lot.",
  "I will send you the notes by Friday.", "Ha, exactly what we discussed yesterday.", "Oui, avec plaisir. Jeudi ?", "Klar, gerne.", "はい、ぜひ。", "👍", "",
  "One more thing: a < b & \"quotes\", commas, too",
];
const hourMs = 3_600_000;

export const threadId = (number: number): string => `2-${number.toString(16).padStart(12, "0")}`;

/** When a conversation goes on, and how much of it there is. */
export interface TalkPlan {
  readonly thread: string;
  readonly count: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** An exchange both sides take part in, sessions of four spread evenly, opened in turns. */
export function exchange(random: Seeded, person: MadePerson, { thread, count, fromMs, untilMs }: TalkPlan): readonly MadeMessage[] {
  const sessions = Math.max(1, Math.ceil(count / 4));
  return Array.from({ length: count }, (_, index): MadeMessage => {
    const session = Math.floor(index / 4);
    const opens = session % 2 === 0 ? undefined : person;
    const replies = opens === undefined ? person : undefined;
    const startMs = sessions === 1 ? untilMs : fromMs + ((untilMs - fromMs) * session) / (sessions - 1);
    // Whole seconds, and an order within the session that no jitter can turn around.
    const atMs = Math.floor((startMs - (3 - (index % 4)) * hourMs) / 1000 + random.between(0, 900)) * 1000;
    return { thread, others: [person], from: index % 2 === 0 ? opens : replies, atMs: Math.min(atMs, untilMs), text: random.pick(lines) };
  });
}

/** A connector brings the owner together with an insider, who is in no other file. */
export function introduction(connector: MadePerson, insider: MadePerson, { thread, atMs }: { readonly thread: string; readonly atMs: number }): readonly MadeMessage[] {
  const others = [connector, insider];
  const say = (from: MadePerson | undefined, hours: number, text: string): MadeMessage => ({ thread, others, from, atMs: atMs + hours * hourMs, text });
  return [
    say(connector, 0, `Hi both, as promised: Robin, meet ${insider.first}, who leads robot safety at ${insider.organisation}.`),
    say(undefined, 4, `Thanks for the intro! ${insider.first}, happy to find 20 minutes next week?`),
    say(insider, 20, `Lovely to meet you. Tuesday at 10 works from the ${insider.organisation} side.`),
  ];
}

/** Small talk of three or more, so that a group isn't always an introduction. */
export function groupTalk(random: Seeded, others: readonly MadePerson[], { thread, count, untilMs }: TalkPlan): readonly MadeMessage[] {
  return Array.from({ length: count }, (_, index): MadeMessage => ({
    thread, others, from: index % 3 === 0 ? undefined : others[index % others.length], atMs: untilMs - (count - index) * hourMs,
    text: random.chance(0.5) ? "Count me in." : `Shall I bring ${others[0] === undefined ? "cake" : nameOf(others[0])}?`,
  }));
}

/** A whole number of days before a moment. */
export const daysBefore = (ms: number, days: number): number => ms - days * dayMs;
