/** Presents introductions the owner could make: `/introductions/to-give`. */
import { type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Command } from "@kith/core";
import { attempt, copyText, type App } from "../app.ts";
import type { PairToMeet } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { pairKey, toGiveView, type Side } from "../views/to-give-view.ts";
import { shortName } from "../words/name.ts";
import { Asked } from "./asked.ts";

@customElement("kith-to-give-page")
export class ToGivePage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private open: string | undefined;
  /** Messages as edited, by pair and side. */
  @state() private drafts: ReadonlyMap<string, string> = new Map();
  @state() private problem: { readonly pair: string; readonly message: string } | undefined;
  readonly pairs = new Asked(this, { name: "toGive", app: () => this.app });

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.pairs.error) return failedView(this.pairs.error);
    if (!app || !this.pairs.answer) return openingView();
    const draft = (pair: PairToMeet, side: Side): string => this.drafts.get(`${pairKey(pair)} ${side}`) ?? pair.messages[side];
    return toGiveView({
      pairs: this.pairs.answer, context: app.now(), writable: app.asOfMs === undefined, open: this.open, problem: this.problem, draft,
      turn: (pair) => { this.#turn(pair); },
      edit: (pair, side, text) => { this.drafts = new Map(this.drafts).set(`${pairKey(pair)} ${side}`, text); },
      copy: (pair, side) => { void copyText(app, draft(pair, side), `Message to ${shortName(pair.people[side].name)} copied. Sending it is up to you.`); },
      asked: (pair) => { void this.#advance(app, pair, "asked"); },
      made: (pair) => { void this.#advance(app, pair, "made"); },
      know: (pair) => { void this.#send(app, pair, { command: { type: "AssertTie", between: [pair.people[0].id, pair.people[1].id], knows: true }, said: `${bothOf(pair)} know each other` }); },
    });
  }

  #turn(pair: PairToMeet): void {
    const key = pairKey(pair);
    this.open = this.open === key ? undefined : key;
    void this.afterDraw(() => { this.querySelector<HTMLElement>(".draft textarea")?.focus(); });
  }

  #advance(app: App, pair: PairToMeet, step: "asked" | "made"): Promise<void> {
    const [one, other] = pair.people;
    return this.#send(app, pair, { command: { type: "AdvanceIntroduction", through: null, between: [one.id, other.id], step }, said: step === "made" ? `You introduced ${bothOf(pair)}` : `You asked ${bothOf(pair)}. It stands under way now.` });
  }

  async #send(app: App, pair: PairToMeet, { command, said }: { readonly command: Command; readonly said: string }): Promise<void> {
    const answer = await attempt(app, [command], { text: said });
    this.problem = answer.ok ? undefined : { pair: pairKey(pair), message: answer.message };
  }
}

const bothOf = ({ people: [one, other] }: PairToMeet): string => `${shortName(one.name)} and ${shortName(other.name)}`;

declare global {
  interface HTMLElementTagNameMap { "kith-to-give-page": ToGivePage }
}
