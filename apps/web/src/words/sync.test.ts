import { expect, test } from "vitest";
import type { StatusView } from "../contract.ts";
import { syncInWords } from "./sync.ts";

const said = (sync: StatusView["sync"]): readonly string[] => {
  const { line, note } = syncInWords(sync);
  return note === undefined ? [line] : [line, note];
};

test("[W120] the sync light says where the newest change is: here, on its way, on the server, on all devices", () => {
  expect(said({ phase: "off", pendingRecords: 0 })).toEqual(["Private · on this device"]);
  expect(said({ phase: "offline", pendingRecords: 2 })).toEqual(["Saved here · offline", "2 changes to pass on"]);
  expect(said({ phase: "syncing", pendingRecords: 1, lastSyncedMs: 1 })).toEqual(["Saved here · on its way", "1 change to pass on"]);
  expect(said({ phase: "syncing", pendingRecords: 0 })).toEqual(["Saved here · connecting"]);
  for (const phase of ["syncing", "synced"] as const) {
    expect(said({ phase, pendingRecords: 0, lastSyncedMs: 1 })).toEqual(["On the server, sealed"]);
    expect(said({ phase, pendingRecords: 0, lastSyncedMs: 1, others: { known: 0, lacking: 0 } })).toEqual(["On the server, sealed"]);
    expect(said({ phase, pendingRecords: 0, lastSyncedMs: 1, others: { known: 2, lacking: 1 } })).toEqual(["On the server, sealed", "1 other device still to catch up"]);
    expect(said({ phase, pendingRecords: 0, lastSyncedMs: 1, others: { known: 2, lacking: 0 } })).toEqual(["On all your devices"]);
  }
  expect(said({ phase: "refused", pendingRecords: 0, message: "Removed." })).toEqual(["Saved here · sync refused", "Removed."]);
});
