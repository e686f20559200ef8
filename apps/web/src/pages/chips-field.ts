/** Presents a field for several short texts: Enter or leaving it makes what was typed one more. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { LightElement } from "../elements/light-element.ts";
import { removableChip } from "../views/dialog-view.ts";

/** The texts after a change. */
export class ChipsEvent extends Event {
  readonly texts: readonly string[];

  constructor(texts: readonly string[]) {
    super("kith-chips", { bubbles: true });
    this.texts = texts;
  }
}

/**
 * @event kith-chips - `ChipsEvent`: a text was added or taken out
 */
@customElement("kith-chips-field")
export class ChipsField extends LightElement {
  @property() name = "chips";
  @property() label = "";
  @property() placeholder = "";
  @property({ attribute: false }) texts: readonly string[] = [];
  @state() private text = "";

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    return html`<div class="labelled"><label for=${this.name}>${this.label}</label>
      ${this.texts.length > 0 ? html`<div class="chips">${this.texts.map((one) => removableChip(one, () => { this.#tell(this.texts.filter((other) => other !== one)); this.querySelector("input")?.focus(); }))}</div>` : ""}
      <input class="field" id=${this.name} type="text" autocomplete="off" maxlength="200" placeholder=${this.placeholder} .value=${this.text}
        @input=${(event: Event) => { this.text = (event.target as HTMLInputElement).value; }} @keydown=${this.#press} @change=${() => { this.#add(); }}></div>`;
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || this.text.trim() === "") return;
    event.preventDefault();
    this.#add();
  };

  #add(): void {
    const text = this.text.trim();
    this.text = "";
    if (text !== "" && !this.texts.includes(text)) this.#tell([...this.texts, text]);
  }

  #tell(texts: readonly string[]): void { this.dispatchEvent(new ChipsEvent(texts)); }
}

declare global {
  interface HTMLElementTagNameMap { "kith-chips-field": ChipsField }
}
