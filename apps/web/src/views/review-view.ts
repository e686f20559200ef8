/** Review: whom could I let go? One card at a time, then a summary that is confirmed. */
import { html, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { JudgedPerson } from "../contract.ts";
import { decisionWords, type Decision } from "../words/deck.ts";
import { counted, reasonInWords, type PhraseContext } from "../words/phrase.ts";
import { answerButton, cardHead, deckView } from "./deck-view.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

export interface ReviewInput {
  readonly card: JudgedPerson;
  readonly done: number;
  readonly total: number;
  readonly left: string;
  readonly context: PhraseContext;
  readonly undo: (() => void) | undefined;
  readonly decide: (decision: Decision) => void;
}

/** A card. */
export const reviewView = (input: ReviewInput): TemplateResult => deckView({
  title: "Review, one at a time", done: input.done, total: input.total, left: input.left, undo: input.undo,
  card: html`${keyed(input.card.person.id, html`<article class="card">${cardHead(input.card.person)}
    <div class="evidence"><h3>Why you’re seeing this</h3><ul>${input.card.reasons.map((reason) => html`<li>${reasonInWords(reason, input.context)}</li>`)}</ul></div>
    <p class="small muted">Letting go archives here in Kith only. It never touches LinkedIn, and you can bring everybody back.</p></article>`)}`,
  answers: html`${answerButton({ words: "Let go", key: "1", best: false, icon: icon("archive"), choose: () => { input.decide("letGo"); } })}
    ${answerButton({ words: "Later", key: "2", best: false, icon: icon("clock"), choose: () => { input.decide("later"); } })}
    ${answerButton({ words: "Keep", key: "3", best: true, icon: icon("heart"), choose: () => { input.decide("keep"); } })}`,
  footnote: html`Nothing happens until you confirm all of it at the end.`,
});

export interface SummaryInput {
  readonly rows: readonly { readonly judged: JudgedPerson; readonly decision: Decision }[];
  readonly change: (id: string, decision: Decision) => void;
  readonly apply: () => void;
  readonly back: () => void;
}

const choices: readonly Decision[] = ["letGo", "later", "keep"];

/** The page that is confirmed. */
export function summaryView({ rows, change, apply, back }: SummaryInput): TemplateResult {
  const goes = rows.filter((row) => row.decision === "letGo").length;
  return html`<div class="page"><div class="column">
    <header class="page-head"><h1 tabindex="-1">Look it over</h1><p class="lead muted">${goes === 0 ? "Nobody is let go." : `${counted(goes, "person", "people")} will leave your lists. Their history stays, and you can bring them back at any time.`}</p></header>
    <ul class="summary panel">${rows.map(({ judged: { person }, decision }) => html`<li>${avatar(person.name, "m")}<span class="summary-name"><bdi>${person.name}</bdi></span>
      <fieldset class="chips"><legend class="hidden-words">Decision for ${person.name}</legend>${choices.map((choice) => html`<label class="chip"><input type="radio" name="decision-${person.id}" .checked=${choice === decision} @change=${() => { change(person.id, choice); }}>${decisionWords[choice]}</label>`)}</fieldset></li>`)}</ul>
    <div class="actions"><button class="button primary big" type="button" @click=${apply}>${icon("check")}Apply</button><button class="button big" type="button" @click=${back}>Back to the cards</button></div>
  </div></div>`;
}
