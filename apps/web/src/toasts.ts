/** The one line at the bottom that says what was done and takes it back. A model without pixels. */
export interface Toast {
  readonly text: string;
  /** Absent where there is nothing to take back. */
  readonly undo?: () => Promise<void> | void;
  /** The button's word where it isn't "Undo". */
  readonly verb?: string;
}

/** One toast at a time; a new one takes the place of the last. */
export class Toasts {
  #current: Toast | undefined;
  readonly #listeners = new Set<() => void>();

  get current(): Toast | undefined { return this.#current; }

  show(toast: Toast): void { this.#set(toast); }

  /** Hides it; only if `toast` is still the one shown, where given. */
  hide(toast?: Toast): void { if (!toast || toast === this.#current) this.#set(undefined); }

  /** Presses Undo, as the key Z does. False where there is nothing to undo. */
  undo(): boolean {
    const undo = this.#current?.undo;
    if (!undo) return false;
    this.hide();
    void undo();
    return true;
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  #set(toast: Toast | undefined): void {
    this.#current = toast;
    for (const listener of this.#listeners) listener();
  }
}
