/** Adding a device: the owner's dialog, and the new device's screen. */
import { html, nothing, type TemplateResult } from "lit";
import type { PairingStep } from "../contract.ts";
import { codeInWords, countdown, endInWords } from "../words/pairing.ts";
import { counted } from "../words/phrase.ts";
import { icon, mark } from "./icon.ts";
import { qrView } from "./qr-view.ts";

/** What the owner's dialog shows. */
export interface AddDeviceInput {
  /** Undefined until the server has opened a place for it. */
  readonly step: PairingStep | undefined;
  readonly nowMs: number;
  readonly copy: (link: string) => void;
  readonly decide: (isMine: boolean) => void;
  readonly again: () => void;
  readonly close: () => void;
}

const cutOff = (isCutOff: boolean): TemplateResult => html`<p class="small cut-off" role="status">${isCutOff ? html`<span class="shape shape-cooling" aria-hidden="true"></span>The server doesn’t answer at the moment. Trying again…` : nothing}</p>`;
const codeView = (code: string): TemplateResult => html`<p class="pairing-code" aria-label="Code: ${code.split("").join(" ")}" role="img">${codeInWords(code)}</p>`;

function headingOf(step: PairingStep | undefined): string {
  switch (step?.kind) {
    case "comparing": return "Is this the code on the other screen?";
    case "adding": return "Adding it…";
    case "added": return "Added";
    case "ended": return endInWords(step.why, "owner").title;
    case "waiting":
    case "knocking":
    case undefined: return "Add a device";
  }
}

function bodyOf(input: AddDeviceInput): TemplateResult {
  const { step, nowMs, copy, decide, again, close } = input;
  switch (step?.kind) {
    case "waiting": return html`<p>Scan this with the other device’s camera, or open the link there.</p>
      <div class="qr-frame">${qrView(step.link, "QR code of the link")}</div>
      <div class="pairing-link"><input class="field" readonly aria-label="Link" .value=${step.link} @focus=${(event: FocusEvent) => { (event.target as HTMLInputElement).select(); }}>
        <button class="button" type="button" @click=${() => { copy(step.link); }}>${icon("copy")}Copy</button></div>
      <p class="small muted link-life"><span>It works once, for two minutes. Show it to nobody else.</span><span class="countdown" role="timer" aria-label="Time left">${countdown(step.untilMs, nowMs)}</span></p>
      ${cutOff(step.isCutOff)}`;
    case "comparing": return html`<p><bdi class="device-title">${step.device}</bdi> opened the link.</p>${codeView(step.code)}
      <p class="muted small">Only if both screens show the same code is it your device that asks.</p>${cutOff(step.isCutOff)}
      <div class="actions dialog-actions"><button class="button" type="button" @click=${() => { decide(false); }}>Not mine</button>
        <button class="button primary" type="button" @click=${() => { decide(true); }}>${icon("plus")}Add this device</button></div>`;
    case "added": return html`<p class="pairing-done">${icon("check")}<span><bdi>${step.device}</bdi> is one of your devices now. It fetches everything by itself.</span></p>
      <div class="actions dialog-actions"><button class="button primary" type="button" @click=${close}>Done</button></div>`;
    case "ended": return html`<p>${endInWords(step.why, "owner").text}</p>
      <div class="actions dialog-actions"><button class="button" type="button" @click=${close}>Close</button><button class="button primary" type="button" @click=${again}>Make a new link</button></div>`;
    case "adding":
    case "knocking":
    case undefined: return html`<p class="muted" role="status">${step?.kind === "adding" ? "Writing it into your list of devices…" : "Making a link…"}</p>`;
  }
}

/** Inside of the owner's dialog. */
export const addDeviceView = (input: AddDeviceInput): TemplateResult => html`<div class="dialog-form add-device">
  <div class="dialog-head"><h2 id="add-title" tabindex="-1">${headingOf(input.step)}</h2><button class="button plain square" type="button" aria-label="Close" @click=${input.close}>${icon("close")}</button></div>
  ${bodyOf(input)}</div>`;

/** Where the new device's screen stands: before the link is followed, while it is, and during the first sync. */
export type JoiningStep = { readonly kind: "name" } | { readonly kind: "here" } | { readonly kind: "fetching"; readonly people: number; readonly trouble: string | undefined } | PairingStep;

export interface JoiningInput {
  readonly step: JoiningStep;
  readonly name: string;
  /** Nobody has answered for a while. */
  readonly isSlow: boolean;
  /** The person said that the other device is theirs. */
  readonly isConfirmed: boolean;
  /** The choice of a lock. */
  readonly lock: TemplateResult;
  readonly type: (name: string) => void;
  readonly join: () => void;
  /** Whose Kith it is that this browser would hold. */
  readonly confirm: (isMine: boolean) => void;
  /** To Kith, where there is one by now. */
  readonly open: () => void;
  /** To the first screen. */
  readonly back: () => void;
}

const bar = html`<div class="working"><div class="bar endless" aria-hidden="true"><span></span></div></div>`;

function joiningBody(input: JoiningInput): TemplateResult {
  const { step, name, isSlow, open, back } = input;
  switch (step.kind) {
    case "name": return html`<h1 tabindex="-1">Join your Kith</h1>
      <p class="welcome-lead">This browser becomes one more of your devices, with everything the others hold.</p>
      <form class="join" @submit=${(event: Event) => { event.preventDefault(); input.join(); }}><label for="join-name" class="small muted">This device’s name</label>
        <input class="field" id="join-name" maxlength="50" required autocomplete="off" .value=${name} @input=${(event: InputEvent) => { input.type((event.target as HTMLInputElement).value); }}>
        ${input.lock}
        <div class="welcome-actions"><button class="button primary big" type="submit">Join</button><button class="button plain big" type="button" @click=${back}>Cancel</button></div></form>`;
    case "knocking": return html`<h1 tabindex="-1">Joining…</h1><p class="welcome-lead" role="status">${isSlow ? "The other device doesn’t answer. Is the dialog with the link still open there?" : "Looking for the other device."}</p>${bar}${cutOff(step.isCutOff)}`;
    case "comparing": return html`<h1 tabindex="-1">Compare this code</h1>${codeView(step.code)}
      <p class="welcome-lead">If your other device shows the same, press <strong>Add this device</strong> there.</p>
      ${input.isConfirmed ? nothing : html`<section class="panel whose" aria-labelledby="whose-title"><h2 id="whose-title" tabindex="-1">Whose Kith is this?</h2>
        <p>From now on this browser would hold the Kith of that other device, and what you record here would appear there.</p>
        <div class="actions"><button class="button primary" type="button" @click=${() => { input.confirm(true); }}>This is my own other device</button>
          <button class="button" type="button" @click=${() => { input.confirm(false); }}>It is somebody else’s: stop</button></div></section>`}
      <p class="muted" role="status">${input.isConfirmed ? "Waiting for the other device…" : "Nothing is stored here before you answer."}</p>${bar}${cutOff(step.isCutOff)}`;
    case "adding": return html`<h1 tabindex="-1">Joining…</h1><p class="welcome-lead" role="status">The other device said yes.</p>${bar}`;
    case "fetching": return html`<h1 tabindex="-1">Fetching everything</h1><p class="welcome-lead" role="status">${step.people > 0 ? `${counted(step.people, "person", "people")} so far.` : "The first of it is on its way."} It goes on by itself, also if you look around already.</p>${step.trouble === undefined ? bar : html`<p class="problem" role="alert">${step.trouble}</p>`}
      <div class="welcome-actions"><button class="button big" type="button" @click=${open}>Look around already</button></div>`;
    case "here": return html`<h1 tabindex="-1">This browser already has a Kith</h1><p class="welcome-lead">Nothing was changed. To add another device, open the link there, or scan the code with its camera.</p>
      <div class="welcome-actions"><button class="button primary big" type="button" @click=${open}>Go to Today</button></div>`;
    case "ended": return html`<h1 tabindex="-1">${endInWords(step.why, "joining").title}</h1><p class="welcome-lead" role="alert">${endInWords(step.why, "joining").text}</p>
      <div class="welcome-actions"><button class="button primary big" type="button" @click=${back}>Back</button></div>`;
    case "waiting":
    case "added": return html``;
  }
}

/** The whole window of a device that follows a link. */
export const joiningView = (input: JoiningInput): TemplateResult => html`<main class="welcome" id="main"><div class="welcome-card joining"><div class="mark">${mark()}Kith</div>${joiningBody(input)}</div></main>`;
