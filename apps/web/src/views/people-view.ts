/** Everybody: a list that finds, and the person beside it. */
import { html, nothing, type TemplateResult } from "lit";
import "../elements/window-list.ts";
import type { RowEvent } from "../elements/window-list.ts";
import type { PeopleSort, PersonRow } from "../contract.ts";
import { calendarDays, numberInWords, relativeTimeShort, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { avatar, standingMark } from "./person-bits.ts";
import { waysIn } from "./states-view.ts";

/** What the page shows. */
export interface PeopleInput {
  readonly rows: readonly PersonRow[];
  readonly total: number;
  readonly arrived: boolean;
  readonly text: string;
  readonly sort: PeopleSort;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly active: number;
  /** The person's pane, where one is chosen. */
  readonly person: TemplateResult | undefined;
  readonly context: PhraseContext;
  readonly search: (text: string) => void;
  readonly pressSearch: (event: KeyboardEvent) => void;
  readonly chooseSort: (sort: PeopleSort) => void;
  readonly move: (event: RowEvent) => void;
  readonly add: () => void;
  readonly loadSample: () => void;
}

const sorts: readonly (readonly [PeopleSort, string])[] = [["closeness", "Closest"], ["warmth", "Warmest"], ["recent", "Recent"], ["name", "Name"]];

/** A row of the list. */
const personRow = (person: PersonRow, context: PhraseContext): TemplateResult => html`${avatar(person.name, "m")}
  <span class="row-text"><bdi class="row-name">${person.name}</bdi><bdi class="row-role">${[person.position, person.organisation].filter(Boolean).join(" · ")}</bdi></span>
  <span class="row-when">${person.lastContactMs === undefined ? "" : relativeTimeShort(calendarDays(person.lastContactMs, context))}</span>${standingMark(person.standing)}`;

function nothingFound(input: PeopleInput): TemplateResult {
  if (!input.arrived) return html`<p class="opening">Opening…</p>`;
  if (input.total === 0 && !input.writable) return html`<div class="empty"><p class="muted">Nobody here on that day.</p></div>`;
  if (input.total === 0) return html`<div class="empty"><p class="muted">Nobody here yet.</p><div class="actions">${waysIn(input.loadSample)}</div></div>`;
  return html`<div class="empty"><p class="muted">Nobody by “${input.text}”.</p>${input.writable ? html`<button class="button" type="button" @click=${input.add}>${icon("plus")}Add <bdi>${input.text}</bdi></button>` : nothing}</div>`;
}

/** The page. */
export function peopleView(input: PeopleInput): TemplateResult {
  return html`<div class="people ${input.person ? "with-person" : ""}">
    <section class="list-pane" aria-label="People">
      <header class="list-head"><h1 tabindex="-1" id="people-title">People</h1><span class="muted">${input.arrived ? numberInWords(input.rows.length, input.context.locale) : ""}</span></header>
      <div class="search-box">${icon("search")}<input id="find-people" type="search" aria-label="Find people" aria-keyshortcuts="/" placeholder="Name or organisation" autocomplete="off" spellcheck="false" .value=${input.text}
        @input=${(event: InputEvent) => { input.search((event.target as HTMLInputElement).value); }} @keydown=${input.pressSearch}><kbd aria-hidden="true">/</kbd></div>
      <fieldset class="chips sorts"><legend class="hidden-words">Sort by</legend>${sorts.map(([sort, word]) => html`<label class="chip"><input type="radio" name="sort" .checked=${sort === input.sort} @change=${() => { input.chooseSort(sort); }}>${word}</label>`)}</fieldset>
      ${input.rows.length === 0 ? nothingFound(input) : html`<kith-window-list id="people-list" aria-label="People" .items=${input.rows} .active=${input.active}
        .keyOf=${(row: unknown) => (row as PersonRow).id} .drawRow=${(row: unknown) => personRow(row as PersonRow, input.context)} @row=${input.move}></kith-window-list>`}
    </section>
    <section class="person-pane" aria-label="Person">${input.person ?? (input.rows.length > 0 ? html`<p class="choose muted">Choose somebody, or press <kbd>J</kbd> and <kbd>K</kbd> to walk through.</p>` : nothing)}</section>
  </div>`;
}
