/** What every dialog with a form shares: opening, the focus on the way in and out, sending, and a refusal told inside. */
import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Command, EventId } from "@kith/core";
import { attempt, type App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";

export abstract class AskingDialog extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() protected problem: string | undefined;
  @state() private opened = false;
  /** Has the focus again afterwards: a menu's own button closes with the menu. */
  #opener: HTMLElement | null | undefined;

  /** The id of the heading that `content` draws. */
  protected abstract readonly titleId: string;

  /** True where the form needs more room. */
  protected readonly isWide: boolean = false;

  /** The form. */
  protected abstract content(app: App): TemplateResult;

  /** Opens it with the focus on the first field; false where another dialog is open. */
  protected async show(): Promise<boolean> {
    const dialog = this.querySelector("dialog");
    if (!dialog || !this.app || document.querySelector("dialog[open]")) return false;
    const active = document.activeElement;
    this.#opener = active?.closest("kith-menu")?.querySelector("summary") ?? (active instanceof HTMLElement ? active : undefined);
    this.problem = undefined;
    this.opened = true;
    await this.updateComplete;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("input, textarea, select")?.focus();
    return true;
  }

  protected readonly close = (): void => { this.querySelector("dialog")?.close(); };

  /** Sends the wishes as one and closes; a refusal stays in the dialog, with what was typed. */
  protected async send(app: App, commands: readonly Command[], said: { readonly text: string; readonly before?: readonly EventId[] }): Promise<void> {
    const answer = await attempt(app, commands, said);
    if (answer.ok) this.close();
    else this.problem = answer.message;
  }

  protected override render(): TemplateResult { return this.#present(); }

  #present(): TemplateResult {
    const { app } = this;
    return html`<dialog class="asking ${this.isWide ? "wide" : ""}" aria-labelledby=${this.titleId} @close=${() => { this.#closed(); }}>${app && this.opened ? this.content(app) : nothing}</dialog>`;
  }

  #closed(): void {
    this.opened = false;
    if (this.#opener?.isConnected) this.#opener.focus();
  }
}
