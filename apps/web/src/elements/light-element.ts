/** A LitElement that draws into itself, without a shadow root. */
import { LitElement } from "lit";

/**
 * Kith's elements share one stylesheet and one id space: labels, `aria-activedescendant` and the
 * tokens then work without ceremony, and nothing outside Kith is ever on the page to be shielded from.
 */
export class LightElement extends LitElement {
  protected override createRenderRoot(): this { return this; }

  /** Acts once the change just made is drawn, as moving the focus needs. */
  protected async afterDraw(act: () => void): Promise<void> {
    await this.updateComplete;
    act();
  }
}
