/** Presents what a relay asks for that takes only vaults it was told of: the vault's id to pass on, and a field for what comes back. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { copyText, type App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { icon } from "../views/icon.ts";

@customElement("kith-invitation")
export class Invitation extends LightElement {
  @property({ attribute: false }) app?: App;
  /** The vault's id; undefined where no invitation is asked for. */
  @property({ attribute: false }) vault: string | undefined;
  @state() private typed = "";
  @state() private isSent = false;

  protected override render(): TemplateResult | typeof nothing {
    const { app, vault } = this;
    if (!app || vault === undefined) return nothing;
    return html`<section class="data-part panel" aria-labelledby="invitation-title"><h2 id="invitation-title">Your sync server asks for an invitation</h2>
      <p>Everything is kept on this device meanwhile. Send this number to whoever runs the server, and paste what they send back.</p>
      <p class="actions"><code class="vault-id">${vault}</code><button class="button" type="button" @click=${() => { void copyText(app, vault, "Copied."); }}>${icon("copy")}Copy</button></p>
      <form class="actions" @submit=${(event: Event) => { event.preventDefault(); void this.#use(app); }}>
        <label for="invitation">Invitation</label>
        <input class="field" id="invitation" autocomplete="off" spellcheck="false" .value=${this.typed} @input=${(event: InputEvent) => { this.#type((event.target as HTMLInputElement).value); }}>
        <button class="button primary" type="submit" ?disabled=${this.typed.trim() === ""}>Use it</button></form>
      <p class="small muted" role="status">${this.isSent ? "Trying it now. If this stays here, the server didn’t take it: check that it is for this number." : ""}</p></section>`;
  }

  #type(text: string): void {
    this.typed = text;
    this.isSent = false;
  }

  async #use(app: App): Promise<void> {
    await app.kith.ask("useInvitation", { invitation: this.typed });
    this.isSent = true;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-invitation": Invitation }
}
