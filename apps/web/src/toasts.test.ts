import { expect, test } from "vitest";
import { Toasts } from "./toasts.ts";

test("[W6] one toast at a time; Undo runs once, and only where there is something to take back", () => {
  const toasts = new Toasts();
  let undone = 0;
  expect(toasts.undo()).toBe(false);
  toasts.show({ text: "Saved" });
  expect(toasts.undo()).toBe(false);
  toasts.show({ text: "Saved again", undo: () => { undone += 1; } });
  expect(toasts.current?.text).toBe("Saved again");
  expect([toasts.undo(), toasts.undo(), undone]).toEqual([true, false, 1]);
});
