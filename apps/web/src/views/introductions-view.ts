/** Introductions: who can introduce the owner to somebody, and which ties are worth waking. */
import { html, nothing, type TemplateResult } from "lit";
import type { JudgedPerson, PathsView, Questions } from "../contract.ts";
import { nearInWords } from "../words/introductions.ts";
import { roleOf } from "../words/name.ts";
import { counted, reasonInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { introductionTabs } from "./introduction-tabs.ts";
import { pathCard, type PathInput } from "./path-view.ts";
import { avatar } from "./person-bits.ts";

export type TargetOption = Questions["targets"]["answer"][number];

/** What the page shows. */
export interface IntroductionsInput {
  readonly text: string;
  readonly options: readonly TargetOption[];
  readonly optionsOpen: boolean;
  readonly active: number;
  /** Undefined while no target is chosen or the search is under way. */
  readonly paths: PathsView | undefined;
  readonly searching: boolean;
  readonly cards: readonly PathInput[];
  readonly waking: Questions["worthWaking"]["answer"] | undefined;
  readonly context: PhraseContext;
  readonly type: (text: string) => void;
  readonly press: (event: KeyboardEvent) => void;
  readonly choose: (option: TargetOption) => void;
  readonly submit: () => void;
  readonly clear: () => void;
  /** The owner's word on whether a suggested name is the organisation asked for; undefined while another day is looked at. */
  readonly alias: ((suggestion: PathsView["suggestions"][number], same: boolean) => void) | undefined;
}

export const optionName = (option: TargetOption): string => (option.kind === "person" ? option.person.name : option.name);

function searchBox(input: IntroductionsInput): TemplateResult {
  const open = input.optionsOpen && input.options.length > 0;
  return html`<form class="target" role="search" @submit=${(event: Event) => { event.preventDefault(); input.submit(); }}>
    <div class="search-box big">${icon("search")}<input id="target" type="text" role="combobox" aria-label="Who can introduce you to" aria-expanded=${open ? "true" : "false"} aria-controls="target-options" aria-autocomplete="list"
      aria-activedescendant=${open ? `target-${input.active}` : ""} autocomplete="off" spellcheck="false" placeholder="A person, an organisation, or a profile URL" .value=${input.text}
      @input=${(event: InputEvent) => { input.type((event.target as HTMLInputElement).value); }} @keydown=${input.press}>
      ${input.text ? html`<button class="button plain square" type="button" aria-label="Clear" @click=${input.clear}>${icon("close")}</button>` : nothing}</div>
    <div class="target-options panel" id="target-options" role="listbox" aria-label="Suggestions" ?hidden=${!open}>${input.options.map((option, index) => html`
      <div class="option" role="option" id="target-${index}" aria-selected=${index === input.active ? "true" : "false"} @pointerdown=${(event: Event) => { event.preventDefault(); }} @click=${() => { input.choose(option); }}>
        ${option.kind === "person" ? avatar(option.person.name, "s") : icon("job")}<span class="option-text"><bdi>${optionName(option)}</bdi> <span class="muted">${option.kind === "person" ? roleOf(option.person) : `anyone of ${counted(option.people, "person", "people")} you know there`}</span></span></div>`)}</div>
  </form>`;
}

const targetName = ({ target }: PathsView): string => (target.kind === "person" ? target.person.name : target.kind === "organisation" ? target.name : target.text);

function didYouMean(paths: PathsView, { alias }: IntroductionsInput): TemplateResult | typeof nothing {
  if (paths.suggestions.length === 0) return nothing;
  return html`<section class="panel plan did-you-mean" aria-labelledby="did-you-mean"><h2 id="did-you-mean">Did you mean …?</h2><ul class="plain-list">${paths.suggestions.map((one) => html`<li>
    <span class="fact-text"><a href="/introductions?to=${encodeURIComponent(one.name)}"><bdi>${one.name}</bdi></a><span class="due-why">${counted(one.people, "person", "people")} you know there</span></span>
    ${alias ? html`<span class="actions"><button class="button small" type="button" @click=${() => { alias(one, true); }}>Same organisation<span class="hidden-words">: ${one.name}</span></button>
      <button class="button plain small" type="button" @click=${() => { alias(one, false); }}>Another one<span class="hidden-words">: ${one.name}</span></button></span>` : nothing}</li>`)}</ul></section>`;
}

function closest({ nearest, ownTime }: PathsView, context: PhraseContext): TemplateResult | typeof nothing {
  if (nearest.length + ownTime.length === 0) return nothing;
  return html`<section class="panel plan" aria-labelledby="closest-title"><h2 id="closest-title">Who comes closest</h2><p class="muted small">No tie is known here; these are the people to ask what they know.</p>
    ${ownTime.map(({ organisation, role }) => html`<p>You were at <bdi>${organisation}</bdi> yourself${role ? html` as ${role}` : nothing}: whom do you remember from there?</p>`)}
    <ul class="due-list">${nearest.map(({ person, reasons }) => html`<li class="due hoverable"><a class="due-link" href="/people/${person.id}">${avatar(person.name, "m")}<span class="due-text"><bdi class="due-name">${person.name}</bdi>
      <span class="due-why">${reasons.slice(0, 2).map((reason) => nearInWords(reason, context)).join(" · ")}</span></span></a></li>`)}</ul></section>`;
}

/** Several people go by one name: the owner says whom they mean. */
const whichOne = ({ namesakes }: PathsView): TemplateResult => html`<section class="panel plan" aria-labelledby="which-title"><h2 id="which-title">Which one?</h2><ul class="due-list">${namesakes.map((person) => html`<li class="due hoverable">
  <a class="due-link" href="/introductions?to=${encodeURIComponent(person.id)}">${avatar(person.name, "m")}<span class="due-text"><bdi class="due-name">${person.name}</bdi><span class="due-why">${roleOf(person) || "Nothing more is known"}</span></span></a></li>`)}</ul></section>`;

function found(paths: PathsView, input: IntroductionsInput): TemplateResult {
  if (paths.namesakes.length > 0) return whichOne(paths);
  return html`${didYouMean(paths, input)}${paths.paths.length === 0 ? html`${noPath(paths)}${closest(paths, input.context)}` : input.cards.map((card) => pathCard(card))}`;
}

function noPath(paths: PathsView): TemplateResult {
  const name = targetName(paths);
  return html`<div class="empty"><span class="icon-big">${icon("introductions")}</span><h2>No evidence of a path</h2>
    <p class="muted">Nothing on this device links anybody you know to <bdi>${name}</bdi>. That doesn’t mean nobody does: an archive says little about whom your contacts know.</p>
    <p class="muted">What would help: the organisation where they work, a group conversation you were both in, or asking the one person you’d guess.</p></div>`;
}

function wakingList(title: string, people: readonly JudgedPerson[], context: PhraseContext): TemplateResult | typeof nothing {
  if (people.length === 0) return nothing;
  return html`<section><h3>${title}</h3><ul class="due-list">${people.slice(0, 8).map(({ person, reasons }) => html`<li class="due hoverable"><a class="due-link" href="/people/${person.id}">${avatar(person.name, "l")}
    <span class="due-text"><bdi class="due-name">${person.name}</bdi><span class="due-why">${reasons.slice(0, 2).map((reason) => reasonInWords(reason, context)).join(" · ")}</span></span></a></li>`)}</ul></section>`;
}

function wakingView({ waking, context }: IntroductionsInput): TemplateResult | typeof nothing {
  if (!waking || waking.weak.length + waking.dormant.length === 0) return nothing;
  return html`<section class="waking" aria-labelledby="waking-title"><h2 id="waking-title">Ties worth waking</h2>
    <p class="muted small">Theory-based: research on weak and dormant ties suggests them; Kith can’t measure what will come of it.</p>
    <div class="waking-lists">${wakingList("Doors to other circles", waking.weak, context)}${wakingList("Once close, now quiet", waking.dormant, context)}</div></section>`;
}

/** The page. */
export const introductionsView = (input: IntroductionsInput): TemplateResult => html`<div class="page"><div class="column">
  <header class="page-head"><h1 tabindex="-1">Who can introduce you to …?</h1></header>
  ${introductionTabs(undefined)}
  ${searchBox(input)}
  <div aria-live="polite" class="path-count">${input.searching ? html`<p class="muted">Looking…</p>` : input.paths && input.paths.paths.length > 0 ? html`<p class="muted">${counted(input.paths.paths.length, "path")}. Heavier lines are stronger ties today; dashed ones are guesses.</p>` : nothing}</div>
  ${input.paths && !input.searching ? found(input.paths, input) : nothing}
  ${input.paths || input.searching ? nothing : wakingView(input)}
</div></div>`;
