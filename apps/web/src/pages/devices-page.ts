/** Presents the vault's devices: `/devices`. */
import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { App } from "../app.ts";
import type { StatusView } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { devicesView } from "../views/devices-view.ts";
import { failedView, openingView } from "../views/states-view.ts";
import "./add-device-dialog.ts";
import { Asked } from "./asked.ts";
import "./remove-device-dialog.ts";
import "./words-dialog.ts";

@customElement("kith-devices-page")
export class DevicesPage extends LightElement {
  @property({ attribute: false }) app?: App;
  @property({ attribute: false }) status?: StatusView;
  readonly devices = new Asked(this, { name: "devices", app: () => this.app });

  /** Who was seen, and what they lack, comes with the status. */
  protected override willUpdate(changed: Map<PropertyKey, unknown>): void { if (changed.has("status") && this.devices.arrived) void this.devices.again(); }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    const { app, status, devices: { answer: view, error } } = this;
    if (error) return failedView(error);
    if (!app || !status || !view) return openingView();
    return html`${devicesView({
      view, sync: status.sync, context: app.now(),
      add: () => { void this.querySelector("kith-add-device-dialog")?.open(); },
      remove: (device) => { void this.querySelector("kith-remove-device-dialog")?.open(device); },
      checkWords: () => { if (view.words.kind === "toAsk") void this.querySelector("kith-words-dialog")?.check(view.words.positions); },
      newWords: () => { void this.querySelector("kith-words-dialog")?.replace(); },
    })}<kith-add-device-dialog .app=${app}></kith-add-device-dialog><kith-remove-device-dialog .app=${app}></kith-remove-device-dialog><kith-words-dialog .app=${app}></kith-words-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-devices-page": DevicesPage }
}
