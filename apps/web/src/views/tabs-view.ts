/** The parts of a page, as links: each has an address of its own. */
import { html, type TemplateResult } from "lit";

export interface Tab {
  readonly href: string;
  readonly words: string;
  readonly isHere: boolean;
}

/** The row of links under a page's heading. */
export const tabsView = (label: string, tabs: readonly Tab[]): TemplateResult =>
  html`<nav class="tabs" aria-label=${label}>${tabs.map(({ href, words, isHere }) => html`<a href=${href} aria-current=${isHere ? "page" : "false"}>${words}</a>`)}</nav>`;
