/** Entries as they were written, events unread: for an export, which must lose nothing that a newer build wrote. */
import type { RawEntry } from "../event/entry.ts";
import { openBatch } from "./batch.ts";
import { readJournals } from "./journal.ts";
import { sortPayloads } from "./payload.ts";

/** Those in `payloads`, in the log's order; of the same event recorded twice, the one with the lowest clock. */
export function rawEntries(payloads: Iterable<Uint8Array>): readonly RawEntry[] {
  const entries = readJournals(sortPayloads(payloads).journals).batches.flatMap((batch) => {
    const opened = openBatch(batch);
    return opened.ok ? opened.value : [];
  });
  const seen = new Set<string>();
  return entries.toSorted((a, b) => a.hlc - b.hlc || (idOf(a) < idOf(b) ? -1 : 1)).filter((entry) => {
    const id = idOf(entry);
    return id === "" || (!seen.has(id) && seen.add(id));
  });
}

function idOf({ event }: RawEntry): string {
  const id = (event as { readonly id?: unknown } | null)?.id;
  return typeof id === "string" ? id : "";
}
