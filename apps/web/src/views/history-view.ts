/** History: everything that was recorded, on all devices, and the way back from each of it. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { HistoryFilter, HistoryStep, HistoryView } from "../contract.ts";
import { filters, filterWords, historyDays } from "../words/history.ts";
import { longDateInWords, numberInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { emptyView, waysIn } from "./states-view.ts";
import { stepView } from "./step-view.ts";

/** What the page shows. */
export interface HistoryInput {
  readonly view: HistoryView;
  readonly filter: HistoryFilter;
  readonly text: string;
  readonly context: PhraseContext;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly choose: (filter: HistoryFilter) => void;
  readonly search: (text: string) => void;
  readonly pressSearch: (event: KeyboardEvent) => void;
  readonly more: () => void;
  readonly change: (step: HistoryStep) => void;
  readonly chooseDay: () => void;
  readonly loadSample: () => void;
}

/** What one wish recorded is a handful of facts. */
const factsShown = 1_000;

const tools = (input: HistoryInput): TemplateResult => html`<div class="history-tools">
  <fieldset class="chips"><legend class="hidden-words">Show</legend>${filters.map((filter) => html`<label class="chip"><input type="radio" name="history-filter" .checked=${filter === input.filter} @change=${() => { input.choose(filter); }}>${filterWords[filter]}</label>`)}</fieldset>
  <div class="search-box">${icon("search")}<input id="find-history" type="search" aria-label="Find by name" aria-keyshortcuts="/" placeholder="Name or file" autocomplete="off" spellcheck="false" .value=${input.text}
    @input=${(event: InputEvent) => { input.search((event.target as HTMLInputElement).value); }} @keydown=${input.pressSearch}><kbd aria-hidden="true">/</kbd></div></div>`;

function nothingFound(input: HistoryInput): TemplateResult {
  const { text } = input;
  return html`<div class="empty"><p class="muted">${text ? html`Nothing recorded about <bdi>“${text}”</bdi>${input.filter === "everything" ? "" : " of this kind"}.` : input.filter === "imports" ? "Nothing was imported yet." : "Nothing was recorded by hand yet. Log a moment with somebody, and it stands here."}</p>
    ${text || input.filter !== "everything" ? html`<button class="button" type="button" @click=${() => { input.search(""); input.choose("everything"); }}>Show everything</button>` : nothing}</div>`;
}

/** The page. */
export function historyView(input: HistoryInput): TemplateResult {
  const { view, context, writable } = input;
  const whole = input.filter === "everything" && input.text === "";
  if (view.total === 0 && whole && writable) return emptyView({ icon: "history", title: "Nothing recorded yet", text: "Whatever you record or import is listed here, and can be taken back at any time.", actions: waysIn(input.loadSample) });
  const left = view.total - view.steps.length;
  return html`<div class="page"><div class="column">
    <header class="page-head history-head"><div><h1 tabindex="-1">History</h1>
      <p class="lead muted">${writable ? html`Everything recorded on all your devices. Each line can be undone, also years later. The whole of it is <a href="/data">your data</a>, to take along.` : `What had happened by ${longDateInWords(context.nowMs, context)}.`}</p></div>
      <button class="button" type="button" @click=${input.chooseDay}>${icon("calendar")}Go back to a day…</button></header>
    ${tools(input)}
    <p class="hidden-words" role="status">${view.total === 0 ? "Nothing found" : `${numberInWords(view.total, context.locale)} ${view.total === 1 ? "line" : "lines"}`}</p>
    ${view.total === 0 ? nothingFound(input) : nothing}
    ${repeat(historyDays(view.steps, context), (day) => day.key, (day) => html`<section aria-labelledby="day-${day.key}"><h2 class="section-title" id="day-${day.key}">${day.title}</h2>
      <ol class="history-steps panel">${repeat(day.steps, (step) => step.id, (step) => stepView({ step, underDay: true, context: { ...context, names: view.names }, change: writable ? input.change : undefined, factsMax: factsShown, moreFacts: input.more }))}</ol></section>`)}
    ${left > 0 ? html`<p class="history-more"><button class="button" type="button" @click=${input.more}>Show more</button> <span class="muted small">${numberInWords(view.steps.length, context.locale)} of ${numberInWords(view.total, context.locale)}</span></p>` : nothing}
  </div></div>`;
}
