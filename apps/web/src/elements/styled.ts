/** Sets CSS properties of an element. A strict CSP blocks `style="…"` in templates; `style.setProperty` is allowed. */
import { noChange } from "lit";
import { Directive, directive, PartType, type ElementPart, type PartInfo } from "lit/directive.js";

class Styled extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error("styled() stands alone in a tag, as <div ${styled({…})}>.");
  }

  override render(_properties: Readonly<Record<string, string>>): unknown { return noChange; }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return noChange;
  }
}

/** `<div ${styled({ "--hue": "120" })}>`; a property set once stays until set again. */
export const styled = directive(Styled);
