/** Presents the question before this browser is emptied, and empties it. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { letGoOfApp } from "../offline/fetch-anew.ts";
import { emptyQuestionView } from "../views/empty-view.ts";

const rejoiningKey = "kith-rejoin";

/** Whether this browser was emptied to join anew; told once. */
export function isRejoining(): boolean {
  const is = sessionStorage.getItem(rejoiningKey) !== null;
  sessionStorage.removeItem(rejoiningKey);
  return is;
}

@customElement("kith-empty-dialog")
export class EmptyDialog extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Asked from the lock: joining comes next. */
  @property({ attribute: false }) isRejoining = false;
  @state() private isOpen = false;
  @state() private isWorking = false;
  @state() private records: number | undefined;
  @state() private problem: string | undefined;

  async open(): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    this.isOpen = true;
    this.records = undefined;
    this.problem = undefined;
    await this.updateComplete;
    dialog.showModal();
    this.querySelector<HTMLElement>("#empty-question")?.focus();
    await this.#try(async (app) => { this.records = (await app.kith.ask("unsent")).records; });
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    return html`<dialog class="asking" aria-labelledby="empty-question" @close=${() => { this.isOpen = false; }} @cancel=${(event: Event) => { if (this.isWorking) event.preventDefault(); }}>${this.isOpen ? emptyQuestionView({
      records: this.records, isRejoining: this.isRejoining, isWorking: this.isWorking, problem: this.problem,
      empty: () => { void this.#empty(); },
      close: () => { this.querySelector("dialog")?.close(); },
    }) : nothing}</dialog>`;
  }

  async #empty(): Promise<void> {
    this.isWorking = true;
    await this.#try(async (app) => {
      await app.kith.ask("emptyBrowser");
      localStorage.clear();
      sessionStorage.clear();
      if (this.isRejoining) sessionStorage.setItem(rejoiningKey, "1");
      // The app's files tell nothing of anybody. Without network they stay: nothing else could show the first screen.
      if (navigator.onLine) await letGoOfApp();
      // Loaded anew, not only shown: the worker ends with the page.
      history.replaceState(null, "", "/");
      window.location.reload();
    });
    this.isWorking = false;
  }

  async #try(work: (app: App) => Promise<void>): Promise<void> {
    try {
      if (this.app) await work(this.app);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-empty-dialog": EmptyDialog }
}
