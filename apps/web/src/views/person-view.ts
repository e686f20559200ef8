/** One person: four answers before scrolling, then what Kith sees, one line to log, the timeline. */
import "../elements/menu.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Closeness } from "@kith/core";
import type { HistoryView, PersonView } from "../contract.ts";
import { roleOf, shortName } from "../words/name.ts";
import { calendarDays, closenessWords, reasonInWords, relativeTime, rhythmInWords, type PhraseContext } from "../words/phrase.ts";
import { captureView, type CaptureInput } from "./capture-view.ts";
import { icon, type IconName } from "./icon.ts";
import { avatar, standingInFull } from "./person-bits.ts";
import { stepView, type StepInput } from "./step-view.ts";
import { timelineView } from "./timeline-view.ts";

/** What the page shows. */
export interface PersonInput {
  readonly view: PersonView;
  readonly context: PhraseContext;
  readonly capture: CaptureInput;
  /** False while another day is looked at. */
  readonly writable: boolean;
  /** The history, where it stands in place of the timeline. */
  readonly history: TemplateResult | undefined;
  readonly turn: () => void;
  readonly log: () => void;
  readonly rate: (closeness: Closeness | null) => void;
  readonly letGo: () => void;
  readonly bringBack: () => void;
  readonly copyUrl: () => void;
  readonly forget: () => void;
  /** Whether the review may ask about them. */
  readonly protect: (isProtected: boolean) => void;
  /** Whether Kith may suggest them. */
  readonly hide: (isHidden: boolean) => void;
  readonly correct: () => void;
  /** What the owner told of them. */
  readonly told: TemplateResult;
  readonly notebook: TemplateResult;
}

const steps = [1, 2, 3, 4, 5] as const;

function ratingControl({ view, rate, writable }: PersonInput): TemplateResult {
  const rating = view.person.rating;
  return html`<fieldset class="rating" ?disabled=${!writable}><legend class="hidden-words">Closeness, 1 to 5</legend>
    <span class="rating-steps">${steps.map((step) => html`<label class="step ${rating !== undefined && step <= rating ? "on" : ""}" title=${closenessWords[step]}>
      <input type="radio" name="closeness" value=${step} aria-label="${step}: ${closenessWords[step]}" .checked=${rating === step} @change=${() => { rate(step); }}></label>`)}</span>
    <span class="rating-word">${rating === undefined ? html`<span class="muted">Not rated</span>` : closenessWords[rating]}</span>
    ${rating === undefined || !writable ? nothing : html`<button class="clear" type="button" aria-label="Take the rating back" @click=${() => { rate(null); }}>${icon("close")}</button>`}</fieldset>`;
}

function facts(input: PersonInput): TemplateResult {
  const { person, usualGapDays } = input.view;
  const last = person.lastContactMs === undefined ? "Never on record" : relativeTime(calendarDays(person.lastContactMs, input.context));
  return html`<dl class="facts panel">
    <div><dt>Last contact</dt><dd class="first-upper">${last}</dd></div>
    <div><dt>Usual rhythm</dt><dd class="first-upper">${usualGapDays === undefined ? html`<span class="muted">Not known yet</span>` : rhythmInWords(usualGapDays)}</dd></div>
    <div><dt>Closeness</dt><dd>${ratingControl(input)}</dd></div>
    <div><dt>Standing</dt><dd>${standingInFull(person.standing)}</dd></div></dl>`;
}

/** How to treat this person: each line says what pressing it does. */
function treatment({ view, protect, hide, correct }: PersonInput): TemplateResult {
  return html`<button type="button" @click=${correct}>${icon("note")}Correct details…</button>
    <button type="button" @click=${() => { protect(!view.isProtected); }}>${icon("shield")}${view.isProtected ? "Let the review ask again" : "Protect from review"}</button>
    <button type="button" @click=${() => { hide(!view.isHidden); }}>${icon(view.isHidden ? "show" : "hide")}${view.isHidden ? "Show in suggestions" : "Hide from suggestions"}</button>`;
}

/** What is special about this person, told once. */
function marks({ view }: PersonInput): TemplateResult | typeof nothing {
  const words = [...(view.person.sought ? ["You want to get to know them"] : []), ...(view.isProtected ? ["Protected from review"] : []), ...(view.isHidden ? ["Hidden from suggestions"] : [])];
  return words.length === 0 ? nothing : html`<p class="marks muted small">${words.join(" · ")}</p>`;
}

function menu(input: PersonInput): TemplateResult {
  const { person, letGo } = input.view;
  return html`<kith-menu><details><summary class="button square" aria-label="More about ${person.name}">${icon("more")}</summary><div class="menu">
    <a href="/introductions?to=${encodeURIComponent(person.id)}">${icon("introductions")}Who can introduce us?</a>
    ${person.url ? html`<button type="button" @click=${input.copyUrl}>${icon("copy")}Copy profile URL</button>` : nothing}
    ${input.writable ? treatment(input) : nothing}
    ${!input.writable ? nothing : letGo ? html`<button type="button" @click=${input.bringBack}>${icon("undo")}Bring back</button>` : html`<button type="button" @click=${input.letGo}>${icon("archive")}Let go</button>`}
    ${input.writable ? html`<button type="button" class="forgetting" @click=${input.forget}>${icon("forget")}Forget for good…</button>` : nothing}
  </div></details></kith-menu>`;
}

const turnButton = (words: string, name: IconName, turn: () => void): TemplateResult => html`<button class="button plain" type="button" @click=${turn}>${icon(name)}${words}</button>`;

/** What was recorded about the person. */
export const personHistoryView = (told: HistoryView, context: PhraseContext, line: Pick<StepInput, "change" | "factsMax" | "moreFacts">): TemplateResult =>
  html`<ol class="person-history">${repeat(told.steps, ({ id }) => id, (one) => stepView({ step: one, underDay: false, context: { ...context, names: told.names }, ...line }))}</ol>`;

const historySection = (history: TemplateResult, turn: TemplateResult): TemplateResult => html`<section aria-labelledby="history-title">
  <div class="section-head"><h2 class="section-title" id="history-title">History</h2>${turn}</div><p class="muted small">What was recorded, newest first: when, on which device and from where.</p>${history}</section>`;

/** The pane beside the list, or the whole page on a phone. */
export function personView(input: PersonInput): TemplateResult {
  const { view, context } = input;
  const role = roleOf(view.person);
  return html`<article class="person">
    <a class="button plain back" href="/people">${icon("back")}People</a>
    <header class="person-head">${avatar(view.person.name, "xl")}
      <div class="person-names"><h1 tabindex="-1" id="person-name"><bdi>${view.person.name}</bdi></h1>${role ? html`<p class="muted"><bdi>${role}</bdi></p>` : nothing}${marks(input)}</div>
      <div class="actions">${input.writable ? html`<button class="button primary" type="button" @click=${input.log}>${icon("check")}Log contact</button>` : nothing}${menu(input)}</div></header>
    ${view.letGo ? html`<p class="let-go panel">You let <bdi>${shortName(view.person.name)}</bdi> go. The history is kept. ${input.writable ? html`<button class="button" type="button" @click=${input.bringBack}>Bring back</button>` : nothing}</p>` : nothing}
    ${facts(input)}
    ${input.writable ? captureView(input.capture) : nothing}
    ${input.told}
    ${view.reasons.length > 0 ? html`<section aria-labelledby="sees-title"><h2 class="section-title" id="sees-title">What Kith sees</h2>
      <ul class="reasons">${view.reasons.map((reason) => html`<li>${reasonInWords(reason, context)}</li>`)}</ul></section>` : nothing}
    ${input.notebook}
    ${input.history ? historySection(input.history, turnButton("Timeline", "calendar", input.turn)) : timelineView(view.timeline, context, turnButton("History", "history", input.turn))}
  </article>`;
}
