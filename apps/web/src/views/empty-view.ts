/** Emptying this browser: its part of "Your data", and the question before. */
import { html, type TemplateResult } from "lit";
import { lossInWords } from "../words/lock.ts";
import { icon } from "./icon.ts";

/** The part. */
export const emptyPartView = (ask: () => void): TemplateResult => html`<section class="data-part panel" aria-labelledby="empty-title"><h2 id="empty-title">Forget this browser</h2>
  <p>Takes your Kith off this browser: everything it stored here, and its key. Your other devices and the server keep what they have.</p>
  <div class="actions"><button class="button" type="button" @click=${ask}>${icon("forget")}Forget this browser…</button></div></section>`;

/** What the question shows. */
export interface EmptyInput {
  /** What only this browser holds; undefined until that is known. */
  readonly records: number | undefined;
  /** Asked from the lock: joining comes next. */
  readonly isRejoining: boolean;
  readonly isWorking: boolean;
  readonly problem: string | undefined;
  readonly empty: () => void;
  readonly close: () => void;
}

/** Inside of the dialog. */
export const emptyQuestionView = (input: EmptyInput): TemplateResult => html`<form class="dialog-form" @submit=${(event: Event) => { event.preventDefault(); if (!input.isWorking && input.records !== undefined) input.empty(); }}>
  <div class="dialog-head"><h2 id="empty-question" tabindex="-1">${input.isRejoining ? "Empty this browser and join anew?" : "Forget this browser?"}</h2><button class="button plain square" type="button" aria-label="Close" ?disabled=${input.isWorking} @click=${input.close}>${icon("close")}</button></div>
  <dl class="consequences">
    <div><dt>It goes</dt><dd>Everything Kith stored in this browser, in every tab of it.</dd></div>
    <div><dt>Only here</dt><dd>${lossInWords(input.records)}</dd></div>
    <div><dt>The way back</dt><dd>Your 24 words, or a link from another device. Without either, and without an export, nothing here comes back.</dd></div>
    <div><dt>Afterwards</dt><dd>This browser stays in your list of devices until you remove it there, on another one.</dd></div></dl>
  <p role="alert" class="problem">${input.problem ?? ""}</p>
  <div class="actions dialog-actions"><button class="button" type="button" ?disabled=${input.isWorking} @click=${input.close}>Cancel</button>
    <button class="button danger" type="submit" ?disabled=${input.isWorking || input.records === undefined}>${input.isWorking ? "Emptying…" : input.isRejoining ? "Empty and join anew" : "Forget this browser"}</button></div></form>`;
