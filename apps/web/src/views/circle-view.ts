/** Your circle: rings of people round the owner. A list to a screen reader, a picture to the eye. */
import { html, svg, type TemplateResult } from "lit";
import { styled } from "../elements/styled.ts";
import type { TodayView } from "../contract.ts";
import { hueOf, initialsOf } from "../words/name.ts";
import { relativeTime, standingWords } from "../words/phrase.ts";
import { standingInFull } from "./person-bits.ts";

type Spot = TodayView["circle"][number];

const ringNames = ["Inner circle", "Close", "Friends"] as const;
const radii = [14.5, 28, 41] as const;
/** How far silence carries somebody outward, in the same percent of the picture. */
const driftMax = 5;

/** Where a person stands, in percent of the square: even turns on each ring, the label's place left free. */
function placeOf(index: number, among: number, spot: Spot): { readonly x: number; readonly y: number } {
  const gap = spot.ring === 0 ? 0.55 : spot.ring === 1 ? 0.42 : 0.36;
  const turn = -Math.PI / 2 + gap + ((index + 0.5) / among) * (2 * Math.PI - 2 * gap);
  const radius = radii[spot.ring] + spot.drift * driftMax;
  return { x: 50 + radius * Math.cos(turn), y: 50 + radius * Math.sin(turn) };
}

function describe(spot: Spot, nowMs: number): string {
  const { person } = spot;
  const last = person.lastContactMs === undefined ? "no contact on record" : `last in touch ${relativeTime((nowMs - person.lastContactMs) / 86_400_000)}`;
  return `${person.name} · ${ringNames[spot.ring].toLowerCase()} · ${standingWords[person.standing].toLowerCase()}, ${last}`;
}

/** The card on Today. `press` moves between people by arrow keys: the circle is one stop of the Tab key. */
export function circleView(circle: readonly Spot[], nowMs: number, press: (event: KeyboardEvent) => void): TemplateResult {
  const rings = ([0, 1, 2] as const).map((ring) => circle.filter((spot) => spot.ring === ring));
  return html`<section class="panel circle" aria-labelledby="circle-title">
    <h2 id="circle-title">Your circle</h2>
    <p class="muted">Closer in is closer to you. Drifting outward means it has been a while.</p>
    <div class="circle-square">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        ${radii.map((radius) => svg`<circle class="orbit" cx="50" cy="50" r=${radius}/>`)}
      </svg>
      ${ringNames.map((name, ring) => html`<span class="ring-name" aria-hidden="true" ${styled({ "inset-block-start": `${50 - (radii[ring] ?? 0)}%` })}>${name}</span>`)}
      <span class="avatar avatar-m you" aria-hidden="true">You</span>
      <ul aria-label="People in your circle; arrow keys move between them" @keydown=${press}>
        ${rings.flatMap((spots) => spots.map((spot, index) => {
          const { x, y } = placeOf(index, spots.length, spot);
          return html`<li ${styled({ left: `${x}%`, top: `${y}%` })}><a class="face ring-${spot.ring} outline-${spot.person.standing}" href="/people/${spot.person.id}" title=${describe(spot, nowMs)}
            tabindex=${spot === circle[0] ? "0" : "-1"}><span class="avatar ring-${spot.ring}" aria-hidden="true" ${styled({ "--hue": String(hueOf(spot.person.name)) })}>${initialsOf(spot.person.name)}</span><span class="hidden-words">${describe(spot, nowMs)}</span></a></li>`;
        }))}
      </ul>
    </div>
    <p class="legend">${(["warm", "cooling", "quiet"] as const).map((standing) => standingInFull(standing))}</p>
  </section>`;
}
