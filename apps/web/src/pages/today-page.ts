/** Presents Today. */
import { type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Command } from "@kith/core";
import { wish, wishes, type App } from "../app.ts";
import type { TodayView } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import { failedView, openingView } from "../views/states-view.ts";
import { todayView, type TodayRow } from "../views/today-view.ts";
import { Asked } from "./asked.ts";
import { stepFocus } from "./step-focus.ts";

type Due = TodayView["plan"][number];
interface Settled extends TodayRow { readonly index: number; readonly settled: string }

const settledMs = 8000;
const weekMs = 7 * 86_400_000;

/** Route `/today`. */
@customElement("kith-today-page")
export class TodayPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private settled: readonly Settled[] = [];
  @state() private activeId: string | undefined;
  /** Taken back; gets the focus once the worker gives the row again. */
  #returning: string | undefined;
  readonly today = new Asked(this, { name: "today", app: () => this.app });
  readonly keys = new Keys(this, (key) => this.#press(key));

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const app = this.app;
    if (this.today.error) return failedView(this.today.error);
    if (!app || !this.today.answer) return openingView();
    const rows = this.#rows();
    return todayView({
      today: this.today.answer, rows, context: app.now(), writable: app.asOfMs === undefined,
      activeId: this.activeId ?? rows.find((row) => !row.settled)?.due.person.id,
      done: (due) => { void this.#settle(due, "done"); },
      snooze: (due) => { void this.#settle(due, "snooze"); },
      point: (due) => { this.activeId = due.person.id; },
      pressCircle: (event) => { this.#pressCircle(event); },
      setPerDay: (perDay) => { void wish(app, { type: "SetCapacity", perDay }, `${perDay} people a day from now on`); },
      loadSample: () => { void app.kith.ask("loadSample"); },
    });
  }

  protected override updated(): void {
    const link = this.#link(this.#returning);
    if (!link || link.closest(".settled")) return;
    this.#returning = undefined;
    link.focus();
  }

  /** The plan, with those just answered still standing where they stood. */
  #rows(): readonly TodayRow[] {
    const rows: TodayRow[] = (this.today.answer?.plan ?? []).filter((due) => !this.settled.some((one) => one.due.person.id === due.person.id)).map((due) => ({ due }));
    for (const one of this.settled.toSorted((a, b) => a.index - b.index)) rows.splice(Math.min(one.index, rows.length), 0, one);
    return rows;
  }

  async #settle(due: Due, how: "done" | "snooze"): Promise<void> {
    const { app } = this;
    if (!app || this.settled.some((one) => one.due === due)) return;
    const { nowMs } = app.now();
    const { id, name } = due.person;
    const index = this.#rows().findIndex((row) => row.due.person.id === id);
    const one: Settled = { due, index, settled: how === "done" ? "Logged just now" : "Not this week" };
    if (index >= 0) this.settled = [...this.settled, one];
    this.#activateNext(index);
    const events = how === "done"
      ? await wishes(app, doneBy(due, nowMs), { text: due.promise ? `Kept: ${due.promise.text}` : `Logged contact with ${name}` })
      : await wish(app, { type: "SnoozeReachOut", person: id, untilMs: nowMs + weekMs }, `${name} is snoozed for a week`);
    const toast = app.toasts.current;
    const undo = toast?.undo;
    const forget = (): void => { this.settled = this.settled.filter((other) => other !== one); };
    if (!events || !toast || !undo) { forget(); return; }
    app.toasts.show({ text: toast.text, undo: () => { forget(); this.#return(id); return undo(); } });
    setTimeout(forget, settledMs);
  }

  #activateNext(index: number): void {
    const next = this.#rows().slice(index + 1).find((row) => !row.settled) ?? this.#rows().find((row) => !row.settled);
    const hadFocus = this.contains(document.activeElement);
    this.activeId = next?.due.person.id;
    void this.afterDraw(() => {
      if (hadFocus) (this.#link(this.activeId) ?? this.querySelector("h1"))?.focus();
    });
  }

  /** Puts the owner back on a row that was taken back. */
  #return(id: string): void {
    this.activeId = id;
    this.#returning = id;
  }

  #link(id: string | undefined): HTMLElement | null { return id === undefined ? null : this.querySelector(`[data-person="${CSS.escape(id)}"]`); }

  #press(key: string): boolean {
    const rows = [...(this.today.answer?.plan ?? []), ...(this.today.answer?.comingUp ?? [])];
    const active = rows.find((due) => due.person.id === this.activeId) ?? this.#rows().find((row) => !row.settled)?.due;
    const inCircle = document.activeElement?.closest(".circle") !== null && document.activeElement !== null;
    if (key === "j" || key === "k" || (!inCircle && (key === "ArrowDown" || key === "ArrowUp"))) {
      return stepFocus([...this.querySelectorAll<HTMLElement>(".due:not(.settled) .due-link")], key === "j" || key === "ArrowDown" ? 1 : -1);
    }
    if (!active || inCircle) return false;
    const writable = this.app?.asOfMs === undefined;
    if (key === "e" && writable) void this.#settle(active, "done");
    else if (key === "s" && writable) void this.#settle(active, "snooze");
    else if (key === "Enter" && (document.activeElement === document.body || document.activeElement?.id === "main" || document.activeElement?.tagName === "H1")) this.app?.router.go({ page: "people", id: active.person.id });
    else return false;
    return true;
  }

  #pressCircle(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined && stepFocus([...this.querySelectorAll<HTMLElement>(".face")], step)) event.preventDefault();
  }
}

/** What "done" records: a contact, and the promise that called for it as kept. */
const doneBy = ({ person, promise }: Due, atMs: number): readonly Command[] => [
  { type: "RecordInteraction", people: [person.id], kind: "message", atMs }, ...(promise ? [{ type: "SettleCommitment", commitment: promise.commitment, outcome: "kept" } as const] : []),
];

declare global {
  interface HTMLElementTagNameMap { "kith-today-page": TodayPage }
}
