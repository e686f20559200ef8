/** What the readers of the single files share during one import. */
import type { KithEvent } from "../event/event.ts";
import { whyUnreadable } from "../event/readable.ts";
import type { EventId, PersonId } from "../prelude/id.ts";
import { idFromParts } from "../prelude/bytes.ts";
import type { Table, TableRow } from "./csv-table.ts";
import type { TextCache } from "./linkedin-profile.ts";
import { createObservedPeople, type ObservedPeople } from "./observed-people.ts";
import type { OwnIdentity } from "./own-identity.ts";
import type { PeopleIndex } from "./people-index.ts";
import { isDayFirst } from "./read-date.ts";
import type { Tally } from "./tally.ts";

/** A file being read: its rows and the count of what became of them. */
export interface OpenTable {
  readonly table: Table;
  readonly tally: Tally;
}

export interface ImportContext {
  readonly texts: TextCache;
  readonly people: PeopleIndex;
  readonly own: OwnIdentity;
  readonly observed: ObservedPeople;
  readonly events: KithEvent[];
  readonly ids: Set<EventId>;
  /** Keys of every organisation the archive names as somebody's or the owner's. */
  readonly organisations: Set<string>;
  /** Keys of those the owner is at now. */
  readonly ownOrganisations: Set<string>;
  readonly organisationByPerson: Map<PersonId, string>;
  /** The latest date in the archive so far, in ms; it can't lie after the export. Undefined before the first. */
  latestMs: number | undefined;
  /** A date beyond it, in ms, is a slip: it lies after the import, and so after the export. */
  readonly latestMsMax: number;
}

export function createImportContext(base: Pick<ImportContext, "texts" | "people" | "own" | "latestMsMax">): ImportContext {
  return {
    ...base,
    observed: createObservedPeople(), events: [], ids: new Set(),
    organisations: new Set(), ownOrganisations: new Set(), organisationByPerson: new Map(), latestMs: undefined,
  };
}

/** The id of a fact from its own content, so that the same archive gives the same ids. */
export const linkedinEventId = (parts: readonly string[]): EventId => idFromParts(["linkedin", ...parts]) as EventId;

/** Adds a fact and counts its row as used; sets it aside as a duplicate where the same fact came before, and where no reader would read it. */
export function record(event: KithEvent, { context, tally, row }: { readonly context: ImportContext; readonly tally: Tally; readonly row: TableRow }): void {
  if (context.ids.has(event.id)) {
    tally.setAside("exact duplicate", row.number);
    return;
  }
  const why = whyUnreadable(event);
  if (why !== undefined) {
    tally.setAside(why.reason === "tooLarge" ? "too large to keep" : "not readable as a fact", row.number);
    return;
  }
  context.ids.add(event.id);
  context.events.push(event);
  tally.use();
}

/** Reads a column of dates with `read`, told how the whole column writes its slashed dates, and keeps the latest for the archive's own date. */
export function dateColumn(table: Table, column: string, { context, read }: {
  readonly context: ImportContext;
  readonly read: (text: string, options: { readonly dayFirst: boolean }) => number | undefined;
}): (row: TableRow) => number | undefined {
  const text = table.column(column);
  const dayFirst = isDayFirst(table.rows.map(text));
  return (row) => {
    const atMs = read(text(row), { dayFirst });
    if (atMs !== undefined && atMs <= context.latestMsMax && atMs > (context.latestMs ?? atMs - 1)) context.latestMs = atMs;
    return atMs;
  };
}

/** Cuts at `length` characters, never inside one. */
export const cutAt = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/u, "");
