/** Today: whom to reach out to, and why now. */
import "../elements/menu.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { TodayView } from "../contract.ts";
import { roleOf, shortName } from "../words/name.ts";
import { counted, dayInWords, longDateInWords, whyInWords, type PhraseContext } from "../words/phrase.ts";
import { circleView } from "./circle-view.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";
import { emptyView, waysIn } from "./states-view.ts";

type Due = TodayView["plan"][number];

/** A row, perhaps one that was just answered and stays in its place for a moment. */
export interface TodayRow {
  readonly due: Due;
  /** What was done, in words. */
  readonly settled?: string;
}

/** What Today shows. */
export interface TodayInput {
  readonly today: TodayView;
  readonly rows: readonly TodayRow[];
  readonly activeId: string | undefined;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly context: PhraseContext;
  readonly done: (due: Due) => void;
  readonly snooze: (due: Due) => void;
  readonly point: (due: Due) => void;
  readonly pressCircle: (event: KeyboardEvent) => void;
  readonly setPerDay: (perDay: number) => void;
  readonly loadSample: () => void;
}

const perDayChoices = [3, 5, 7, 10, 15] as const;

/** How many a day: what fits into this owner's days. */
function capacity({ today: { perDay }, setPerDay }: TodayInput): TemplateResult {
  return html`<kith-menu class="capacity"><details><summary class="button plain small" title="How many people to reach out to in a day">${perDay} a day${icon("open")}</summary><div class="menu" role="group" aria-label="People a day">
    ${perDayChoices.map((choice) => html`<button type="button" aria-pressed=${choice === perDay ? "true" : "false"} @click=${() => { setPerDay(choice); }}>${choice === perDay ? icon("check") : html`<span class="icon-room"></span>`}${choice} a day</button>`)}</div></details></kith-menu>`;
}

function dueRow({ due, settled }: TodayRow, input: TodayInput): TemplateResult {
  const { person } = due;
  const role = roleOf(person);
  return html`<li class="due ${settled ? "settled" : ""} ${person.id === input.activeId ? "active" : ""}" @pointerenter=${() => { input.point(due); }} @focusin=${() => { input.point(due); }}>
    <a class="due-link" href="/people/${person.id}" data-person=${person.id}>${avatar(person.name, "l")}
      <span class="due-text"><bdi class="due-name">${person.name}</bdi>
      <span class="due-why">${settled ?? whyInWords(due.why, due.reasons, input.context)}${role && !settled ? html`<span class="due-role"> · <bdi>${role}</bdi></span>` : nothing}</span></span></a>
    ${settled || !input.writable ? nothing : html`<span class="due-actions">
      <button class="button" type="button" aria-keyshortcuts="E" @click=${() => { input.done(due); }}>${icon("check")}Done<span class="hidden-words">: ${person.name}</span><kbd aria-hidden="true">E</kbd></button>
      <button class="button square" type="button" aria-label="Snooze ${person.name} for a week" title="Not this week (S)" aria-keyshortcuts="S" @click=${() => { input.snooze(due); }}>${icon("clock")}</button></span>`}
  </li>`;
}

function nobodyWaiting({ today }: TodayInput): TemplateResult {
  const faint = today.comingUp[0] ?? undefined;
  return html`<div class="nobody"><p class="muted">No answer owed, no promise open, nobody slipping away.</p>
    ${faint ? html`<p>If you feel like it: <a href="/people/${faint.person.id}">say hello to <bdi>${shortName(faint.person.name)}</bdi></a>.</p>`
      : html`<p>A quiet day. <a href="/introductions">See which ties are worth waking</a>.</p>`}</div>`;
}

/** The page. */
export function todayView(input: TodayInput): TemplateResult {
  const { today, rows } = input;
  if (today.peopleCount === 0 && !input.writable) return emptyView({ icon: "history", title: "Nobody here on that day", text: "Nothing that Kith knows of had happened by then." });
  if (today.peopleCount === 0) return emptyView({ icon: "people", title: "Nobody here yet", text: "Bring in the people you know. Kith reads your archive on this device; nothing is uploaded.", actions: waysIn(input.loadSample) });
  const waiting = rows.filter((row) => !row.settled).length;
  return html`<div class="page today">
    <div>
      <header class="page-head"><p class="muted">${input.writable ? dayInWords(today.nowMs, input.context) : longDateInWords(today.nowMs, input.context)}</p>
        <div class="today-head"><h1 tabindex="-1">${waiting === 0 ? "Nobody is waiting" : `${counted(waiting, "person", "people")} to reach out to`}</h1>${input.writable ? capacity(input) : nothing}</div></header>
      <ul class="due-list" aria-label="To reach out to">${repeat(rows, (row) => row.due.person.id, (row) => dueRow(row, input))}</ul>
      ${waiting === 0 ? nobodyWaiting(input) : nothing}
      ${today.comingUp.length > 0 ? html`<h2 class="later-title">Coming up</h2>
        <ul class="due-list" aria-label="Coming up">${repeat(today.comingUp.filter((due) => !rows.some((row) => row.due.person.id === due.person.id)), (due) => due.person.id, (due) => dueRow({ due }, input))}</ul>` : nothing}
    </div>
    ${today.circle.length > 0 ? html`<aside>${circleView(today.circle, today.nowMs, input.pressCircle)}</aside>` : nothing}
  </div>`;
}
