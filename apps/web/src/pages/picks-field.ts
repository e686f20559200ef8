/** Draws the people chosen in a form, and the field that adds one more. */
import { html, nothing, type TemplateResult } from "lit";
import type { App } from "../app.ts";
import { removableChip } from "../views/dialog-view.ts";
import { isSamePick, type Pick } from "../words/picks.ts";
import type { PickedEvent } from "./person-picker.ts";
import "./person-picker.ts";

export interface PicksField {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  /** As what somebody new may be added; absent: not at all. */
  readonly adds?: "known" | "sought";
  readonly picks: readonly Pick[];
  readonly change: (picks: readonly Pick[]) => void;
}

const wordsOf = ({ name, organisation, person }: Pick): string => (person || !organisation ? name : `${name} at ${organisation}`);

/** The field; somebody chosen twice stands once. */
export const picksField = (app: App, { name, label, placeholder, adds, picks, change }: PicksField): TemplateResult => html`<div class="labelled"><span class="label" aria-hidden="true">${label}</span>
  ${picks.length > 0 ? html`<div class="chips">${picks.map((pick) => removableChip(wordsOf(pick), () => { change(picks.filter((other) => other !== pick)); }))}</div>` : nothing}
  <kith-person-picker .app=${app} .name=${name} .label=${label} .placeholder=${placeholder} .adds=${adds} .without=${picks.map(({ person }) => person?.id)}
    @kith-picked=${({ pick }: PickedEvent) => { if (!picks.some((other) => isSamePick(other, pick))) change([...picks, pick]); }}></kith-person-picker></div>`;
