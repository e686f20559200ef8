/** Gives the `<details>` inside it the manners of a menu: Escape, a choice or leaving it closes it. */
export class Menu extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#details?.open) return;
      event.stopPropagation();
      this.#details.open = false;
      this.#details.querySelector("summary")?.focus();
    });
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.#close();
    });
    this.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest(".menu button, .menu a")) this.#close();
    });
    document.addEventListener("pointerdown", this.#pressedElsewhere);
  }

  disconnectedCallback(): void { document.removeEventListener("pointerdown", this.#pressedElsewhere); }

  get #details(): HTMLDetailsElement | null { return this.querySelector("details"); }

  #close(): void { if (this.#details) this.#details.open = false; }

  readonly #pressedElsewhere = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this.#close();
  };
}
customElements.define("kith-menu", Menu);

declare global {
  interface HTMLElementTagNameMap { "kith-menu": Menu }
}
