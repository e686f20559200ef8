/** Presents everybody. The list keeps the focus while the person beside it changes. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PersonId } from "@kith/core";
import { wish, type App } from "../app.ts";
import type { PeopleSort, PersonRow } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import type { RowEvent, WindowList } from "../elements/window-list.ts";
import { peopleView } from "../views/people-view.ts";
import { failedView } from "../views/states-view.ts";
import { find } from "../words/search.ts";
import { Asked } from "./asked.ts";
import "./person-pane.ts";

/** Walking through the list asks for a person only where the walk pauses. */
const pauseMs = 90;

/** Routes `/people` and `/people/:id`. */
@customElement("kith-people-page")
export class PeoplePage extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) person: PersonId | undefined;
  @state() private text = "";
  @state() private sort: PeopleSort = "closeness";
  /** The row the keyboard stands on; the address follows. */
  @state() private at: PersonId | undefined;
  #timer = 0;
  readonly people = new Asked(this, { name: "people", isUnhurried: true, app: () => this.app, param: () => ({ sort: this.sort }) });
  readonly keys = new Keys(this, (key) => this.#press(key));

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.people.error) return failedView(this.people.error);
    const all = this.people.answer ?? [];
    const rows = find(all, this.text);
    const at = this.at ?? this.person;
    return peopleView({
      rows, total: all.length, arrived: this.people.arrived, text: this.text, sort: this.sort, writable: app?.asOfMs === undefined,
      active: at === undefined ? -1 : rows.findIndex((row) => row.id === at),
      person: this.person === undefined ? undefined : html`<kith-person-pane .app=${app} .person=${this.person}></kith-person-pane>`,
      context: app?.now() ?? { nowMs: 0, locale: "en" },
      search: (text) => { this.text = text; },
      pressSearch: (event) => { this.#pressSearch(event, rows); },
      chooseSort: (sort) => { this.sort = sort; void this.people.again(); },
      move: (event) => { this.#move(rows[event.index], event); },
      add: () => { if (app) void wish(app, { type: "AddPerson", name: this.text.trim() }, `${this.text.trim()} added`); },
      loadSample: () => { void app?.kith.ask("loadSample"); },
    });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("person")) this.at = this.person ?? this.at;
  }

  #list(): WindowList | null { return this.querySelector("kith-window-list"); }

  #move(row: PersonRow | undefined, { opened }: Pick<RowEvent, "opened">): void {
    if (!row) return;
    this.at = row.id;
    clearTimeout(this.#timer);
    const narrow = window.matchMedia("(max-width: 899px)").matches;
    if (opened) this.#open(row.id, !narrow && this.person !== undefined);
    else if (!narrow) this.#timer = window.setTimeout(() => { this.#open(row.id, this.person !== undefined); }, pauseMs);
  }

  #open(id: PersonId, replace: boolean): void { if (id !== this.person) this.app?.router.go({ page: "people", id }, { replace }); }

  #pressSearch(event: KeyboardEvent, rows: readonly PersonRow[]): void {
    const first = rows[0];
    if (event.key === "Escape") {
      this.text = "";
      this.#list()?.focus();
    } else if (event.key === "ArrowDown") {
      if (!rows.some((row) => row.id === this.at)) this.#move(first, { opened: false });
      this.#list()?.focus();
    } else if (event.key === "Enter" && first) {
      this.#move(rows.find((row) => row.id === this.at) ?? first, { opened: true });
      this.#list()?.focus();
    } else return;
    event.preventDefault();
  }

  #press(key: string): boolean {
    if (key === "/") this.querySelector<HTMLElement>("#find-people")?.focus();
    else if (key === "j" || key === "k" || key === "ArrowDown" || key === "ArrowUp") {
      if (this.querySelector(".person")?.contains(document.activeElement) && key.startsWith("Arrow")) return false;
      const rows = find(this.people.answer ?? [], this.text);
      const here = rows.findIndex((row) => row.id === (this.at ?? this.person));
      this.#list()?.focus();
      this.#move(rows[Math.min(rows.length - 1, Math.max(0, here + (key === "j" || key === "ArrowDown" ? 1 : -1)))], { opened: false });
    } else if (key === "Escape" && this.person !== undefined) this.app?.router.go({ page: "people" });
    else return false;
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-people-page": PeoplePage }
}
