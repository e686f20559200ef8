/**
 * A listbox that draws only the rows in sight: 30 000 fixed-height rows scroll smoothly. It keeps the
 * focus; the active row is named by `aria-activedescendant` and is always drawn.
 */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { LightElement } from "./light-element.ts";
import { styled } from "./styled.ts";

/** Where the active row was moved to; `opened` where it was clicked or Enter was pressed. */
export class RowEvent extends Event {
  readonly index: number;
  readonly opened: boolean;

  constructor(index: number, opened: boolean) {
    super("row", { bubbles: true });
    this.index = index;
    this.opened = opened;
  }
}

const overscan = 8;
const rowRem = 3.25;

/**
 * @event row - `RowEvent`: the active row moved or was opened
 */
@customElement("kith-window-list")
export class WindowList extends LightElement {
  @property({ attribute: false }) items: readonly unknown[] = [];
  @property({ attribute: false }) drawRow: (item: unknown) => TemplateResult = () => html``;
  /** Stable key per item, so that rows keep their nodes while the list is re-sorted. */
  @property({ attribute: false }) keyOf: (item: unknown) => string = String;
  @property({ type: Number }) active = -1;
  @state() private first = 0;
  @state() private last = 30;
  #rowPx = 52;
  #resize?: ResizeObserver;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.setAttribute("role", "listbox");
    this.#rowPx = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.addEventListener("scroll", this.#look, { passive: true });
    this.addEventListener("keydown", this.#press);
    this.#resize = new ResizeObserver(this.#look);
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("scroll", this.#look);
    this.removeEventListener("keydown", this.#press);
    this.#resize?.disconnect();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.active >= 0) this.setAttribute("aria-activedescendant", this.#idOf(this.active));
    else this.removeAttribute("aria-activedescendant");
    if (changed.has("active")) this.#bringIntoSight();
  }

  protected override render(): TemplateResult {
    const indexes: number[] = [];
    for (let index = this.first; index < Math.min(this.last, this.items.length); index += 1) indexes.push(index);
    if (this.active >= 0 && this.active < this.items.length && !indexes.includes(this.active)) indexes.push(this.active);
    return html`<div class="window-space" role="presentation" ${styled({ "block-size": `${this.items.length * this.#rowPx}px` })}>
      ${repeat(indexes, (index) => this.keyOf(this.items[index]), (index) => html`<div
        class="window-row" role="option" id=${this.#idOf(index)} aria-selected=${index === this.active ? "true" : "false"}
        aria-setsize=${this.items.length} aria-posinset=${index + 1} @click=${() => { this.#tell(index, true); }}
        ${styled({ transform: `translateY(${index * this.#rowPx}px)` })}>${this.items[index] === undefined ? nothing : this.drawRow(this.items[index])}</div>`)}
    </div>`;
  }

  #idOf(index: number): string { return `${this.id || "list"}-row-${index}`; }

  #tell(index: number, opened: boolean): void { this.dispatchEvent(new RowEvent(index, opened)); }

  readonly #look = (): void => {
    this.first = Math.max(0, Math.floor(this.scrollTop / this.#rowPx) - overscan);
    this.last = Math.ceil((this.scrollTop + this.clientHeight) / this.#rowPx) + overscan;
  };

  #bringIntoSight(): void {
    if (this.active < 0) return;
    const top = this.active * this.#rowPx;
    if (top < this.scrollTop) this.scrollTop = top;
    else if (top + this.#rowPx > this.scrollTop + this.clientHeight) this.scrollTop = top + this.#rowPx - this.clientHeight;
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.items.length === 0) return;
    const page = Math.max(1, Math.floor(this.clientHeight / this.#rowPx) - 1);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -this.items.length, End: this.items.length };
    const step = steps[event.key];
    if (step !== undefined) this.#tell(Math.min(this.items.length - 1, Math.max(0, this.active + step)), false);
    else if (event.key === "Enter" && this.active >= 0) this.#tell(this.active, true);
    else return;
    event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap { "kith-window-list": WindowList }
}
