import { expect, test } from "vitest";
import { watchLeader } from "./leader-watch.ts";

test("[W128] a tab that doesn't sync asks the one that does when it falls silent, and says so where nobody answers", () => {
  const said: string[] = [];
  let timer: { readonly delayMs: number; readonly task: () => void } | undefined;
  const pass = (): number => {
    const { delayMs = 0, task } = timer ?? {};
    timer = undefined;
    task?.();
    return delayMs;
  };
  const watch = watchLeader({
    timers: { after: (delayMs, task) => { timer = { delayMs, task }; return () => { timer = undefined; }; } },
    ask: () => { said.push("asked"); }, unanswered: () => { said.push("unanswered"); },
  });
  expect([pass(), said]).toEqual([20_000, ["asked"]]);
  watch.heard();
  expect([pass(), said]).toEqual([20_000, ["asked", "asked"]]);
  expect([pass(), said.at(-1)]).toEqual([15_000, "unanswered"]);
  expect([pass(), said.at(-1)]).toEqual([20_000, "asked"]);
  watch.stop();
  expect(timer).toBeUndefined();
});
