/** Presents the owner's data: `/data`. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { StatusView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { isStorageKept, keepStorage } from "../platform.ts";
import "./empty-dialog.ts";
import "./lock-part.ts";
import { dataView, passphraseView } from "../views/data-view.ts";
import { openingView } from "../views/states-view.ts";
import "./invitation.ts";
import { Restoring } from "./restoring.ts";

/** The browser has taken a download long before. */
const revokeMs = 60_000;

/** Hands a file to the browser's downloads. */
function download(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(url); }, revokeMs);
}

@customElement("kith-data-page")
export class DataPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) status?: StatusView;
  @state() private isKept: boolean | undefined;
  @state() private isDeclined = false;
  @state() private isExporting = false;
  @state() private savedAs: string | undefined;
  @state() private problem: string | undefined;
  /** What is typed in the passphrase dialog; undefined while it is closed. */
  @state() private typed: { readonly first: string; readonly second: string } | undefined;
  readonly restoring = new Restoring(this, () => this.app);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#askKept();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, status, restoring } = this;
    if (!app || !status) return openingView();
    const { isBusy, waiting, passphrase, outcome } = restoring;
    return html`${dataView({
      status, invitation: html`<kith-invitation .app=${app} .vault=${status.invitationFor}></kith-invitation>`, isKept: this.isKept, isDeclined: this.isDeclined, isExporting: this.isExporting, savedAs: this.savedAs, problem: this.problem, writable: app.asOfMs === undefined,
      bringIn: {
        isBusy, waiting, passphrase, outcome, locale: app.now().locale,
        take: (file) => { void restoring.take(file); }, type: (text) => { restoring.type(text); }, open: () => { void restoring.open(); },
      },
      save: () => { void this.#save(app, undefined); },
      askPassphrase: () => { void this.#openDialog(); },
      keep: () => { void this.#keep(); },
      lock: html`<kith-lock-part .app=${app}></kith-lock-part>`,
      empty: () => { void this.querySelector("kith-empty-dialog")?.open(); },
    })}<kith-empty-dialog .app=${app}></kith-empty-dialog><dialog class="asking passphrase" aria-labelledby="passphrase-title" @close=${() => { this.typed = undefined; }}>${this.typed ? this.#passphrase(app, this.typed) : nothing}</dialog>`;
  }

  #passphrase(app: App, typed: { readonly first: string; readonly second: string }): TemplateResult {
    return passphraseView({
      ...typed,
      type: (which, text) => { this.typed = { ...typed, [which]: text }; },
      save: () => { this.#dialog()?.close(); void this.#save(app, typed.first); },
      close: () => { this.#dialog()?.close(); },
    });
  }

  #dialog(): HTMLDialogElement | null { return this.querySelector("dialog.passphrase"); }

  async #openDialog(): Promise<void> {
    this.typed = { first: "", second: "" };
    await this.updateComplete;
    this.#dialog()?.showModal();
    this.querySelector<HTMLElement>("#passphrase-first")?.focus();
  }

  async #save(app: App, passphrase: string | undefined): Promise<void> {
    this.isExporting = true;
    this.savedAs = undefined;
    this.problem = undefined;
    try {
      const { fileName, bytes } = await app.kith.ask("exportLog", passphrase === undefined ? {} : { passphrase });
      download(fileName, bytes);
      this.savedAs = fileName;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.isExporting = false;
  }

  async #askKept(): Promise<void> { this.isKept = await isStorageKept(); }

  async #keep(): Promise<void> {
    this.isKept = await keepStorage();
    this.isDeclined = !this.isKept;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-data-page": DataPage }
}
