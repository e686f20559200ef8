/** Presents the dialog about the 24 words: asks for three of them, or makes new ones. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { copyText, type App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { checkWordsView, newWordsView } from "../views/words-view.ts";

@customElement("kith-words-dialog")
export class WordsDialog extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private doing: "checking" | "replacing" | undefined;
  @state() private positions: readonly number[] = [];
  @state() private typed: readonly string[] = [];
  @state() private words: readonly string[] = [];
  @state() private isWritten = false;
  @state() private isBusy = false;
  @state() private problem: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.#guard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.#guard);
  }

  /** Asks for the words at `positions`. */
  check(positions: readonly number[]): Promise<void> {
    this.positions = positions;
    this.typed = positions.map(() => "");
    return this.#open("checking", "input");
  }

  replace(): Promise<void> { return this.#open("replacing", "#words-title"); }

  async #open(doing: "checking" | "replacing", focused: string): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog) return;
    this.doing = doing;
    this.problem = undefined;
    await this.updateComplete;
    if (!dialog.open) dialog.showModal();
    this.querySelector<HTMLElement>(focused)?.focus();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Words on the screen are shown once: neither Escape nor a reload may take them away unread. */
  get #isShowing(): boolean { return this.words.length > 0 && !this.isWritten; }

  readonly #guard = (event: Event): void => { if (this.#isShowing) event.preventDefault(); };

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, doing } = this;
    return html`<dialog class="asking ${this.words.length > 0 ? "wide" : ""}" aria-labelledby="words-title" @close=${() => { this.#closed(); }} @cancel=${(event: Event) => { if (this.isBusy || this.#isShowing) event.preventDefault(); }}>${app && doing ? this.#inside(app, doing) : nothing}</dialog>`;
  }

  #inside(app: App, doing: "checking" | "replacing"): TemplateResult {
    const { problem, isBusy } = this;
    const close = (): void => { this.querySelector("dialog")?.close(); };
    if (doing === "checking") return checkWordsView({
      positions: this.positions, typed: this.typed, isChecking: isBusy, problem, close,
      type: (index, text) => { this.typed = this.typed.with(index, text); },
      check: () => { void this.#run(() => this.#check(app)); },
      replace: () => { void this.replace(); },
    });
    return newWordsView({
      words: this.words, written: this.isWritten, isWorking: isBusy, problem, close,
      make: () => { void this.#run(() => this.#make(app)); },
      copy: () => { void copyText(app, this.words.join(" "), "Copied. Paste it somewhere only you can read."); },
      print: () => { window.print(); },
      tick: (isWritten) => { this.isWritten = isWritten; },
    });
  }

  async #check(app: App): Promise<string | undefined> {
    const answer = await app.kith.ask("checkWords", { typed: this.typed });
    if (!answer.ok) return answer.message;
    this.querySelector("dialog")?.close();
    app.toasts.show({ text: "Right. Kith won’t ask again." });
    return undefined;
  }

  async #make(app: App): Promise<string | undefined> {
    const answer = await app.kith.ask("replaceWords");
    if (!answer.ok) return answer.message;
    this.words = answer.words;
    this.isWritten = false;
    void this.afterDraw(() => { this.querySelector<HTMLElement>("#words-title")?.focus(); });
    return undefined;
  }

  /** Runs what may end with a problem to show. */
  async #run(work: () => Promise<string | undefined>): Promise<void> {
    this.isBusy = true;
    this.problem = undefined;
    try {
      this.problem = await work();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.isBusy = false;
  }

  #closed(): void {
    this.doing = undefined;
    this.words = [];
    this.typed = [];
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-words-dialog": WordsDialog }
}
