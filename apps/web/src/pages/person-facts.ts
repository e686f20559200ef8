/** Presents what the owner told of one person, inside their pane. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Command, EventId } from "@kith/core";
import { attempt, wish, type App } from "../app.ts";
import type { KnownTie, PersonCard, PersonFacts, PromiseRow } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { personFactsView, type Adding, type FactsInput } from "../views/person-facts-view.ts";
import { noonOfIsoDay } from "../words/iso-day.ts";
import { shortName } from "../words/name.ts";
import { idsOfPicks, newCircle } from "./new-ones.ts";
import type { OpportunityDialog } from "./opportunity-dialog.ts";
import "./opportunity-dialog.ts";
import type { PickedEvent } from "./person-picker.ts";
import "./person-picker.ts";

const noTrait: FactsInput["trait"] = { kind: "tag", text: "" };
const noPromise: FactsInput["promise"] = { by: "owner", text: "", day: "" };

@customElement("kith-person-facts")
export class PersonFactsPart extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) person?: PersonCard;
  @property({ attribute: false }) facts?: PersonFacts;
  @state() private adding: Adding | undefined;
  @state() private problem: string | undefined;
  @state() private trait = noTrait;
  @state() private promise = noPromise;
  @state() private circleName = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("person") || !this.hasUpdated || changed.get("person")?.id === this.person?.id) return;
    this.adding = undefined;
    this.#empty();
  }

  protected override render(): TemplateResult | typeof nothing { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult | typeof nothing {
    const { app, person, facts } = this;
    if (!app || !person || !facts) return nothing;
    const send = (command: Command, said: string): void => { void wish(app, command, said); };
    const first = shortName(person.name);
    return html`${personFactsView({
      person, facts, context: app.now(), writable: app.asOfMs === undefined, adding: this.adding, problem: this.problem, trait: this.trait, promise: this.promise, circleName: this.circleName,
      add: (what) => { this.#open(what); },
      edit: {
        circleName: (text) => { this.circleName = text; },
        trait: (trait) => { this.trait = { ...this.trait, ...trait }; },
        promise: (promise) => { this.promise = { ...this.promise, ...promise }; },
      },
      saveTrait: () => { void this.#saveTrait(app, person); },
      savePromise: () => { void this.#savePromise(app, person); },
      saveCircle: () => { void this.#saveCircle(app, person); },
      joinCircle: ({ circle, name }) => { send({ type: "JoinCircle", circle, person: person.id }, `${first} is in ${name}`); this.#open(undefined); },
      leaveCircle: ({ circle, name }) => { send({ type: "LeaveCircle", circle, person: person.id }, `${first} is out of ${name}`); },
      removeTrait: (trait, text) => { send({ type: "RemoveTrait", person: person.id, trait, text }, `“${text}” removed`); },
      settle: (promise, outcome) => { this.#settle(send, promise, outcome); },
      assert: (tie, knows) => { this.#assert(send, tie, knows); },
      recordOpportunity: (opportunity) => { void this.querySelector<OpportunityDialog>("kith-opportunity-dialog")?.open(opportunity, [person]); },
      picker: html`<kith-person-picker .app=${app} name="fact-tie" .label=${`Whom ${first} knows`} placeholder="Somebody they know" adds="known" .without=${[person.id]} @kith-picked=${(event: PickedEvent) => { void this.#know(app, event); }}></kith-person-picker>`,
    })}<kith-opportunity-dialog .app=${app}></kith-opportunity-dialog>`;
  }

  #empty(): void {
    this.problem = undefined;
    this.trait = { ...noTrait, kind: this.trait.kind };
    this.promise = noPromise;
    this.circleName = "";
  }

  /** Opens a form with the focus in it, or closes the open one with the focus on the button that opened it. */
  #open(what: Adding | undefined): void {
    const before = this.adding;
    this.adding = what;
    this.#empty();
    void this.afterDraw(() => {
      if (what !== undefined) this.querySelector<HTMLElement>(`#fact-${what}`)?.focus();
      else if (before !== undefined) this.querySelector<HTMLElement>(`[data-add=${before}]`)?.focus();
    });
  }

  async #saveTrait(app: App, { id, name }: PersonCard): Promise<void> {
    const { kind: trait, text } = this.trait;
    const answer = await attempt(app, [{ type: "AddTrait", person: id, trait, text }], { text: `“${text.trim()}” noted about ${shortName(name)}` });
    if (!answer.ok) { this.problem = answer.message; return; }
    // The next one often follows: the form stays open, empty.
    this.#empty();
    this.querySelector<HTMLElement>("#fact-trait")?.focus();
  }

  async #savePromise(app: App, { id }: PersonCard): Promise<void> {
    const { by, text, day } = this.promise;
    const dueMs = noonOfIsoDay(day, app.now().utcOffsetMinutes);
    await this.#close(app, [{ type: "MakeCommitment", person: id, by, text, ...(dueMs === undefined ? {} : { dueMs }) }], { text: "Promise noted" });
  }

  async #saveCircle(app: App, { id, name }: PersonCard): Promise<void> {
    const made = await newCircle(app, this.circleName);
    if (!made.ok) this.problem = made.message;
    else await this.#close(app, made.ids.map((circle) => ({ type: "JoinCircle", circle, person: id })), { text: `${shortName(name)} is in ${this.circleName.trim()}`, before: made.events });
  }

  async #know(app: App, { pick }: PickedEvent): Promise<void> {
    const { person } = this;
    if (!person) return;
    const made = await idsOfPicks(app, [pick], "known");
    if (!made.ok) this.problem = made.message;
    else await this.#close(app, made.ids.map((other) => ({ type: "AssertTie", between: [person.id, other], knows: true })), { text: `${shortName(person.name)} knows ${pick.name}`, before: made.events });
  }

  /** Sends, and closes the form; a refusal stays in it. */
  async #close(app: App, commands: readonly Command[], said: { readonly text: string; readonly before?: readonly EventId[] }): Promise<void> {
    const answer = await attempt(app, commands, said);
    if (answer.ok) this.#open(undefined);
    else this.problem = answer.message;
  }

  #settle(send: (command: Command, said: string) => void, { commitment, text }: PromiseRow, outcome: "kept" | "dropped"): void {
    send({ type: "SettleCommitment", commitment, outcome }, outcome === "kept" ? `Kept: ${text}` : `Dropped: ${text}`);
  }

  #assert(send: (command: Command, said: string) => void, { person: other }: KnownTie, knows: boolean | null): void {
    const { person } = this;
    if (!person) return;
    const [one, two] = [shortName(person.name), shortName(other.name)];
    send({ type: "AssertTie", between: [person.id, other.id], knows }, knows === null ? `Taken back: whether ${one} knows ${two}` : knows ? `${one} and ${two} know each other` : `${one} and ${two} don’t know each other`);
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-person-facts": PersonFactsPart }
}
