/** Presents the command palette: people by prefix, pages, verbs. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { wish, type App } from "../app.ts";
import type { PersonRow } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import type { IntroductionsPart, PageName } from "../routes.ts";
import { paletteView, type PaletteOption } from "../views/palette-view.ts";
import type { IconName } from "../views/icon.ts";
import { find, fold } from "../words/search.ts";
import { ChooseDayEvent } from "./day-dialog.ts";

const pages: readonly (readonly [PageName, string, string])[] = [["today", "Today", "G T"], ["people", "People", "G P"], ["circles", "Circles", "G C"], ["goals", "Goals", "G G"], ["requests", "Requests", "G R"], ["review", "Review", "G V"], ["introductions", "Introductions", "G I"], ["balance", "Balance", "G B"], ["import", "Import", "G M"], ["history", "History", "G H"], ["devices", "Devices", "G Y"], ["data", "Your data", "G D"]];

const introductionParts: readonly (readonly [IntroductionsPart, string])[] = [["under-way", "Introductions under way"], ["to-give", "Introductions to give"]];

@customElement("kith-palette")
export class Palette extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private text = "";
  @state() private active = 0;
  @state() private people: readonly PersonRow[] = [];
  @state() private opened = false;
  /** Fetched again on every opening, kept in between. */
  async open(): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open || document.querySelector("dialog[open]")) return;
    this.text = "";
    this.active = 0;
    this.opened = true;
    await this.updateComplete;
    dialog.showModal();
    this.querySelector("input")?.focus();
    this.people = (await this.app?.kith.ask("people", { sort: "closeness" })) ?? [];
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const options = this.opened ? this.#options() : [];
    return html`<dialog class="palette" aria-label="Jump to" @close=${() => { this.opened = false; }} @click=${(event: Event) => { if (event.target instanceof HTMLDialogElement) event.target.close(); }}>${paletteView({
      text: this.text, options, active: Math.min(this.active, Math.max(0, options.length - 1)),
      type: (text) => { this.text = text; this.active = 0; },
      press: (event) => { this.#press(event, options); },
      choose: (index) => { this.#choose(options[index]); },
    })}</dialog>`;
  }

  protected override updated(): void { this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }); }

  #options(): readonly PaletteOption[] {
    const { app } = this;
    if (!app) return [];
    const typed = fold(this.text);
    const matches = (words: string): boolean => fold(words).split(" ").some((word) => word.startsWith(typed)) || fold(words).startsWith(typed);
    const people: PaletteOption[] = find(this.people, this.text).slice(0, typed ? 8 : 5).map((person) => ({
      key: person.id, group: typed ? "People" : "Closest", label: person.name, person: true, detail: [person.position, person.organisation].filter(Boolean).join(" · "),
      run: () => { app.router.go({ page: "people", id: person.id }); },
    }));
    const places: PaletteOption[] = pages.filter(([, name]) => matches(name)).map(([page, name, hint]) => ({ key: page, group: "Pages", label: name, icon: page as IconName, hint, run: () => { app.router.go({ page }); } }));
    places.push(...introductionParts.filter(([, name]) => matches(name)).map(([part, name]): PaletteOption => ({ key: part, group: "Pages", label: name, icon: "introductions", run: () => { app.router.go({ page: "introductions", part }); } })));
    return [...people, ...places, ...this.#verbs(app, people.length).filter((verb) => verb.key.startsWith("text-") || matches(verb.label))];
  }

  #verbs(app: App, found: number): readonly PaletteOption[] {
    const group = "Actions";
    const { route } = app.router;
    const here = route.page === "people" ? this.people.find((person) => person.id === route.id) : undefined;
    const name = this.text.trim();
    const writable = app.asOfMs === undefined;
    return [
      { key: "day", group, label: "Go back to a day…", icon: "calendar", run: () => { this.dispatchEvent(new ChooseDayEvent()); } },
      ...(app.asOfMs === undefined ? [] : [{ key: "today-again", group, label: "Back to today", icon: "undo", hint: "Esc", run: () => { void app.kith.ask("travel", {}); } }] satisfies PaletteOption[]),
      ...(here ? [{ key: "paths", group, label: `Who else knows ${here.name}?`, icon: "introductions", run: () => { app.router.go({ page: "introductions", to: here.id }); } }] satisfies PaletteOption[] : []),
      ...(here && writable ? [
        { key: "log", group, label: `Log a moment with ${here.name}`, icon: "plus", hint: "N", run: () => { requestAnimationFrame(() => { document.querySelector<HTMLElement>("#capture")?.focus(); }); } },
        { key: "letgo", group, label: `Let ${here.name} go`, icon: "archive", run: () => { void wish(app, { type: "LetGo", person: here.id }, `You let ${here.name} go`); } },
      ] satisfies PaletteOption[] : []),
      ...(app.toasts.current?.undo ? [{ key: "undo", group, label: "Undo", icon: "undo", hint: "Z", run: () => { app.toasts.undo(); } }] satisfies PaletteOption[] : []),
      ...(name.length > 1 ? [{ key: "text-to", group, label: `Who can introduce me to “${name}”?`, icon: "introductions", run: () => { app.router.go({ page: "introductions", to: name }); } }] satisfies PaletteOption[] : []),
      ...(name.length > 1 && found === 0 && writable ? [{ key: "text-add", group, label: `Add “${name}” as a person`, icon: "plus", run: () => { void wish(app, { type: "AddPerson", name }, `${name} added`); } }] satisfies PaletteOption[] : []),
    ];
  }

  #press(event: KeyboardEvent, options: readonly PaletteOption[]): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || options.length === 0) return;
    if (step !== undefined) this.active = (Math.min(this.active, options.length - 1) + step + options.length) % options.length;
    else if (event.key === "Enter") this.#choose(options[Math.min(this.active, options.length - 1)]);
    else return;
    event.preventDefault();
  }

  #choose(option: PaletteOption | undefined): void {
    this.querySelector("dialog")?.close();
    option?.run();
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-palette": Palette }
}
