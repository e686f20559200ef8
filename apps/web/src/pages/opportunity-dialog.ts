/** Presents the dialog that records what came of knowing people, or changes it. */
import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { OpportunityKind, OpportunityOutcome } from "@kith/core";
import type { App } from "../app.ts";
import type { OpportunityRow, PersonCard } from "../contract.ts";
import { choiceField, dialogView, textField } from "../views/dialog-view.ts";
import { opportunityKindWords, outcomeWords } from "../words/facts.ts";
import type { Pick } from "../words/picks.ts";
import { AskingDialog } from "./asking-dialog.ts";
import { idsOfPicks } from "./new-ones.ts";
import { picksField } from "./picks-field.ts";

const kinds = Object.entries(opportunityKindWords) as (readonly [OpportunityKind, string])[];
const outcomes = Object.entries(outcomeWords) as (readonly [OpportunityOutcome, string])[];

@customElement("kith-opportunity-dialog")
export class OpportunityDialog extends AskingDialog {
  protected override readonly titleId = "opportunity-dialog-title";
  /** Undefined where a new one is recorded. */
  @state() private opportunity: OpportunityRow | undefined;
  @state() private headline = "";
  @state() private what: OpportunityKind = "opportunity";
  @state() private outcome: OpportunityOutcome = "open";
  @state() private picks: readonly Pick[] = [];

  /** Changes one, or records a new one that came through `through`. */
  async open(opportunity: OpportunityRow | undefined, through: readonly PersonCard[] = []): Promise<void> {
    if (!await this.show()) return;
    this.opportunity = opportunity;
    this.headline = opportunity?.title ?? "";
    this.what = opportunity?.what ?? "opportunity";
    this.outcome = opportunity?.outcome ?? "open";
    this.picks = (opportunity?.through ?? through).map((person) => ({ name: person.name, person }));
  }

  protected override content(app: App): TemplateResult {
    return dialogView({
      titleId: this.titleId, title: this.opportunity ? "Change what came of it" : "What came of it?", problem: this.problem, submitWords: "Save",
      content: html`${textField({ id: "opportunity-title", label: "What was it?", value: this.headline, placeholder: "A talk in Berlin, a contract, a flat …", edit: (text) => { this.headline = text; } })}
        ${choiceField({ id: "opportunity-kind", label: "Kind", value: this.what, choices: kinds, choose: (what) => { this.what = what; } })}
        ${choiceField({ id: "opportunity-outcome", label: "How it stands", value: this.outcome, choices: outcomes, choose: (outcome) => { this.outcome = outcome; } })}
        ${picksField(app, { name: "opportunity-through", label: "Through whom", placeholder: "A name", picks: this.picks, change: (picks) => { this.picks = picks; } })}`,
      submit: () => { void this.#save(app); }, close: this.close,
    });
  }

  async #save(app: App): Promise<void> {
    const through = await idsOfPicks(app, this.picks, "known");
    if (!through.ok) { this.problem = through.message; return; }
    const { what, outcome } = this;
    const which = this.opportunity ? { opportunity: this.opportunity.opportunity } : {};
    await this.send(app, [{ type: "RecordOpportunity", ...which, what, title: this.headline, through: through.ids, outcome }], { text: `“${this.headline.trim()}” saved` });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-opportunity-dialog": OpportunityDialog }
}
