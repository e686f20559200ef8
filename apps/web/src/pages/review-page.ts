/** Presents the review. Decisions stay here until the summary is confirmed; then all are sent, and undone as one. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Command, EventId } from "@kith/core";
import { dispatch, takeBack, type App } from "../app.ts";
import type { JudgedPerson } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { lookingView } from "../views/looking-view.ts";
import { reviewView, summaryView } from "../views/review-view.ts";
import { emptyView, failedView, openingView } from "../views/states-view.ts";
import { decideCard, newDeck, timeLeft, topCard, undoCard, type Decision, type Deck } from "../words/deck.ts";
import { counted, reasonInWords, type PhraseContext } from "../words/phrase.ts";
import { Asked } from "./asked.ts";

const laterMs = 90 * 86_400_000;

@customElement("kith-review-page")
export class ReviewPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private deck: Deck = newDeck([]);
  @state() private cards: readonly JudgedPerson[] = [];
  @state() private applying = false;
  /** All was sent: the next pile is the new one. */
  #sent = false;
  readonly review = new Asked(this, { name: "review", app: () => this.app, heard: (answer) => { if (this.app?.asOfMs === undefined) this.#deal(answer); } });
  readonly keys = new Keys(this, (key) => this.#press(key));

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    if (this.review.error) return failedView(this.review.error);
    if (!this.app || !this.review.arrived || this.applying) return openingView();
    if (this.app.asOfMs !== undefined) return this.#look(this.review.answer ?? [], this.app.now());
    if (this.cards.length === 0) return emptyView({ icon: "leaf", title: "Nobody to let go", text: "Kith sees no tie that asks for a decision. Come back in a few months.", actions: html`<a class="button" href="/today">Back to today</a>` });
    const card = this.cards.find((one) => one.person.id === topCard(this.deck));
    if (!card) {
      return summaryView({
        rows: this.cards.flatMap((judged) => { const decision = this.deck.decided.get(judged.person.id); return decision ? [{ judged, decision }] : []; }),
        change: (id, decision) => { this.deck = decideCard(this.deck, id, decision); },
        apply: () => { void this.#apply(); },
        back: () => { this.deck = undoCard(this.deck); },
      });
    }
    const done = this.deck.decided.size;
    return reviewView({ card, done, total: this.cards.length, left: timeLeft(this.cards.length - done), context: this.app.now(),
      undo: done > 0 ? () => { this.deck = undoCard(this.deck); } : undefined,
      decide: (decision) => { this.#decide(card.person.id, decision); } });
  }

  /** On another day: whom Kith would have asked about. A pile that was begun waits until today. */
  #look(review: readonly JudgedPerson[], context: PhraseContext): TemplateResult {
    return lookingView({ title: "Review", lead: review.length === 0 ? "Kith would have asked about nobody on that day." : "Whom Kith would have asked about on that day.",
      rows: review.map(({ person, reasons }) => ({ person, why: reasons.slice(0, 2).map((reason) => reasonInWords(reason, context)).join(" · ") })) });
  }

  /** A fresh answer never takes away a pile that was begun. */
  #deal(answer: readonly JudgedPerson[]): void {
    if (this.deck.decided.size > 0) return;
    if (this.#sent) {
      this.#sent = false;
      this.applying = false;
      void this.afterDraw(() => { this.querySelector("h1")?.focus(); });
    }
    this.cards = answer;
    this.deck = newDeck(answer.map((judged) => judged.person.id));
  }

  #decide(id: string, decision: Decision): void {
    this.deck = decideCard(this.deck, id, decision);
    void this.afterDraw(() => { (this.querySelector<HTMLElement>(".card-name") ?? this.querySelector("h1"))?.focus(); });
  }

  #press(key: string): boolean {
    if (this.app?.asOfMs !== undefined) return false;
    const top = topCard(this.deck);
    const decision = ({ 1: "letGo", 2: "later", 3: "keep" } as const)[Number(key) as 1 | 2 | 3] as Decision | undefined;
    if (top !== undefined && decision) this.#decide(top, decision);
    else if (key === "z" && this.deck.decided.size > 0) this.deck = undoCard(this.deck);
    else return false;
    return true;
  }

  async #apply(): Promise<void> {
    const { app } = this;
    if (!app || this.applying) return;
    this.applying = true;
    const events: EventId[] = [];
    const failures: string[] = [];
    const nowMs = app.now().nowMs;
    for (const { person } of this.cards) {
      const decision = this.deck.decided.get(person.id);
      if (!decision) continue;
      const command: Command = decision === "letGo" ? { type: "LetGo", person: person.id } : decision === "keep" ? { type: "KeepPerson", person: person.id } : { type: "PostponeReview", person: person.id, untilMs: nowMs + laterMs };
      // One after the other, so that the log keeps the owner's order.
      const answer = await dispatch(app, command);
      if (answer.ok) events.push(...answer.events);
      else failures.push(answer.message);
    }
    const count = this.deck.decided.size - failures.length;
    this.deck = newDeck([]);
    this.#sent = true;
    await this.review.again();
    app.toasts.show({ text: failures[0] ?? `${counted(count, "decision")} applied`, undo: () => takeBack(app, events) });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-review-page": ReviewPage }
}
