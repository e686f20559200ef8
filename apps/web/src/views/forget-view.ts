/** Inside of the dialog that forgets somebody for good: what goes, what stays, and that there is no way back. */
import { html, nothing, type TemplateResult } from "lit";
import type { ForgetPreview } from "../contract.ts";
import { forgetInWords } from "../words/data.ts";
import { shortName } from "../words/name.ts";
import { icon } from "./icon.ts";

/** What the dialog shows. */
export interface ForgetInput {
  readonly name: string;
  /** Undefined while it is counted. */
  readonly preview: ForgetPreview | undefined;
  readonly isUnderstood: boolean;
  readonly isForgetting: boolean;
  readonly problem: string | undefined;
  readonly locale: string;
  readonly understand: (isUnderstood: boolean) => void;
  readonly forget: () => void;
  readonly close: () => void;
}

function consequences({ name, locale }: ForgetInput, preview: ForgetPreview): TemplateResult {
  const first = shortName(name);
  const { goes, stays } = forgetInWords(preview, first, locale);
  return html`<dl class="consequences">
    <div><dt>Goes</dt><dd>${goes}</dd></div>
    <div><dt>Stays</dt><dd>${stays}</dd>
      ${preview.namedIn.length > 0 ? html`<dd>Your own words about others, as you wrote them. <bdi>${first}</bdi> is named in what you wrote about ${preview.namedIn.map(({ id, name: other }, index) => html`${index > 0 ? ", " : nothing}<a href="/people/${id}"><bdi>${other}</bdi></a>`)}.</dd>` : nothing}</div>
    <div><dt>Where</dt><dd>Here, on all your devices, and on the sync server. A device that is offline follows when it is back.</dd></div>
    <div><dt>No way back</dt><dd>No undo brings <bdi>${first}</bdi> back, nor does importing an archive again. Exports you saved before still hold <bdi>${first}</bdi>: delete those files yourself.</dd></div></dl>
    <p class="muted small">If they should only leave your lists, let them go instead: the history is kept then, and they can come back.</p>`;
}

/** The dialog's content. */
export const forgetView = (input: ForgetInput): TemplateResult => html`<form class="dialog-form" @submit=${(event: Event) => { event.preventDefault(); if (input.isUnderstood && !input.isForgetting) input.forget(); }}>
  <div class="dialog-head"><h2 id="forget-title" tabindex="-1">Forget <bdi>${input.name}</bdi> for good?</h2><button class="button plain square" type="button" aria-label="Close" ?disabled=${input.isForgetting} @click=${input.close}>${icon("close")}</button></div>
  ${input.preview ? consequences(input, input.preview) : html`<p class="muted" role="status">Looking through what was recorded…</p>`}
  <label class="tick"><input type="checkbox" ?disabled=${!input.preview || input.isForgetting} .checked=${input.isUnderstood} @change=${(event: Event) => { input.understand((event.target as HTMLInputElement).checked); }}>I understand that this can’t be undone</label>
  <p role="alert" class="problem">${input.problem ?? nothing}</p>
  <div class="actions dialog-actions"><button class="button" type="button" ?disabled=${input.isForgetting} @click=${input.close}>Cancel</button>
    <button class="button danger" type="submit" ?disabled=${!input.isUnderstood || input.isForgetting}>${icon("forget")}${input.isForgetting ? "Forgetting…" : "Forget for good"}</button></div></form>`;
