/** Inside of the dialog that chooses a day to go back to. */
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "./icon.ts";

/** A day to choose without typing. */
export interface DayChoice {
  readonly words: string;
  /** ISO day. */
  readonly day: string;
}

/** What the dialog shows. Days are ISO days on the reader's calendar. */
export interface DayInput {
  readonly day: string;
  /** The latest day there is to go back to. */
  readonly latest: string;
  readonly choices: readonly DayChoice[];
  readonly type: (day: string) => void;
  readonly go: (day: string) => void;
  readonly close: () => void;
}

/** The dialog's content. */
export const dayView = (input: DayInput): TemplateResult => html`<form class="day-form" @submit=${(event: Event) => { event.preventDefault(); input.go(input.day); }}>
  <div class="dialog-head"><h2 id="day-title">Go back to a day</h2><button class="button plain square" type="button" aria-label="Close" @click=${input.close}>${icon("close")}</button></div>
  <p class="muted">Every page then shows your people as they stood at the end of that day, by when things happened. Nothing can be changed there; one press leads back to today.</p>
  <div class="day-line"><input class="field" id="day-field" type="date" aria-label="Day" required max=${input.latest} .value=${live(input.day)} @input=${(event: Event) => { input.type((event.target as HTMLInputElement).value); }}>
    <button class="button primary" type="submit">Go there</button></div>
  <div class="chips" role="group" aria-label="Or">${input.choices.map(({ words, day }) => html`<button class="chip" type="button" @click=${() => { input.go(day); }}>${words}</button>`)}</div>
</form>`;
