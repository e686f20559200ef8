/** The toast: its status region stands from the start, so that what appears in it is announced. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Toasts } from "../toasts.ts";
import { LightElement } from "./light-element.ts";

const shownMs = 8000;

/** Shows one toast for eight seconds; while it has the focus or the pointer, it stays. */
@customElement("kith-toast")
export class ToastBar extends LightElement {
  @property({ attribute: false }) toasts?: Toasts;
  #timer = 0;
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.toasts?.listen(() => { this.requestUpdate(); this.#wait(); });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const toast = this.toasts?.current;
    return html`<div class="toast-place" @pointerenter=${this.#hold} @pointerleave=${this.#wait} @focusin=${this.#hold} @focusout=${this.#wait}>
      <div class=${toast ? `toast ${toast.undo ? "" : "bare"}` : ""}>
        <div role="status" aria-live="polite">${toast?.text ?? nothing}</div>
        ${toast?.undo ? html`<button type="button" @click=${() => this.toasts?.undo()}>${toast.verb ?? "Undo"}${toast.verb ? nothing : html`<kbd aria-hidden="true">Z</kbd>`}</button>` : nothing}
      </div>
    </div>`;
  }

  readonly #hold = (): void => { clearTimeout(this.#timer); };

  readonly #wait = (): void => {
    clearTimeout(this.#timer);
    const toast = this.toasts?.current;
    if (toast) this.#timer = window.setTimeout(() => { this.toasts?.hide(toast); }, shownMs);
  };
}

declare global {
  interface HTMLElementTagNameMap { "kith-toast": ToastBar }
}
