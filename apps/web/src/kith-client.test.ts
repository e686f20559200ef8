import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { News } from "./contract.ts";
import { createKithClient, workerStopped, type Line } from "./kith-client.ts";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function setUp() {
  const ears = new Map<string, (event: MessageEvent) => void>();
  const sent: { readonly message: { readonly id: number; readonly name: string; readonly ask: unknown }; readonly transfer: readonly unknown[] }[] = [];
  const line: Line = { postMessage: (message, transfer) => { sent.push({ message: message as never, transfer }); }, addEventListener: (type: string, listener: unknown) => { ears.set(type, listener as never); } };
  const happen = (type: string, data?: unknown): void => { ears.get(type)?.({ data } as MessageEvent); };
  return { kith: createKithClient(line), sent, happen, answer: (data: unknown) => { happen("message", data); } };
}

test("[W3] answers find their question by its number, in any order; an error rejects", async () => {
  const { kith, sent, answer } = setUp();
  const [first, second, third] = [kith.ask("status"), kith.ask("people", { sort: "name" }), kith.ask("review")];
  expect(sent.map(({ message }) => message.name)).toEqual(["status", "people", "review"]);
  expect(sent[1]?.message.ask).toEqual({ sort: "name" });
  answer({ id: 2, answer: ["second"] });
  answer({ id: 1, answer: "first" });
  answer({ id: 3, error: "broken" });
  await expect(first).resolves.toBe("first");
  await expect(second).resolves.toEqual(["second"]);
  await expect(third).rejects.toThrow("broken");
});

test("[W4] news reaches everybody who listens, until they stop", () => {
  const { kith, answer } = setUp();
  const heard: News[] = [];
  const stop = kith.listen((news) => { heard.push(news); });
  answer({ news: { type: "changed" } });
  stop();
  answer({ news: { type: "changed" } });
  expect(heard).toEqual([{ type: "changed" }]);
});

test("[W5] an import's bytes move to the worker instead of being copied", () => {
  const { kith, sent } = setUp();
  const bytes = new Uint8Array(4);
  void kith.ask("importFiles", [{ name: "a.zip", bytes }]);
  expect(sent[0]?.transfer).toEqual([bytes.buffer]);
});

test("[B153] a worker that fails before its first word has stopped: what waits is rejected, and so is every later question", async () => {
  const { kith, sent, happen } = setUp();
  const heard: News[] = [];
  kith.listen((news) => { heard.push(news); });
  const waiting = kith.ask("status");
  happen("error");
  await expect(waiting).rejects.toThrow(workerStopped);
  await expect(kith.ask("review")).rejects.toThrow(workerStopped);
  expect(heard).toEqual([{ type: "stopped", isStopped: true }]);
  expect(sent.filter(({ message }) => message.name === "review")).toEqual([]);
});

test("[B154] an error of one step ends nothing; half a minute without a word does, and a word after all takes it back", async () => {
  const { kith, sent, happen, answer } = setUp();
  const heard: News[] = [];
  answer({ news: { type: "changed" } });
  kith.listen((news) => { heard.push(news); });
  happen("error");
  const waiting = kith.ask("status");
  vi.advanceTimersByTime(25_000);
  answer({ id: 0, answer: undefined });
  vi.advanceTimersByTime(30_000);
  expect(heard).toEqual([]);
  expect(sent.filter(({ message }) => message.name === "ping").length).toBeGreaterThan(9);
  vi.advanceTimersByTime(10_000);
  await expect(waiting).rejects.toThrow(workerStopped);
  answer({ id: 0, answer: undefined });
  expect(heard).toEqual([{ type: "stopped", isStopped: true }, { type: "stopped", isStopped: false }, { type: "changed" }]);
  const next = kith.ask("status");
  answer({ id: 2, answer: "here" });
  await expect(next).resolves.toBe("here");
});

test("[B155] an answer that can’t be read leaves nobody waiting for it", async () => {
  const { kith, happen } = setUp();
  const waiting = kith.ask("status");
  happen("messageerror");
  await expect(waiting).rejects.toThrow(workerStopped);
});
