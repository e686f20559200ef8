/** The first run: what Kith is, the 24 words, the ways in. */
import { html, nothing, type TemplateResult } from "lit";
import { shownWordsView, type ShownWords } from "./words-view.ts";
import { bringInView, type BringInInput } from "./bring-in-view.ts";
import { icon, mark } from "./icon.ts";
import { waysIn } from "./states-view.ts";

/** Where the first run stands. */
export type WelcomeStep = "hello" | "words" | "join" | "choose" | "export";

export interface WelcomeInput extends ShownWords {
  readonly step: WelcomeStep;
  readonly typed: string;
  readonly problem: string | undefined;
  readonly busy: boolean;
  /** The choice of a lock. */
  readonly lock: TemplateResult;
  /** Bringing an export in, once the vault stands. */
  readonly bringIn: BringInInput;
  readonly start: (next: "choose" | "export") => void;
  /** From the words to what was chosen before them. */
  readonly goOn: () => void;
  readonly goTo: (step: WelcomeStep) => void;
  readonly type: (text: string) => void;
  readonly join: () => void;
  /** Follows a pairing link that was pasted. */
  readonly follow: (link: string) => void;
  readonly loadSample: () => void;
}

const hello = (input: WelcomeInput): TemplateResult => html`<h1 tabindex="-1">Who would pick up the phone?</h1>
  <p class="welcome-lead">Kith keeps the relationships behind your connections alive: it shows whom to reach out to, and why now. Everything stays on your devices, sealed; nobody else can read it.</p>
  ${input.lock}
  <div class="welcome-actions"><button class="button primary big" type="button" ?disabled=${input.busy} @click=${() => { input.start("choose"); }}>${input.busy ? "Starting…" : "Start on this device"}</button>
  <button class="button plain big" type="button" @click=${() => { input.goTo("join"); }}>I already use Kith on another device</button></div>
  <button class="button plain have-export" type="button" ?disabled=${input.busy} @click=${() => { input.start("export"); }}>${icon("import")}I have an export</button>
  ${input.problem ? html`<p role="alert" class="problem">${input.problem}</p>` : nothing}
  <ul class="promises"><li>${icon("shield")}No account, no tracking</li><li>${icon("leaf")}Works offline</li><li>${icon("undo")}Undo at any time, weeks later too</li></ul>`;

const theWords = (input: WelcomeInput): TemplateResult => html`<h1 tabindex="-1">Your 24 words</h1>
  <p class="welcome-lead">They are the key to your Kith. With them you open it on another device, or get it back if this one is lost. Nobody can send them to you again, so they are shown once: write them down and keep the paper somewhere safe.</p>
  ${shownWordsView(input)}
  <button class="button primary big no-print" type="button" ?disabled=${!input.written} @click=${input.goOn}>Continue</button>`;

const joining = (input: WelcomeInput): TemplateResult => html`<h1 tabindex="-1">Open your Kith here</h1>
  <p class="welcome-lead">On your other device, choose <strong>Devices, Add a device</strong>. Scan the code there with this device’s camera, or paste its link here.</p>
  <form class="join" @submit=${(event: SubmitEvent) => { event.preventDefault(); input.follow((event.target as HTMLFormElement).querySelector("input")?.value ?? ""); }}>
    <label for="join-link" class="small muted">The link</label>
    <div class="pairing-link"><input id="join-link" name="link" class="field" required autocapitalize="none" autocomplete="off" spellcheck="false" placeholder="https://…/pair#v1.…"><button class="button" type="submit">Use this link</button></div></form>
  <p class="or-words"><span>or, if no other device is at hand</span></p>
  <form class="join" @submit=${(event: Event) => { event.preventDefault(); input.join(); }}>
    <label for="join-words" class="small muted">Your 24 words</label>
    <textarea id="join-words" class="field" rows="4" autocapitalize="none" autocomplete="off" spellcheck="false" aria-describedby="join-problem" aria-invalid=${input.problem ? "true" : "false"} .value=${input.typed}
      @input=${(event: InputEvent) => { input.type((event.target as HTMLTextAreaElement).value); }}></textarea>
    <p class="small muted">${input.typed.trim() ? `${(input.typed.match(/\p{L}+/gu) ?? []).length} of 24 words` : "In their order. Case and numbers between them don’t matter."}</p>
    ${input.lock}
    <p id="join-problem" role="alert" class="problem">${input.problem ?? ""}</p>
    <div class="welcome-actions"><button class="button primary big" type="submit" ?disabled=${input.busy}>${input.busy ? "Opening…" : "Open my Kith"}</button><button class="button plain big" type="button" @click=${() => { input.goTo("hello"); }}>Back</button></div></form>`;

const choosing = (input: WelcomeInput): TemplateResult => html`<h1 tabindex="-1">Bring in the people you know</h1>
  <p class="welcome-lead">Your LinkedIn archive is the best start: on LinkedIn, <strong>Settings → Data privacy → Get a copy of your data</strong>. Choose the larger archive. Two mails come; the second has everything.</p>
  <div class="welcome-actions">${waysIn(input.loadSample)}</div>
  <p class="muted small"><a href="/today">Not now</a></p>`;

const bringing = (input: WelcomeInput): TemplateResult => html`<h1 tabindex="-1">Bring your export in</h1>
  <p class="welcome-lead">The file that Kith saved, readable or under a passphrase. It is read on this device; nothing is uploaded.</p>
  ${bringInView(input.bringIn)}
  <div class="welcome-actions">${input.bringIn.outcome?.ok ? html`<a class="button primary big" href="/people">See your people</a>` : nothing}</div>
  <p class="muted small"><a href="/today">${input.bringIn.outcome?.ok ? "Or begin with today" : "Not now"}</a></p>`;

/** The whole window during the first run. */
export const welcomeView = (input: WelcomeInput): TemplateResult => html`<main class="welcome" id="main"><div class="welcome-card step-${input.step}">
  <div class="mark">${mark()}Kith</div>
  ${input.step === "hello" ? hello(input) : input.step === "words" ? theWords(input) : input.step === "join" ? joining(input) : input.step === "export" ? bringing(input) : choosing(input)}</div></main>`;
