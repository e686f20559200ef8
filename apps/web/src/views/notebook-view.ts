/** The notebook on a person's page: a sheet that grows with what is written on it. */
import { html, nothing, type TemplateResult } from "lit";
import { notebookLengthMax, unsavedInWords, type DraftState } from "../words/data.ts";
import { numberInWords } from "../words/phrase.ts";

/** What the section shows. */
export interface NotebookInput {
  readonly text: string;
  readonly state: DraftState;
  readonly locale: string;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly type: (text: string, composing: boolean) => void;
  /** The field was left, or a word composed to its end. */
  readonly pause: () => void;
  /** Escape. */
  readonly leave: () => void;
  readonly tryAgain: () => void;
}

/** From here on it is said how much room is left. */
const nearlyFull = notebookLengthMax - 2_000;

function statusWords({ state, text, locale }: NotebookInput): string {
  if (text.length > nearlyFull && text.length <= notebookLengthMax) return `Room for ${numberInWords(notebookLengthMax - text.length, locale)} more characters`;
  switch (state.kind) {
    case "saved": return "Saved";
    case "saving": return "Saving…";
    case "failed": case "tooLong": return "Not saved";
    case "still": case "unsaved": return "";
  }
}

/** On another day: to read only. The notebook has no days, so that is said. */
const toRead = (text: string): TemplateResult => html`<section aria-labelledby="notebook-title"><div class="section-head"><h2 class="section-title" id="notebook-title">Notebook</h2><span class="muted small">As it stands today</span></div>
  <p class="notebook-text">${text}</p></section>`;

/** The section. The field's text is set by its element, which keeps the caret in place. */
export function notebookView(input: NotebookInput): TemplateResult | typeof nothing {
  if (!input.writable) return input.text === "" ? nothing : toRead(input.text);
  const problem = unsavedInWords(input.state, input.text.length, input.locale);
  return html`<section aria-labelledby="notebook-title"><div class="section-head"><h2 class="section-title" id="notebook-title">Notebook</h2><span class="muted small" role="status">${statusWords(input)}</span></div>
    <div class="notebook-sheet" data-text="${input.text} "><textarea id="notebook" rows="1" aria-labelledby="notebook-title" aria-describedby="notebook-problem" aria-invalid=${problem ? "true" : "false"} placeholder="What do you want to remember?"
      @input=${(event: InputEvent) => { input.type((event.target as HTMLTextAreaElement).value, event.isComposing); }} @compositionend=${(event: Event) => { input.type((event.target as HTMLTextAreaElement).value, false); }}
      @blur=${input.pause} @keydown=${(event: KeyboardEvent) => { if (event.key === "Escape" && !event.isComposing) { event.preventDefault(); input.leave(); } }}></textarea></div>
    <p id="notebook-problem" role="alert" class="problem notebook-problem">${problem ? html`${problem} ${input.state.kind === "failed" ? html`<button class="button" type="button" @click=${input.tryAgain}>Try again</button>` : nothing}` : nothing}</p></section>`;
}
