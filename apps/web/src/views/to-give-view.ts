/** Introductions to give: two of the owner's people who might like to meet, with a message to each. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PairToMeet, PersonRow } from "../contract.ts";
import { roleOf, shortName } from "../words/name.ts";
import { reasonInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { introductionTabs } from "./introduction-tabs.ts";
import { avatar } from "./person-bits.ts";

/** Which of the two a message is to. */
export type Side = 0 | 1;

/** What the page shows. */
export interface ToGiveInput {
  readonly pairs: readonly PairToMeet[];
  readonly context: PhraseContext;
  /** False while another day is looked at. */
  readonly writable: boolean;
  /** The key of the pair whose messages are open. */
  readonly open: string | undefined;
  readonly draft: (pair: PairToMeet, side: Side) => string;
  readonly problem: { readonly pair: string; readonly message: string } | undefined;
  readonly turn: (pair: PairToMeet) => void;
  readonly edit: (pair: PairToMeet, side: Side, text: string) => void;
  readonly copy: (pair: PairToMeet, side: Side) => void;
  readonly asked: (pair: PairToMeet) => void;
  readonly made: (pair: PairToMeet) => void;
  readonly know: (pair: PairToMeet) => void;
}

/** One key for a pair. */
export const pairKey = ({ people: [one, other] }: PairToMeet): string => `${one.id}-${other.id}`;

const personHalf = (person: PersonRow): TemplateResult => html`<a class="half" href="/people/${person.id}">${avatar(person.name, "l")}<span class="due-text"><bdi class="due-name">${person.name}</bdi><span class="due-why">${roleOf(person)}</span></span></a>`;

function messageTo(pair: PairToMeet, side: Side, input: ToGiveInput): TemplateResult {
  const person = pair.people[side];
  const id = `message-${pairKey(pair)}-${side}`;
  return html`<div class="draft-one"><label class="small muted" for=${id}>To <bdi>${person.name}</bdi></label>
    <textarea class="field" id=${id} rows="9" .value=${input.draft(pair, side)} @input=${(event: InputEvent) => { input.edit(pair, side, (event.target as HTMLTextAreaElement).value); }}></textarea>
    <button class="button small" type="button" @click=${() => { input.copy(pair, side); }}>${icon("copy")}Copy<span class="hidden-words"> the message to ${person.name}</span></button></div>`;
}

function messages(pair: PairToMeet, input: ToGiveInput): TemplateResult {
  return html`<div class="draft"><p class="small muted">Ask both first. Kith never sends anything: copy a message, change what you like, and send it yourself.</p>
    <div class="drafts">${messageTo(pair, 0, input)}${messageTo(pair, 1, input)}</div></div>`;
}

function pairPanel(pair: PairToMeet, input: ToGiveInput): TemplateResult {
  const [one, other] = pair.people;
  const key = pairKey(pair);
  const isOpen = input.open === key;
  const both = `${shortName(one.name)} and ${shortName(other.name)}`;
  return html`<section class="panel plan pair" aria-label="${one.name} and ${other.name}">
    <div class="halves">${personHalf(one)}<span class="between" aria-hidden="true">${icon("introductions")}</span>${personHalf(other)}</div>
    <ul class="reasons">${pair.reasons.map((reason) => html`<li>${reasonInWords(reason, input.context)}</li>`)}</ul>
    ${isOpen ? messages(pair, input) : nothing}
    ${input.writable ? html`<div class="actions"><button class="button ${isOpen ? "" : "primary"}" type="button" aria-expanded=${isOpen ? "true" : "false"} @click=${() => { input.turn(pair); }}>${icon("message")}${isOpen ? "Hide the messages" : "Ask them both"}</button>
      <button class="button" type="button" @click=${() => { input.asked(pair); }}>I asked both<span class="hidden-words">: ${both}</span></button>
      <button class="button" type="button" @click=${() => { input.made(pair); }}>I introduced them<span class="hidden-words">: ${both}</span></button>
      <button class="button plain" type="button" @click=${() => { input.know(pair); }}>They know each other<span class="hidden-words">: ${both}</span></button></div>` : nothing}
    <p class="problem" role="alert">${input.problem?.pair === key ? input.problem.message : nothing}</p></section>`;
}

const noPairs = (): TemplateResult => html`<div class="empty"><span class="icon-big">${icon("introductions")}</span><h2>Nobody to introduce just now</h2>
  <p class="muted">Kith finds two people who share an interest, a field or a skill, or where one looks for what the other offers. It knows only what you noted: a word or two on the people you know best is enough to begin.</p>
  <div class="actions"><a class="button primary" href="/people">${icon("people")}Choose somebody</a></div></div>`;

/** The page. */
export const toGiveView = (input: ToGiveInput): TemplateResult => html`<div class="page"><div class="column"><header class="page-head"><h1 tabindex="-1">Introductions</h1></header>${introductionTabs("to-give")}
  ${input.pairs.length === 0 ? noPairs() : html`<p class="muted tab-lead">Two people of yours who might like to meet. Ask both before you connect them.</p>${repeat(input.pairs, pairKey, (pair) => pairPanel(pair, input))}`}</div></div>`;
