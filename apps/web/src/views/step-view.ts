/** One line of the history: what was recorded, when and where, and the way to take it back. */
import { html, nothing, type TemplateResult } from "lit";
import type { KithEvent } from "@kith/core";
import type { HistoryStep } from "../contract.ts";
import { factInWords, importInWords, stepMeta, stepTitle, undoneInWords, wordsOf, type StepContext } from "../words/history.ts";
import { dateInWords, numberInWords } from "../words/phrase.ts";
import { icon, type IconName } from "./icon.ts";
import { fileTable } from "./import-view.ts";
import { contactIcons } from "./timeline-view.ts";

/** What a line shows. */
export interface StepInput {
  readonly step: HistoryStep;
  readonly context: StepContext;
  /** False in a person's history: there a line carries its own date, and an import the facts about that person. */
  readonly underDay: boolean;
  /** Takes the step back, or brings it back; undefined while nothing can be changed. */
  readonly change: ((step: HistoryStep) => void) | undefined;
  /** How many facts are drawn under a line, and the way to more. */
  readonly factsMax: number;
  readonly moreFacts: () => void;
}

const icons: Partial<Record<KithEvent["type"], IconName>> = {
  NoteRecorded: "note", PersonAdded: "connected", ConnectionMade: "connected", InvitationRecorded: "connected", ClosenessRated: "heart", PersonKept: "heart", PersonLetGo: "archive", PersonBroughtBack: "undo",
  RequestAnswered: "requests", ReachOutSnoozed: "clock", ReviewPostponed: "clock", EndorsementRecorded: "endorsement", RecommendationRecorded: "star", ProfileObserved: "job", ProfileCorrected: "job",
  IntroductionAdvanced: "introductions", TieAsserted: "introductions", CircleDefined: "people", CircleJoined: "people", CircleLeft: "people", CircleDissolved: "people", ImportCompleted: "import",
};

function iconOf({ imported, events: [first] }: HistoryStep): IconName {
  if (imported) return "import";
  return first?.type === "InteractionRecorded" ? contactIcons[first.kind] : (first && icons[first.type]) ?? "check";
}

const factLine = (event: KithEvent, byHand: boolean, context: StepContext): TemplateResult =>
  html`<li><span>${factInWords(event, byHand, context)}</span> <time class="muted" datetime=${new Date(event.atMs).toISOString()}>${dateInWords(event.atMs, context)}</time>${wordsOf(event) ? html`<p class="muted">${wordsOf(event)}</p>` : nothing}</li>`;

/** What lies under a line: an import's files, or the facts it is made of. */
function inside({ step, context, underDay, factsMax, moreFacts }: StepInput): TemplateResult | typeof nothing {
  const { imported, events } = step;
  if (imported && underDay) return imported.files.length > 0 ? fileTable(imported.files, context.locale) : nothing;
  if (!imported && events.length < 2) return nothing;
  const more = events.length - factsMax;
  return html`<ul class="step-facts">${events.slice(0, factsMax).map((event) => factLine(event, imported === undefined, context))}</ul>
    ${more > 0 ? html`<button class="button" type="button" @click=${moreFacts}>Show older<span class="muted">${numberInWords(more, context.locale)}</span></button>` : nothing}`;
}

/** The title leads to the person, or opens what lies under it; either takes the focus when walking through. */
function head(input: StepInput, title: string): TemplateResult {
  const { step, underDay } = input;
  const within = inside(input);
  if (within !== nothing) return html`<details><summary class="step-title" data-target><bdi>${title}</bdi></summary>${within}</details>`;
  if (step.person !== undefined && underDay) return html`<a class="step-title" data-target href="/people/${step.person}"><bdi>${title}</bdi></a>`;
  return html`<span class="step-title" data-target tabindex="-1"><bdi>${title}</bdi></span>`;
}

/** The line. */
export function stepView(input: StepInput): TemplateResult {
  const { step, context, underDay, change } = input;
  const title = stepTitle(step, context);
  const [only, ...more] = step.events;
  const words = only && more.length === 0 && !step.imported ? wordsOf(only) : undefined;
  const brought = step.imported && (underDay ? importInWords(step, context.locale) : importInWords({ ...step, imported: { ...step.imported, facts: step.events.length, people: 0 } }, context.locale));
  const verb = step.undone ? "Redo" : "Undo";
  return html`<li class="history-step ${step.undone ? "undone" : ""}" data-step=${step.id}><span class="moment-icon">${icon(iconOf(step))}</span>
    <div class="step-text">${head(input, title)}
      ${words ? html`<p class="step-words">${words}</p>` : nothing}
      <p class="step-meta">${brought ? html`${brought} · ` : nothing}${stepMeta(step, context, !underDay)}${step.undone ? html` · <strong>${undoneInWords(step, context)}</strong>` : nothing}</p></div>
    ${change && step.change.length > 0 && (underDay || !step.imported) ? html`<button class="button plain" type="button" aria-keyshortcuts="U" aria-label="${verb}: ${title}" @click=${() => { change(step); }}>${icon(step.undone ? "redo" : "undo")}${verb}</button>` : nothing}</li>`;
}
