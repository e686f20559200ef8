/** Introductions under way: each with its steps and what may come next. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { IntroductionStep } from "@kith/core";
import type { IntroductionView, PersonCard } from "../contract.ts";
import { introductionInWords, stepVerbs, stepVerbsOfOthers, stepWords } from "../words/introductions.ts";
import { dateInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { introductionTabs } from "./introduction-tabs.ts";
import { avatar } from "./person-bits.ts";

/** What the page shows. */
export interface UnderWayInput {
  readonly introductions: readonly IntroductionView[];
  readonly context: PhraseContext;
  /** False while another day is looked at. */
  readonly writable: boolean;
  /** What is written beside an introduction, by its id. */
  readonly notes: ReadonlyMap<string, string>;
  /** Why a step was refused, and of which. */
  readonly problem: { readonly introduction: string; readonly message: string } | undefined;
  readonly write: (introduction: IntroductionView, note: string) => void;
  readonly advance: (introduction: IntroductionView, step: IntroductionStep) => void;
}

const face = (person: PersonCard | null): TemplateResult => (person === null ? html`<span class="avatar avatar-m you" aria-hidden="true">You</span>` : html`<a href="/people/${person.id}">${avatar(person.name, "m")}<span class="hidden-words">${person.name}</span></a>`);

function steps({ steps: all }: IntroductionView, context: PhraseContext): TemplateResult {
  return html`<ol class="steps-taken">${all.map(({ step, atMs, note }) => html`<li><span class="step-name">${stepWords[step]}</span> <span class="muted small">${dateInWords(atMs, context)}</span>${note ? html`<p class="small">${note}</p>` : nothing}</li>`)}</ol>`;
}

function nextSteps(introduction: IntroductionView, input: UnderWayInput): TemplateResult | typeof nothing {
  const { next, introduction: id } = introduction;
  if (next.length === 0 || !input.writable) return nothing;
  const verbs = introduction.through === null ? stepVerbsOfOthers : stepVerbs;
  return html`<div class="next-steps"><input class="field" type="text" aria-label="A note to the next step" placeholder="A note, if you like" maxlength="500" .value=${input.notes.get(id) ?? ""} @input=${(event: Event) => { input.write(introduction, (event.target as HTMLInputElement).value); }}>
    <div class="actions">${next.map((step, index) => html`<button class="button ${step === "faded" || step === "declined" ? "plain" : index === 0 ? "primary" : ""}" type="button" @click=${() => { input.advance(introduction, step); }}>${verbs[step]}</button>`)}</div></div>`;
}

function introductionPanel(introduction: IntroductionView, input: UnderWayInput): TemplateResult {
  const { introduction: id, between: [one, other], through, goal } = introduction;
  return html`<section class="panel plan ${introduction.next.length === 0 ? "over" : ""}" aria-labelledby="introduction-${id}">
    <header class="plan-head"><div class="faces">${through === null ? nothing : face(one)}${face(through)}${through === null ? face(one) : nothing}${face(other)}</div>
      <div class="plan-names"><h2 id="introduction-${id}">${introductionInWords(introduction)}</h2>${goal ? html`<p class="muted small">For <a href="/goals"><bdi>${goal.title}</bdi></a></p>` : nothing}</div></header>
    ${steps(introduction, input.context)}${nextSteps(introduction, input)}
    <p class="problem" role="alert">${input.problem?.introduction === id ? input.problem.message : nothing}</p></section>`;
}

const nothingUnderWay = (writable: boolean): TemplateResult => html`<div class="empty"><span class="icon-big">${icon("introductions")}</span><h2>Nothing under way</h2>
  <p class="muted">${writable ? "When you ask somebody to introduce you, press “I asked” on the path. It stands here then, until you met." : "No introduction had been asked for by that day."}</p>
  ${writable ? html`<div class="actions"><a class="button primary" href="/introductions">Find a path</a><a class="button" href="/introductions/to-give">Introduce two others</a></div>` : nothing}</div>`;

const isOver = ({ next }: IntroductionView): boolean => next.length === 0;

/** The page. */
export function underWayView(input: UnderWayInput): TemplateResult {
  const over = input.introductions.filter((one) => isOver(one));
  return html`<div class="page"><div class="column"><header class="page-head"><h1 tabindex="-1">Introductions</h1></header>${introductionTabs("under-way")}
    ${input.introductions.length === 0 ? nothingUnderWay(input.writable) : repeat(input.introductions.filter((one) => !isOver(one)), ({ introduction }) => introduction, (one) => introductionPanel(one, input))}
    ${over.length > 0 ? html`<h2 class="later-title">Over</h2>${repeat(over, ({ introduction }) => introduction, (one) => introductionPanel(one, input))}` : nothing}</div></div>`;
}
