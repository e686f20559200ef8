/** Goals: what the owner wants to reach, who would help, and what came of it. */
import "../elements/menu.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { GoalOutcome } from "@kith/core";
import type { GoalsView, GoalView, IntroducerRow, JudgedPerson, OpportunityRow, PersonRow } from "../contract.ts";
import { helpInWords, opportunityInWords } from "../words/facts.ts";
import { roleOf } from "../words/name.ts";
import { dateInWords, longDateInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

/** What the page shows. */
export interface GoalsInput {
  readonly goals: GoalsView;
  readonly context: PhraseContext;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly set: () => void;
  readonly edit: (goal: GoalView) => void;
  readonly end: (goal: GoalView, outcome: GoalOutcome) => void;
  readonly record: () => void;
  readonly editOpportunity: (opportunity: OpportunityRow) => void;
}

const reasonsInWords = ({ reasons }: JudgedPerson, context: PhraseContext, max = 2): string => reasons.slice(0, max).map((reason) => helpInWords(reason, context)).join(" · ");

function helperRow(helper: JudgedPerson, context: PhraseContext): TemplateResult {
  return html`<li class="due hoverable"><a class="due-link" href="/people/${helper.person.id}">${avatar(helper.person.name, "m")}<span class="due-text"><bdi class="due-name">${helper.person.name}</bdi>
    <span class="due-why">${reasonsInWords(helper, context)}</span></span></a></li>`;
}

function introducerRow(introducer: IntroducerRow, context: PhraseContext): TemplateResult {
  const { person, towards, provenance } = introducer;
  return html`<li class="due hoverable"><a class="due-link" href="/introductions?to=${encodeURIComponent(towards.id)}">${avatar(person.name, "m")}<span class="due-text"><span class="due-name"><bdi>${person.name}</bdi> <span class="muted">${provenance === "inferred" ? "may know" : "knows"}</span> <bdi>${towards.name}</bdi></span>
    <span class="due-why">${provenance === "inferred" ? "A guess from the same employer" : reasonsInWords(introducer, context, 1)} · see the path</span></span></a></li>`;
}

const chip = (words: string, title: string): TemplateResult => html`<span class="chip still" title=${title}><bdi>${words}</bdi></span>`;
const soughtChip = (person: PersonRow): TemplateResult => html`<a class="chip still" href="/people/${person.id}" title=${roleOf(person)}>${avatar(person.name, "s")}<bdi>${person.name}</bdi>${person.sought ? html`<span class="muted">not known yet</span>` : nothing}</a>`;

function soughtOf({ people, organisations, fields, skills }: GoalView): TemplateResult | typeof nothing {
  if (people.length + organisations.length + fields.length + skills.length === 0) return nothing;
  return html`<div class="chips sought">${people.map((person) => soughtChip(person))}${organisations.map((one) => chip(one, "Organisation"))}${fields.map((one) => chip(one, "Field"))}${skills.map((one) => chip(one, "Skill"))}</div>`;
}

function dayOf({ untilMs, isPast }: GoalView, context: PhraseContext): string {
  if (untilMs === undefined) return "No day set";
  return isPast ? `Was to be reached by ${longDateInWords(untilMs, context)}` : `Until ${longDateInWords(untilMs, context)}`;
}

function goalMenu(goal: GoalView, input: GoalsInput): TemplateResult {
  return html`<kith-menu><details><summary class="button plain square" aria-label="More about ${goal.title}">${icon("more")}</summary><div class="menu">
    <button type="button" @click=${() => { input.edit(goal); }}>${icon("note")}Change…</button>
    <button type="button" @click=${() => { input.end(goal, "dropped"); }}>${icon("archive")}Drop it</button></div></details></kith-menu>`;
}

const list = (title: string, rows: readonly TemplateResult[]): TemplateResult | typeof nothing => (rows.length === 0 ? nothing : html`<div class="goal-list"><h3>${title}</h3><ul class="due-list">${rows}</ul></div>`);

function goalPanel(goal: GoalView, input: GoalsInput): TemplateResult {
  const { context } = input;
  const asksForNothing = goal.people.length + goal.organisations.length + goal.fields.length + goal.skills.length === 0;
  const helpless = goal.helpers.length + goal.introducers.length === 0;
  return html`<section class="panel plan" aria-labelledby="goal-${goal.goal}">
    <header class="plan-head"><div><h2 id="goal-${goal.goal}"><bdi>${goal.title}</bdi></h2><p class="small ${goal.isPast ? "words-cooling" : "muted"}">${dayOf(goal, context)}</p></div>
      ${input.writable ? html`<div class="actions"><button class="button" type="button" @click=${() => { input.end(goal, "reached"); }}>${icon("check")}Reached</button>${goalMenu(goal, input)}</div>` : nothing}</header>
    ${soughtOf(goal)}
    ${asksForNothing ? html`<p class="muted">Say who or what would help: a person, an organisation, a field, a skill. Kith then shows who of yours comes near.${input.writable ? html` <button class="link" type="button" @click=${() => { input.edit(goal); }}>Add it</button>` : nothing}</p>` : nothing}
    ${helpless && !asksForNothing ? html`<p class="muted">Nobody you know serves it as far as your data tells. A tag, field or skill on the right person would change that.</p>` : nothing}
    <div class="goal-lists">${list("Who of yours could help", goal.helpers.map((helper) => helperRow(helper, context)))}
      ${list("Who could introduce you", goal.introducers.map((introducer) => introducerRow(introducer, context)))}</div></section>`;
}

function endedGoals({ goals: { ended }, context, writable, edit }: GoalsInput): TemplateResult | typeof nothing {
  if (ended.length === 0) return nothing;
  return html`<details class="folded panel"><summary>Reached and dropped (${ended.length})</summary><ul class="plain-list">${ended.map((goal) => html`<li><span><bdi>${goal.title}</bdi> <span class="muted small">${goal.ended?.outcome} ${dateInWords(goal.ended?.atMs ?? 0, context)}</span></span>
    ${writable ? html`<button class="button plain small" type="button" @click=${() => { edit(goal); }}>Take it up again…</button>` : nothing}</li>`)}</ul></details>`;
}

function whatCame(input: GoalsInput): TemplateResult {
  const { goals: { opportunities, through }, context } = input;
  return html`<section class="came" aria-labelledby="came-title"><header class="plan-title"><div><h2 id="came-title">What came of it</h2><p class="muted small">Work, invitations, help: what knowing people led to, and through whom.</p></div>
      ${input.writable ? html`<button class="button" type="button" @click=${input.record}>${icon("plus")}Record one</button>` : nothing}</header>
    ${opportunities.length === 0 ? html`<p class="muted">Nothing recorded yet. A year from now this is the page that shows what your time with people was good for.</p>` : html`<ul class="panel plain-list came-list" aria-label="What came of it">${repeat(opportunities, ({ opportunity }) => opportunity, (one) => html`<li>
      <span class="came-mark outcome-${one.outcome}" aria-hidden="true">${icon(one.outcome === "won" ? "star" : one.outcome === "lost" ? "close" : "clock")}</span><span class="due-text"><bdi class="due-name">${one.title}</bdi><span class="due-why">${opportunityInWords(one, context)}</span></span>
      ${input.writable ? html`<button class="button plain square" type="button" aria-label="Change ${one.title}" title="Change" @click=${() => { input.editOpportunity(one); }}>${icon("note")}</button>` : nothing}</li>`)}</ul>`}
    ${through.length === 0 ? nothing : html`<div class="goal-list"><h3>Through whom it came</h3><ul class="due-list">${through.map((one) => helperRow(one, context))}</ul></div>`}</section>`;
}

function noGoals(input: GoalsInput): TemplateResult {
  if (!input.writable) return html`<p class="muted">There was no goal on that day.</p>`;
  return html`<div class="empty"><span class="icon-big">${icon("goals")}</span><h2>What are you after?</h2>
    <p class="muted">Write it down, and who or what would help. Kith then shows who of your people comes near, and who could introduce you to the rest.</p>
    <div class="actions"><button class="button primary" type="button" @click=${input.set}>${icon("plus")}Set a goal</button></div></div>`;
}

/** The page. */
export const goalsView = (input: GoalsInput): TemplateResult => html`<div class="page"><div class="column">
  <header class="page-head plan-title"><div><h1 tabindex="-1">Goals</h1><p class="lead muted">What you want to reach, and who of your people could help.</p></div>
    ${input.writable && input.goals.open.length > 0 ? html`<button class="button primary" type="button" aria-keyshortcuts="N" @click=${input.set}>${icon("plus")}New goal<kbd aria-hidden="true">N</kbd></button>` : nothing}</header>
  ${input.goals.open.length === 0 ? noGoals(input) : repeat(input.goals.open, ({ goal }) => goal, (goal) => goalPanel(goal, input))}
  ${endedGoals(input)}${whatCame(input)}
</div></div>`;
