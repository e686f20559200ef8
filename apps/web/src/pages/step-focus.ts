/** Moves the focus to the next or previous of a row of things; to the first where none has it. False where there is nothing to move to. */
export function stepFocus(targets: readonly HTMLElement[], step: number): boolean {
  const here = targets.findIndex((target) => target === document.activeElement || target.parentElement?.contains(document.activeElement));
  const target = targets[here < 0 ? (step > 0 ? 0 : targets.length - 1) : Math.min(targets.length - 1, Math.max(0, here + step))];
  target?.focus();
  return target !== undefined;
}
