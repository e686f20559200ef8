/** Presents the screen of a device that follows a pairing link, from its name to the first sync. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { StatusView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { joiningView, type JoiningStep } from "../views/pairing-view.ts";
import { deviceName } from "../words/devices.ts";
import "./lock-choice.ts";

/** The link has done what it could: on to Kith, where there is one, else to the first screen. */
export class JoinedEvent extends Event {
  readonly isIn: boolean;

  constructor(isIn: boolean) {
    super("kith-joined", { bubbles: true });
    this.isIn = isIn;
  }
}

/** How long somebody who sits before both screens takes to be surprised. */
const slowMs = 12_000;

@customElement("kith-joining-page")
export class JoiningPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) status?: StatusView;
  @property({ attribute: false }) link = "";
  @state() private step: JoiningStep = { kind: "name" };
  @state() private name = deviceName(navigator.userAgent);
  @state() private isSlow = false;
  @state() private isConfirmed = false;
  #stop: (() => void) | undefined;
  #slowly = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.app?.kith.listen((news) => { if (news.type === "pairing") this.#show(news.step); });
    if (this.status?.vault !== "none") this.#show({ kind: "here" });
    else void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    clearTimeout(this.#slowly);
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** The first sync is over once both sides hold the same. */
  protected override willUpdate(): void {
    const { status, step } = this;
    if (step.kind !== "fetching" || !status) return;
    const { phase, message, lastSyncedMs } = status.sync;
    if (phase === "synced" && lastSyncedMs !== undefined) this.#leave(true);
    else this.step = { kind: "fetching", people: status.peopleCount, trouble: phase === "refused" ? message : undefined };
  }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    return joiningView({
      step: this.step, name: this.name, isSlow: this.isSlow, isConfirmed: this.isConfirmed, lock: html`<kith-lock-choice></kith-lock-choice>`,
      type: (name) => { this.name = name; },
      join: () => { void this.#join(); },
      confirm: (isMine) => { this.isConfirmed = true; void this.app?.kith.ask("confirmJoining", { isMine }); },
      open: () => { this.#leave(true); },
      back: () => { this.#leave(false); },
    });
  }

  /** A link that is none is said to be none before anything is asked. */
  async #look(): Promise<void> {
    const answer = await this.app?.kith.ask("isPairingLink", { text: this.link });
    if (answer?.isLink === false) this.#show({ kind: "ended", why: "notALink" });
    else void this.afterDraw(() => { this.querySelector("input")?.focus(); });
  }

  async #join(): Promise<void> {
    const chosen = this.querySelector("kith-lock-choice")?.take() ?? {};
    if (chosen === false) return;
    this.#show({ kind: "knocking", isCutOff: false });
    this.#slowly = window.setTimeout(() => { this.isSlow = true; }, slowMs);
    try {
      const joined = await this.app?.kith.ask("joinByLink", { link: this.link, deviceName: this.name, ...chosen });
      this.#show(joined?.ok ? { kind: "fetching", people: 0, trouble: undefined } : { kind: "ended", why: joined?.why ?? "server" });
    } catch {
      this.#show({ kind: "ended", why: "server" });
    }
  }

  /** A new step takes the focus to its heading. */
  #show(step: JoiningStep): void {
    const isNew = step.kind !== this.step.kind;
    this.step = step;
    if (isNew) void this.afterDraw(() => { this.querySelector<HTMLElement>("h1")?.focus(); });
  }

  #leave(isIn: boolean): void { this.dispatchEvent(new JoinedEvent(isIn)); }
}

declare global {
  interface HTMLElementTagNameMap { "kith-joining-page": JoiningPage }
}
