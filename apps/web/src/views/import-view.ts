/** Import: bring in an archive, watch it being read, see what was used and what was set aside and why. */
import { html, nothing, type TemplateResult } from "lit";
import { styled } from "../elements/styled.ts";
import type { ImportedFileSummary, ImportProgress } from "@kith/core";
import type { ImportView, Questions, UndoneBefore } from "../contract.ts";
import { counted, dateInWords, numberInWords, type PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";

export type ImportOutcome = Questions["importFiles"]["answer"];

export interface ImportInput {
  readonly progress: ImportProgress | undefined;
  /** Names of the files being read. */
  readonly reading: readonly string[] | undefined;
  readonly outcome: ImportOutcome | undefined;
  readonly imports: readonly ImportView[];
  readonly over: boolean;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly context: PhraseContext;
  readonly hover: (over: boolean) => void;
  readonly take: (files: readonly File[]) => void;
  readonly undo: (importId: ImportView["importId"]) => void;
  readonly bringBack: (undone: UndoneBefore) => void;
}

function readingView({ progress, reading }: ImportInput): TemplateResult {
  const part = progress && progress.totalBytes > 0 ? progress.doneBytes / progress.totalBytes : 0;
  return html`<div class="drop panel" aria-live="polite"><p class="drop-title"><bdi>${progress?.file ?? reading?.[0] ?? ""}</bdi></p><p class="muted">Read on this device. Nothing is uploaded.</p>
    <div class="bar" role="progressbar" aria-label="Reading" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(part * 100)}><span ${styled({ "inline-size": `${part * 100}%` })}></span></div></div>`;
}

function dropZone(input: ImportInput): TemplateResult {
  return html`<div class="drop panel ${input.over ? "over" : ""}"
    @dragover=${(event: DragEvent) => { event.preventDefault(); input.hover(true); }} @dragleave=${() => { input.hover(false); }}
    @drop=${(event: DragEvent) => { event.preventDefault(); input.hover(false); input.take([...(event.dataTransfer?.files ?? [])]); }}>
    <span class="icon-big">${icon("upload")}</span><p class="drop-title">Drop your archive here</p><p class="muted">The .zip as it came, or single files from it. Read on this device; nothing is uploaded.</p>
    <label class="button primary file">Choose files<input type="file" multiple accept=".zip,.csv,.vcf,.json,.txt" aria-label="Choose files" @change=${(event: Event) => { const target = event.target as HTMLInputElement; input.take([...(target.files ?? [])]); target.value = ""; }}></label></div>`;
}

const howTo = (): TemplateResult => html`<details class="how-to"><summary>How to get your LinkedIn archive</summary>
  <ol><li>On LinkedIn: <strong>Settings → Data privacy → Get a copy of your data</strong>.</li><li>Choose the <strong>larger archive</strong>: it has your messages, and so the evidence.</li>
  <li>Two mails come: a first part within minutes, the complete one within a day. Wait for the second.</li><li>Drop the .zip here. No need to unpack it.</li></ol></details>`;

/** What was read, file by file. */
export function fileTable(files: readonly ImportedFileSummary[], locale: string): TemplateResult {
  return html`<div class="table-box"><table><caption class="hidden-words">What was read, by file</caption><thead><tr><th scope="col">File</th><th scope="col" class="number">Read</th><th scope="col" class="number">Used</th><th scope="col">Set aside, and why</th></tr></thead>
    <tbody>${files.map((file) => html`<tr><th scope="row"><bdi>${file.name}</bdi></th><td class="number">${numberInWords(file.read, locale)}</td><td class="number">${numberInWords(file.used, locale)}</td>
      <td class="muted">${file.setAside.length === 0 ? "–" : file.setAside.map((aside) => html`<span class="aside">${numberInWords(aside.count, locale)} ${aside.reason}</span>`)}</td></tr>`)}</tbody></table></div>`;
}

function outcomeView(input: ImportInput, outcome: ImportOutcome): TemplateResult {
  if (!outcome.ok) return html`<section class="outcome panel" role="alert"><h2>That could not be read</h2><p>${outcome.message}</p></section>`;
  const { report, newEvents, importId, undone } = outcome;
  return html`<section class="outcome panel" aria-labelledby="outcome-title"><h2 id="outcome-title" tabindex="-1">${newEvents === 0 ? "Nothing changed" : `${counted(report.people, "person", "people")} read`}</h2>
    ${undone ? html`<p class="banner">You undid an import of <bdi>${undone.fileName}</bdi> that held ${newEvents === 0 ? "all" : "some"} of this; it stays undone.<button class="button" type="button" @click=${() => { input.bringBack(undone); }}>${icon("redo")}Bring it back</button></p>` : nothing}
    <p class="muted">${newEvents === 0 ? "You imported the same archive before; the same archive again changes nothing." : `${numberInWords(newEvents, input.context.locale)} new facts, ${counted(report.interactions, "conversation message")} among them.`}</p>
    ${report.notices.length > 0 ? html`<ul class="notices">${report.notices.map((notice) => html`<li>${notice}</li>`)}</ul>` : nothing}
    ${fileTable(report.files, input.context.locale)}
    <div class="actions">${newEvents > 0 ? html`<a class="button primary" href="/today">See today</a>` : nothing}${importId && newEvents > 0 ? html`<button class="button" type="button" @click=${() => { input.undo(importId); }}>${icon("undo")}Undo this import</button>` : nothing}</div></section>`;
}

function earlier(input: ImportInput): TemplateResult | typeof nothing {
  if (input.imports.length === 0) return nothing;
  return html`<section><h2 class="section-title">Imports so far</h2><ul class="imports panel">${input.imports.map((one) => html`<li class=${one.undone ? "undone" : ""}>
    <details><summary><bdi>${one.fileName}</bdi><span class="muted small">${dateInWords(one.importedAtMs, input.context)}${one.snapshotAtMs > 0 ? ` · as of ${dateInWords(one.snapshotAtMs, input.context)}` : ""}${one.undone ? " · undone" : ""}</span></summary>${fileTable(one.report.files, input.context.locale)}</details>
    ${one.undone || !input.writable ? nothing : html`<button class="button plain" type="button" aria-label="Undo the import of ${one.fileName}" @click=${() => { input.undo(one.importId); }}>${icon("undo")}Undo</button>`}</li>`)}</ul></section>`;
}

/** The page. */
export const importView = (input: ImportInput): TemplateResult => html`<div class="page"><div class="column narrow">
  <header class="page-head"><h1 tabindex="-1">Bring in the people you know</h1></header>
  ${input.writable ? (input.reading ? readingView(input) : dropZone(input)) : html`<p class="assure panel">${icon("clock")}Importing waits until you are back at today.</p>`}
  ${input.outcome ? outcomeView(input, input.outcome) : nothing}
  ${howTo()}
  <p class="assure panel">${icon("shield")}An import can be undone as one step, at any time. Message texts aren’t kept: only when, with whom, and what was found in them.</p>
  ${earlier(input)}</div></div>`;
