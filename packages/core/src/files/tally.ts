/** Counting what became of every row, so that the report adds up: read = used + set aside. */
import type { ImportedFileSummary } from "../event/event.ts";

/** Why a row isn't used; shown to the user as it stands. */
export type SetAsideReason =
  | "closed account" | "exact duplicate" | "draft" | "sponsored" | "spam folder" | "date not understood"
  | "nobody recognised" | "not accepted" | "name not readable" | "incomplete row" | "too large to keep" | "not readable as a fact";

/** The reasons that say that something was lost, so that a notice names the first such row. */
const noticed = new Set<SetAsideReason>(["date not understood", "nobody recognised", "name not readable", "incomplete row", "too large to keep", "not readable as a fact"]);

export interface Tally {
  use(): void;
  /** `rowNumber` as a spreadsheet counts. */
  setAside(reason: SetAsideReason, rowNumber: number): void;
  count(reason: SetAsideReason): number;
  summary(): ImportedFileSummary;
  /** One sentence per reason worth one; file, row and reason only, never what a row holds. */
  notices(): readonly string[];
}

export function createTally(name: string): Tally {
  let used = 0;
  const counts = new Map<SetAsideReason, { count: number; readonly firstRow: number }>();
  return {
    use: () => {
      used += 1;
    },
    setAside: (reason, rowNumber) => {
      const known = counts.get(reason);
      if (known === undefined) counts.set(reason, { count: 1, firstRow: rowNumber });
      else known.count += 1;
    },
    count: (reason) => counts.get(reason)?.count ?? 0,
    summary: () => {
      const setAside = Array.from(counts, ([reason, { count }]) => ({ reason, count }));
      return { name, read: setAside.reduce((sum, { count }) => sum + count, used), used, setAside };
    },
    notices: () =>
      Array.from(counts)
        .filter(([reason]) => noticed.has(reason))
        .map(([reason, { count, firstRow }]) => `${name}: ${count === 1 ? "1 row was" : `${count} rows were`} set aside: ${reason} (first in row ${firstRow}).`),
  };
}
