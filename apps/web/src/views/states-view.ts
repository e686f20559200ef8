/** Pages before there is something to show, and when something went wrong. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "./icon.ts";

/** A quiet word while an answer is on its way; it appears only if that takes a while. */
export const openingView = (): TemplateResult => html`<p class="opening" aria-busy="true">Opening…</p>`;

/** A failure, with what to do. */
export const failedView = (message: string): TemplateResult => html`<div class="empty" role="alert">
  <h1 tabindex="-1">This page could not be opened</h1><p class="muted">${message}</p><p class="muted">Your data is safe on this device. Reloading the page usually helps.</p></div>`;

/** Kith as a whole didn't start: why, and two ways on. The same words as in index.html, which shows where this can't. */
export const notStartedView = ({ message, again, anew }: { readonly message: string; readonly again: () => void; readonly anew: () => void }): TemplateResult => html`<main class="empty">
  <h1 tabindex="-1">Kith has not opened yet</h1><p class="muted" role="alert">${message}</p><p class="muted">Whatever you do here, your data stays as it is.</p>
  <div class="actions"><button class="button primary" type="button" @click=${again}>Try again</button><button class="button" type="button" @click=${anew}>Fetch the app anew</button></div></main>`;

/** An empty page that helps. */
export const emptyView = (input: { readonly icon: IconName; readonly title: string; readonly text: string; readonly actions?: TemplateResult }): TemplateResult => html`<div class="empty">
  <span class="icon-big">${icon(input.icon)}</span><h1 tabindex="-1">${input.title}</h1><p class="muted">${input.text}</p>
  ${input.actions ? html`<div class="actions">${input.actions}</div>` : nothing}</div>`;

/** The same way in everywhere: import, or look at invented people. */
export const waysIn = (loadSample: () => void): TemplateResult => html`
  <a class="button primary" href="/import">${icon("import")}Import your LinkedIn archive</a>
  <button class="button" type="button" @click=${loadSample}>Look around with a sample network</button>`;
