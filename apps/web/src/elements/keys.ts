/** Listens to plain keys on the whole page while its host is there; not while somebody types or a dialog is open. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** True where a key press belongs to a text being written or a choice being made. */
function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLInputElement) return !["checkbox", "button", "file", "submit", "radio"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** Calls `press` with the key; `true` says that it was taken. */
export class Keys implements ReactiveController {
  readonly #press: (key: string, event: KeyboardEvent) => boolean;

  readonly #target: Document | Window;

  /** With `window` as its target it hears a key after everything that listens on the document, and only what was left. */
  constructor(host: ReactiveControllerHost, press: (key: string, event: KeyboardEvent) => boolean, target: Document | Window = document) {
    this.#target = target;
    this.#press = press;
    host.addController(this);
  }

  hostConnected(): void { this.#target.addEventListener("keydown", this.#hear as EventListener); }

  hostDisconnected(): void { this.#target.removeEventListener("keydown", this.#hear as EventListener); }

  readonly #hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event)) return;
    if (document.querySelector("dialog[open]")) return;
    if (this.#press(event.key.length === 1 ? event.key.toLowerCase() : event.key, event)) event.preventDefault();
  };
}
