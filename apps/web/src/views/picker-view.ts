/** A field that finds somebody by name. Its suggestions stand below it, in the page's flow, so that no dialog cuts them off. */
import { html, nothing, type TemplateResult } from "lit";
import type { PersonRow } from "../contract.ts";
import { roleOf } from "../words/name.ts";
import type { Pick } from "../words/picks.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

/** What the field shows. */
export interface PickerInput {
  /** Begins every id in it. */
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly people: readonly PersonRow[];
  /** Offered where nobody of that name is meant. */
  readonly newcomer: Pick | undefined;
  /** The newcomer is somebody the owner seeks, not knows. */
  readonly seeks: boolean;
  readonly active: number;
  readonly isOpen: boolean;
  readonly type: (text: string) => void;
  readonly press: (event: KeyboardEvent) => void;
  readonly choose: (index: number) => void;
  readonly leave: () => void;
}

function newcomerWords({ name, organisation }: Pick, seeks: boolean): TemplateResult {
  return html`Add <bdi>${name}</bdi>${organisation ? html` at <bdi>${organisation}</bdi>` : nothing} <span class="muted">${seeks ? "whom you don’t know yet" : "as a person"}</span>`;
}

/** The field. */
export function pickerView(input: PickerInput): TemplateResult {
  const { id, people, newcomer } = input;
  const count = people.length + (newcomer ? 1 : 0);
  const open = input.isOpen && count > 0;
  const option = (index: number, content: TemplateResult): TemplateResult => html`<div class="option" role="option" id="${id}-${index}" aria-selected=${index === input.active ? "true" : "false"}
    @pointerdown=${(event: Event) => { event.preventDefault(); }} @click=${() => { input.choose(index); }}>${content}</div>`;
  return html`<div class="picker" @focusout=${input.leave}>
    <div class="picker-field">${icon("search")}<input id=${id} type="text" role="combobox" aria-label=${input.label} aria-expanded=${open ? "true" : "false"} aria-controls="${id}-options" aria-autocomplete="list"
      aria-activedescendant=${open ? `${id}-${input.active}` : ""} autocomplete="off" spellcheck="false" placeholder=${input.placeholder} .value=${input.text}
      @input=${(event: InputEvent) => { input.type((event.target as HTMLInputElement).value); }} @keydown=${input.press}></div>
    <div class="picker-options panel" id="${id}-options" role="listbox" aria-label="Suggestions" ?hidden=${!open}>
      ${people.map((person, index) => option(index, html`${avatar(person.name, "s")}<span class="option-text"><bdi>${person.name}</bdi> <span class="muted">${roleOf(person)}</span></span>`))}
      ${newcomer ? option(people.length, html`${icon("plus")}<span class="option-text">${newcomerWords(newcomer, input.seeks)}</span>`) : nothing}</div>
  </div>`;
}
