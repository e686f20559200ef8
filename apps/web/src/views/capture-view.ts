/** One line to log a moment; what was read is shown, and can be changed, before it is saved. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { interactionKindWords, type Capture } from "../words/phrase.ts";
import { icon } from "./icon.ts";

/** What the capture line shows. */
export interface CaptureInput {
  readonly text: string;
  readonly reading: Capture;
  /** ISO days for the date field. */
  readonly day: string;
  readonly today: string;
  readonly type: (text: string) => void;
  readonly setKind: (kind: string) => void;
  readonly setDay: (day: string) => void;
  readonly save: () => void;
  readonly leave: () => void;
}

/** The line and its chips. */
export function captureView(input: CaptureInput): TemplateResult {
  const { reading } = input;
  const writing = input.text.trim() !== "";
  return html`<form class="capture ${writing ? "writing" : ""}" @submit=${(event: Event) => { event.preventDefault(); input.save(); }}>
    <div class="capture-line">${icon("plus")}
      <input id="capture" type="text" aria-label="Log a moment" aria-keyshortcuts="N" autocomplete="off" maxlength="2000" placeholder="Log a moment — “coffee yesterday, asked about Nils”" .value=${live(input.text)}
        @input=${(event: InputEvent) => { input.type((event.target as HTMLInputElement).value); }}
        @keydown=${(event: KeyboardEvent) => { if (event.key === "Escape") { event.stopPropagation(); input.leave(); } }}>
      ${writing ? html`<button class="button primary" type="submit">Save</button>` : html`<kbd aria-hidden="true">N</kbd>`}</div>
    ${writing ? html`<div class="capture-chips" role="group" aria-label="How Kith reads it">
      <select class="chip still" aria-label="Kind" .value=${live(reading.kind)} @change=${(event: Event) => { input.setKind((event.target as HTMLSelectElement).value); }}>
        <option value="note" ?selected=${reading.kind === "note"}>Note, no contact</option>
        ${Object.entries(interactionKindWords).map(([kind, word]) => html`<option value=${kind} ?selected=${kind === reading.kind}>${word}</option>`)}</select>
      ${reading.kind === "note" ? nothing : html`<input class="chip still" type="date" aria-label="Day" max=${input.today} .value=${live(input.day)} @change=${(event: Event) => { input.setDay((event.target as HTMLInputElement).value); }}>`}
      <span class="small muted">${reading.note ? html`“${reading.note}”` : "without a note"}</span></div>` : nothing}
  </form>`;
}
