/** Presents the choice of a lock where a Kith is made or joined, before any key is written. */
import type { TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { LockWay } from "../contract.ts";
import { LightElement } from "../elements/light-element.ts";
import { hasPasskeys, makePasskey } from "../passkey.ts";
import { isUsable, lockChoiceView } from "../views/lock-view.ts";
import { deviceName } from "../words/devices.ts";

@customElement("kith-lock-choice")
export class LockChoice extends LightElement {
  @state() private isWanted = false;
  @state() private typed = { first: "", second: "" };
  @state() private passkey: LockWay | undefined;
  @state() private problem: string | undefined;

  /** What was chosen: `lock` absent where none is wished; false, with the reason on the screen, where the choice isn't complete. */
  take(): { readonly lock?: LockWay } | false {
    if (!this.isWanted) return {};
    if (this.passkey) return { lock: this.passkey };
    if (isUsable(this.typed)) return { lock: { kind: "passphrase", passphrase: this.typed.first } };
    this.problem = "Finish the passphrase, or take the tick for the lock away.";
    void this.afterDraw(() => { this.querySelector<HTMLElement>("#choice-first")?.focus(); });
    return false;
  }

  protected override render(): TemplateResult { return this.#present(); }

  /** Draws what there is, with the ways to change it. */
  #present(): TemplateResult {
    return lockChoiceView({
      isWanted: this.isWanted, typed: this.typed, hasPasskeys: hasPasskeys(), isPasskeyMade: this.passkey !== undefined, problem: this.problem,
      want: (isWanted) => { this.isWanted = isWanted; this.problem = undefined; },
      type: (typed) => { this.typed = typed; this.problem = undefined; },
      makePasskey: () => { void this.#make(); },
    });
  }

  async #make(): Promise<void> {
    const made = await makePasskey(deviceName(navigator.userAgent));
    if (made.ok) this.passkey = made.way;
    this.problem = made.ok ? undefined : made.message;
  }
}

declare global {
  interface HTMLElementTagNameMap { "kith-lock-choice": LockChoice }
}
