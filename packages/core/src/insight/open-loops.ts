/**
 * Open loops: a promise the owner made, or a question they haven't answered, as the last word of a
 * conversation. Anything said later closes it. The evidence is a quote.
 */
import { dayMs } from "../prelude/time.ts";
import type { Contact } from "../projection/network.ts";
import type { Reason } from "./reason.ts";
import type { Tie } from "./ties.ts";

/** Older ones are history, not debts. */
const openDaysMax = 120;

export type OpenLoop = Extract<Reason, { readonly kind: "promised" | "replyOwed" }>;

/** The open loop of a tie, or undefined. */
export function openLoop(tie: Tie, nowMs: number): OpenLoop | undefined {
  const last = tie.person.contacts.filter(({ groupSize }) => groupSize === 1).at(-1);
  if (!last) return undefined;
  const sinceDays = (nowMs - last.atMs) / dayMs;
  if (sinceDays > openDaysMax || sinceDays < 0) return undefined;
  const promise = finding(last, "promise");
  if (last.direction === "out" && promise) return { kind: "promised", quote: promise.quote, sinceDays };
  const question = finding(last, "question");
  // A pitch ends in a question too; nobody owes it an answer.
  return last.direction === "in" && question && !finding(last, "pitch") ? { kind: "replyOwed", quote: question.quote, sinceDays } : undefined;
}

const finding = (contact: Contact, kind: "promise" | "question" | "pitch"): { readonly quote: string } | undefined => contact.findings?.find((found) => found.kind === kind);
