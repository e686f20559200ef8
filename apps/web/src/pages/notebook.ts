/** Presents the notebook of one person: saved by itself, kept where saving failed. */
import { nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PersonId } from "@kith/core";
import { copyText, type App } from "../app.ts";
import type { PersonView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { notebookView } from "../views/notebook-view.ts";
import { unsavedInWords } from "../words/data.ts";
import { caretAfter, mergeTexts } from "../words/merge-text.ts";
import { NotebookDraft } from "./notebook-draft.ts";

/** Drafts with something unsaved, by person: they outlive the page they were written on. While there are any, the browser asks before it closes Kith. */
class UnsavedDrafts {
  readonly #drafts = new Map<PersonId, NotebookDraft>();

  get(person: PersonId): NotebookDraft | undefined { return this.#drafts.get(person); }

  /** Keeps the draft while it is unsaved, and no longer. */
  note(draft: NotebookDraft): void {
    if (draft.isUnsaved) this.#drafts.set(draft.person, draft);
    else this.#drafts.delete(draft.person);
    if (this.#drafts.size > 0) addEventListener("beforeunload", this.#guard);
    else removeEventListener("beforeunload", this.#guard);
  }

  readonly #guard = (event: Event): void => {
    for (const draft of this.#drafts.values()) void draft.save();
    event.preventDefault();
  };
}

const unsaved = new UnsavedDrafts();

/** Stands for one person as long as it lives. */
@customElement("kith-notebook")
export class Notebook extends LightElement {
  @property({ attribute: false }) app?: App;
  /** A new object with every answer, though the text be the same. */
  @property({ attribute: false }) view?: PersonView;
  #draft: NotebookDraft | undefined;
  /** What the field held after the last key or the last text set into it. */
  #shown = "";
  /** A word is being composed, as in Japanese: a new text would tear it, and waits for its end. */
  #composing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#save);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#save);
    void this.#leaveBehind();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("view") || !this.view || !this.app) return;
    this.#draft ??= this.#take(this.app, this.view);
    this.#draft.hear(this.view.notebook);
  }

  protected override render(): TemplateResult | typeof nothing { return this.#present(); }

  protected override updated(): void {
    const field = this.#field();
    const text = this.#draft?.text ?? "";
    if (!field || field.value === text || this.#composing) return;
    const [start, end] = [caretAfter(field.value, text, field.selectionStart), caretAfter(field.value, text, field.selectionEnd)];
    const isWriting = document.activeElement === field;
    field.value = text;
    this.#shown = text;
    // Setting a selection would take the focus along in some browsers.
    if (isWriting) field.setSelectionRange(start, end);
  }

  #take(app: App, view: PersonView): NotebookDraft {
    const left = unsaved.get(view.person.id);
    // Whoever comes back to what wasn't saved reads why beside it.
    if (left) app.toasts.hide();
    const draft = left ?? new NotebookDraft(app.kith, view.person.id, view.notebook);
    draft.changed = () => {
      unsaved.note(draft);
      this.requestUpdate();
    };
    return draft;
  }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult | typeof nothing {
    const { app } = this;
    const draft = this.#draft;
    if (!app || !draft) return nothing;
    return notebookView({
      text: draft.text, state: draft.state, locale: app.now().locale, writable: app.asOfMs === undefined,
      type: (text, composing) => { this.#type(draft, text, composing); },
      pause: this.#save,
      leave: () => { document.querySelector<HTMLElement>("#person-name")?.focus(); },
      tryAgain: () => { this.#field()?.focus(); this.#save(); },
    });
  }

  #type(draft: NotebookDraft, text: string, composing: boolean): void {
    // What came in since stays, though it isn't shown yet.
    draft.type(mergeTexts({ base: this.#shown, mine: text, theirs: draft.text }));
    this.#shown = text;
    this.#composing = composing;
    this.requestUpdate();
  }

  readonly #save = (): void => { void this.#draft?.save(); };

  #field(): HTMLTextAreaElement | null { return this.querySelector("textarea"); }

  /** Saves what is left behind; where that fails it is said, with the text to take along. */
  async #leaveBehind(): Promise<void> {
    const { app, view } = this;
    const draft = this.#draft;
    if (!app || !view || !draft?.isUnsaved) return;
    draft.changed = () => { unsaved.note(draft); };
    await draft.save();
    if (!draft.isUnsaved || this.isConnected) return;
    const why = unsavedInWords(draft.state, draft.text.length, app.now().locale) ?? "";
    app.toasts.show({ text: `The notebook of ${view.person.name} isn’t saved. ${why}`, verb: "Copy text", undo: () => copyText(app, draft.text, "Copied") });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-notebook": Notebook }
}
