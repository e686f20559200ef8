/** The lock: the screen before everything else, the choice where a Kith begins, its part of "Your data". */
import { html, nothing, type TemplateResult } from "lit";
import type { LockView } from "../contract.ts";
import { passphraseInWords } from "../words/data.ts";
import { autoLockChoices, autoLockInWords } from "../words/lock.ts";
import { icon, mark } from "./icon.ts";

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** What the screen of a locked Kith shows. */
export interface LockedInput {
  readonly lock: Extract<LockView, { readonly kind: "set" }>;
  readonly typed: string;
  readonly busy: "passphrase" | "passkey" | undefined;
  readonly problem: string | undefined;
  readonly type: (text: string) => void;
  readonly unlock: () => void;
  readonly askPasskey: () => void;
  readonly joinAnew: () => void;
}

/** The whole window while Kith is locked. */
export const lockedView = (input: LockedInput): TemplateResult => html`<main class="welcome" id="main"><div class="welcome-card locked"><div class="mark">${mark()}Kith</div>
  <h1 tabindex="-1">Kith is locked</h1>
  ${input.lock.hasPassphrase ? html`<form class="join" @submit=${(event: Event) => { event.preventDefault(); input.unlock(); }}>
    <label for="unlock-passphrase" class="small muted">This browser’s passphrase</label>
    <div class="unlock-line"><input class="field" id="unlock-passphrase" type="password" autocomplete="current-password" required aria-describedby="unlock-problem" .value=${input.typed} @input=${(event: Event) => { input.type(valueOf(event)); }}>
      <button class="button primary" type="submit" ?disabled=${input.busy !== undefined}>${input.busy === "passphrase" ? "Opening…" : "Unlock"}</button></div></form>` : nothing}
  ${input.lock.passkeys.length > 0 ? html`<button class="button ${input.lock.hasPassphrase ? "" : "primary"} big" type="button" ?disabled=${input.busy !== undefined} @click=${input.askPasskey}>${icon("key")}${input.busy === "passkey" ? "Waiting for the passkey…" : "Unlock with a passkey"}</button>` : nothing}
  <p id="unlock-problem" role="alert" class="problem">${input.problem ?? ""}</p>
  <p class="muted small">Your 24 words and your other devices open your Kith as before. <button class="link-button" type="button" @click=${input.joinAnew}>Forgotten? Join anew…</button></p>
</div></main>`;

/** Two fields for a new passphrase. */
export interface NewPassphrase {
  readonly first: string;
  readonly second: string;
}

/** Whether these two can become the passphrase. */
export const isUsable = ({ first, second }: NewPassphrase): boolean => first === second && passphraseInWords(first).usable;

/** The fields, with what is to be said about them; `name` keeps the ids of two places apart. */
function newPassphraseView(name: string, typed: NewPassphrase, type: (typed: NewPassphrase) => void): TemplateResult {
  const { shape, words } = passphraseInWords(typed.first);
  const field = (which: keyof NewPassphrase, label: string, about: string): TemplateResult => html`<div class="labelled"><label for="${name}-${which}">${label}</label>
    <input class="field" id="${name}-${which}" type="password" autocomplete="new-password" aria-describedby=${about} .value=${typed[which]} @input=${(event: Event) => { type({ ...typed, [which]: valueOf(event) }); }}></div>`;
  return html`${field("first", "Passphrase", `${name}-judged`)}
    <p id="${name}-judged" class="small judged">${typed.first === "" ? "Four or more words are easy to keep and hard to guess." : html`<span class="shape shape-${shape}" aria-hidden="true"></span>${words}`}</p>
    ${field("second", "The same again", `${name}-same`)}
    <p id="${name}-same" class="small muted">${typed.second === "" || typed.first === typed.second ? "" : "The two are not the same yet."}</p>`;
}

/** What the choice of a lock shows where a Kith is made or joined. */
export interface LockChoiceInput {
  readonly isWanted: boolean;
  readonly typed: NewPassphrase;
  readonly hasPasskeys: boolean;
  /** A passkey was made and is to be used. */
  readonly isPasskeyMade: boolean;
  readonly problem: string | undefined;
  readonly want: (isWanted: boolean) => void;
  readonly type: (typed: NewPassphrase) => void;
  readonly makePasskey: () => void;
}

/** The choice. */
export const lockChoiceView = (input: LockChoiceInput): TemplateResult => html`<div class="lock-choice">
  <label class="tick"><input type="checkbox" .checked=${input.isWanted} @change=${(event: Event) => { input.want((event.target as HTMLInputElement).checked); }}>Lock this browser’s key from the start</label>
  ${input.isWanted ? html`<div class="panel lock-fields"><p class="small muted">Kith then asks before it opens here. Who gets at this computer’s files reads nothing without it. Your 24 words and your other devices open your Kith as before, also if you forget this.</p>
    ${input.isPasskeyMade ? html`<p class="small" role="status">${icon("check")}The passkey is ready. Go on below.</p>` : html`${newPassphraseView("choice", input.typed, input.type)}
      ${input.hasPasskeys ? html`<p class="or-words"><span>or</span></p><button class="button" type="button" @click=${input.makePasskey}>${icon("key")}Use a passkey</button>` : nothing}`}
    <p role="alert" class="problem">${input.problem ?? ""}</p></div>` : nothing}</div>`;

/** What the lock's part of "Your data" shows. */
export interface LockPartInput {
  readonly lock: LockView | undefined;
  readonly hasPasskeys: boolean;
  readonly busy: boolean;
  readonly problem: string | undefined;
  readonly lockNow: () => void;
  readonly setPassphrase: () => void;
  readonly addPasskey: () => void;
  readonly removePassphrase: () => void;
  readonly removePasskey: (credentialId: Uint8Array) => void;
  readonly chooseAutoLock: (minutes: number | undefined) => void;
}

/** `change`: what stands before "Remove". */
const wayLine = (name: string, { change, remove }: { readonly change?: TemplateResult; readonly remove: () => void }, input: LockPartInput): TemplateResult => html`<li class="lock-way"><span>${icon("key")}${name}</span>
  <span class="actions">${change ?? nothing}<button class="button" type="button" ?disabled=${input.busy} @click=${remove}>Remove<span class="hidden-words"> ${name}</span></button></span></li>`;

function setPart(lock: Extract<LockView, { readonly kind: "set" }>, input: LockPartInput): TemplateResult {
  const change = html`<button class="button" type="button" ?disabled=${input.busy} @click=${input.setPassphrase}>Change…<span class="hidden-words"> passphrase</span></button>`;
  return html`<p>This browser’s key lies on its disk under a lock. Any of these opens it:</p>
    <ul class="lock-ways" aria-label="Ways to unlock">${lock.hasPassphrase ? wayLine("Passphrase", { change, remove: input.removePassphrase }, input) : nothing}
      ${lock.passkeys.map(({ credentialId }, index) => wayLine(`Passkey ${index + 1}`, { remove: () => { input.removePasskey(credentialId); } }, input))}</ul>
    <p class="small muted">Removing the last of them takes the lock off. Your 24 words and your other devices open your Kith as before, also if you forget this.</p>
    <div class="labelled lock-after"><label for="auto-lock">Kith locks itself</label><select class="field" id="auto-lock" ?disabled=${input.busy} @change=${(event: Event) => { const chosen = valueOf(event); input.chooseAutoLock(chosen === "" ? undefined : Number(chosen)); }}>
      ${autoLockChoices.map((minutes) => html`<option value=${minutes ?? ""} ?selected=${minutes === lock.autoLockMinutes}>${autoLockInWords(minutes)}</option>`)}</select></div>
    <div class="actions"><button class="button primary" type="button" @click=${input.lockNow}>${icon("lock")}Lock now</button>
      ${lock.hasPassphrase ? nothing : html`<button class="button" type="button" ?disabled=${input.busy} @click=${input.setPassphrase}>Add a passphrase…</button>`}
      ${input.hasPasskeys ? html`<button class="button" type="button" ?disabled=${input.busy} @click=${input.addPasskey}>${icon("plus")}Add a passkey</button>` : nothing}</div>`;
}

const nonePart = (input: LockPartInput): TemplateResult => html`<p>There is no lock: who gets at this computer’s files, or at this browser, reads your Kith. Under a lock, Kith asks for a passphrase or a passkey before it opens here.</p>
  <p class="small muted">The browser may keep older copies of the key on its disk until it tidies up. To be certain, forget this browser (below) and join again with a lock from the start.</p>
  <p class="small muted">Your 24 words and your other devices open your Kith as before: the lock never becomes the only way in.</p>
  <div class="actions"><button class="button primary" type="button" ?disabled=${input.busy} @click=${input.setPassphrase}>${icon("lock")}Lock with a passphrase…</button>
    ${input.hasPasskeys ? html`<button class="button" type="button" ?disabled=${input.busy} @click=${input.addPasskey}>${icon("key")}Lock with a passkey</button>` : nothing}</div>`;

/** The part. */
export const lockPartView = (input: LockPartInput): TemplateResult => html`<section class="data-part panel" aria-labelledby="lock-title"><h2 id="lock-title">The lock of this browser</h2>
  ${input.lock === undefined ? html`<p class="muted" aria-busy="true">Looking…</p>` : input.lock.kind === "set" ? setPart(input.lock, input) : input.lock.kind === "none" ? nonePart(input)
    : html`<p>This browser’s keys were made by an older Kith, and those can’t be put under a lock. Forget this browser (below), then add it anew with a lock from the start.</p>`}
  <p role="alert" class="problem">${input.problem ?? ""}</p></section>`;

/** What the dialog for a passphrase shows. */
export interface LockPassphraseInput {
  readonly typed: NewPassphrase;
  readonly busy: boolean;
  readonly type: (typed: NewPassphrase) => void;
  readonly save: () => void;
  readonly close: () => void;
}

/** Inside of that dialog. */
export const lockPassphraseView = (input: LockPassphraseInput): TemplateResult => html`<form class="dialog-form" @submit=${(event: Event) => { event.preventDefault(); if (isUsable(input.typed) && !input.busy) input.save(); }}>
  <div class="dialog-head"><h2 id="lock-passphrase-title">This browser’s passphrase</h2><button class="button plain square" type="button" aria-label="Close" @click=${input.close}>${icon("close")}</button></div>
  ${newPassphraseView("lock", input.typed, input.type)}
  <p class="assure panel">${icon("lock")}If you forget it, this browser has to join anew, with your 24 words or by another device. What never reached the server would be lost.</p>
  <div class="actions dialog-actions"><button class="button" type="button" @click=${input.close}>Cancel</button>
    <button class="button primary" type="submit" ?disabled=${!isUsable(input.typed) || input.busy}>${input.busy ? "Locking…" : "Set the passphrase"}</button></div></form>`;
