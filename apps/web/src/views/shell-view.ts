/** The frame round every page: navigation, the sync light, banners. */
import "../elements/menu.ts";
import { html, nothing, type TemplateResult } from "lit";
import type { StatusView } from "../contract.ts";
import type { PageName } from "../routes.ts";
import { troublesOf, type Trouble } from "../words/data.ts";
import { counted } from "../words/phrase.ts";
import { syncInWords, type SyncWords } from "../words/sync.ts";
import { icon, mark } from "./icon.ts";

/** What the frame shows. */
export interface ShellInput {
  readonly page: PageName;
  readonly status: StatusView;
  readonly content: TemplateResult;
  /** A newer Kith waits to take over. */
  readonly updateReady: boolean;
  /** The data worker gives no sign of life: what the light said last may be wrong by now. */
  readonly isStopped: boolean;
  readonly reload: () => void;
  /** Troubles not to be told again. */
  readonly dismissed: ReadonlySet<string>;
  /** The day looked at, in words; undefined today. */
  readonly travelling: string | undefined;
  readonly backToToday: () => void;
  readonly openPalette: () => void;
  readonly openHelp: () => void;
  readonly update: () => void;
  readonly dismiss: (trouble: Dismissible) => void;
}

/** What has a line above the pages until it is dismissed. */
export type Dismissible = Trouble | "words";

const names: readonly (readonly [PageName, string, string])[] = [
  ["today", "Today", "T"], ["people", "People", "P"], ["circles", "Circles", "C"], ["goals", "Goals", "G"], ["requests", "Requests", "R"],
  ["review", "Review", "V"], ["introductions", "Introductions", "I"], ["balance", "Balance", "B"], ["import", "Import", "M"], ["history", "History", "H"],
];
/** On a phone these stand at the bottom; all others under "More". */
const thumbPages: readonly PageName[] = ["today", "people", "requests", "review", "introductions"];
/** Under "More" on a phone, and at the foot of the sidebar. */
const footPages: readonly (readonly [PageName, string, string])[] = [["devices", "Devices", "Y"], ["data", "Your data", "D"]];

function navLink(input: ShellInput, [page, name, key]: readonly [PageName, string, string]): TemplateResult {
  const count = page === "today" ? input.status.todayCount : page === "requests" ? input.status.requestCount : 0;
  return html`<a class="nav-link" href="/${page}" title="${name} · G then ${key}" aria-current=${page === input.page ? "page" : "false"}>
    ${icon(page)}<span>${name}</span>${count > 0 ? html`<span class="count">${count}<span class="hidden-words"> waiting</span></span>` : nothing}</a>`;
}

function syncLight(input: ShellInput): TemplateResult {
  const words: SyncWords = input.isStopped ? { line: "Stopped · reload this page", shape: "quiet" } : syncInWords(input.status.sync);
  return html`<div class="sync sync-${input.isStopped ? "stopped" : input.status.sync.phase}" role="status" aria-label="Sync"><span class="shape shape-${words.shape}" aria-hidden="true"></span><a href="/data" title="Your data · G then D">${words.line}</a>
    ${words.note ? html`<span class="note">${words.note}</span>` : nothing}</div>`;
}

function banners(input: ShellInput): TemplateResult {
  const unread = input.status.unreadEntries;
  return html`
    ${input.isStopped ? html`<div class="banner trouble" role="alert"><span>Kith’s data worker stopped. Nothing that was saved is lost.</span><button class="button" type="button" @click=${input.reload}>Reload</button></div>` : nothing}
    ${input.updateReady ? html`<div class="banner" role="status">Update ready.<button class="button" type="button" @click=${input.update}>Use the new version</button></div>` : nothing}
    ${input.travelling === undefined ? nothing : html`<div class="banner travel">${icon("history")}<span>You are looking at <strong>${input.travelling}</strong>, by the days things happened.</span>
      <button class="button" type="button" aria-keyshortcuts="Escape" @click=${input.backToToday}>Back to today<kbd aria-hidden="true">esc</kbd></button></div>`}
    ${input.status.sample && input.travelling === undefined ? html`<div class="banner">You’re looking at invented people.<a class="button" href="/import">Import your own</a></div>` : nothing}
    ${input.status.wordsDue && input.page === "today" && !input.dismissed.has("words") ? html`<div class="banner trouble"><span>Do you still have your 24 words? <a href="/devices">Check three of them</a></span>
      <button class="button plain square dismiss" type="button" aria-label="Not now" @click=${() => { input.dismiss("words"); }}>${icon("close")}</button></div>` : nothing}
    ${unread > 0 ? html`<div class="banner">${unread === 1 ? "1 entry needs" : `${counted(unread, "entry", "entries")} need`} a newer Kith. They are kept and will appear after an update.</div>` : nothing}
    ${troublesOf(input.status).filter(({ trouble }) => !input.dismissed.has(trouble)).map(({ trouble, line }) => html`<div class="banner trouble"><span>${line} <a href="/data">What to do</a></span>
      <button class="button plain square dismiss" type="button" aria-label="Dismiss" @click=${() => { input.dismiss(trouble); }}>${icon("close")}</button></div>`)}`;
}

function moreMenu(input: ShellInput): TemplateResult {
  const more = [...names.filter(([page]) => !thumbPages.includes(page)), ...footPages];
  return html`<kith-menu><details><summary class="button plain square" aria-label="More pages">${icon("menu")}</summary><nav class="menu" aria-label="More pages">
    ${more.map(([page, name]) => html`<a href="/${page}" aria-current=${page === input.page ? "page" : "false"}>${icon(page)}${name}</a>`)}</nav></details></kith-menu>`;
}

/** The whole window. */
export const shellView = (input: ShellInput): TemplateResult => html`
  <a class="skip" href="#main">Skip to content</a>
  <div class="shell">
    <nav class="sidebar" aria-label="Main">
      <a class="mark" href="/today">${mark()}Kith</a>
      <button class="button jump" type="button" aria-keyshortcuts="Control+K Meta+K" @click=${input.openPalette}>${icon("search")}Jump to…<kbd aria-hidden="true">⌘K</kbd></button>
      ${names.map((name) => navLink(input, name))}
      <div class="nav-foot">${footPages.map((name) => navLink(input, name))}</div>
      ${syncLight(input)}
    </nav>
    <header class="top-bar">
      <a class="mark" href="/today" aria-label="Kith">${mark()}</a>${syncLight(input)}
      <button class="button plain square" type="button" aria-label="Jump to…" @click=${input.openPalette}>${icon("search")}</button>
      ${moreMenu(input)}
    </header>
    <p class="hidden-words" role="status">${input.travelling === undefined ? nothing : html`You are looking at ${input.travelling}. Nothing can be changed here; Escape leads back to today.`}</p>
    <main id="main" tabindex="-1">${banners(input)}${input.content}</main>
    <nav class="bottom-bar" aria-label="Main">${names.filter(([page]) => thumbPages.includes(page)).map((name) => navLink(input, name))}</nav>
  </div>`;

const helpKeys: readonly (readonly [string, string])[] = [
  ["⌘K / Ctrl K", "Jump to a person, a page or an action"],
  ["G then T, P, C, G, R, V", "Today, People, Circles, Goals, Requests, Review"], ["G then I, B, M, H, Y, D", "Introductions, Balance, Import, History, Devices, Your data"],
  ["J / K or ↓ / ↑", "Next, previous"], ["Enter", "Open"], ["/", "Find people"], ["N", "Log a moment with this person; a new circle, a new goal"],
  ["E", "Today: done, we were in touch"], ["S", "Today: not this week"], ["1 – 5", "Review and requests: answer the card"], ["U", "History: undo this line, or bring it back"], ["F", "History: everything, by hand, imports"], ["Z", "Undo"], ["?", "This list"], ["Esc", "Close, back; from another day back to today"],
];

/** Inside of the keyboard help dialog. */
export const helpView = (close: () => void): TemplateResult => html`
  <div class="dialog-head"><h2 id="help-title">Keys</h2><button class="button plain square" type="button" aria-label="Close" @click=${close}>${icon("close")}</button></div>
  <dl>${helpKeys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>`;
