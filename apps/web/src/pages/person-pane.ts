/** Presents one person: `/people/:id`. */
import { html, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { readCapture, type Capture } from "@kith/core/phrase";
import type { Closeness, PersonId } from "@kith/core";
import { copyText, wish, type App } from "../app.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { personView } from "../views/person-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { closenessWords, interactionKindWords, noonOfDay } from "../words/phrase.ts";
import { shortName } from "../words/name.ts";
import { Asked } from "./asked.ts";
import type { DetailsDialog } from "./details-dialog.ts";
import "./details-dialog.ts";
import { ForgetEvent } from "./forget-dialog.ts";
import "./notebook.ts";
import "./person-facts.ts";
import "./person-history.ts";

const dayMs = 86_400_000;

@customElement("kith-person-pane")
export class PersonPane extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) person = "" as PersonId;
  @state() private text = "";
  /** What was recorded stands in place of what happened. */
  @state() private showsHistory = false;
  /** What the owner changed by hand in the reading. */
  @state() private corrected: Partial<Pick<Capture, "kind" | "atMs">> = {};
  readonly view = new Asked(this, { name: "person", app: () => this.app, param: () => ({ id: this.person }) });
  readonly keys = new Keys(this, (key) => {
    if (key !== "n" || this.app?.asOfMs !== undefined) return false;
    this.#input()?.focus();
    return true;
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("person") || !this.hasUpdated) return;
    this.#clear();
    void this.view.again();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.view.error) return failedView(this.view.error);
    if (!app || !this.view.arrived) return openingView();
    const view = this.view.answer;
    if (!view) return html`<div class="empty"><h1 tabindex="-1">Nobody here</h1><p class="muted">This person isn’t in your Kith, or the import that brought them was undone.</p><a class="button" href="/people">Everybody</a></div>`;
    const reading = this.#reading(app);
    const now = app.now();
    const { id, name, url } = view.person;
    const isoDay = (atMs: number): string => new Date(atMs + now.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
    return personView({
      view, context: now, writable: app.asOfMs === undefined,
      history: this.showsHistory ? html`<kith-person-history .app=${app} .person=${this.person}></kith-person-history>` : undefined,
      turn: () => { this.#turn(); },
      capture: {
        text: this.text, reading, day: isoDay(reading.atMs), today: isoDay(now.nowMs),
        type: (text) => { this.text = text; },
        setKind: (kind) => { this.corrected = { ...this.corrected, kind: kind as Capture["kind"] }; },
        setDay: (day) => { if (day) this.corrected = { ...this.corrected, atMs: Math.min(now.nowMs, noonOfDay(Math.floor(Date.parse(day) / dayMs), now.utcOffsetMinutes)) }; },
        save: () => { void this.#save(app, reading); },
        leave: () => { this.#clear(); this.querySelector<HTMLElement>("#person-name")?.focus(); },
      },
      log: () => { this.#input()?.focus(); },
      rate: (closeness) => { void this.#rate(app, closeness); },
      letGo: () => { void wish(app, { type: "LetGo", person: id }, `You let ${name} go. The history is kept.`); },
      bringBack: () => { void wish(app, { type: "BringBack", person: id }, `${name} is back`); },
      protect: (isProtected) => { void wish(app, { type: isProtected ? "ProtectPerson" : "UnprotectPerson", person: id }, isProtected ? `The review won’t ask about ${name}` : `The review may ask about ${name}`); },
      hide: (isHidden) => { void wish(app, { type: isHidden ? "HidePerson" : "ShowPerson", person: id }, isHidden ? `${name} is hidden from suggestions, and still found by name` : `${name} may be suggested`); },
      correct: () => { void this.querySelector<DetailsDialog>("kith-details-dialog")?.open(view.person, view.facts.email ?? ""); },
      told: html`<kith-person-facts .app=${app} .person=${view.person} .facts=${view.facts}></kith-person-facts><kith-details-dialog .app=${app}></kith-details-dialog>`,
      // One element per person: leaving one saves what was written about them.
      notebook: html`${keyed(id, html`<kith-notebook .app=${app} .view=${view}></kith-notebook>`)}`,
      forget: () => { this.dispatchEvent(new ForgetEvent({ id, name })); },
      copyUrl: () => { void copyText(app, url ?? "", "Profile URL copied"); },
    });
  }

  #reading(app: App): Capture { return { ...readCapture(this.text, app.now()), ...this.corrected }; }

  #input(): HTMLElement | null { return this.querySelector("#capture"); }

  #turn(): void {
    this.showsHistory = !this.showsHistory;
    void this.afterDraw(() => { this.querySelector<HTMLElement>(".section-head .button")?.focus(); });
  }

  #clear(): void {
    this.text = "";
    this.corrected = {};
  }

  async #save(app: App, reading: Capture): Promise<void> {
    const { note } = reading;
    if (this.text.trim() === "") return;
    const name = shortName(this.view.answer?.person.name ?? "");
    const events = reading.kind === "note"
      ? await wish(app, { type: "AddNote", person: this.person, text: note || this.text.trim() }, `Note about ${name} saved`)
      : await wish(app, { type: "RecordInteraction", people: [this.person], kind: reading.kind, atMs: reading.atMs, ...(note ? { note } : {}) }, `${interactionKindWords[reading.kind]} with ${name} saved`);
    if (events) this.#clear();
  }

  async #rate(app: App, closeness: Closeness | null): Promise<void> {
    const said = closeness === null ? "Rating taken back" : `Rated ${closeness} of 5: ${closenessWords[closeness].toLowerCase()}`;
    await wish(app, { type: "RateCloseness", person: this.person, closeness }, said);
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-person-pane": PersonPane }
}
