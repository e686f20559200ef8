/** Presents a field that finds somebody by name, or adds them. */
import { type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PersonId } from "@kith/core";
import type { App } from "../app.ts";
import type { PersonRow } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { pickerView } from "../views/picker-view.ts";
import { readNewcomer, type Pick } from "../words/picks.ts";

const optionsMax = 6;

/** Somebody was chosen. */
export class PickedEvent extends Event {
  readonly pick: Pick;

  constructor(pick: Pick) {
    super("kith-picked", { bubbles: true });
    this.pick = pick;
  }
}

/**
 * @event kith-picked - `PickedEvent`
 */
@customElement("kith-person-picker")
export class PersonPicker extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Begins the ids of its parts; unlike any other on the page. */
  @property() name = "pick";
  @property() label = "Find a person";
  @property() placeholder = "A name";
  /** Never offered. */
  @property({ attribute: false }) without: readonly (PersonId | undefined)[] = [];
  /** As what somebody of another name may be added; undefined: not at all. */
  @property() adds: "known" | "sought" | undefined;
  @state() private text = "";
  @state() private people: readonly PersonRow[] = [];
  @state() private active = 0;
  @state() private isOpen = false;

  override focus(): void { this.querySelector("input")?.focus(); }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    return pickerView({
      id: this.name, label: this.label, placeholder: this.placeholder, text: this.text, people: this.people, newcomer: this.#newcomer(), seeks: this.adds === "sought",
      active: this.active, isOpen: this.isOpen,
      type: (text) => { void this.#find(text); },
      press: (event) => { this.#press(event); },
      choose: (index) => { this.#choose(index); },
      leave: () => { this.isOpen = false; },
    });
  }

  #newcomer(): Pick | undefined {
    const newcomer = readNewcomer(this.text);
    return this.adds !== undefined && newcomer.name.length > 1 ? newcomer : undefined;
  }

  async #find(text: string): Promise<void> {
    this.text = text;
    this.active = 0;
    // An organisation after the name narrows nothing: who is here is found by the name.
    const { name } = readNewcomer(text);
    const found = name === "" ? [] : await this.app?.kith.ask("named", { text: name, max: optionsMax + this.without.length });
    if (text !== this.text) return;
    this.people = (found ?? []).filter(({ id }) => !this.without.includes(id)).slice(0, optionsMax);
    this.isOpen = true;
  }

  #press(event: KeyboardEvent): void {
    const count = this.people.length + (this.#newcomer() ? 1 : 0);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (step !== undefined && count > 0) {
      this.isOpen = true;
      this.active = (this.active + step + count) % count;
    } else if (event.key === "Enter" && this.text.trim() !== "") {
      if (this.isOpen) this.#choose(this.active);
    } else if (event.key === "Escape" && this.isOpen && this.text !== "") {
      this.isOpen = false;
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  #choose(index: number): void {
    const person = this.people[index];
    const pick = person ? { name: person.name, person } : this.#newcomer();
    if (!pick) return;
    this.text = "";
    this.people = [];
    this.isOpen = false;
    this.dispatchEvent(new PickedEvent(pick));
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-person-picker": PersonPicker }
}
