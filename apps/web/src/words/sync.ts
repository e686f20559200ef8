/** The sync light in words. */
import { counted } from "@kith/core/phrase";
import type { StatusView } from "../contract.ts";

/** A short line, a shape, and a longer note where something needs the owner. */
export interface SyncWords {
  readonly line: string;
  readonly shape: "warm" | "cooling" | "quiet";
  readonly note?: string;
}

/** What the light says. Never "cloud": the relay can read nothing, so the words speak of devices. */
export function syncInWords(sync: StatusView["sync"]): SyncWords {
  const waiting = sync.pendingRecords > 0 ? { note: `${counted(sync.pendingRecords, "change")} to pass on` } : {};
  switch (sync.phase) {
    case "off": return { line: "Private · on this device", shape: "warm" };
    case "offline": return { line: "Saved here · offline", shape: "cooling", ...waiting };
    case "syncing": return { line: "Syncing…", shape: "warm", ...waiting };
    case "synced": return { line: "Synced · sealed", shape: "warm" };
    case "refused": return { line: "Saved here · sync refused", shape: "quiet", ...(sync.message === undefined ? {} : { note: sync.message }) };
  }
}
