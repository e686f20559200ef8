/** Small pieces every view about people is made of. */
import { html, type TemplateResult } from "lit";
import type { Standing } from "@kith/core";
import { styled } from "../elements/styled.ts";
import { hueOf, initialsOf } from "../words/name.ts";
import { standingWords } from "../words/phrase.ts";

/** Initials on the name's own hue; the name itself always stands beside it. */
export const avatar = (name: string, size: "s" | "m" | "l" | "xl"): TemplateResult =>
  html`<span class="avatar avatar-${size}" aria-hidden="true" ${styled({ "--hue": String(hueOf(name)) })}>${initialsOf(name)}</span>`;

/** The shape and colour of a standing; words stand beside it or are hidden within. */
const standingShape = (standing: Standing): TemplateResult =>
  html`<span class="shape shape-${standing}" aria-hidden="true"></span>`;

/** A standing for a narrow place: shape to see, word to hear and to hover. */
export const standingMark = (standing: Standing): TemplateResult =>
  html`<span class="standing" title=${standingWords[standing]}>${standingShape(standing)}<span class="hidden-words">${standingWords[standing]}</span></span>`;

/** A standing in full: shape, colour and word. */
export const standingInFull = (standing: Standing): TemplateResult =>
  html`<span class="standing words-${standing}">${standingShape(standing)}${standingWords[standing]}</span>`;
