/** Presents the dialog that removes a device. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { DeviceRow } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { removeView } from "../views/devices-view.ts";

@customElement("kith-remove-device-dialog")
export class RemoveDeviceDialog extends LightElement {
  @property({ attribute: false }) app?: App;
  /** Undefined while the dialog is closed. */
  @state() private device: DeviceRow | undefined;
  @state() private isRemoving = false;
  @state() private problem: string | undefined;

  async open(device: DeviceRow): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    this.device = device;
    this.problem = undefined;
    await this.updateComplete;
    dialog.showModal();
    this.querySelector<HTMLElement>("#remove-title")?.focus();
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, device } = this;
    return html`<dialog class="asking" aria-labelledby="remove-title" @close=${() => { this.device = undefined; }} @cancel=${(event: Event) => { if (this.isRemoving) event.preventDefault(); }}>${app && device ? removeView({
      name: device.name, isRemoving: this.isRemoving, problem: this.problem,
      remove: () => { void this.#remove(app, device); },
      close: () => { this.querySelector("dialog")?.close(); },
    }) : nothing}</dialog>`;
  }

  async #remove(app: App, { id, name }: DeviceRow): Promise<void> {
    this.isRemoving = true;
    this.problem = undefined;
    try {
      const answer = await app.kith.ask("removeDevice", { id });
      if (answer.ok) this.#removed(app, name);
      else this.problem = answer.message;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.isRemoving = false;
  }

  #removed(app: App, name: string): void {
    this.querySelector("dialog")?.close();
    app.toasts.show({ text: `${name} is removed. It can read nothing from now on.` });
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-remove-device-dialog": RemoveDeviceDialog }
}
