/** The 24 words: shown once, asked for once, replaced. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/** What is done with words that are on the screen. */
export interface ShownWords {
  readonly words: readonly string[];
  readonly written: boolean;
  readonly copy: () => void;
  readonly print: () => void;
  readonly tick: (written: boolean) => void;
}

/** The words, ways to keep them, and the tick that says so. */
export const shownWordsView = ({ words, written, copy, print, tick }: ShownWords): TemplateResult => html`<ol class="words-grid panel" aria-label="Recovery words">${words.map((word) => html`<li>${word}</li>`)}</ol>
  <div class="actions no-print"><button class="button" type="button" @click=${copy}>${icon("copy")}Copy</button><button class="button" type="button" @click=${print}>${icon("print")}Print</button></div>
  <label class="tick no-print"><input type="checkbox" .checked=${written} @change=${(event: Event) => { tick((event.target as HTMLInputElement).checked); }}>I’ve written them down</label>`;

/** What the dialog for new words shows. */
export interface NewWordsInput extends ShownWords {
  readonly isWorking: boolean;
  readonly problem: string | undefined;
  readonly make: () => void;
  readonly close: () => void;
}

const head = (title: string, close: (() => void) | undefined): TemplateResult => html`<div class="dialog-head"><h2 id="words-title" tabindex="-1">${title}</h2>${close ? html`<button class="button plain square" type="button" aria-label="Close" @click=${close}>${icon("close")}</button>` : nothing}</div>`;

/** Inside of the dialog that makes new words: what it means, then the words. */
export const newWordsView = (input: NewWordsInput): TemplateResult => (input.words.length > 0 ? html`<div class="dialog-form">${head("Your new 24 words", undefined)}
    <p>They are shown once: write them down and keep the paper somewhere safe. The old ones open nothing any more; cross them out.</p>
    ${shownWordsView(input)}
    <div class="actions dialog-actions no-print"><button class="button primary" type="button" ?disabled=${!input.written} @click=${input.close}>Done</button></div></div>`
  : html`<div class="dialog-form">${head("New recovery words?", input.isWorking ? undefined : input.close)}
    <dl class="consequences"><div><dt>The old words</dt><dd>They open nothing from now on, whoever has the paper.</dd></div>
      <div><dt>The new ones</dt><dd>24 others, shown once, here.</dd></div>
      <div><dt>Your devices</dt><dd>Nothing changes on them.</dd></div></dl>
    <p role="alert" class="problem">${input.problem ?? nothing}</p>
    <div class="actions dialog-actions"><button class="button" type="button" ?disabled=${input.isWorking} @click=${input.close}>Cancel</button>
      <button class="button primary" type="button" ?disabled=${input.isWorking} @click=${input.make}>${icon("key")}${input.isWorking ? "Making them…" : "Make new words"}</button></div></div>`);

/** What the dialog that asks for three words shows. */
export interface CheckWordsInput {
  readonly positions: readonly number[];
  readonly typed: readonly string[];
  readonly isChecking: boolean;
  readonly problem: string | undefined;
  readonly type: (index: number, text: string) => void;
  readonly check: () => void;
  readonly replace: () => void;
  readonly close: () => void;
}

/** Inside of that dialog. */
export const checkWordsView = (input: CheckWordsInput): TemplateResult => html`<form class="dialog-form" @submit=${(event: Event) => { event.preventDefault(); if (!input.isChecking) input.check(); }}>
  ${head("Do you still have your 24 words?", input.close)}
  <p>Take your paper and type these three. Kith asks this once: the words are the only way back if you lose your devices.</p>
  <div class="three-words">${input.positions.map((position, index) => html`<div class="labelled"><label for="word-${position}">Word ${position}</label>
    <input class="field" id="word-${position}" autocapitalize="none" autocomplete="off" spellcheck="false" required aria-describedby="words-problem" .value=${input.typed[index] ?? ""} @input=${(event: InputEvent) => { input.type(index, (event.target as HTMLInputElement).value); }}></div>`)}</div>
  <p id="words-problem" role="alert" class="problem">${input.problem ?? nothing}</p>
  <div class="actions dialog-actions">${input.problem === undefined ? html`<button class="button" type="button" @click=${input.close}>Not now</button>` : html`<button class="button" type="button" @click=${input.replace}>New recovery words…</button>`}
    <button class="button primary" type="submit" ?disabled=${input.isChecking}>${input.isChecking ? "Checking…" : "Check"}</button></div></form>`;
