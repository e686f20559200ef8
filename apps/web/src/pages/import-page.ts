/** Presents imports: reads files, passes their bytes to the worker, shows what became of them. */
import { type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ImportId, ImportProgress } from "@kith/core";
import { wish, wishes, type App } from "../app.ts";
import type { UndoneBefore } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { importView, type ImportOutcome } from "../views/import-view.ts";
import { keepStorage } from "../platform.ts";
import { failedView } from "../views/states-view.ts";
import { Asked } from "./asked.ts";

@customElement("kith-import-page")
export class ImportPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @state() private progress: ImportProgress | undefined;
  @state() private reading: readonly string[] | undefined;
  @state() private outcome: ImportOutcome | undefined;
  @state() private over = false;
  #stop: (() => void) | undefined;
  readonly imports = new Asked(this, { name: "imports", app: () => this.app });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.app?.kith.listen((news) => { if (news.type === "importProgress") this.progress = news.progress; });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app } = this;
    if (!app || this.imports.error) return failedView(this.imports.error ?? "");
    return importView({
      progress: this.progress, reading: this.reading, outcome: this.outcome, imports: this.imports.answer ?? [], over: this.over, writable: app.asOfMs === undefined, context: app.now(),
      hover: (over) => { this.over = over; },
      take: (files) => { void this.#take(app, files); },
      undo: (importId) => { void this.#undo(app, importId); },
      bringBack: ({ change }) => { void this.#bringBack(app, change); },
    });
  }

  async #take(app: App, files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.reading) return;
    this.progress = undefined;
    this.outcome = undefined;
    this.reading = files.map((file) => file.name);
    try {
      const named = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
      this.outcome = await app.kith.ask("importFiles", named);
      // Asked once there is something to lose; browsers then don't clear it when space runs short.
      if (this.outcome.ok) void keepStorage();
    } catch (error) {
      this.outcome = { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
    this.reading = undefined;
    await this.updateComplete;
    this.querySelector<HTMLElement>("#outcome-title")?.focus();
  }

  async #bringBack(app: App, change: UndoneBefore["change"]): Promise<void> {
    if (await wishes(app, change, { text: "Back again" })) this.outcome = undefined;
  }

  async #undo(app: App, importId: ImportId): Promise<void> {
    if (await wish(app, { type: "UndoImport", importId }, "Import undone")) this.outcome = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-import-page": ImportPage }
}
