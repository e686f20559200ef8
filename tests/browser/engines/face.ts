/** The few things that the main stories ask of a browser, whatever its engine. One adapter each gives them. */

export type EngineName = "Chromium" | "Firefox" | "WebKit";

/** A role with the accessible name, or a part of it; `within` is the CSS selector of a part of the page. */
export interface Wanted {
  readonly role: "button" | "link" | "heading" | "textbox" | "checkbox" | "list" | "table" | "option" | "img" | "alert";
  readonly name?: string;
  readonly within?: string;
}

/** What an adapter has to know: everything else is made of it in hands.ts. An expression is JavaScript for the page. */
export interface Driver {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of an expression, awaited where it is a promise; it has to survive JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** A real click in the middle of the element that the expression gives, scrolled into view. */
  click(element: string): Promise<void>;
  /** Real keys, to whatever has the focus: each code point is one; "\n" is Enter. */
  type(text: string): Promise<void>;
  /** Chooses a file in the file field that the expression gives. */
  upload(element: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/** The key events of a text, as both WebDriver protocols write them. */
export const keyActions = (text: string): readonly { readonly type: "keyDown" | "keyUp"; readonly value: string }[] =>
  Array.from(text, (key) => (key === "\n" ? "\uE007" : key)).flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }] as const);

export interface Engine {
  readonly name: EngineName;
  /** The programs that are missing here, or undefined where it can run. */
  readonly missing: string | undefined;
  /** Which browser it is: a path, and a version where that is cheap to ask. */
  readonly what: string;
  /** A browser with a profile of its own. */
  launch(): Promise<Driver>;
}
