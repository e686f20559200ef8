/** Presents requests to connect. Each answer is sent at once and can be undone. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { RequestAnswer } from "@kith/core";
import { wish, type App } from "../app.ts";
import type { RequestView } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { lookingView } from "../views/looking-view.ts";
import { answerOrder, requestsView } from "../views/requests-view.ts";
import { emptyView, failedView, openingView } from "../views/states-view.ts";
import { timeLeft } from "../words/deck.ts";
import { dateInWords, requestAnsweredInWords, requestAnswerInWords, type PhraseContext } from "../words/phrase.ts";
import { Asked } from "./asked.ts";

@customElement("kith-requests-page")
export class RequestsPage extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Answered here, newest last; the worker's next answer leaves them out too. */
  @state() private answered: readonly string[] = [];
  readonly requests = new Asked(this, { name: "requests", app: () => this.app });
  readonly keys = new Keys(this, (key) => this.#press(key));

  protected override render(): TemplateResult {
    if (this.requests.error) return failedView(this.requests.error);
    if (!this.app || !this.requests.arrived) return openingView();
    if (this.app.asOfMs !== undefined) return this.#look(this.requests.answer ?? [], this.app.now());
    const open = this.#open();
    const request = open[0];
    if (!request) return emptyView({ icon: "requests", title: this.answered.length > 0 ? "All answered" : "No requests waiting", text: "Requests come with your archive. Import a newer one to see the latest.", actions: html`<a class="button" href="/import">Import</a>` });
    const done = this.answered.length;
    return requestsView({ request, done, total: done + open.length, left: timeLeft(open.length * 2), context: this.app.now(),
      undo: this.app.toasts.current?.undo && done > 0 ? () => { this.app?.toasts.undo(); } : undefined,
      answer: (answer) => { void this.#answer(request, answer); } });
  }

  /** On another day: who had asked, and what Kith would have suggested. */
  #look(requests: readonly RequestView[], context: PhraseContext): TemplateResult {
    return lookingView({ title: "Requests", lead: requests.length === 0 ? "Nobody was waiting for an answer on that day." : "Who was waiting for an answer on that day, and what Kith would have suggested.",
      rows: requests.map(({ person, sentAtMs, suggestion }) => ({ person, why: `Asked on ${dateInWords(sentAtMs, context)} · ${requestAnswerInWords[suggestion]}` })) });
  }

  #open(): readonly RequestView[] { return (this.requests.answer ?? []).filter((one) => !this.answered.includes(one.person.id)); }

  #press(key: string): boolean {
    const answer = answerOrder[Number(key) - 1];
    const request = this.#open()[0];
    if (!answer || !request || this.app?.asOfMs !== undefined) return false;
    void this.#answer(request, answer);
    return true;
  }

  async #answer({ person }: RequestView, answer: RequestAnswer): Promise<void> {
    const { app } = this;
    if (!app || this.answered.includes(person.id)) return;
    const back = (): void => { this.answered = this.answered.filter((id) => id !== person.id); };
    this.answered = [...this.answered, person.id];
    const events = await wish(app, { type: "AnswerRequest", person: person.id, answer }, `${person.name}: ${requestAnsweredInWords[answer]}`);
    const toast = app.toasts.current;
    if (!events) back();
    else if (toast?.undo) { const { undo, text } = toast; app.toasts.show({ text, undo: () => { back(); return undo(); } }); }
    this.requestUpdate();
    await this.updateComplete;
    (this.querySelector<HTMLElement>(".card-name") ?? this.querySelector("h1"))?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-requests-page": RequestsPage }
}
