/** What happened between the two, on a hairline, newest first. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { InteractionKind } from "@kith/core";
import type { TimelineEntry } from "../contract.ts";
import { dateInWords, yearOf, type PhraseContext } from "../words/phrase.ts";
import { entryTitle, timelineLines, type TimelineLine } from "../words/timeline.ts";
import { icon, type IconName } from "./icon.ts";

/** How the two were in touch. */
export const contactIcons: Readonly<Record<InteractionKind, IconName>> = {
  message: "message", mail: "mail", call: "phone", video: "video", meeting: "people", coffee: "coffee", meal: "meal", event: "calendar", letter: "mail", other: "heart",
};
const icons: Readonly<Record<TimelineEntry["kind"], IconName>> = {
  ...contactIcons,
  connected: "connected", invitation: "connected", endorsement: "endorsement", recommendation: "star", note: "note", job: "job", rating: "heart",
};

function lineView(line: TimelineLine, context: PhraseContext): TemplateResult {
  if (line.type === "year") return html`<li class="spine-year"><h3>${line.year}</h3></li>`;
  if (line.type === "silence") return html`<li class="spine-silence"><span>${line.text}</span></li>`;
  const { entry } = line;
  return html`<li class="moment"><span class="moment-icon">${icon(icons[entry.kind])}</span>
    <div class="moment-body"><span class="moment-title">${entryTitle(entry)}</span><time class="moment-date" datetime=${new Date(entry.atMs).toISOString()}>${dateInWords(entry.atMs, context)}</time>
    ${entry.text ? html`<p class="muted">${entry.text}</p>` : nothing}</div></li>`;
}

/** The section on a person's page; `turn` stands beside its title. */
export const timelineView = (timeline: readonly TimelineEntry[], context: PhraseContext, turn: TemplateResult): TemplateResult => html`
  <section aria-labelledby="timeline-title"><div class="section-head"><h2 class="section-title" id="timeline-title">Timeline</h2>${turn}</div>
  ${timeline.length === 0 ? html`<p class="muted">Nothing on record yet. One line above is enough to begin.</p>`
    : html`<ol class="timeline">${repeat(timelineLines(timeline, (atMs) => yearOf(atMs, context)), (line) => line.key, (line) => lineView(line, context))}</ol>`}</section>`;
