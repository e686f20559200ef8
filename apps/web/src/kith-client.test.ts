import { expect, test } from "vitest";
import type { News } from "./contract.ts";
import { createKithClient, type Line } from "./kith-client.ts";

function setUp() {
  let hear: ((event: MessageEvent) => void) | undefined;
  const sent: { readonly message: { readonly id: number; readonly name: string; readonly ask: unknown }; readonly transfer: readonly unknown[] }[] = [];
  const line: Line = { postMessage: (message, transfer) => { sent.push({ message: message as never, transfer }); }, addEventListener: (_type, listener) => { hear = listener as never; } };
  return { kith: createKithClient(line), sent, answer: (data: unknown) => { hear?.({ data } as MessageEvent); } };
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
