/** Presents the dialog that adds a device. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { copyText, type App } from "../app.ts";
import type { PairingStep } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { addDeviceView } from "../views/pairing-view.ts";

@customElement("kith-add-device-dialog")
export class AddDeviceDialog extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private isOpen = false;
  @state() private step: PairingStep | undefined;
  #stop: (() => void) | undefined;
  #ticking = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.app?.kith.listen((news) => { if (news.type === "pairing" && this.isOpen) this.#hear(news.step); });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#closed();
  }

  async open(): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    this.isOpen = true;
    await this.updateComplete;
    dialog.showModal();
    this.#ticking = window.setInterval(() => { if (this.step?.kind === "waiting") this.requestUpdate(); }, 1000);
    this.#begin();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, step } = this;
    return html`<dialog class="asking" aria-labelledby="add-title" @close=${() => { this.#closed(); }}>${app && this.isOpen ? addDeviceView({
      step, nowMs: app.now().nowMs,
      copy: (link) => { void copyText(app, link, "Copied. It works once, for two minutes."); },
      decide: (isMine) => { void app.kith.ask("decidePairing", { isMine }); },
      again: () => { this.#begin(); },
      close: () => { this.querySelector("dialog")?.close(); },
    }) : nothing}</dialog>`;
  }

  #begin(): void {
    this.step = undefined;
    this.#focusTitle();
    this.app?.kith.ask("openPairing").catch(() => { this.#hear({ kind: "ended", why: "server" }); });
  }

  /** A new step takes the focus to its heading, never to a button: Enter must not decide by accident. */
  #hear(step: PairingStep): void {
    const isNew = step.kind !== this.step?.kind;
    this.step = step;
    if (isNew) this.#focusTitle();
  }

  #focusTitle(): void { void this.afterDraw(() => { this.querySelector<HTMLElement>("#add-title")?.focus(); }); }

  #closed(): void {
    clearInterval(this.#ticking);
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.step?.kind !== "added") void this.app?.kith.ask("endPairing");
    this.step = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-add-device-dialog": AddDeviceDialog }
}
