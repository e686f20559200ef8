/** Balance: how the owner's people spread, who starts, and how far they overlap. No total, no goal to beat. */
import { html, nothing, type TemplateResult } from "lit";
import type { Reason, Spread } from "@kith/core";
import { styled } from "../elements/styled.ts";
import type { BalanceView } from "../contract.ts";
import { barsOf, constraintInWords, evennessInWords, shareInWords } from "../words/balance.ts";
import { counted, reasonInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

/** What the page shows. */
export interface BalanceInput {
  readonly view: BalanceView;
  readonly context: PhraseContext;
}

function bars(label: string, shown: readonly { readonly name: string; readonly people: number; readonly share: number; readonly isRest?: boolean }[]): TemplateResult {
  const widest = Math.max(...shown.map(({ share, isRest }) => (isRest ? 0 : share)), 0.01);
  return html`<ul class="bars" aria-label=${label}>${shown.map(({ name, people, share, isRest }) => html`<li class=${isRest ? "rest" : ""}><span class="bar-name"><bdi>${name}</bdi></span>
    <span class="bar-track" aria-hidden="true">${isRest ? nothing : html`<span ${styled({ "inline-size": `${(100 * share) / widest}%` })}></span>`}</span>
    <span class="bar-share">${counted(people, "person", "people")} <span class="muted">${shareInWords(share)}</span></span></li>`)}</ul>`;
}

function spreadPart(title: string, id: string, { spread, unknownWords, emptyWords }: { readonly spread: Spread; readonly unknownWords: string; readonly emptyWords: string }): TemplateResult {
  const even = evennessInWords(spread);
  return html`<section class="panel plan" aria-labelledby=${id}><h2 id=${id}>${title}${even ? html` <span class="muted small">· ${even}</span>` : nothing}</h2>
    ${spread.groups.length === 0 ? html`<p class="muted">${emptyWords}</p>` : bars(title, barsOf(spread))}
    ${spread.unknown > 0 && spread.groups.length > 0 ? html`<p class="muted small">Not known of ${counted(spread.unknown, "person", "people")}${unknownWords}.</p>` : nothing}</section>`;
}

function whoStarts({ reciprocity: { mutual, mostlyYou, mostlyThem, unknown } }: BalanceView["balance"]): TemplateResult {
  const known = mutual + mostlyYou + mostlyThem;
  const part = (name: string, people: number): { readonly name: string; readonly people: number; readonly share: number } => ({ name, people, share: known === 0 ? 0 : people / known });
  return html`<section class="panel plan" aria-labelledby="starts-title"><h2 id="starts-title">Who starts</h2>
    ${known === 0 ? html`<p class="muted">Too few conversations are on record to tell.</p>` : bars("Who starts", [part("In turn", mutual), part("Mostly you", mostlyYou), part("Mostly them", mostlyThem)])}
    ${unknown > 0 && known > 0 ? html`<p class="muted small">Not known of ${counted(unknown, "person", "people")}: too little, or never in both directions.</p>` : nothing}</section>`;
}

const whatIsThis = (text: string, source: string): TemplateResult => html`<details class="folded"><summary>What is this?</summary><p class="muted small">${text} Source: ${source}.</p></details>`;

const inNumbers = (constraint: number | undefined, effectiveSize: number | undefined): string =>
  (constraint === undefined || effectiveSize === undefined ? "" : `Constraint is ${constraint.toFixed(2)} here, effective size about ${Math.round(effectiveSize)}. `);

function overlap({ constraint, effectiveSize }: BalanceView["balance"]): TemplateResult {
  return html`<section class="panel plan" aria-labelledby="overlap-title"><h2 id="overlap-title">How far your people overlap</h2>
    ${constraint === undefined ? html`<p class="muted">Not known: nothing on record says which of your people know each other. Group conversations, or your own word on a person’s page, would tell.</p>` : html`<p>${constraintInWords(constraint)}</p>`}
    ${whatIsThis(`${inNumbers(constraint, effectiveSize)}Constraint says how much the people around you know each other: the lower, the more different the circles they come from. Effective size counts them without the overlap. Both rest on the ties Kith has seen, so they say little where it has seen few. A close-knit circle is no fault: it is what carries you in hard times.`,
      "Ronald Burt, Structural Holes, 1992")}</section>`;
}

function noteLine(note: Reason, context: PhraseContext): TemplateResult {
  return html`<li>${reasonInWords(note, context)}${note.kind === "onlyOneInField" ? html`. <a href="/people/${note.person.person}">Say hello to <bdi>${note.person.name}</bdi></a>` : nothing}</li>`;
}

function suggestions({ view: { balance: { notes }, weakTie }, context }: BalanceInput): TemplateResult | typeof nothing {
  // What isn't known is said where it is missing; it suggests nothing.
  const telling = notes.filter(({ kind }) => kind !== "mostlyUnknown");
  if (telling.length === 0 && !weakTie) return nothing;
  return html`<section class="panel plan gentle" aria-labelledby="gentle-title"><h2 id="gentle-title">If you feel like it</h2>
    ${telling.length > 0 ? html`<ul class="reasons">${telling.map((note) => noteLine(note, context))}</ul>` : nothing}
    ${weakTie ? html`<a class="half" href="/people/${weakTie.person.id}">${avatar(weakTie.person.name, "m")}<span class="due-text"><span class="due-name">Wake the tie to <bdi>${weakTie.person.name}</bdi></span>
      <span class="due-why">${weakTie.reasons.slice(0, 2).map((reason) => reasonInWords(reason, context)).join(" · ")}</span></span></a>` : nothing}</section>`;
}

const nothingYet = (): TemplateResult => html`<div class="empty"><span class="icon-big">${icon("balance")}</span><h2>Nothing to weigh yet</h2>
  <p class="muted">This page looks at the people you were in touch with within two years, or rated. Log a few moments, or bring in an archive.</p><div class="actions"><a class="button primary" href="/people">${icon("people")}Your people</a></div></div>`;

/** The page. */
export function balanceView(input: BalanceInput): TemplateResult {
  const { balance } = input.view;
  const { organisations, fields, communities, reciprocity } = balance;
  const isEmpty = reciprocity.mutual + reciprocity.mostlyYou + reciprocity.mostlyThem + reciprocity.unknown === 0;
  return html`<div class="page"><div class="column"><header class="page-head"><h1 tabindex="-1">Balance</h1>
      <p class="lead muted">Where your living ties are: people you were in touch with within two years, or rated. Not how many, but how different.</p></header>
    ${isEmpty ? nothingYet() : html`${suggestions(input)}
    ${spreadPart("Organisations", "organisations-title", { spread: organisations, unknownWords: "", emptyWords: "Not known: none of them has an organisation on record." })}
    ${spreadPart("Fields", "fields-title", { spread: fields, unknownWords: ". A field on their page would tell", emptyWords: "Not known: you noted no fields yet. Add them on a person’s page, under “Tag, interest, skill”." })}
    ${spreadPart("Circles that hang together", "communities-title", { spread: communities, unknownWords: ": nobody was seen together with them", emptyWords: "Not known: nothing on record says which of them know each other." })}
    ${whoStarts(balance)}${overlap(balance)}`}</div></div>`;
}
