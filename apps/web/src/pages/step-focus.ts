import type { App } from "../app.ts";

/** The keys of a page with a list of things: N begins a new one, unless another day is looked at; J and K go along their links. */
export function pressInList(page: HTMLElement & { readonly app?: App }, key: string, begin: () => void): boolean {
  if (key === "n" && page.app?.asOfMs === undefined) begin();
  else if (key === "j" || key === "k") return stepFocus([...page.querySelectorAll<HTMLElement>(".due-link")], key === "j" ? 1 : -1);
  else return false;
  return true;
}

/** Moves the focus to the next or previous of a row of things; to the first where none has it. False where there is nothing to move to. */
export function stepFocus(targets: readonly HTMLElement[], step: number): boolean {
  const here = targets.findIndex((target) => target === document.activeElement || target.parentElement?.contains(document.activeElement));
  const target = targets[here < 0 ? (step > 0 ? 0 : targets.length - 1) : Math.min(targets.length - 1, Math.max(0, here + step))];
  target?.focus();
  return target !== undefined;
}
