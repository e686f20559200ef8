/** Presents the dialog that chooses a day to go back to, and goes there. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { dateOfDay, dayOfDate, localDay, noonOfDay } from "@kith/core/phrase";
import type { App } from "../app.ts";
import { LightElement } from "../elements/light-element.ts";
import { dayView, type DayChoice } from "../views/day-view.ts";

const dayMs = 86_400_000;

/** Asks the frame to open this dialog. */
export class ChooseDayEvent extends Event {
  constructor() { super("kith-choose-day", { bubbles: true }); }
}

const isoOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Days that are easy to want, before `today` (days since 1970). */
function choicesBefore(today: number): readonly DayChoice[] {
  const { year } = dateOfDay(today);
  return [
    { words: "A month ago", day: isoOf(today - 30) }, { words: "Half a year ago", day: isoOf(today - 182) },
    { words: "A year ago", day: isoOf(today - 365) }, { words: `End of ${year - 1}`, day: isoOf(dayOfDate({ year: year - 1, month: 12, day: 31 })) },
  ];
}

@customElement("kith-day-dialog")
export class DayDialog extends LightElement {
  /** The app at today, whichever day is looked at. */
  @property({ attribute: false }) app?: App;
  @state() private day = "";
  @state() private opened = false;

  async open(): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || !this.app || document.querySelector("dialog[open]")) return;
    this.day = isoOf(this.#today(this.app) - 30);
    this.opened = true;
    await this.updateComplete;
    dialog.showModal();
    this.querySelector<HTMLElement>("#day-field")?.focus();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    return html`<dialog class="day" aria-labelledby="day-title" @close=${() => { this.opened = false; }} @click=${(event: Event) => { if (event.target instanceof HTMLDialogElement) event.target.close(); }}>${app && this.opened ? dayView({
      day: this.day, latest: isoOf(this.#today(app) - 1), choices: choicesBefore(this.#today(app)),
      type: (day) => { this.day = day; },
      go: (day) => { this.#go(app, day); },
      close: () => { this.querySelector("dialog")?.close(); },
    }) : nothing}</dialog>`;
  }

  #today(app: App): number {
    const { nowMs, utcOffsetMinutes } = app.now();
    return localDay(nowMs, utcOffsetMinutes);
  }

  /** To the last moment of that day on the reader's clock: what happened on it counts. */
  #go(app: App, day: string): void {
    const parsedMs = Date.parse(day);
    if (Number.isNaN(parsedMs)) return;
    this.querySelector("dialog")?.close();
    const asOfMs = noonOfDay(Math.floor(parsedMs / dayMs), app.now().utcOffsetMinutes) + dayMs / 2 - 1;
    void app.kith.ask("travel", asOfMs < app.now().nowMs ? { asOfMs } : {});
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-day-dialog": DayDialog }
}
