/** Presents what was recorded about one person, inside their pane. */
import { type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PersonId } from "@kith/core";
import type { App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { personHistoryView } from "../views/person-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { Asked } from "./asked.ts";
import { changeStep } from "./change-step.ts";

const pageFacts = 100;

@customElement("kith-person-history")
export class PersonHistory extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) person = "" as PersonId;
  @state() private factsMax = pageFacts;
  readonly history = new Asked(this, { name: "personHistory", app: () => this.app, param: () => ({ id: this.person }) });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("person") || !this.hasUpdated) return;
    this.factsMax = pageFacts;
    void this.history.again();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.history.error) return failedView(this.history.error);
    if (!app || !this.history.answer) return openingView();
    return personHistoryView(this.history.answer, app.now(), {
      change: app.asOfMs === undefined ? (step) => { void changeStep(app, step); } : undefined,
      factsMax: this.factsMax, moreFacts: () => { this.factsMax += pageFacts * 5; },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-person-history": PersonHistory }
}
