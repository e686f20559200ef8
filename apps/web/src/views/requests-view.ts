/** Requests: should I accept? Five questions, each answered from evidence. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { RequestAnswer } from "@kith/core";
import type { RequestView } from "../contract.ts";
import { dateInWords, evidenceInWords, requestAnswerInWords, triageAnswerInWords, triageQuestionInWords, type PhraseContext } from "../words/phrase.ts";
import { answerButton, cardHead, deckView } from "./deck-view.ts";
import { icon } from "./icon.ts";

export interface RequestsInput {
  readonly request: RequestView;
  readonly done: number;
  readonly total: number;
  readonly left: string;
  readonly context: PhraseContext;
  readonly undo: (() => void) | undefined;
  readonly answer: (answer: RequestAnswer) => void;
}

/** In the order of the keys 1 to 5. */
export const answerOrder: readonly RequestAnswer[] = ["accept", "acceptAndLookAgain", "askFirst", "wait", "ignore"];

const safeUrl = (url: string | undefined): string | undefined => (url === undefined ? undefined : /^https?:\/\//iu.test(url) ? url : `https://${url.replace(/^\/+/u, "")}`);

/** The page. */
export function requestsView(input: RequestsInput): TemplateResult {
  const { request, context } = input;
  const url = safeUrl(request.person.url);
  return deckView({
    title: "Requests", done: input.done, total: input.total, left: input.left, undo: input.undo,
    card: html`${keyed(request.person.id, html`<article class="card">${cardHead(request.person)}
      <p class="small muted">Asked to connect on ${dateInWords(request.sentAtMs, context)}</p>
      ${request.note ? html`<blockquote class="evidence">“${request.note}”</blockquote>` : nothing}
      <dl class="triage">${request.answers.map(({ question, answer, because }) => html`<div><dt>${triageQuestionInWords[question]}</dt>
        <dd><span class="verdict verdict-${answer}">${triageAnswerInWords[answer]}</span> <span class="muted">${evidenceInWords(because)}</span></dd></div>`)}</dl>
      ${url ? html`<p class="small"><a href=${url} target="_blank" rel="noreferrer noopener">Open their profile${icon("away")}<span class="hidden-words"> in a new tab</span></a></p>` : nothing}</article>`)}`,
    answers: html`${answerOrder.map((answer, index) => answerButton({
      words: requestAnswerInWords[answer], key: String(index + 1), best: answer === request.suggestion, choose: () => { input.answer(answer); } }))}`,
    footnote: html`Kith suggests <strong>${requestAnswerInWords[request.suggestion].toLowerCase()}</strong>. Kith doesn’t touch LinkedIn: you do it there, Kith remembers what you decided.`,
  });
}
