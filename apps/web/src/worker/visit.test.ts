import { expect, test } from "vitest";
import type { DeviceId, Entry, EventId, PersonId } from "@kith/core";
import { createVisit } from "./visit.ts";

const ada = "ada" as PersonId;
const entry = (index: number, event: { readonly type: "ProfileObserved"; readonly name: string } | { readonly type: "ClosenessRated"; readonly closeness: 4 }): Entry =>
  ({ hlc: index, recordedAtMs: 1_000, device: "laptop" as DeviceId, event: { ...event, id: `event${index}` as EventId, v: 1, atMs: index * 100, person: ada } });

test("[W40] another day's network is that of what had happened by then; today has none of its own", async () => {
  const entries = [entry(1, { type: "ProfileObserved", name: "Ada" }), entry(5, { type: "ClosenessRated", closeness: 4 })];
  const visit = createVisit(async () => entries);
  const ratingThere = async (asOfMs: number): Promise<unknown> => { await visit.go(asOfMs); return visit.place?.network.people.get(ada)?.rating?.closeness; };
  expect([await ratingThere(400), await ratingThere(500)]).toEqual([undefined, 4]);
  entries.splice(1, 1);
  await visit.refresh();
  expect(visit.place?.network.people.get(ada)?.rating).toBeUndefined();
  await visit.go(undefined);
  expect(visit.place).toBeUndefined();
});

test("[W41] a later choice of day wins, however long the earlier one takes", async () => {
  const waiting: ((entries: readonly Entry[]) => void)[] = [];
  const visit = createVisit(() => new Promise((resolve) => { waiting.push(resolve); }));
  const trips = [visit.go(100), visit.go(200)];
  for (const arrive of waiting.toReversed()) arrive([]);
  await Promise.all(trips);
  expect(visit.place?.asOfMs).toBe(200);
});
