/** Presents introductions under way: `/introductions/under-way`. */
import { type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { IntroductionStep } from "@kith/core";
import { attempt, type App } from "../app.ts";
import type { IntroductionView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { underWayView } from "../views/under-way-view.ts";
import { stepWords } from "../words/introductions.ts";
import { Asked } from "./asked.ts";

@customElement("kith-under-way-page")
export class UnderWayPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private notes: ReadonlyMap<string, string> = new Map();
  @state() private problem: { readonly introduction: string; readonly message: string } | undefined;
  readonly underWay = new Asked(this, { name: "underWay", app: () => this.app });

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.underWay.error) return failedView(this.underWay.error);
    if (!app || !this.underWay.answer) return openingView();
    return underWayView({
      introductions: this.underWay.answer, context: app.now(), writable: app.asOfMs === undefined, notes: this.notes, problem: this.problem,
      write: ({ introduction }, note) => { this.notes = new Map(this.notes).set(introduction, note); },
      advance: (introduction, step) => { void this.#advance(app, introduction, step); },
    });
  }

  async #advance(app: App, { introduction, through, between: [one, other], organisation, goal }: IntroductionView, step: IntroductionStep): Promise<void> {
    const note = this.notes.get(introduction)?.trim() ?? "";
    const aim = { ...(organisation === undefined ? {} : { organisation }), ...(goal ? { goal: goal.goal } : {}), ...(note ? { note } : {}) };
    const answer = await attempt(app, [{ type: "AdvanceIntroduction", introduction, through: through?.id ?? null, between: [one?.id ?? null, other.id], step, ...aim }], { text: `${stepWords[step]}: ${other.name}` });
    this.problem = answer.ok ? undefined : { introduction, message: answer.message };
    if (!answer.ok) return;
    const notes = new Map(this.notes);
    notes.delete(introduction);
    this.notes = notes;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-under-way-page": UnderWayPage }
}
