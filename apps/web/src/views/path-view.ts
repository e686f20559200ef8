/** One introduction path, drawn: an ordered list of people with the evidence on the lines between them. */
import type { PathEdge } from "@kith/core";
import { html, nothing, type TemplateResult } from "lit";
import { styled } from "../elements/styled.ts";
import type { PathEvidence, PathView, PersonCard } from "../contract.ts";
import { shortName } from "../words/name.ts";
import { calendarDays, counted, provenanceWords, reasonInWords, relativeTime, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";
import { avatar } from "./person-bits.ts";

/** What one card shows. */
export interface PathInput {
  readonly path: PathView;
  readonly label: string;
  readonly best: boolean;
  readonly context: PhraseContext;
  /** The message being edited, where the card is open. */
  readonly draft: string | undefined;
  readonly open: () => void;
  readonly edit: (text: string) => void;
  readonly copy: () => void;
  /** Records that the first person was asked; undefined where nobody is to be asked. */
  readonly asked: (() => void) | undefined;
}

function namedWords({ organisation, quote, listed }: Extract<PathEvidence, { readonly kind: "namedAt" }>): string {
  const named = `Named together with ${organisation}${quote === undefined ? "" : `: “${quote}”`}`;
  return listed === undefined ? named : `${named}, though they list ${listed}`;
}

const askedBeforeWords = ({ step, atMs }: Extract<PathEvidence, { readonly kind: "askedBefore" }>, context: PhraseContext): string =>
  (step === "declined" ? `You asked before and they declined, ${relativeTime(calendarDays(atMs, context))}` : `You asked before and it faded, ${relativeTime(calendarDays(atMs, context))}`);

/** One piece of evidence as a sentence without a full stop. */
export function evidenceWords(evidence: PathEvidence, context: PhraseContext): string {
  switch (evidence.kind) {
    case "reason": return reasonInWords(evidence.reason, context);
    case "asserted": return "You said that they know each other";
    case "sharedThread": return `${counted(evidence.messages, "message")} in one group of ${evidence.people}, last ${relativeTime(calendarDays(evidence.lastAtMs, context))}`;
    case "sameOrganisation": return `Both list ${evidence.organisation} today (${counted(evidence.size, "person", "people")} you know there)`;
    case "namedAt": return namedWords(evidence);
    case "askedBefore": return askedBeforeWords(evidence, context);
  }
}

function edgeView(edge: PathEdge, context: PhraseContext): TemplateResult {
  const words = edge.evidence.filter(({ kind }) => kind !== "askedBefore").slice(0, 2).map((evidence) => evidenceWords(evidence, context));
  return html`<div class="edge edge-${edge.provenance}">
    <span class="edge-words">${words.length > 0 ? words.map((word) => html`<span>${word}</span>`) : html`<span>${provenanceWords[edge.provenance]}</span>`}</span>
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" ${styled({ "--weight": `${(1.25 + Math.min(1, Math.max(0, edge.strength)) * 4.75).toFixed(2)}px` })}><path d="M0 9 Q50 -3 100 9"/></svg>
    ${edge.provenance === "inferred" ? html`<span class="edge-guess">a guess</span>` : html`<span class="hidden-words">(${provenanceWords[edge.provenance]})</span>`}</div>`;
}

const ends = (path: PathView, index: number): readonly [string, string] => [index === 0 ? "you" : path.people[index - 1]?.name ?? "", path.people[index]?.name ?? ""];

function weakestInWords(path: PathView): TemplateResult {
  const [from, to] = ends(path, path.weakestLink);
  const edge = path.edges[path.weakestLink];
  return html`<p class="weakest small muted">Weakest link: <bdi>${from}</bdi> – <bdi>${to}</bdi>${edge && edge.provenance !== "own" ? `, ${provenanceWords[edge.provenance]}` : ""}.</p>`;
}

const node = (person: PersonCard): TemplateResult => html`<a class="path-node" href="/people/${person.id}">${avatar(person.name, "l")}<bdi>${person.name}</bdi></a>`;

/** A card: title, the drawn sentence, the weakest link, the message. */
export function pathCard(input: PathInput): TemplateResult {
  const { path, context } = input;
  const first = path.people[0];
  const between = path.people.length - 1;
  const known = path.message === "" || between === 0;
  return html`<section class="path panel ${input.best ? "best" : ""}" aria-label=${input.label}>
    <header class="path-head">${icon("introductions")}<h2>${input.label}</h2><span class="muted small">${between === 0 ? "You know each other" : `${counted(between, "person", "people")} between`}</span>
      ${first && !known ? html`<button class="button ${input.best ? "primary" : ""}" type="button" aria-expanded=${input.draft === undefined ? "false" : "true"} @click=${input.open}>${icon("message")}Ask ${shortName(first.name)}</button>
        ${input.asked ? html`<button class="button" type="button" title="Records it, and copies the message" @click=${input.asked}>I asked<span class="hidden-words"> ${first.name}</span></button>` : nothing}` : nothing}</header>
    <ol class="path-line"><li class="path-you"><span class="path-node"><span class="avatar avatar-l you" aria-hidden="true">You</span><span class="hidden-words">You</span></span></li>
      ${path.people.map((person, index) => html`<li class="path-step">${path.edges[index] ? edgeView(path.edges[index], context) : nothing}${node(person)}</li>`)}</ol>
    ${path.edges.length > 1 ? weakestInWords(path) : nothing}
    ${path.edges.flatMap(({ evidence }) => evidence).map((one) => (one.kind === "askedBefore" ? html`<p class="small words-cooling">${askedBeforeWords(one, context)}</p>` : nothing))}
    ${input.draft === undefined || !first ? nothing : html`<div class="draft"><label class="small muted" for="draft-${first.id}">A message to <bdi>${first.name}</bdi>. Kith never sends anything: copy it and send it yourself.</label>
      <textarea class="field" id="draft-${first.id}" rows="6" .value=${input.draft} @input=${(event: InputEvent) => { input.edit((event.target as HTMLTextAreaElement).value); }}></textarea>
      <div class="actions"><button class="button primary" type="button" @click=${input.copy}>${icon("copy")}Copy message</button></div></div>`}
  </section>`;
}
