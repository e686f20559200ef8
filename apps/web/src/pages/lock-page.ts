/** Presents the screen of a locked Kith. Nothing of the vault is read before it is open. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { LockView, LockWay } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { askPasskey } from "../passkey.ts";
import { lockedView } from "../views/lock-view.ts";
import { openingView } from "../views/states-view.ts";
import "./empty-dialog.ts";

@customElement("kith-lock-page")
export class LockPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private lock: LockView | undefined;
  @state() private typed = "";
  @state() private busy: "passphrase" | "passkey" | undefined;
  @state() private problem: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, lock } = this;
    if (!app || lock?.kind !== "set") return openingView();
    return html`${lockedView({
      lock, typed: this.typed, busy: this.busy, problem: this.problem,
      type: (text) => { this.typed = text; },
      unlock: () => { void this.#unlock("passphrase", async () => ({ ok: true, way: { kind: "passphrase", passphrase: this.typed } })); },
      askPasskey: () => { void this.#unlock("passkey", () => askPasskey(lock.passkeys)); },
      joinAnew: () => { void this.querySelector("kith-empty-dialog")?.open(); },
    })}<kith-empty-dialog .app=${app} .isRejoining=${true}></kith-empty-dialog>`;
  }

  async #look(): Promise<void> {
    this.lock = await this.app?.kith.ask("lock");
    void this.afterDraw(() => { this.#focus(); });
  }

  async #unlock(by: LockWay["kind"], given: () => Promise<{ readonly ok: true; readonly way: LockWay } | { readonly ok: false; readonly message?: string }>): Promise<void> {
    if (this.busy) return;
    this.busy = by;
    this.problem = undefined;
    try {
      const asked = await given();
      const answer = asked.ok ? await this.app?.kith.ask("unlock", asked.way) : asked;
      this.problem = answer?.ok === false ? answer.message : undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.busy = undefined;
    this.typed = "";
    void this.afterDraw(() => { this.#focus(); });
  }

  #focus(): void { (this.querySelector<HTMLElement>("#unlock-passphrase") ?? this.querySelector<HTMLElement>("h1"))?.focus(); }
}

declare global {
  interface HTMLElementTagNameMap { "kith-lock-page": LockPage }
}
