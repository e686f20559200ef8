/** The inside of the command palette: a combobox over people, pages and actions. */
import { html, nothing, type TemplateResult } from "lit";
import { avatar } from "./person-bits.ts";
import { icon, type IconName } from "./icon.ts";

/** One thing the palette offers. */
export interface PaletteOption {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string;
  /** A person's name draws an avatar, else an icon. */
  readonly person?: boolean;
  readonly icon?: IconName;
  readonly hint?: string;
  readonly run: () => void;
}

/** What the palette shows. */
export interface PaletteInput {
  readonly text: string;
  readonly options: readonly PaletteOption[];
  readonly active: number;
  readonly type: (text: string) => void;
  readonly press: (event: KeyboardEvent) => void;
  readonly choose: (index: number) => void;
}

/** Input above, options below, grouped. */
export const paletteView = (input: PaletteInput): TemplateResult => html`
  <div class="palette-input">${icon("search")}
    <input type="text" role="combobox" aria-label="Jump to a person, page or action" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
      aria-activedescendant=${input.options.length > 0 ? `palette-${input.active}` : ""} placeholder="Jump to…" autocomplete="off" spellcheck="false"
      .value=${input.text} @input=${(event: InputEvent) => { input.type((event.target as HTMLInputElement).value); }} @keydown=${input.press}>
    <kbd aria-hidden="true">esc</kbd></div>
  <div class="palette-list" id="palette-list" role="listbox" aria-label="Results">
    ${input.options.map((option, index) => html`
      ${option.group === input.options[index - 1]?.group ? nothing : html`<div class="group" role="presentation">${option.group}</div>`}
      <div class="option" role="option" id="palette-${index}" aria-selected=${index === input.active ? "true" : "false"} @click=${() => { input.choose(index); }}>
        ${option.person ? avatar(option.label, "s") : icon(option.icon ?? "link")}
        <span class="option-text"><bdi>${option.label}</bdi>${option.detail ? html` <span class="muted">${option.detail}</span>` : nothing}</span>
        ${option.hint ? html`<kbd aria-hidden="true">${option.hint}</kbd>` : nothing}
      </div>`)}
    ${input.options.length === 0 ? html`<p class="option muted">Nothing found</p>` : nothing}
  </div>`;
