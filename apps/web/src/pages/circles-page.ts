/** Presents the circles. */
import { html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { attempt, wish, type App } from "../app.ts";
import type { CircleView } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { circlesView } from "../views/circles-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { Asked } from "./asked.ts";
import type { CircleDialog } from "./circle-dialog.ts";
import "./circle-dialog.ts";
import { idsOfPicks } from "./new-ones.ts";
import type { PickedEvent } from "./person-picker.ts";
import "./person-picker.ts";
import { pressInList } from "./step-focus.ts";

/** Route `/circles`. */
@customElement("kith-circles-page")
export class CirclesPage extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Why somebody couldn't be added, beside the field where it was tried. */
  @state() private problem: { readonly circle: string; readonly message: string } | undefined;
  readonly circles = new Asked(this, { name: "circles", app: () => this.app });
  readonly keys = new Keys(this, (key) => pressInList(this, key, () => { this.#open(undefined); }));

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.circles.error) return failedView(this.circles.error);
    if (!app || !this.circles.answer) return openingView();
    return html`${circlesView({
      circles: this.circles.answer, writable: app.asOfMs === undefined,
      picker: (circle) => this.#picker(app, circle),
      make: () => { this.#open(undefined); },
      makeNamed: (name) => { void wish(app, { type: "DefineCircle", name }, `Circle “${name}” made`); },
      edit: (circle) => { this.#open(circle); },
      dissolve: ({ circle, name }) => { void wish(app, { type: "DissolveCircle", circle }, `Circle “${name}” dissolved`); },
      remove: ({ circle, name }, { person }) => { void wish(app, { type: "LeaveCircle", circle, person: person.id }, `${person.name} is out of ${name}`); },
    })}<kith-circle-dialog .app=${app}></kith-circle-dialog>`;
  }

  #picker(app: App, circle: CircleView): TemplateResult {
    return html`<kith-person-picker .app=${app} name="join-${circle.circle}" label="Add somebody to ${circle.name}" placeholder="Add somebody" adds="known" .without=${circle.members.map(({ person }) => person.id)}
      @kith-picked=${(event: PickedEvent) => { void this.#join(app, circle, event); }}></kith-person-picker><p class="problem" role="alert">${this.problem?.circle === circle.circle ? this.problem.message : ""}</p>`;
  }

  async #join(app: App, { circle, name }: CircleView, { pick }: PickedEvent): Promise<void> {
    this.problem = undefined;
    const made = await idsOfPicks(app, [pick], "known");
    const answer = made.ok ? await attempt(app, made.ids.map((person) => ({ type: "JoinCircle", circle, person })), { text: `${pick.name} is in ${name}`, before: made.events }) : made;
    if (!answer.ok) this.problem = { circle, message: answer.message };
  }

  #open(circle: CircleView | undefined): void { void this.querySelector<CircleDialog>("kith-circle-dialog")?.open(circle); }
}

declare global {
  interface HTMLElementTagNameMap { "kith-circles-page": CirclesPage }
}
