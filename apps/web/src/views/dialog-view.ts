/** The inside of a dialog with a form: its title, what is asked, why it was refused, and the two ways out. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/** What the dialog shows. */
export interface DialogInput {
  readonly titleId: string;
  readonly title: string | TemplateResult;
  readonly content: TemplateResult;
  readonly problem: string | undefined;
  readonly submitWords: string;
  readonly submit: () => void;
  readonly close: () => void;
}

/** The form. What is wrong is told by the wish itself, so the browser checks nothing first. */
export const dialogView = (input: DialogInput): TemplateResult => html`<form class="dialog-form" novalidate @submit=${(event: Event) => { event.preventDefault(); input.submit(); }}>
  <div class="dialog-head"><h2 id=${input.titleId}>${input.title}</h2><button class="button plain square" type="button" aria-label="Close" @click=${input.close}>${icon("close")}</button></div>
  ${input.content}
  <p role="alert" class="problem">${input.problem ?? nothing}</p>
  <div class="actions dialog-actions"><button class="button" type="button" @click=${input.close}>Cancel</button><button class="button primary" type="submit">${input.submitWords}</button></div></form>`;

/** A labelled text field. */
export const textField = (field: { readonly id: string; readonly label: string; readonly value: string; readonly type?: "text" | "date" | "email" | "url"; readonly placeholder?: string; readonly edit: (text: string) => void }): TemplateResult => html`<div class="labelled">
  <label for=${field.id}>${field.label}</label><input class="field" id=${field.id} type=${field.type ?? "text"} placeholder=${field.placeholder ?? ""} autocomplete="off" .value=${field.value}
    @input=${(event: Event) => { field.edit((event.target as HTMLInputElement).value); }}></div>`;

/** A labelled choice among few. */
export const choiceField = <Value extends string>(field: {
  readonly id: string; readonly label: string; readonly value: Value; readonly choices: readonly (readonly [Value, string])[]; readonly choose: (value: Value) => void;
}): TemplateResult => html`<fieldset class="labelled"><legend>${field.label}</legend><div class="chips">${field.choices.map(([value, words]) => html`<label class="chip"><input type="radio" name=${field.id} .checked=${value === field.value}
  @change=${() => { field.choose(value); }}>${words}</label>`)}</div></fieldset>`;

/** Something chosen, that can be taken out again. */
export const removableChip = (words: string, remove: (() => void) | undefined): TemplateResult => html`<span class="chip still removable"><bdi>${words}</bdi>${remove
  ? html`<button class="chip-remove" type="button" aria-label="Remove ${words}" @click=${remove}>${icon("close")}</button>` : nothing}</span>`;
