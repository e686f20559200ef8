/** The sync light in words. */
import { counted } from "@kith/core/phrase";
import type { StatusView } from "../contract.ts";

/** A short line, a shape, and a longer note where there is more to say. */
export interface SyncWords {
  readonly line: string;
  readonly shape: "warm" | "cooling" | "quiet";
  readonly note?: string;
}

/** What the light says: where the newest change is by now. Never "cloud": the relay can read nothing, so the words speak of devices. */
export function syncInWords(sync: StatusView["sync"]): SyncWords {
  const waiting = sync.pendingRecords > 0 ? { note: `${counted(sync.pendingRecords, "change")} to pass on` } : {};
  switch (sync.phase) {
    case "off": return { line: "Private · on this device", shape: "warm" };
    case "offline": return { line: "Saved here · offline", shape: "cooling", ...waiting, ...noteOf(sync.message) };
    case "syncing":
      if (sync.pendingRecords > 0) return { line: "Saved here · on its way", shape: "warm", ...waiting };
      // Only asking whether there is news: what was on the server still is.
      return sync.lastSyncedMs === undefined ? { line: "Saved here · connecting", shape: "warm" } : onServer(sync);
    case "synced": return onServer(sync);
    case "refused": return { line: "Saved here · sync refused", shape: "quiet", ...noteOf(sync.message) };
  }
}

const noteOf = (note: string | undefined): { readonly note?: string } => (note === undefined ? {} : { note });

function onServer({ others }: StatusView["sync"]): SyncWords {
  const line = "On the server, sealed";
  if (others === undefined || others.known === 0) return { line, shape: "warm" };
  if (others.lacking === 0) return { line: "On all your devices", shape: "warm" };
  return { line, shape: "warm", note: `${counted(others.lacking, "other device")} still to catch up` };
}
