/** Bringing an export in: choose the file, open it, see what came. On the owner's data page and in the first run. */
import { html, nothing, type TemplateResult } from "lit";
import type { Questions } from "../contract.ts";
import { restoredInWords } from "../words/data.ts";
import { icon } from "./icon.ts";

/** What is shown. */
export interface BringInInput {
  readonly isBusy: boolean;
  /** The name of a file that waits for its passphrase. */
  readonly waiting: string | undefined;
  readonly passphrase: string;
  readonly outcome: Questions["restoreLog"]["answer"] | undefined;
  readonly locale: string;
  readonly take: (file: File) => void;
  readonly type: (passphrase: string) => void;
  readonly open: () => void;
}

/** Something is being done that takes a while; how long isn't known. */
export const workingView = (words: string): TemplateResult => html`<div class="working" role="status"><span class="small muted">${words}</span><div class="bar endless" aria-hidden="true"><span></span></div></div>`;

const choose = (input: BringInInput, words: string): TemplateResult => html`<label class="button file data-file">${icon("import")}${words}<input type="file" accept=".jsonl,.kithx" aria-label=${words} ?disabled=${input.isBusy}
  @change=${(event: Event) => { const target = event.target as HTMLInputElement; const [file] = target.files ?? []; if (file) input.take(file); target.value = ""; }}></label>`;

const unlock = (input: BringInInput, name: string): TemplateResult => html`<form class="unlock" @submit=${(event: Event) => { event.preventDefault(); input.open(); }}>
  <label for="restore-passphrase">Passphrase of <bdi>${name}</bdi></label>
  <div class="unlock-line"><input class="field" id="restore-passphrase" type="password" autocomplete="off" required aria-describedby="restore-problem" .value=${input.passphrase} @input=${(event: InputEvent) => { input.type((event.target as HTMLInputElement).value); }}>
  <button class="button primary" type="submit" ?disabled=${input.isBusy}>Open</button></div></form>`;

function outcomeView({ outcome, waiting, passphrase, locale }: BringInInput): TemplateResult | typeof nothing {
  if (!outcome) return nothing;
  // Asking for the passphrase is no failure until one was tried.
  if (!outcome.ok) return html`<p id="restore-problem" role="alert" class=${waiting !== undefined && passphrase === "" ? "small muted" : "problem"}>${outcome.message}</p>`;
  const { title, text } = restoredInWords(outcome, locale);
  return html`<section class="restored" aria-labelledby="restored-title"><h3 id="restored-title" tabindex="-1">${icon("check")}${title}</h3><p>${text}</p>
    ${outcome.notices.length > 0 ? html`<ul class="notices">${outcome.notices.map((notice) => html`<li>${notice}</li>`)}</ul>` : nothing}</section>`;
}

/** The way in, and what came of it. */
export const bringInView = (input: BringInInput): TemplateResult => html`<div class="bring-in">
  ${input.waiting === undefined ? choose(input, "Choose an export") : unlock(input, input.waiting)}
  ${input.isBusy ? workingView("Reading the file…") : nothing}${outcomeView(input)}
  ${input.waiting === undefined ? nothing : choose(input, "Choose another file")}</div>`;
