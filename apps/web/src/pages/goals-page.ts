/** Presents goals, and what came of knowing people. */
import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { wish, type App } from "../app.ts";
import type { GoalView, OpportunityRow } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { goalsView } from "../views/goals-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { Asked } from "./asked.ts";
import type { GoalDialog } from "./goal-dialog.ts";
import "./goal-dialog.ts";
import type { OpportunityDialog } from "./opportunity-dialog.ts";
import "./opportunity-dialog.ts";
import { pressInList } from "./step-focus.ts";

/** Route `/goals`. */
@customElement("kith-goals-page")
export class GoalsPage extends LightElement {
  @property({ attribute: false }) app?: App;
  readonly goals = new Asked(this, { name: "goals", app: () => this.app });
  readonly keys = new Keys(this, (key) => pressInList(this, key, () => { this.#open(undefined); }));

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.goals.error) return failedView(this.goals.error);
    if (!app || !this.goals.answer) return openingView();
    return html`${goalsView({
      goals: this.goals.answer, context: app.now(), writable: app.asOfMs === undefined,
      set: () => { this.#open(undefined); }, edit: (goal) => { this.#open(goal); },
      end: ({ goal, title }, outcome) => { void wish(app, { type: "EndGoal", goal, outcome }, outcome === "reached" ? `“${title}” reached` : `“${title}” dropped`); },
      record: () => { this.#record(undefined); }, editOpportunity: (opportunity) => { this.#record(opportunity); },
    })}<kith-goal-dialog .app=${app}></kith-goal-dialog><kith-opportunity-dialog .app=${app}></kith-opportunity-dialog>`;
  }

  #open(goal: GoalView | undefined): void { void this.querySelector<GoalDialog>("kith-goal-dialog")?.open(goal); }

  #record(opportunity: OpportunityRow | undefined): void { void this.querySelector<OpportunityDialog>("kith-opportunity-dialog")?.open(opportunity); }
}

declare global {
  interface HTMLElementTagNameMap { "kith-goals-page": GoalsPage }
}
