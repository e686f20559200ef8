/** The vault's devices and its words. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DeviceRow, DevicesView, StatusView } from "../contract.ts";
import { cameInWords, checkedInWords, isHandheld, standingOfDevice } from "../words/devices.ts";
import type { PhraseContext } from "../words/phrase.ts";
import { icon } from "./icon.ts";

/** What the page shows. */
export interface DevicesInput {
  readonly view: DevicesView;
  readonly sync: StatusView["sync"];
  readonly context: PhraseContext;
  readonly add: () => void;
  readonly remove: (device: DeviceRow) => void;
  readonly checkWords: () => void;
  readonly newWords: () => void;
}

/** A server that refuses this device, because it was removed or not invited, takes no change of the devices or the words. */
const isRefused = ({ sync }: DevicesInput): boolean => sync.phase === "refused";

function deviceLine(device: DeviceRow, input: DevicesInput): TemplateResult {
  const { shape, line } = standingOfDevice(device, input.sync, input.context);
  return html`<li class="one-device"><span class="device-picture">${icon(isHandheld(device.name) ? "handheld" : "laptop")}</span>
    <div><p class="device-title"><bdi>${device.name}</bdi>${device.isThis ? html` <span class="chip still">This device</span>` : nothing}</p>
      <p class="small standing"><span class="shape shape-${shape}" aria-hidden="true"></span>${line}</p>
      <p class="small muted">${cameInWords(device)}</p></div>
    ${device.isThis || isRefused(input) ? nothing : html`<button class="button" type="button" @click=${() => { input.remove(device); }}>Remove…<span class="hidden-words"> ${device.name}</span></button>`}</li>`;
}

function wordsPart(input: DevicesInput): TemplateResult {
  const { view: { words }, context, checkWords, newWords } = input;
  return html`<section class="data-part panel" aria-labelledby="words-part"><h2 id="words-part">Your 24 words</h2>
    <p>They open your Kith on an empty device, also when every other is lost. Kith doesn’t keep them and can’t show them again.</p>
    ${words.kind === "known" ? html`<p class="small">${icon("check")}${checkedInWords(words.atMs, context)}</p>` : nothing}
    ${words.kind === "toAsk" && words.isDue ? html`<p class="assure panel">${icon("key")}Do you still have them? Three words are enough to be sure.</p>` : nothing}
    <div class="actions">${words.kind === "toAsk" ? html`<button class="button ${words.isDue ? "primary" : ""}" type="button" @click=${checkWords}>${icon("check")}Check my words</button>` : nothing}
      ${isRefused(input) ? nothing : html`<button class="button" type="button" @click=${newWords}>${icon("key")}New recovery words…</button>`}</div></section>`;
}

const lockedOutBanner = (by: string): TemplateResult => html`<section class="data-part panel" aria-labelledby="locked-out-title"><h2 id="locked-out-title">This device was left without a key</h2>
  <p>${by === "" ? "A device that was removed since" : by === "the recovery words" ? "Somebody with your 24 words" : html`The device <bdi class="device-title">${by}</bdi>`} changed the list of devices in a way that gives this one no key for what comes. Kith didn’t take that change. This device still reads everything it has, and keeps what you write here; nothing of it reaches your other devices, and nothing of theirs comes here.</p>
  <p>The way out:</p>
  <ol class="steps"><li><a href="/data">Save everything in a file</a> here.</li><li>Make a new Kith: forget this browser on the same page and start again, or start in another browser.</li><li>Bring the file in there.</li><li>Add your other devices to the new Kith. What only they hold, save there in a file first and bring it in too.</li></ol>
  <p class="muted small">If this wasn’t you, somebody else uses one of your devices or your 24 words.</p></section>`;

/** The page. */
export const devicesView = (input: DevicesInput): TemplateResult => html`<div class="page"><div class="column">
  <header class="page-head devices-head"><div><h1 tabindex="-1">Your devices</h1>
    <p class="muted lead">Each holds everything, and passes on what it records sealed. The server between them can read nothing.</p></div>
    ${isRefused(input) ? nothing : html`<button class="button primary" type="button" @click=${input.add}>${icon("plus")}Add a device</button>`}</header>
  ${input.view.lockedOutBy === undefined ? nothing : lockedOutBanner(input.view.lockedOutBy)}
  <ul class="panel devices-list" aria-label="Devices">${repeat(input.view.devices, ({ id }) => id, (device) => deviceLine(device, input))}</ul>
  ${wordsPart(input)}</div></div>`;

/** What the dialog that removes a device shows. */
export interface RemoveInput {
  readonly name: string;
  readonly isRemoving: boolean;
  readonly problem: string | undefined;
  readonly remove: () => void;
  readonly close: () => void;
}

/** Inside of that dialog. */
export const removeView = (input: RemoveInput): TemplateResult => html`<form class="dialog-form" @submit=${(event: Event) => { event.preventDefault(); if (!input.isRemoving) input.remove(); }}>
  <div class="dialog-head"><h2 id="remove-title" tabindex="-1">Remove <bdi>${input.name}</bdi>?</h2><button class="button plain square" type="button" aria-label="Close" ?disabled=${input.isRemoving} @click=${input.close}>${icon("close")}</button></div>
  <dl class="consequences">
    <div><dt>From now on</dt><dd>It can’t read what you record, and nothing it records reaches you.</dd></div>
    <div><dt>It keeps</dt><dd>What it holds already. Kith can’t reach into it; if it was stolen, whoever unlocks it can read that.</dd></div>
    <div><dt>The others</dt><dd>Nothing changes on your other devices, and your 24 words stay the same.</dd></div></dl>
  <p class="muted small">It can be added again later, as a new device.</p>
  <p role="alert" class="problem">${input.problem ?? nothing}</p>
  <div class="actions dialog-actions"><button class="button" type="button" ?disabled=${input.isRemoving} @click=${input.close}>Cancel</button>
    <button class="button danger" type="submit" ?disabled=${input.isRemoving}>${input.isRemoving ? "Removing…" : "Remove this device"}</button></div></form>`;
