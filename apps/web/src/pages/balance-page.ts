/** Presents the balance of the network. */
import { type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { balanceView } from "../views/balance-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { Asked } from "./asked.ts";

/** Route `/balance`. */
@customElement("kith-balance-page")
export class BalancePage extends LightElement {
  @property({ attribute: false }) app?: App;
  readonly balance = new Asked(this, { name: "balance", app: () => this.app });

  protected override render(): TemplateResult {
    if (this.balance.error) return failedView(this.balance.error);
    if (!this.app || !this.balance.answer) return openingView();
    return balanceView({ view: this.balance.answer, context: this.app.now() });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-balance-page": BalancePage }
}
