/** The review and the requests of another day: to read, not to answer. */
import { html, type TemplateResult } from "lit";
import type { PersonRow } from "../contract.ts";
import { avatar } from "./person-bits.ts";

/** What the page shows. */
export interface LookingInput {
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly { readonly person: PersonRow; readonly why: string }[];
}

/** The page. */
export const lookingView = ({ title, lead, rows }: LookingInput): TemplateResult => html`<div class="page"><div class="column">
  <header class="page-head"><h1 tabindex="-1">${title}</h1><p class="lead muted">${lead}</p></header>
  <ul class="due-list" aria-label=${title}>${rows.map(({ person, why }) => html`<li class="due hoverable"><a class="due-link" href="/people/${person.id}">${avatar(person.name, "l")}
    <span class="due-text"><bdi class="due-name">${person.name}</bdi><span class="due-why">${why}</span></span></a></li>`)}</ul>
</div></div>`;
