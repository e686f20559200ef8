/** Presents the dialog that corrects a person's details. */
import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { PersonCard } from "../contract.ts";
import { dialogView, textField } from "../views/dialog-view.ts";
import { AskingDialog } from "./asking-dialog.ts";

type Details = Readonly<Record<"name" | "organisation" | "position" | "email" | "url", string>>;
const fields: readonly (readonly [keyof Details, string, "text" | "email" | "url"])[] = [["name", "Name", "text"], ["position", "Position", "text"], ["organisation", "Organisation", "text"], ["email", "E-mail", "email"], ["url", "Profile URL", "url"]];
const nothingKnown: Details = { name: "", organisation: "", position: "", email: "", url: "" };

@customElement("kith-details-dialog")
export class DetailsDialog extends AskingDialog {
  protected override readonly titleId = "details-dialog-title";
  @state() private person: PersonCard | undefined;
  @state() private known = nothingKnown;
  @state() private details = nothingKnown;

  async open(person: PersonCard, email: string): Promise<void> {
    const { name, organisation = "", position = "", url = "" } = person;
    this.person = person;
    this.known = { name, organisation, position, email, url };
    this.details = this.known;
    await this.show();
  }

  protected override content(app: App): TemplateResult {
    return dialogView({
      titleId: this.titleId, title: "Correct the details", problem: this.problem, submitWords: "Save",
      content: html`<p class="muted small">What you write here stands above what any import says. An empty field clears it; an empty name brings the imported one back.</p>
        ${fields.map(([field, label, type]) => textField({ id: `details-${field}`, label, type, value: this.details[field], edit: (text) => { this.details = { ...this.details, [field]: text }; } }))}`,
      submit: () => { void this.#save(app); }, close: this.close,
    });
  }

  #save(app: App): Promise<void> {
    const { person, known, details } = this;
    if (!person) return Promise.resolve();
    const changed = Object.fromEntries(fields.filter(([field]) => details[field].trim() !== known[field]).map(([field]) => [field, details[field].trim()]));
    return this.send(app, [{ type: "CorrectProfile", person: person.id, ...changed }], { text: `Details of ${details.name.trim() || person.name} corrected` });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-details-dialog": DetailsDialog }
}
