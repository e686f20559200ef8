/** Presents the dialog that forgets a person for good. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PersonId } from "@kith/core";
import type { App } from "../app.ts";
import type { ForgetPreview } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { forgetView } from "../views/forget-view.ts";

/** Whom it is about. */
export interface ToForget {
  readonly id: PersonId;
  readonly name: string;
}

/** Asks the frame to open this dialog. */
export class ForgetEvent extends Event {
  readonly person: ToForget;

  constructor(person: ToForget) {
    super("kith-forget", { bubbles: true });
    this.person = person;
  }
}

@customElement("kith-forget-dialog")
export class ForgetDialog extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Undefined while the dialog is closed. */
  @state() private person: ToForget | undefined;
  @state() private preview: ForgetPreview | undefined;
  @state() private isUnderstood = false;
  @state() private isForgetting = false;
  @state() private problem: string | undefined;
  /** Has the focus again if nothing was done: the menu's own button closes with the menu. */
  #opener: HTMLElement | null | undefined;

  async open(person: ToForget): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || !this.app || document.querySelector("dialog[open]")) return;
    this.#opener = document.activeElement?.closest("kith-menu")?.querySelector("summary");
    this.person = person;
    await this.updateComplete;
    dialog.showModal();
    this.querySelector<HTMLElement>("#forget-title")?.focus();
    try {
      const preview = await this.app.kith.ask("forgetPreview", { person: person.id });
      if (this.person === person) this.preview = preview;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, person } = this;
    return html`<dialog class="asking" aria-labelledby="forget-title" @close=${() => { this.#closed(); }} @cancel=${(event: Event) => { if (this.isForgetting) event.preventDefault(); }}
      @click=${(event: Event) => { if (event.target instanceof Element && event.target.closest("a")) this.#close(); }}>${app && person ? forgetView({
      name: person.name, preview: this.preview, isUnderstood: this.isUnderstood, isForgetting: this.isForgetting, problem: this.problem, locale: app.now().locale,
      understand: (isUnderstood) => { this.isUnderstood = isUnderstood; },
      forget: () => { void this.#forget(app, person); },
      close: () => { this.#close(); },
    }) : nothing}</dialog>`;
  }

  #close(): void { this.querySelector("dialog")?.close(); }

  #closed(): void {
    this.person = undefined;
    this.preview = undefined;
    this.isUnderstood = false;
    this.problem = undefined;
    this.#opener?.focus();
  }

  async #forget(app: App, person: ToForget): Promise<void> {
    this.isForgetting = true;
    this.problem = undefined;
    try {
      const answer = await app.kith.ask("forget", { person: person.id });
      if (answer.ok) this.#forgotten(app);
      else this.problem = answer.message;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.isForgetting = false;
  }

  #forgotten(app: App): void {
    this.#opener = undefined;
    this.#close();
    app.router.go({ page: "people" });
    app.toasts.show({ text: "Forgotten for good. Your other devices and the server follow." });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-forget-dialog": ForgetDialog }
}
