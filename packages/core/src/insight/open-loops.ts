/**
 * Open loops: a promise the owner made, or a question they haven't answered, as the last word of a
 * conversation. Anything said later closes it, and so does a promise to the same person that the owner
 * kept or dropped since. The evidence is a quote.
 */
import { dayMs } from "../prelude/time.ts";
import type { Contact } from "../projection/network.ts";
import { openLoopDaysMax } from "./constants.ts";
import type { Reason } from "./reason.ts";
import type { Tie } from "./ties.ts";

export type OpenLoop = Extract<Reason, { readonly kind: "promised" | "replyOwed" }>;

/** The open loop of a tie, or undefined. `settledAtMs`: when a promise to this person was last settled. */
export function openLoop(tie: Tie, nowMs: number, settledAtMs = Number.NEGATIVE_INFINITY): OpenLoop | undefined {
  const last = lastWord(tie, nowMs);
  if (!last || settledAtMs > last.contact.atMs) return undefined;
  const { contact, sinceDays } = last;
  const promise = finding(contact, "promise");
  if (contact.direction === "out" && promise) return { kind: "promised", quote: promise.quote, sinceDays };
  const question = finding(contact, "question");
  // A pitch ends in a question too; nobody owes it an answer.
  return contact.direction === "in" && question && !finding(contact, "pitch") ? { kind: "replyOwed", quote: question.quote, sinceDays } : undefined;
}

/** The owner's own question as the last word: for the other to answer. */
export function openQuestion(tie: Tie, nowMs: number): Extract<Reason, { readonly kind: "replyAwaited" }> | undefined {
  const last = lastWord(tie, nowMs);
  const question = last?.contact.direction === "out" ? finding(last.contact, "question") : undefined;
  return last && question ? { kind: "replyAwaited", quote: question.quote, sinceDays: last.sinceDays } : undefined;
}

/** The last contact of the two alone, where it isn't history yet. */
function lastWord(tie: Tie, nowMs: number): { readonly contact: Contact; readonly sinceDays: number } | undefined {
  const contact = tie.person.contacts.findLast(({ groupSize }) => groupSize === 1);
  if (!contact) return undefined;
  const sinceDays = (nowMs - contact.atMs) / dayMs;
  return sinceDays > openLoopDaysMax || sinceDays < 0 ? undefined : { contact, sinceDays };
}

const finding = (contact: Contact, kind: "promise" | "question" | "pitch"): { readonly quote: string } | undefined => contact.findings?.find((found) => found.kind === kind);
