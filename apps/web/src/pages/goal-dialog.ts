/** Presents the dialog that sets a goal, or changes one. */
import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { GoalView } from "../contract.ts";
import { dialogView, textField } from "../views/dialog-view.ts";
import { isoDayOf, noonOfIsoDay } from "../words/iso-day.ts";
import type { Pick } from "../words/picks.ts";
import { AskingDialog } from "./asking-dialog.ts";
import type { ChipsEvent } from "./chips-field.ts";
import "./chips-field.ts";
import { idsOfPicks } from "./new-ones.ts";
import { picksField } from "./picks-field.ts";

type Lists = "organisations" | "fields" | "skills";
const lists: readonly (readonly [Lists, string, string])[] = [
  ["organisations", "Organisations", "Rivet, a school …"], ["fields", "Fields", "robotics, law …"], ["skills", "Skills", "pottery, Rust …"],
];

@customElement("kith-goal-dialog")
export class GoalDialog extends AskingDialog {
  protected override readonly titleId = "goal-dialog-title";
  protected override readonly isWide = true;
  /** Undefined where a new one is set. */
  @state() private goal: GoalView | undefined;
  @state() private headline = "";
  @state() private until = "";
  @state() private picks: readonly Pick[] = [];
  @state() private sought: Readonly<Record<Lists, readonly string[]>> = { organisations: [], fields: [], skills: [] };

  async open(goal: GoalView | undefined): Promise<void> {
    if (!this.app || !await this.show()) return;
    this.goal = goal;
    this.headline = goal?.title ?? "";
    this.until = goal?.untilMs === undefined ? "" : isoDayOf(goal.untilMs, this.app.now().utcOffsetMinutes);
    this.picks = goal?.people.map((person) => ({ name: person.name, person })) ?? [];
    this.sought = { organisations: goal?.organisations ?? [], fields: goal?.fields ?? [], skills: goal?.skills ?? [] };
  }

  protected override content(app: App): TemplateResult {
    return dialogView({
      titleId: this.titleId, title: this.goal ? "Change the goal" : "A new goal", problem: this.problem, submitWords: this.goal ? "Save" : "Set the goal",
      content: html`${textField({ id: "goal-title", label: "What do you want to reach?", value: this.headline, placeholder: "Find a co-founder, move to Oslo …", edit: (text) => { this.headline = text; } })}
        ${picksField(app, { name: "goal-people", label: "People who would help, or whom you seek", placeholder: "A name, or “Ana Silva at Rivet”", adds: "sought", picks: this.picks, change: (picks) => { this.picks = picks; } })}
        <div class="three-words">${lists.map(([list, label, placeholder]) => html`<kith-chips-field .name=${`goal-${list}`} .label=${label} .placeholder=${placeholder} .texts=${this.sought[list]}
          @kith-chips=${({ texts }: ChipsEvent) => { this.sought = { ...this.sought, [list]: texts }; }}></kith-chips-field>`)}</div>
        ${textField({ id: "goal-until", label: "Until (if there is a day)", type: "date", value: this.until, edit: (until) => { this.until = until; } })}`,
      submit: () => { void this.#save(app); }, close: this.close,
    });
  }

  async #save(app: App): Promise<void> {
    const people = await idsOfPicks(app, this.picks, "sought");
    if (!people.ok) { this.problem = people.message; return; }
    const untilMs = noonOfIsoDay(this.until, app.now().utcOffsetMinutes);
    const which = this.goal ? { goal: this.goal.goal } : {};
    await this.send(app, [{ type: "SetGoal", ...which, title: this.headline, people: people.ids, ...this.sought, ...(untilMs === undefined ? {} : { untilMs }) }],
      { text: `Goal “${this.headline.trim()}” ${this.goal ? "changed" : "set"}`, before: people.events });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-goal-dialog": GoalDialog }
}
