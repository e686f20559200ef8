/** The text of one notebook while it is written: saved after a pause, merged with what others write, never dropped unsaved. Behaviour without pixels. */
import type { PersonId } from "@kith/core";
import type { Kith } from "../contract.ts";
import { notebookLengthMax, type DraftState } from "../words/data.ts";
import { mergeTexts } from "../words/merge-text.ts";

const pauseMs = 1_000;

/** One notebook as its field has it; lives on where a save failed. */
export class NotebookDraft {
  /** As it stands in the field. */
  text: string;
  state: DraftState = { kind: "still" };
  /** Called after every change that isn't typed. */
  changed: () => void = () => undefined;
  readonly person: PersonId;
  readonly #kith: Kith;
  /** The text last heard from the worker: what was typed is the way from it to `text`. */
  #base: string;
  #saving: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(kith: Kith, person: PersonId, text: string) {
    this.#kith = kith;
    this.person = person;
    this.text = text;
    this.#base = text;
  }

  get isUnsaved(): boolean { return this.text !== this.#base; }

  /** The owner typed: it is saved after a pause. */
  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    if (text.length > notebookLengthMax) { this.#become({ kind: "tooLong" }); return; }
    if (this.#saving === undefined) this.#become({ kind: "unsaved" });
    this.#timer = setTimeout(() => { void this.save(); }, pauseMs);
  }

  /** The text as the worker has it: what was typed since stays in it. */
  hear(text: string): void {
    // While a save is on its way nobody knows whether the text heard has it already; every save is followed by news.
    if (this.#saving !== undefined) return;
    this.#merge(this.#base, text);
    if (!this.isUnsaved && this.state.kind !== "saved") this.state = { kind: "still" };
    this.changed();
  }

  /** Saves what isn't saved, at once or behind the save that is on its way; resolves once it was tried. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving !== undefined) return this.#saving.then(() => this.save());
    if (!this.isUnsaved || this.text.length > notebookLengthMax) return Promise.resolve();
    this.#saving = this.#send().finally(() => { this.#saving = undefined; });
    return this.#saving;
  }

  async #send(): Promise<void> {
    const [base, sent] = [this.#base, this.text];
    this.#become({ kind: "saving" });
    try {
      const answer = await this.#kith.ask("writeNotebook", { person: this.person, base, text: sent });
      if (!answer.ok) { this.#become({ kind: "failed", message: answer.message }); return; }
      this.#merge(sent, answer.text);
      this.#become({ kind: this.isUnsaved ? "unsaved" : "saved" });
    } catch (error) {
      this.#become({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** `theirs` is what became of `base`. */
  #merge(base: string, theirs: string): void {
    this.text = mergeTexts({ base, mine: this.text, theirs });
    this.#base = theirs;
  }

  #become(state: DraftState): void {
    this.state = state;
    this.changed();
  }
}
