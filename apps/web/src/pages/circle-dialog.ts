/** Presents the dialog that makes a circle, or changes its name and rhythm. */
import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { CircleName } from "../contract.ts";
import { dialogView, textField } from "../views/dialog-view.ts";
import { rhythmField } from "../views/circles-view.ts";
import { AskingDialog } from "./asking-dialog.ts";

@customElement("kith-circle-dialog")
export class CircleDialog extends AskingDialog {
  protected override readonly titleId = "circle-dialog-title";
  /** Undefined where a new one is made. */
  @state() private circle: CircleName | undefined;
  @state() private name = "";
  /** As typed; empty: no rhythm. */
  @state() private every = "";

  async open(circle: CircleName | undefined): Promise<void> {
    if (!await this.show()) return;
    this.circle = circle;
    this.name = circle?.name ?? "";
    this.every = circle?.everyDays === undefined ? "" : String(circle.everyDays);
  }

  protected override content(app: App): TemplateResult {
    return dialogView({
      titleId: this.titleId, title: this.circle ? "Change the circle" : "A new circle", problem: this.problem, submitWords: this.circle ? "Save" : "Make the circle",
      content: html`${textField({ id: "circle-name", label: "Name", value: this.name, placeholder: "Family, Mentors, Old team …", edit: (name) => { this.name = name; } })}
        ${rhythmField(this.every, (every) => { this.every = every; })}`,
      submit: () => { void this.#save(app); }, close: this.close,
    });
  }

  #save(app: App): Promise<void> {
    const everyDays = this.every.trim() === "" ? {} : { everyDays: Number(this.every) };
    const which = this.circle ? { circle: this.circle.circle } : {};
    return this.send(app, [{ type: "DefineCircle", name: this.name, ...everyDays, ...which }], { text: this.circle ? `Circle “${this.name.trim()}” changed` : `Circle “${this.name.trim()}” made` });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-circle-dialog": CircleDialog }
}
