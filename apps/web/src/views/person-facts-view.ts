/** What the owner told of one person: circles, traits, promises, whom they know, what came of it. What is empty is one small button. */
import "../elements/menu.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { TraitKind } from "@kith/core";
import type { CircleName, KnownTie, OpportunityRow, PersonCard, PersonFacts, PromiseRow } from "../contract.ts";
import { dueInWords, everyInWords, opportunityInWords, promiserInWords, tieInWords, traitGroups, traitWords } from "../words/facts.ts";
import { shortName } from "../words/name.ts";
import { counted, type PhraseContext } from "../words/phrase.ts";
import { removableChip } from "./dialog-view.ts";
import { icon } from "./icon.ts";
import { evidenceWords } from "./path-view.ts";
import { avatar } from "./person-bits.ts";

/** What may be added. */
export type Adding = "circle" | "trait" | "promise" | "tie";

/** What the part shows. */
export interface FactsInput {
  readonly person: PersonCard;
  readonly facts: PersonFacts;
  readonly context: PhraseContext;
  /** False while another day is looked at. */
  readonly writable: boolean;
  /** The small form that is open. */
  readonly adding: Adding | undefined;
  readonly problem: string | undefined;
  readonly trait: { readonly kind: TraitKind; readonly text: string };
  readonly promise: { readonly by: "owner" | "person"; readonly text: string; readonly day: string };
  readonly circleName: string;
  /** Opens a form, or closes the one that is open. */
  readonly add: (what: Adding | undefined) => void;
  readonly edit: {
    readonly circleName: (text: string) => void;
    readonly trait: (trait: Partial<FactsInput["trait"]>) => void;
    readonly promise: (promise: Partial<FactsInput["promise"]>) => void;
  };
  readonly saveTrait: () => void;
  readonly savePromise: () => void;
  readonly saveCircle: () => void;
  readonly joinCircle: (circle: CircleName) => void;
  readonly leaveCircle: (circle: CircleName) => void;
  readonly removeTrait: (kind: TraitKind, text: string) => void;
  readonly settle: (promise: PromiseRow, outcome: "kept" | "dropped") => void;
  /** The owner's word on a tie; null takes it back. */
  readonly assert: (tie: KnownTie, knows: boolean | null) => void;
  readonly recordOpportunity: (opportunity: OpportunityRow | undefined) => void;
  /** The field that finds who is known. */
  readonly picker: TemplateResult;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** A small form in the pane: Escape and Cancel leave it. */
function form(input: FactsInput, label: string, { content, save, verb = "Add" }: { readonly content: TemplateResult; readonly save?: () => void; readonly verb?: string }): TemplateResult {
  return html`<form class="fact-form panel" aria-label=${label} novalidate @submit=${(event: Event) => { event.preventDefault(); save?.(); }}
    @keydown=${(event: KeyboardEvent) => { if (event.key !== "Escape") return; event.stopPropagation(); input.add(undefined); }}>
    ${content}<p class="problem" role="alert">${input.problem ?? nothing}</p>
    <div class="actions">${save ? html`<button class="button primary" type="submit">${verb}</button>` : nothing}<button class="button plain" type="button" @click=${() => { input.add(undefined); }}>${save ? "Cancel" : "Done"}</button></div></form>`;
}

const addButton = (input: FactsInput, what: Adding, words: string): TemplateResult | typeof nothing => (input.writable
  ? html`<button class="button plain small add" type="button" aria-expanded=${input.adding === what ? "true" : "false"} data-add=${what} @click=${() => { input.add(input.adding === what ? undefined : what); }}>${icon("plus")}${words}</button>` : nothing);

function circleForm(input: FactsInput): TemplateResult {
  const { facts } = input;
  return form(input, "Add to a circle", {
    save: input.saveCircle, verb: "Make it",
    content: html`${facts.otherCircles.length > 0 ? html`<div class="chips" role="group" aria-label="Circles">${facts.otherCircles.map((circle) => html`<button class="chip" type="button" title=${everyInWords(circle.everyDays)} @click=${() => { input.joinCircle(circle); }}>${icon("plus")}${circle.name}</button>`)}</div>` : nothing}
      <div class="labelled"><label for="fact-circle">${facts.otherCircles.length > 0 ? "Or a new circle" : "A new circle"}</label><input class="field" id="fact-circle" type="text" autocomplete="off" placeholder="Family, Mentors, Old team …" .value=${input.circleName} @input=${(event: Event) => { input.edit.circleName(valueOf(event)); }}></div>`,
  });
}

function traitForm(input: FactsInput): TemplateResult {
  return form(input, "Add a tag, interest, need, offer, skill or field", {
    save: input.saveTrait,
    content: html`<div class="fact-line"><select class="field short" aria-label="Kind" @change=${(event: Event) => { input.edit.trait({ kind: valueOf(event) as TraitKind }); }}>
        ${traitGroups.map(([kind]) => html`<option value=${kind} ?selected=${kind === input.trait.kind}>${traitWords[kind]}</option>`)}</select>
      <input class="field" id="fact-trait" type="text" aria-label="What" autocomplete="off" placeholder="climbing, robotics, a flat in Oslo …" .value=${input.trait.text} @input=${(event: Event) => { input.edit.trait({ text: valueOf(event) }); }}></div>`,
  });
}

function promiseForm(input: FactsInput): TemplateResult {
  const first = shortName(input.person.name);
  const whose = (by: "owner" | "person", words: string): TemplateResult => html`<label class="chip"><input type="radio" name="promise-by" .checked=${input.promise.by === by} @change=${() => { input.edit.promise({ by }); }}>${words}</label>`;
  return form(input, "Add a promise", {
    save: input.savePromise,
    content: html`<fieldset class="chips"><legend class="hidden-words">Whose promise</legend>${whose("owner", `I promised ${first}`)}${whose("person", `${first} promised me`)}</fieldset>
      <div class="fact-line"><input class="field" id="fact-promise" type="text" aria-label="What was promised" autocomplete="off" placeholder="Send the Lisbon list" .value=${input.promise.text} @input=${(event: Event) => { input.edit.promise({ text: valueOf(event) }); }}>
        <input class="field short" type="date" aria-label="Due, if there is a day" .value=${input.promise.day} @input=${(event: Event) => { input.edit.promise({ day: valueOf(event) }); }}></div>`,
  });
}

const tieForm = (input: FactsInput): TemplateResult => form(input, `Say whom ${shortName(input.person.name)} knows`, { content: input.picker });

function traits(input: FactsInput): TemplateResult {
  const { facts, writable } = input;
  const groups = traitGroups.map(([kind, words]) => ({ kind, words, texts: facts.traits.filter(({ trait }) => trait === kind).map(({ text }) => text) })).filter(({ texts }) => texts.length > 0);
  if (groups.length + facts.circles.length === 0) return html``;
  return html`<dl class="about">
    ${facts.circles.length > 0 ? html`<div><dt>Circles</dt><dd class="chips">${facts.circles.map((circle) => removableChip(circle.everyDays === undefined ? circle.name : `${circle.name}, ${everyInWords(circle.everyDays)}`, writable ? () => { input.leaveCircle(circle); } : undefined))}</dd></div>` : nothing}
    ${groups.map(({ kind, words, texts }) => html`<div><dt>${words}</dt><dd class="chips">${texts.map((text) => removableChip(text, writable ? () => { input.removeTrait(kind, text); } : undefined))}</dd></div>`)}</dl>`;
}

function promiseLine(promise: PromiseRow, input: FactsInput): TemplateResult {
  const late = promise.settled === undefined && (promise.overdueDays ?? -1) >= 0.5;
  return html`<li class=${promise.settled ? "settled" : ""}><span class="fact-text"><span>${promise.text}</span><span class="due-why ${late ? "over" : ""}">${promiserInWords(promise)} · ${dueInWords(promise)}</span></span>
    ${input.writable && !promise.settled ? html`<span class="actions"><button class="button small" type="button" @click=${() => { input.settle(promise, "kept"); }}>${icon("check")}Kept<span class="hidden-words">: ${promise.text}</span></button>
      <button class="button plain small" type="button" @click=${() => { input.settle(promise, "dropped"); }}>Dropped<span class="hidden-words">: ${promise.text}</span></button></span>` : nothing}</li>`;
}

function promises(input: FactsInput): TemplateResult | typeof nothing {
  const { promises: all } = input.facts;
  if (all.length === 0) return nothing;
  const settled = all.filter((one) => one.settled !== undefined);
  return html`<section aria-labelledby="promises-title"><h2 class="section-title" id="promises-title">Promises between you</h2>
    <ul class="fact-list">${repeat(all.filter((one) => one.settled === undefined), ({ commitment }) => commitment, (one) => promiseLine(one, input))}</ul>
    ${settled.length > 0 ? html`<details class="folded"><summary>${counted(settled.length, "settled promise", "settled promises")}</summary><ul class="fact-list">${settled.map((one) => promiseLine(one, input))}</ul></details>` : nothing}</section>`;
}

function tieLine(tie: KnownTie, input: FactsInput): TemplateResult {
  const { person, word } = tie;
  const evidence = tie.evidence.filter(({ kind }) => kind !== "sameOrganisation").slice(0, 1).map((one) => evidenceWords(one, input.context)).join("");
  const other = html`<span class="hidden-words">: ${person.name}</span>`;
  return html`<li class=${word === "knowsNot" ? "denied" : ""}>${avatar(person.name, "s")}<span class="fact-text"><a href="/people/${person.id}"><bdi>${person.name}</bdi></a><span class="due-why">${tieInWords(tie)}${evidence ? ` · ${evidence}` : ""}</span></span>
    ${input.writable ? html`<span class="actions">${word === undefined
      ? html`<button class="button plain small" type="button" @click=${() => { input.assert(tie, true); }}>They know each other${other}</button><button class="button plain small" type="button" @click=${() => { input.assert(tie, false); }}>They don’t${other}</button>`
      : html`<button class="button plain small" type="button" @click=${() => { input.assert(tie, null); }}>Take back${other}</button>`}</span>` : nothing}</li>`;
}

function ties(input: FactsInput): TemplateResult | typeof nothing {
  const { ties: all, moreTies } = input.facts;
  if (all.length === 0) return nothing;
  return html`<section aria-labelledby="ties-title"><h2 class="section-title" id="ties-title">Who they know</h2>
    <ul class="fact-list quiet">${repeat(all, ({ person }) => person.id, (tie) => tieLine(tie, input))}</ul>
    ${moreTies > 0 ? html`<p class="muted small">and ${counted(moreTies, "more guess", "more guesses")} from the same organisation</p>` : nothing}</section>`;
}

function opportunities(input: FactsInput): TemplateResult | typeof nothing {
  const { opportunities: all } = input.facts;
  if (all.length === 0) return nothing;
  return html`<section aria-labelledby="came-title"><h2 class="section-title" id="came-title">What came of it</h2>
    <ul class="fact-list">${all.map((one) => html`<li><span class="fact-text"><span>${one.title}</span><span class="due-why">${opportunityInWords(one, input.context)}</span></span>
      ${input.writable ? html`<button class="button plain small" type="button" @click=${() => { input.recordOpportunity(one); }}>Change<span class="hidden-words">: ${one.title}</span></button>` : nothing}</li>`)}</ul></section>`;
}

/** The part of the pane. */
export function personFactsView(input: FactsInput): TemplateResult {
  const { adding } = input;
  return html`${traits(input)}
    ${adding === "circle" ? circleForm(input) : adding === "trait" ? traitForm(input) : adding === "promise" ? promiseForm(input) : adding === "tie" ? tieForm(input) : nothing}
    ${input.writable ? html`<div class="add-row" role="group" aria-label="Add">${addButton(input, "circle", "Circle")}${addButton(input, "trait", "Tag, interest, skill")}${addButton(input, "promise", "Promise")}${addButton(input, "tie", "Whom they know")}
      <button class="button plain small add" type="button" @click=${() => { input.recordOpportunity(undefined); }}>${icon("plus")}What came of it</button></div>` : nothing}
    ${promises(input)}${ties(input)}${opportunities(input)}`;
}
