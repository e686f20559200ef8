/** Brings an export in: the file chosen, its passphrase where it needs one, what came of it. Behaviour without pixels. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { App } from "../app.ts";
import type { Questions } from "../contract.ts";
import { keepStorage } from "../platform.ts";

export class Restoring implements ReactiveController {
  isBusy = false;
  /** The file's name, where it waits for its passphrase. */
  waiting: string | undefined;
  passphrase = "";
  outcome: Questions["restoreLog"]["answer"] | undefined;
  #file: File | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #app: () => App | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, app: () => App | undefined) {
    this.#host = host;
    this.#app = app;
    host.addController(this);
  }

  hostConnected(): void { this.passphrase = ""; }

  async take(file: File): Promise<void> {
    if (this.isBusy) return;
    this.#file = file;
    this.passphrase = "";
    this.waiting = undefined;
    await this.open();
  }

  type(passphrase: string): void {
    this.passphrase = passphrase;
    this.#host.requestUpdate();
  }

  /** Tries the file with what was typed, if anything was asked for. */
  async open(): Promise<void> {
    const [app, file] = [this.#app(), this.#file];
    if (!app || !file || this.isBusy) return;
    this.isBusy = true;
    this.outcome = undefined;
    this.#host.requestUpdate();
    try {
      this.outcome = await app.kith.ask("restoreLog", { bytes: new Uint8Array(await file.arrayBuffer()), ...(this.waiting === undefined ? {} : { passphrase: this.passphrase }) });
      if (this.outcome.ok) void keepStorage();
    } catch (error) {
      this.outcome = { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
    this.isBusy = false;
    this.waiting = this.outcome.ok || !this.outcome.needsPassphrase ? undefined : file.name;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.querySelector<HTMLElement>(this.waiting === undefined ? "#restored-title" : "#restore-passphrase")?.focus();
  }
}
