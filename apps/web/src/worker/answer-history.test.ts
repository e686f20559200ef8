import { describe, expect, test } from "vitest";
import { inOrder, project, type DeviceId, type Entry, type EventId, type ImportId, type KithEvent, type PersonId } from "@kith/core";
import { createHistory, type History } from "./answer-history.ts";

const [laptop, phone] = ["laptop", "phone"] as [DeviceId, DeviceId];
const [ada, bram] = ["ada", "bram"] as [PersonId, PersonId];
const importId = "import" as ImportId;
const dayMs = 86_400_000;
const startMs = 1_700_000_000_000;
type Told = KithEvent extends infer One ? (One extends KithEvent ? Omit<One, "id" | "v" | "atMs"> : never) : never;

const entry = (index: number, told: Told, rest: { readonly device?: DeviceId; readonly importId?: ImportId; readonly atMs?: number } = {}): Entry => ({
  hlc: (startMs + index * dayMs) * 1024, recordedAtMs: startMs + index * dayMs, device: rest.device ?? laptop, ...(rest.importId === undefined ? {} : { importId: rest.importId }),
  event: { ...told, id: `event${index}` as EventId, v: told.type === "PersonAdded" ? 2 : 1, atMs: rest.atMs ?? startMs + index * dayMs } as KithEvent,
});
const archive: readonly Entry[] = [
  entry(0, { type: "ProfileObserved", person: ada, name: "Ada Tidewell" }, { importId, atMs: startMs - 400 * dayMs }),
  entry(1, { type: "InteractionRecorded", kind: "message", direction: "in", people: [ada] }, { importId, atMs: startMs - 300 * dayMs }),
  entry(2, { type: "ProfileObserved", person: bram, name: "Bram Ashgrove" }, { importId }),
  entry(3, { type: "ImportCompleted", importId, fileName: "archive.zip", files: [] }, { importId }),
];
const byHand: readonly Entry[] = [
  entry(10, { type: "InteractionRecorded", kind: "coffee", direction: "both", people: [ada] }, { atMs: startMs - 200 * dayMs }),
  entry(11, { type: "ClosenessRated", person: bram, closeness: 4 }, { device: phone }),
];
const historyOf = (entries: readonly Entry[], asOfMs?: number): History => {
  const network = project(inOrder(entries));
  return createHistory({ network: () => network, everything: async () => inOrder(entries), deviceNames: async () => new Map([[laptop, "Firefox on Linux"], [phone, "Safari on iPhone"]]), asOfMs: () => asOfMs });
};
const everything = { filter: "everything", text: "", limit: 100 } as const;

describe("the history", () => {
  test("[W35] it is answered in pages, newest first, by kind, and by the name of a person or file", async () => {
    const history = historyOf([...archive, ...byHand]);
    const whole = await history.history(everything);
    expect(whole.steps.map(({ id, device, imported, events }) => [id, device, imported?.facts, events.length])).toEqual([["event11", "Safari on iPhone", undefined, 1], ["event10", "Firefox on Linux", undefined, 1], [importId, "Firefox on Linux", 3, 0]]);
    expect([whole.total, whole.names[ada], whole.steps[2]?.imported]).toMatchObject([3, "Ada Tidewell", { fileName: "archive.zip", people: 2 }]);
    const idsOf = async (ask: Parameters<History["history"]>[0]): Promise<readonly string[]> => (await history.history(ask)).steps.map(({ id }) => id);
    expect(await idsOf({ ...everything, limit: 1 })).toEqual(["event11"]);
    expect(await idsOf({ ...everything, filter: "byHand" })).toEqual(["event11", "event10"]);
    expect(await idsOf({ ...everything, filter: "imports" })).toEqual([importId]);
    expect([await idsOf({ ...everything, text: "ASHGROVE" }), await idsOf({ ...everything, text: "archive" }), await idsOf({ ...everything, text: "nobody" })]).toEqual([["event11"], [importId], []]);
  });

  test("[W36] a person's history has every fact about them, an import's folded into its line", async () => {
    const { steps } = await historyOf([...archive, ...byHand]).personHistory({ id: ada });
    expect(steps.map(({ id, events }) => [id, events.map(({ type }) => type)])).toEqual([["event10", ["InteractionRecorded"]], [importId, ["InteractionRecorded", "ProfileObserved"]]]);
  });

  test("[W37] on another day only what had happened by then is told", async () => {
    const history = historyOf([...archive, ...byHand], startMs - 250 * dayMs);
    expect((await history.history(everything)).steps.map(({ id }) => id)).toEqual([importId]);
    expect((await history.personHistory({ id: ada })).steps.map(({ events }) => events.length)).toEqual([2]);
  });

  test("[W38] what is about somebody forgotten isn't told; who was merged keeps one history", async () => {
    const forgotten = await historyOf([...archive, ...byHand, entry(20, { type: "PersonForgotten", person: bram })]).history(everything);
    expect([forgotten.steps.map(({ id }) => id), forgotten.names]).toEqual([["event20", "event10", importId], { [ada]: "Ada Tidewell" }]);
    const merged = await historyOf([...archive, ...byHand, entry(20, { type: "PeopleMerged", person: bram, into: ada })]).personHistory({ id: ada });
    expect(merged.steps.map(({ id }) => id)).toEqual(["event20", "event11", "event10", importId]);
  });

  test("[W39] who has left, by an undone import or a removed device, is still told of", async () => {
    const undone = entry(20, { type: "EventsRetracted", importId }, { device: "gone" as DeviceId });
    const { steps, names } = await historyOf([...archive, ...byHand, undone]).history(everything);
    expect(steps.map(({ person, undone: by }) => [person, by?.device])).toEqual([[undefined, undefined], [undefined, undefined], [undefined, "a device no longer here"]]);
    expect(names[bram]).toBe("Bram Ashgrove");
  });
});
