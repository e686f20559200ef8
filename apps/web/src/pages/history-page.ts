/** Presents the history: `/history`. */
import { type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { HistoryFilter } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { historyView } from "../views/history-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { filters } from "../words/history.ts";
import { Asked } from "./asked.ts";
import { changeStep } from "./change-step.ts";
import { ChooseDayEvent } from "./day-dialog.ts";

const pageSteps = 100;

@customElement("kith-history-page")
export class HistoryPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private filter: HistoryFilter = "everything";
  @state() private text = "";
  @state() private limit = pageSteps;
  readonly history = new Asked(this, { name: "history", app: () => this.app, param: () => ({ filter: this.filter, text: this.text, limit: this.limit }) });
  readonly keys = new Keys(this, (key) => this.#press(key));

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.history.error) return failedView(this.history.error);
    if (!app || !this.history.answer) return openingView();
    return historyView({
      view: this.history.answer, filter: this.filter, text: this.text, context: app.now(), writable: app.asOfMs === undefined,
      choose: (filter) => { this.#ask({ filter }); },
      search: (text) => { this.#ask({ text }); },
      pressSearch: (event) => { this.#pressSearch(event); },
      more: () => { this.#ask({ limit: this.limit + pageSteps }); },
      change: (step) => { void changeStep(app, step); },
      chooseDay: () => { this.dispatchEvent(new ChooseDayEvent()); },
      loadSample: () => { void app.kith.ask("loadSample"); },
    });
  }

  /** Another filter or text begins at the first page again. */
  #ask({ filter = this.filter, text = this.text, limit = pageSteps }: { readonly filter?: HistoryFilter; readonly text?: string; readonly limit?: number }): void {
    this.filter = filter;
    this.text = text;
    this.limit = limit;
    void this.history.again();
  }

  #pressSearch(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#ask({ text: "" });
    else if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Escape") this.querySelector<HTMLElement>("h1")?.focus();
    else this.#walk(1);
  }

  #rows(): readonly HTMLElement[] { return [...this.querySelectorAll<HTMLElement>(".history-step")]; }

  /** To the next line or the one before; to the first where none has the focus. */
  #walk(step: number): boolean {
    const rows = this.#rows();
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))];
    row?.querySelector<HTMLElement>("[data-target]")?.focus();
    return row !== undefined;
  }

  #press(key: string): boolean {
    if (key === "j" || key === "ArrowDown") return this.#walk(1);
    if (key === "k" || key === "ArrowUp") return this.#walk(-1);
    if (key === "/") this.querySelector<HTMLElement>("#find-history")?.focus();
    else if (key === "f") this.#ask({ filter: filters[(filters.indexOf(this.filter) + 1) % filters.length] ?? "everything" });
    else if (key === "u") return this.#changeFocused();
    else return false;
    return true;
  }

  #changeFocused(): boolean {
    const here = this.#rows().find((row) => row.contains(document.activeElement))?.dataset["step"];
    const step = this.history.answer?.steps.find(({ id }) => id === here);
    if (!step || !this.app || step.change.length === 0) return false;
    void changeStep(this.app, step);
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-history-page": HistoryPage }
}
