/** The frame of both piles of cards: progress above, the card, the answers below. */
import { html, nothing, type TemplateResult } from "lit";
import { styled } from "../elements/styled.ts";
import type { PersonCard } from "../contract.ts";
import { roleOf } from "../words/name.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

/** What the frame shows. */
export interface DeckInput {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly left: string;
  readonly undo: (() => void) | undefined;
  readonly card: TemplateResult;
  readonly answers: TemplateResult;
  readonly footnote: TemplateResult;
}

/** Head of a card. */
export const cardHead = (person: PersonCard): TemplateResult => html`<header class="card-head">${avatar(person.name, "xl")}
  <div><h2 tabindex="-1" class="card-name"><bdi>${person.name}</bdi></h2><p class="muted"><bdi>${roleOf(person)}</bdi></p></div></header>`;

/** The page. */
export const deckView = (input: DeckInput): TemplateResult => html`<div class="deck">
  <header class="deck-head"><h1 tabindex="-1">${input.title}</h1>
    <div class="progress" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax=${input.total} aria-valuenow=${input.done}><span ${styled({ "inline-size": `${(input.done / Math.max(1, input.total)) * 100}%` })}></span></div>
    <span class="small muted">${Math.min(input.done + 1, input.total)} of ${input.total} · ${input.left}</span>
    <button class="button plain deck-undo" type="button" aria-keyshortcuts="Z" ?disabled=${!input.undo} @click=${() => input.undo?.()}>${icon("undo")}Undo<kbd aria-hidden="true">Z</kbd></button></header>
  <div class="stack ${input.total - input.done > 1 ? "more" : ""} ${input.total - input.done > 2 ? "many" : ""}">${input.card}</div>
  <footer class="deck-foot"><div class="answers">${input.answers}</div><p class="small muted">${input.footnote}</p></footer>
</div>`;

/** One answer with its key. */
export const answerButton = (input: { readonly words: string; readonly key: string; readonly best: boolean; readonly icon?: TemplateResult; readonly choose: () => void }): TemplateResult =>
  html`<button class="button big ${input.best ? "primary" : ""}" type="button" aria-keyshortcuts=${input.key} @click=${input.choose}>${input.icon ?? nothing}${input.words}<kbd aria-hidden="true">${input.key}</kbd></button>`;
