/** The owner's data: out into a file, back in, and how this device is doing. */
import { html, nothing, type TemplateResult } from "lit";
import { deviceInWords, passphraseInWords, type DeviceLine } from "../words/data.ts";
import type { StatusView } from "../contract.ts";
import { bringInView, workingView, type BringInInput } from "./bring-in-view.ts";
import { emptyPartView } from "./empty-view.ts";
import { icon } from "./icon.ts";

/** What the page shows. */
export interface DataInput {
  readonly status: StatusView;
  /** What stands before everything else where the relay asks for an invitation. */
  readonly invitation: TemplateResult;
  /** Whether the browser keeps the data when space runs short; undefined where it doesn't say. */
  readonly isKept: boolean | undefined;
  /** The browser was asked to keep it and didn't agree. */
  readonly isDeclined: boolean;
  readonly isExporting: boolean;
  /** The file just saved. */
  readonly savedAs: string | undefined;
  readonly problem: string | undefined;
  readonly bringIn: BringInInput;
  /** False while another day is looked at. */
  readonly writable: boolean;
  readonly save: () => void;
  readonly askPassphrase: () => void;
  readonly keep: () => void;
  /** The lock of this browser. */
  readonly lock: TemplateResult;
  /** Asks whether to forget this browser. */
  readonly empty: () => void;
}

function exportSection(input: DataInput): TemplateResult {
  return html`<section class="data-part panel" aria-labelledby="export-title"><h2 id="export-title">Take everything along</h2>
    <p>Everything Kith recorded, in one readable file: people and moments, notes and notebooks, ratings and imports, with the day and the device each was recorded on. What was undone is in it too; whoever was forgotten is not.</p>
    <p class="muted small">Whoever gets a readable file can read it. Under a passphrase only the passphrase opens it.</p>
    <div class="actions"><button class="button primary" type="button" ?disabled=${input.isExporting} @click=${input.save}>${icon("download")}Save a readable file</button>
      <button class="button" type="button" ?disabled=${input.isExporting} @click=${input.askPassphrase}>${icon("lock")}Save under a passphrase…</button></div>
    ${input.isExporting ? workingView("Writing the file…") : html`<p class="small" role="status">${input.savedAs === undefined ? nothing : html`${icon("check")}Saved as <bdi>${input.savedAs}</bdi>, where your browser keeps downloads.`}</p>`}
    ${input.problem ? html`<p role="alert" class="problem">${input.problem}</p>` : nothing}</section>`;
}

const importSection = (input: DataInput): TemplateResult => html`<section class="data-part panel" aria-labelledby="bring-title"><h2 id="bring-title">Bring an export in</h2>
  <p>A file that Kith saved, from this device or another. What is missing here is added; what is here already stays as it is.</p>
  ${input.writable ? bringInView(input.bringIn) : html`<p class="muted">This waits until you are back at today.</p>`}
  <p class="muted small">An archive of LinkedIn is brought in under <a href="/import">Import</a>.</p></section>`;

function deviceLine(line: DeviceLine, input: DataInput): TemplateResult {
  const isAsking = line.key === "storage" && input.isKept === false;
  return html`<li class="device-line"><span class="shape shape-${line.shape}" aria-hidden="true"></span><div><p class="device-title">${line.title}</p>
    ${line.text === undefined ? nothing : html`<p class="small muted">${line.text}</p>`}
    ${isAsking && input.isDeclined ? html`<p class="small" role="status">The browser didn’t agree. It usually does once Kith is installed or bookmarked.</p>` : nothing}</div>
    ${isAsking ? html`<button class="button" type="button" @click=${input.keep}>Ask it to keep</button>` : nothing}</li>`;
}

/** The page. */
export const dataView = (input: DataInput): TemplateResult => html`<div class="page"><div class="column narrow">
  <header class="page-head"><h1 tabindex="-1">Your data</h1><p class="lead muted">It lies on your devices, sealed. Take it along at any time; nothing holds you here.</p></header>
  ${input.invitation}
  ${exportSection(input)}
  ${importSection(input)}
  <section class="data-part panel" aria-labelledby="device-title"><h2 id="device-title">How this device is doing</h2>
    <ul class="device-lines">${deviceInWords(input.status, input.isKept).map((line) => deviceLine(line, input))}</ul></section>
  ${input.lock}
  ${emptyPartView(input.empty)}
  <p class="muted small data-foot">${icon("history")}<span>Every line ever recorded, and the way back from it: <a href="/history">History</a>.</span></p>
</div></div>`;

/** What the passphrase dialog shows. */
export interface PassphraseInput {
  readonly first: string;
  readonly second: string;
  readonly type: (which: "first" | "second", text: string) => void;
  readonly save: () => void;
  readonly close: () => void;
}

/** Inside of the dialog that asks for a passphrase. */
export function passphraseView(input: PassphraseInput): TemplateResult {
  const { usable, shape, words } = passphraseInWords(input.first);
  const isSame = input.first === input.second;
  const field = (which: "first" | "second", label: string, about: string): TemplateResult => html`<div class="labelled"><label for="passphrase-${which}">${label}</label>
    <input class="field" id="passphrase-${which}" type="password" autocomplete="new-password" aria-describedby=${about} .value=${input[which]} @input=${(event: InputEvent) => { input.type(which, (event.target as HTMLInputElement).value); }}></div>`;
  return html`<form class="dialog-form" @submit=${(event: Event) => { event.preventDefault(); if (usable && isSame) input.save(); }}>
    <div class="dialog-head"><h2 id="passphrase-title">Save under a passphrase</h2><button class="button plain square" type="button" aria-label="Close" @click=${input.close}>${icon("close")}</button></div>
    ${field("first", "Passphrase", "passphrase-judged passphrase-warning")}
    <p id="passphrase-judged" class="small judged">${input.first === "" ? "Four or more words are easy to keep and hard to guess." : html`<span class="shape shape-${shape}" aria-hidden="true"></span>${words}`}</p>
    ${field("second", "The same again", "passphrase-same")}
    <p id="passphrase-same" class="small muted">${input.second === "" || isSame ? "" : "The two are not the same yet."}</p>
    <p id="passphrase-warning" class="assure panel">${icon("lock")}Nobody can open the file without it, Kith neither. Write it down where you keep your 24 words.</p>
    <div class="actions dialog-actions"><button class="button" type="button" @click=${input.close}>Cancel</button><button class="button primary" type="submit" ?disabled=${!usable || !isSame}>${icon("download")}Save</button></div></form>`;
}
