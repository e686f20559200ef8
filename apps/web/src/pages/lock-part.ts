/** Presents the lock on "Your data": what there is of it, and every change. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { LockChange, LockView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { hasPasskeys, makePasskey } from "../passkey.ts";
import { lockPartView, lockPassphraseView, type NewPassphrase } from "../views/lock-view.ts";
import { deviceName } from "../words/devices.ts";

/** The lock was changed, or is to be closed. */
export class LockEvent extends Event {
  readonly wish: "changed" | "lock";

  constructor(wish: "changed" | "lock") {
    super("kith-lock", { bubbles: true });
    this.wish = wish;
  }
}

@customElement("kith-lock-part")
export class LockPart extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private lock: LockView | undefined;
  @state() private busy = false;
  @state() private problem: string | undefined;
  /** What is typed in the dialog; undefined while it is closed. */
  @state() private typed: NewPassphrase | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#run(async () => undefined);
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { typed } = this;
    return html`${lockPartView({
      lock: this.lock, hasPasskeys: hasPasskeys(), busy: this.busy, problem: this.problem,
      lockNow: () => { this.dispatchEvent(new LockEvent("lock")); },
      setPassphrase: () => { void this.#openDialog(); },
      addPasskey: () => { void this.#run(() => this.#addPasskey()); },
      removePassphrase: () => { this.#change({ kind: "removePassphrase" }, "The passphrase is removed."); },
      removePasskey: (credentialId) => { this.#change({ kind: "removePasskey", credentialId }, "The passkey is removed."); },
      chooseAutoLock: (minutes) => { this.#change({ kind: "autoLock", ...(minutes === undefined ? {} : { minutes }) }, "Kept."); },
    })}<dialog class="asking" aria-labelledby="lock-passphrase-title" @close=${() => { this.typed = undefined; }}>${typed ? lockPassphraseView({
      typed, busy: this.busy,
      type: (next) => { this.typed = next; },
      save: () => { this.#change({ kind: "add", way: { kind: "passphrase", passphrase: typed.first } }, "The passphrase is set."); },
      close: () => { this.#dialog()?.close(); },
    }) : nothing}</dialog>`;
  }

  #dialog(): HTMLDialogElement | null { return this.querySelector("dialog"); }

  async #openDialog(): Promise<void> {
    this.typed = { first: "", second: "" };
    await this.updateComplete;
    this.#dialog()?.showModal();
    this.querySelector<HTMLElement>("#lock-first")?.focus();
  }

  #change(change: LockChange, said: string): void { void this.#run(() => this.#send(change, said)); }

  async #addPasskey(): Promise<string | undefined> {
    const made = await makePasskey(deviceName(navigator.userAgent));
    return made.ok ? this.#send({ kind: "add", way: made.way }, "The passkey is added.") : made.message;
  }

  /** Gives why not, where it wasn't. */
  async #send(change: LockChange, said: string): Promise<string | undefined> {
    const answer = await this.app?.kith.ask("changeLock", change);
    if (answer?.ok === false) return answer.message;
    this.dispatchEvent(new LockEvent("changed"));
    this.app?.toasts.show({ text: said });
    return undefined;
  }

  /** Runs a change, then looks at what there is. */
  async #run(work: () => Promise<string | undefined>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    try {
      this.problem = await work();
      this.lock = await this.app?.kith.ask("lock");
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
    this.#dialog()?.close();
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-lock-part": LockPart }
}
