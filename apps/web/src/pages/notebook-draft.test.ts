import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PersonId } from "@kith/core";
import type { Kith, Questions } from "../contract.ts";
import { NotebookDraft } from "./notebook-draft.ts";

type Write = Questions["writeNotebook"];
const ada = "ada" as PersonId;

/** A worker that answers each write when told to. */
function worker() {
  const writes: { readonly ask: Write["ask"]; readonly answer: (answer: Write["answer"] | Error) => Promise<void> }[] = [];
  const ask = ((_name: string, asked: Write["ask"]) => new Promise<Write["answer"]>((resolve, reject) => {
    writes.push({ ask: asked, answer: async (answer) => {
      if (answer instanceof Error) reject(answer);
      else resolve(answer);
      await vi.advanceTimersByTimeAsync(0);
    } });
  })) as Kith["ask"];
  return { writes, kith: { ask, listen: () => () => undefined } satisfies Kith };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test("[W63] one write per pause in typing, and saved is said only after the answer", async () => {
  const { writes, kith } = worker();
  const draft = new NotebookDraft(kith, ada, "");
  for (const text of ["M", "Me", "Met"]) {
    draft.type(text);
    await vi.advanceTimersByTimeAsync(900);
  }
  expect([writes.length, draft.state.kind]).toEqual([0, "unsaved"]);
  await vi.advanceTimersByTimeAsync(100);
  expect([writes.map(({ ask }) => ask), draft.state.kind, draft.isUnsaved]).toEqual([[{ person: ada, base: "", text: "Met" }], "saving", true]);
  await writes[0]?.answer({ ok: true, text: "Met" });
  expect([draft.state.kind, draft.isUnsaved]).toEqual(["saved", false]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(writes).toHaveLength(1);
});

test("[W64] what is typed while a save is on its way is saved after it, in order", async () => {
  const { writes, kith } = worker();
  const draft = new NotebookDraft(kith, ada, "");
  draft.type("Met");
  const saved = draft.save();
  draft.type("Met Ada");
  const savedAgain = draft.save();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(writes).toHaveLength(1);
  await writes[0]?.answer({ ok: true, text: "Met" });
  expect(writes.map(({ ask }) => [ask.base, ask.text])).toEqual([["", "Met"], ["Met", "Met Ada"]]);
  await writes[1]?.answer({ ok: true, text: "Met Ada" });
  await Promise.all([saved, savedAgain]);
  expect([draft.state.kind, draft.text, draft.isUnsaved, writes.length]).toEqual(["saved", "Met Ada", false, 2]);
});

test("[W65] what others write comes in beside what is being typed, before, during and after a save", async () => {
  const { writes, kith } = worker();
  const draft = new NotebookDraft(kith, ada, "Met.");
  draft.type("Met. Two children");
  draft.hear("Met Ada.");
  expect(draft.text).toBe("Met Ada. Two children");
  void draft.save();
  await vi.advanceTimersByTimeAsync(0);
  expect(writes[0]?.ask).toEqual({ person: ada, base: "Met Ada.", text: "Met Ada. Two children" });
  draft.type("Met Ada. Two small children");
  // News of one's own write, before its answer: heard now, "Two children" would stand there beside "Two small children".
  draft.hear("Met Ada. Two children");
  await writes[0]?.answer({ ok: true, text: "We met Ada. Two children" });
  expect([draft.text, draft.isUnsaved]).toEqual(["We met Ada. Two small children", true]);
  draft.hear("We met Ada in Oslo. Two children");
  expect(draft.text).toBe("We met Ada in Oslo. Two small children");
});

test("[W66] a failed save keeps the text, says why, and can be tried again", async () => {
  const { writes, kith } = worker();
  const draft = new NotebookDraft(kith, ada, "");
  draft.type("Met");
  void draft.save();
  await vi.advanceTimersByTimeAsync(0);
  await writes[0]?.answer(new Error("no room left"));
  expect([draft.text, draft.isUnsaved, draft.state]).toEqual(["Met", true, { kind: "failed", message: "no room left" }]);
  draft.hear("");
  expect([draft.text, draft.state.kind]).toEqual(["Met", "failed"]);
  void draft.save();
  await vi.advanceTimersByTimeAsync(0);
  await writes[1]?.answer({ ok: false, message: "not here any more" });
  expect(draft.state).toEqual({ kind: "failed", message: "not here any more" });
  void draft.save();
  await vi.advanceTimersByTimeAsync(0);
  await writes[2]?.answer({ ok: true, text: "Met" });
  expect([draft.state.kind, draft.isUnsaved]).toEqual(["saved", false]);
});

test("[W67] beyond 100 000 characters nothing is sent and nothing is cut off", async () => {
  const { writes, kith } = worker();
  const draft = new NotebookDraft(kith, ada, "");
  draft.type("a".repeat(100_001));
  await vi.advanceTimersByTimeAsync(5_000);
  await draft.save();
  expect([writes.length, draft.state.kind, draft.text.length, draft.isUnsaved]).toEqual([0, "tooLong", 100_001, true]);
  draft.type("a".repeat(100_000));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(writes).toHaveLength(1);
});
