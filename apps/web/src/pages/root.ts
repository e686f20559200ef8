/** Presents the frame: which page, the title, the focus, keys that work everywhere. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { StatusView } from "../contract.ts";
import { Keys } from "../elements/keys.ts";
import { LightElement } from "../elements/light-element.ts";
import "../elements/toast.ts";
import { fetchAnew, tryAgain } from "../offline/fetch-anew.ts";
import type { PageName } from "../routes.ts";
import { endStartWatch } from "../start-watch/end.ts";
import { helpView, shellView, type Dismissible } from "../views/shell-view.ts";
import { failedView, notStartedView, openingView } from "../views/states-view.ts";
import { LockWatch } from "../lock-watch.ts";
import { longDateInWords } from "../words/phrase.ts";
import { appAt } from "./app-at.ts";
import "./balance-page.ts";
import "./circles-page.ts";
import "./data-page.ts";
import type { DayDialog } from "./day-dialog.ts";
import "./day-dialog.ts";
import "./devices-page.ts";
import { ForgetEvent, type ForgetDialog } from "./forget-dialog.ts";
import "./goals-page.ts";
import "./history-page.ts";
import "./import-page.ts";
import "./introductions-page.ts";
import type { JoinedEvent } from "./joining-page.ts";
import "./joining-page.ts";
import type { LockEvent } from "./lock-part.ts";
import "./lock-page.ts";
import type { Palette } from "./palette.ts";
import "./palette.ts";
import "./people-page.ts";
import "./requests-page.ts";
import "./review-page.ts";
import "./to-give-page.ts";
import "./today-page.ts";
import "./under-way-page.ts";
import type { FollowLinkEvent } from "./welcome-page.ts";
import "./welcome-page.ts";

const titles: Readonly<Record<PageName, string>> = { today: "Today", people: "People", circles: "Circles", goals: "Goals", balance: "Balance", introductions: "Introductions", review: "Review", requests: "Requests", import: "Import", history: "History", data: "Your data", devices: "Your devices" };
const jumps: Readonly<Record<string, PageName>> = { t: "today", p: "people", c: "circles", g: "goals", b: "balance", r: "requests", v: "review", i: "introductions", m: "import", h: "history", d: "data", y: "devices" };
const jumpMs = 1200;
const dismissedKey = "kith-dismissed";

/** The one element on the page. */
@customElement("kith-root")
export class Root extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Takes the waiting new version over; undefined while none waits. */
  @property({ attribute: false }) takeUpdate: (() => void) | undefined;
  /** A pairing link to follow; undefined once it was. */
  @property({ attribute: false }) link: string | undefined;
  @state() private status: StatusView | undefined;
  @state() private failure: string | undefined;
  /** The data worker gives no sign of life. */
  @state() private isStopped = false;
  /** True from a first run's start to its end, though the vault stands earlier. */
  @state() private welcoming = false;
  /** Not told again until this tab is closed. */
  @state() private dismissed: ReadonlySet<string> = new Set(sessionStorage.getItem(dismissedKey)?.split(" "));
  /** The app at the day looked at; undefined today. */
  #away: App | undefined;
  #jumpUntilMs = 0;
  #focused: string | undefined;
  #lock: LockWatch | undefined;
  readonly keys = new Keys(this, (key, event) => this.#press(key, event), window);
  /** Before any page hears it: Escape leads back to today. */
  readonly backKey = new Keys(this, (key) => key === "Escape" && this.#backToToday());

  override connectedCallback(): void {
    super.connectedCallback();
    const { app } = this;
    if (app) this.#lock = new LockWatch(app.kith);
    app?.kith.listen((news) => {
      // A change brings its status by itself, after the page has its answer.
      if (news.type === "status") this.#hear(news.status);
      else if (news.type === "stopped") this.#hearStopped(news.isStopped);
      else if (news.type === "emptied") window.location.reload();
      else if (news.type === "outdated") this.failure = "A newer Kith was opened in another tab and took over. Nothing is lost: reload this tab to go on.";
    });
    app?.router.listen(() => { this.requestUpdate(); void this.#arrive(); });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || this.welcoming || this.link !== undefined || this.status?.vault !== "ready") return;
      event.preventDefault();
      this.#palette()?.open().catch(() => undefined);
    });
    this.addEventListener("kith-forget", (event) => { if (event instanceof ForgetEvent) void this.querySelector<ForgetDialog>("kith-forget-dialog")?.open(event.person); });
    this.addEventListener("kith-choose-day", () => { void this.querySelector<DayDialog>("kith-day-dialog")?.open(); });
    void this.#askStatus();
  }

  protected override render(): TemplateResult {
    const { status } = this;
    const app = this.#away ?? this.app;
    if (this.failure && status) return failedView(this.failure);
    if (this.failure) return notStartedView({ message: this.failure, again: () => { void tryAgain(); }, anew: () => { void this.#anew(); } });
    if (!app || !status) return openingView();
    if (status.vault === "locked") return html`<kith-lock-page .app=${app}></kith-lock-page>`;
    if (this.link !== undefined) return html`<kith-joining-page .app=${app} .status=${status} .link=${this.link} @kith-joined=${this.#followed}></kith-joining-page><kith-toast .toasts=${app.toasts}></kith-toast>`;
    const body = this.welcoming ? html`<kith-welcome-page .app=${app} @kith-welcomed=${this.#welcomed} @kith-follow-link=${this.#follow}></kith-welcome-page>` : shellView({
      page: app.router.route.page, status, content: this.#page(app), updateReady: this.takeUpdate !== undefined, isStopped: this.isStopped, reload: () => { window.location.reload(); }, dismissed: this.dismissed,
      travelling: app.asOfMs === undefined ? undefined : longDateInWords(app.asOfMs, app.now()), backToToday: () => { this.#backToToday(); },
      openPalette: () => { this.#palette()?.open().catch(() => undefined); },
      openHelp: () => { this.#help()?.showModal(); }, update: () => { this.takeUpdate?.(); }, dismiss: (trouble) => { this.#dismiss(trouble); },
    });
    return html`${body}<kith-toast .toasts=${app.toasts}></kith-toast>
      ${this.welcoming ? nothing : html`<kith-palette .app=${app}></kith-palette><kith-day-dialog .app=${this.app}></kith-day-dialog><kith-forget-dialog .app=${app}></kith-forget-dialog><dialog class="help" aria-labelledby="help-title">${helpView(() => { this.#help()?.close(); })}</dialog>`}`;
  }

  /** From the first answer on, good or bad, the screen speaks for itself. */
  protected override updated(): void {
    if (!(this.status ?? this.failure)) return;
    endStartWatch();
    if (!this.status && document.activeElement === document.body) this.querySelector("h1")?.focus();
  }

  async #anew(): Promise<void> {
    this.failure = await fetchAnew() ?? this.failure;
  }

  #page(app: App): TemplateResult {
    const { route } = app.router;
    switch (route.page) {
      case "today": return html`<kith-today-page .app=${app}></kith-today-page>`;
      case "people": return html`<kith-people-page .app=${app} .person=${route.id}></kith-people-page>`;
      case "circles": return html`<kith-circles-page .app=${app}></kith-circles-page>`;
      case "goals": return html`<kith-goals-page .app=${app}></kith-goals-page>`;
      case "balance": return html`<kith-balance-page .app=${app}></kith-balance-page>`;
      case "introductions":
        if (route.part === "under-way") return html`<kith-under-way-page .app=${app}></kith-under-way-page>`;
        if (route.part === "to-give") return html`<kith-to-give-page .app=${app}></kith-to-give-page>`;
        return html`<kith-introductions-page .app=${app} .to=${route.to}></kith-introductions-page>`;
      case "review": return html`<kith-review-page .app=${app}></kith-review-page>`;
      case "requests": return html`<kith-requests-page .app=${app}></kith-requests-page>`;
      case "import": return html`<kith-import-page .app=${app}></kith-import-page>`;
      case "history": return html`<kith-history-page .app=${app}></kith-history-page>`;
      case "devices": return html`<kith-devices-page .app=${app} .status=${this.status}></kith-devices-page>`;
      case "data": return html`<kith-data-page .app=${app} .status=${this.status} @kith-lock=${this.#locking}></kith-data-page>`;
    }
  }

  async #askStatus(): Promise<void> {
    try {
      const status = await this.app?.kith.ask("status");
      if (status) this.#hear(status);
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** It may only have been slow: then the start goes on where it was. */
  #hearStopped(isStopped: boolean): void {
    this.isStopped = isStopped;
    if (isStopped || this.status) return;
    this.failure = undefined;
    void this.#askStatus();
  }

  #hear(status: StatusView): void {
    const first = this.status === undefined;
    if (this.app && status.asOfMs !== this.#away?.asOfMs) {
      this.#away = status.asOfMs === undefined ? undefined : appAt(this.app, status.asOfMs);
      this.app.toasts.hide();
    }
    const isUnlocked = this.status?.vault === "locked" && status.vault === "ready";
    this.status = status;
    if (status.vault !== "ready") this.welcoming = status.vault === "none";
    void this.#lock?.opened(status.vault === "ready");
    if (isUnlocked) this.#focused = "";
    if (isUnlocked) void this.#arrive();
    if (first) void this.#arrive();
  }

  readonly #locking = ({ wish }: LockEvent): void => {
    if (wish === "lock") this.#lock?.lock();
    else void this.#lock?.changedHere();
  };

  readonly #follow = (event: FollowLinkEvent): void => { this.link = event.link; };

  readonly #followed = ({ isIn }: JoinedEvent): void => {
    this.link = undefined;
    if (isIn) this.#welcomed();
    else void this.#arrive();
  };

  readonly #welcomed = (): void => {
    this.welcoming = false;
    this.#focused = "";
    void this.#arrive();
  };

  /** True where another day was looked at. */
  #backToToday(): boolean {
    if (!this.#away) return false;
    void this.app?.kith.ask("travel", {});
    return true;
  }

  #dismiss(trouble: Dismissible): void {
    this.dismissed = new Set([...this.dismissed, trouble]);
    sessionStorage.setItem(dismissedKey, [...this.dismissed].join(" "));
    void this.afterDraw(() => { this.querySelector<HTMLElement>("main")?.focus(); });
  }

  #palette(): Palette | null { return this.querySelector("kith-palette"); }

  #help(): HTMLDialogElement | null { return this.querySelector("dialog.help"); }

  /** The page's kind and nothing of what is on it: the browser keeps titles in its history. */
  #title(words: string): void { document.title = `${words} · Kith`; }

  /** Title and focus follow the page; within People the list keeps the focus, except on a narrow screen. */
  async #arrive(): Promise<void> {
    const route = this.app?.router.route;
    if (!route) return;
    // Choosing a way in during the first run ends it: both ways lead to a page.
    if (this.welcoming && this.status?.vault === "ready") this.welcoming = false;
    if (this.status?.vault === "locked") this.#title("Locked");
    else if (this.link !== undefined) this.#title("Joining");
    else if (this.welcoming) this.#title("Welcome");
    else this.#title(route.page === "people" && route.id !== undefined ? "A person" : titles[route.page]);
    const narrow = window.matchMedia("(max-width: 899px)").matches;
    const place = route.page === "introductions" ? `introductions/${route.part ?? ""}` : route.page === "people" && narrow ? `people/${route.id ?? ""}` : route.page;
    const first = this.#focused === undefined;
    const moved = place !== this.#focused;
    this.#focused = place;
    await this.updateComplete;
    if (!first && (moved || document.activeElement === document.body)) this.#focusHeading(route.page === "people" && route.id !== undefined ? "#person-name" : "main h1", 20);
  }

  /** The page asks before it draws: its heading may come a little later. */
  #focusHeading(which: string, tries: number): void {
    const heading = [...this.querySelectorAll<HTMLElement>(which)].find((one) => one.checkVisibility());
    if (heading) heading.focus();
    else if (tries > 0) setTimeout(() => { this.#focusHeading(which, tries - 1); }, 30);
  }

  #press(key: string, event: KeyboardEvent): boolean {
    if (this.welcoming || this.link !== undefined || this.status?.vault !== "ready") return false;
    const page = event.timeStamp < this.#jumpUntilMs ? jumps[key] : undefined;
    this.#jumpUntilMs = key === "g" && !page ? event.timeStamp + jumpMs : 0;
    if (page) this.app?.router.go({ page });
    else if (key === "?") this.#help()?.showModal();
    else if (key === "z") return this.app?.toasts.undo() ?? false;
    else return key === "g";
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-root": Root }
}
