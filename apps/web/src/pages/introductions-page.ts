/** Presents introductions: `/introductions?to=…`. */
import { type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { copyText, wish, type App } from "../app.ts";
import { copy } from "../platform.ts";
import type { PathsView, PathView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { introductionsView, optionName, type TargetOption } from "../views/introductions-view.ts";
import { failedView } from "../views/states-view.ts";
import { shortName } from "../words/name.ts";
import { Asked } from "./asked.ts";

@customElement("kith-introductions-page")
export class IntroductionsPage extends LightElement {
  @property({ attribute: false }) app?: App;
  /** The target in the address; undefined where none is chosen. */
  @property({ attribute: false }) to: string | undefined;
  @state() private text = "";
  @state() private options: readonly TargetOption[] = [];
  @state() private optionsOpen = false;
  @state() private active = 0;
  @state() private found: PathsView | undefined;
  @state() private searching = false;
  /** Messages being edited, by the first person's id. */
  @state() private drafts: ReadonlyMap<string, string> = new Map();
  #turn = 0;
  #stop: (() => void) | undefined;
  readonly waking = new Asked(this, { name: "worthWaking", app: () => this.app });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.app?.kith.listen((news) => { if (news.type === "changed" && this.to !== undefined) void this.#look(this.to, true); });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("to")) return;
    this.found = undefined;
    this.optionsOpen = false;
    if (this.to === undefined) this.text = "";
    else void this.#look(this.to, false);
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (this.waking.error || !app) return failedView(this.waking.error ?? "");
    const context = app.now();
    const paths = this.found?.paths ?? [];
    const fewest = Math.min(...paths.map((path) => path.people.length));
    return introductionsView({
      text: this.text, options: this.options, optionsOpen: this.optionsOpen, active: this.active,
      paths: this.found, searching: this.searching, waking: this.waking.answer, context,
      cards: paths.map((path, index) => {
        const key = path.people[0]?.id ?? "";
        return {
          path, context, best: index === 0, draft: this.drafts.get(key),
          label: index === 0 ? "Warmest" : path.people.length === fewest && (paths[0]?.people.length ?? 0) > fewest ? "Shortest" : "Alternative",
          open: () => { this.#toggleDraft(key, path.message); },
          edit: (text) => { this.drafts = new Map(this.drafts).set(key, text); },
          asked: app.asOfMs === undefined && path.people.length > 1 ? () => { void this.#asked(app, path); } : undefined,
          copy: () => { void copyText(app, this.drafts.get(key) ?? path.message, "Message copied. Sending it is up to you."); },
        };
      }),
      type: (text) => { void this.#suggest(app, text); },
      press: (event) => { this.#press(event); },
      choose: (option) => { this.#choose(option); },
      submit: () => { this.#submit(); },
      alias: app.asOfMs === undefined ? ({ name }, same) => { void this.#alias(app, name, same); } : undefined,
      clear: () => { app.router.go({ page: "introductions" }); this.text = ""; this.options = []; this.querySelector<HTMLElement>("#target")?.focus(); },
    });
  }

  #toggleDraft(key: string, message: string): void {
    const drafts = new Map(this.drafts);
    if (!drafts.delete(key)) drafts.set(key, message);
    this.drafts = drafts;
    void this.afterDraw(() => { if (drafts.has(key)) this.querySelector<HTMLElement>(`#draft-${CSS.escape(key)}`)?.focus(); });
  }

  /** Records that the first person was asked for the way to the last; the message is on the clipboard then. */
  async #asked(app: App, { people, message }: PathView): Promise<void> {
    const [first] = people;
    const last = people.at(-1);
    if (!first || !last) return;
    const organisation = this.found?.target.kind === "organisation" ? { organisation: this.found.target.name } : {};
    // Where the clipboard is closed to Kith the record is made all the same: the message can be copied by hand.
    const copied = await copy(this.drafts.get(first.id) ?? message);
    const said = `You asked ${shortName(first.name)}${copied ? "; the message is copied" : ""}. It stands under way now.`;
    await wish(app, { type: "AdvanceIntroduction", through: first.id, between: [null, last.id], step: "asked", ...organisation }, said);
  }

  async #alias(app: App, alias: string, same: boolean): Promise<void> {
    const { target } = this.found ?? {};
    if (!target || target.kind === "person") return;
    const name = target.kind === "organisation" ? target.name : target.text;
    await wish(app, { type: "AliasOrganisation", name, alias, same }, same ? `${name} and ${alias} are one organisation` : `${name} and ${alias} are two organisations`);
  }

  async #look(text: string, isAgain: boolean): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    // One that takes the place of a search under way says what that would have said.
    const quietly = isAgain && !this.searching;
    this.searching = !quietly;
    const found = await this.app?.kith.ask("paths", { text });
    if (turn !== this.#turn || !found) return;
    this.searching = false;
    this.found = found;
    const { target } = found;
    if (!quietly) this.text = target.kind === "person" ? target.person.name : target.kind === "organisation" ? target.name : target.text;
  }

  async #suggest(app: App, text: string): Promise<void> {
    this.text = text;
    this.active = 0;
    const options = text.trim() === "" ? [] : await app.kith.ask("targets", { text });
    if (text !== this.text) return;
    this.options = options;
    this.optionsOpen = true;
  }

  #press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.options.length > 0) {
      this.optionsOpen = true;
      this.active = (this.active + step + this.options.length) % this.options.length;
      event.preventDefault();
    } else if (event.key === "Escape" && this.optionsOpen) {
      this.optionsOpen = false;
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #choose(option: TargetOption): void {
    this.text = optionName(option);
    this.optionsOpen = false;
    this.app?.router.go({ page: "introductions", to: option.kind === "person" ? option.person.id : option.name });
  }

  #submit(): void {
    const option = this.optionsOpen ? this.options[this.active] : undefined;
    const text = this.text.trim();
    if (option && !/[/:]/u.test(text)) this.#choose(option);
    else if (text) this.app?.router.go({ page: "introductions", to: text });
    this.optionsOpen = false;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-introductions-page": IntroductionsPage }
}
