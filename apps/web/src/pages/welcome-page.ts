/** Presents the first run. It stays until the owner has seen the words and chosen a way in. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { copyText, type App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { welcomeView, type WelcomeStep } from "../views/welcome-view.ts";
import { deviceName } from "../words/devices.ts";
import { isRejoining } from "./empty-dialog.ts";
import type { LockChoice } from "./lock-choice.ts";
import "./lock-choice.ts";
import { Restoring } from "./restoring.ts";

/** The first run is over. */
class WelcomedEvent extends Event {
  constructor() { super("kith-welcomed", { bubbles: true }); }
}

/** A pairing link was pasted. */
export class FollowLinkEvent extends Event {
  readonly link: string;

  constructor(link: string) {
    super("kith-follow-link", { bubbles: true });
    this.link = link;
  }
}

@customElement("kith-welcome-page")
export class WelcomePage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private step: WelcomeStep = "hello";
  @state() private words: readonly string[] = [];
  @state() private written = false;
  @state() private typed = "";
  @state() private problem: string | undefined;
  @state() private busy = false;
  /** Where the words lead on to. */
  #next: "choose" | "export" = "choose";
  readonly restoring = new Restoring(this, () => this.app);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.#guard);
    if (isRejoining()) this.#goTo("join");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.#guard);
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** The words are shown once: the browser asks before a reload or a closed tab takes them away. */
  readonly #guard = (event: Event): void => { if (this.step === "words") event.preventDefault(); };

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { restoring } = this;
    const { isBusy, waiting, passphrase, outcome } = restoring;
    return welcomeView({
      bringIn: {
        isBusy, waiting, passphrase, outcome, locale: this.app?.now().locale ?? "en-GB",
        take: (file) => { void restoring.take(file); }, type: (text) => { restoring.type(text); }, open: () => { void restoring.open(); },
      },
      lock: html`<kith-lock-choice></kith-lock-choice>`, step: this.step, words: this.words, written: this.written, typed: this.typed, problem: this.problem, busy: this.busy,
      start: (next) => { this.#next = next; void this.#start(); },
      goOn: () => { this.#goTo(this.#next); },
      goTo: (step) => { this.#goTo(step); },
      copy: () => { if (this.app) void copyText(this.app, this.words.join(" "), "Copied. Paste it somewhere only you can read."); },
      print: () => { window.print(); },
      tick: (written) => { this.written = written; },
      type: (text) => { this.typed = text; },
      join: () => { void this.#join(); },
      follow: (link) => { this.dispatchEvent(new FollowLinkEvent(link)); },
      loadSample: () => { void this.#sample(); },
    });
  }

  #goTo(step: WelcomeStep): void {
    this.step = step;
    this.problem = undefined;
    if (step !== "words") this.words = [];
    void this.afterDraw(() => { this.querySelector<HTMLElement>(step === "join" ? "#join-link" : "h1")?.focus(); });
  }

  /** The lock chosen; false where the choice isn't complete. */
  #lock(): ReturnType<LockChoice["take"]> { return this.querySelector<LockChoice>("kith-lock-choice")?.take() ?? {}; }

  async #start(): Promise<void> {
    const lock = this.#lock();
    if (lock === false) return;
    this.busy = true;
    try {
      const answer = await this.app?.kith.ask("createVault", { deviceName: deviceName(navigator.userAgent), ...lock });
      this.words = answer?.words ?? [];
      this.#goTo("words");
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
  }

  async #join(): Promise<void> {
    const lock = this.#lock();
    if (lock === false) return;
    this.busy = true;
    try {
      const answer = await this.app?.kith.ask("joinByWords", { words: this.typed, deviceName: deviceName(navigator.userAgent), ...lock });
      if (answer?.ok) this.dispatchEvent(new WelcomedEvent());
      else this.problem = answer?.message;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
  }

  async #sample(): Promise<void> {
    await this.app?.kith.ask("loadSample");
    this.app?.router.go({ page: "today" });
    this.dispatchEvent(new WelcomedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-welcome-page": WelcomePage }
}
