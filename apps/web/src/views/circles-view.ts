/** Circles: people to see in one rhythm, those waiting longest first. */
import "../elements/menu.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { CircleMember, CircleView } from "../contract.ts";
import { circleInWords, everyInWords, memberInWords } from "../words/facts.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

/** What the page shows. */
export interface CirclesInput {
  readonly circles: readonly CircleView[];
  /** False while another day is looked at. */
  readonly writable: boolean;
  /** The field that adds somebody to a circle. */
  readonly picker: (circle: CircleView) => TemplateResult;
  readonly make: () => void;
  readonly makeNamed: (name: string) => void;
  readonly edit: (circle: CircleView) => void;
  readonly dissolve: (circle: CircleView) => void;
  readonly remove: (circle: CircleView, member: CircleMember) => void;
}

const suggested: readonly string[] = ["Family", "Close friends", "Mentors"];
const rhythms: readonly (readonly [string, string])[] = [["", "None"], ["7", "Week"], ["30", "Month"], ["90", "Quarter"], ["365", "Year"]];

/** The field for a rhythm in days. */
export const rhythmField = (value: string, edit: (text: string) => void): TemplateResult => html`<div class="labelled"><label for="circle-every">To see each of them every … days</label>
  <input class="field number" id="circle-every" type="number" inputmode="numeric" min="1" max="3650" step="1" placeholder="No rhythm" .value=${value} @input=${(event: Event) => { edit((event.target as HTMLInputElement).value); }}>
  <div class="chips" role="group" aria-label="Or">${rhythms.map(([days, words]) => html`<button class="chip ${days === value ? "chosen" : ""}" type="button" aria-pressed=${days === value ? "true" : "false"} @click=${() => { edit(days); }}>${words}</button>`)}</div></div>`;

function memberRow(member: CircleMember, circle: CircleView, input: CirclesInput): TemplateResult {
  const { person, overdueDays } = member;
  const isOver = overdueDays !== undefined && overdueDays >= 0;
  return html`<li class="due hoverable">
    <a class="due-link" href="/people/${person.id}">${avatar(person.name, "m")}<span class="due-text"><bdi class="due-name">${person.name}</bdi>
      <span class="due-why ${isOver ? "over" : ""}">${memberInWords(member)}</span></span></a>
    ${input.writable ? html`<span class="due-actions"><button class="button plain square" type="button" aria-label="Take ${person.name} out of ${circle.name}" title="Take out" @click=${() => { input.remove(circle, member); }}>${icon("close")}</button></span>` : nothing}</li>`;
}

function circleMenu(circle: CircleView, input: CirclesInput): TemplateResult {
  return html`<kith-menu><details><summary class="button plain square" aria-label="More about ${circle.name}">${icon("more")}</summary><div class="menu">
    <button type="button" @click=${() => { input.edit(circle); }}>${icon("note")}Change name or rhythm…</button>
    <button type="button" @click=${() => { input.dissolve(circle); }}>${icon("archive")}Dissolve</button></div></details></kith-menu>`;
}

function circlePanel(circle: CircleView, input: CirclesInput): TemplateResult {
  return html`<section class="panel plan" aria-labelledby="circle-${circle.circle}">
    <header class="plan-head"><div><h2 id="circle-${circle.circle}"><bdi>${circle.name}</bdi></h2><p class="muted small first-upper">${everyInWords(circle.everyDays)} · ${circleInWords(circle.members, circle.everyDays)}</p></div>
      ${input.writable ? circleMenu(circle, input) : nothing}</header>
    ${circle.members.length > 0 ? html`<ul class="due-list" aria-label="People in ${circle.name}">${repeat(circle.members, ({ person }) => person.id, (member) => memberRow(member, circle, input))}</ul>` : nothing}
    ${input.writable ? input.picker(circle) : nothing}</section>`;
}

const suggestions = (input: CirclesInput): TemplateResult | typeof nothing => {
  const missing = suggested.filter((name) => !input.circles.some((circle) => circle.name === name));
  return missing.length === 0 ? nothing : html`<div class="chips suggestions" role="group" aria-label="Circles to begin with">${missing.map((name) => html`<button class="button" type="button" @click=${() => { input.makeNamed(name); }}>${icon("plus")}${name}</button>`)}</div>`;
};

function noCircles(input: CirclesInput): TemplateResult {
  if (!input.writable) return html`<p class="muted">There was no circle on that day.</p>`;
  return html`<div class="empty"><span class="icon-big">${icon("circles")}</span><h2>Whom do you mean to see?</h2>
    <p class="muted">A circle is a few people and a rhythm: Kith puts somebody of it on Today when the silence has outrun it. Most people begin with one of these.</p>
    <div class="actions">${suggestions(input)}<button class="button plain" type="button" @click=${input.make}>Another one…</button></div></div>`;
}

/** The page. */
export const circlesView = (input: CirclesInput): TemplateResult => html`<div class="page"><div class="column">
  <header class="page-head plan-title"><div><h1 tabindex="-1">Circles</h1><p class="lead muted">The people you mean to see, and how often. Those waiting longest come first.</p></div>
    ${input.writable && input.circles.length > 0 ? html`<button class="button primary" type="button" aria-keyshortcuts="N" @click=${input.make}>${icon("plus")}New circle<kbd aria-hidden="true">N</kbd></button>` : nothing}</header>
  ${input.circles.length === 0 ? noCircles(input) : repeat(input.circles, ({ circle }) => circle, (circle) => circlePanel(circle, input))}
  ${input.writable && input.circles.length > 0 ? suggestions(input) : nothing}
</div></div>`;
