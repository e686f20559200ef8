/** Profile.csv and Positions.csv: who the owner is and where they worked. */
import { organisationKey } from "../event/person-key.ts";
import type { Table } from "./csv-table.ts";
import { linkedinEventId, record, type ImportContext, type OpenTable } from "./import-context.ts";
import { readMonth } from "./read-date.ts";

/** The owner's name as Profile.csv gives it; "" where it doesn't. */
export function profileName(table: Table): string {
  const [first, last] = [table.column("firstname"), table.column("lastname")];
  const [row] = table.rows;
  return row === undefined ? "" : `${first(row)} ${last(row)}`.trim();
}

/** Comes last of all files: a profile has no date, so it is as of the latest one in the archive. */
export function importProfile({ table, tally }: OpenTable, context: ImportContext): void {
  const headline = table.column("headline");
  const name = context.texts.display(profileName(table));
  for (const [index, row] of table.rows.entries()) {
    if (index > 0 || name === "") {
      tally.setAside("incomplete row", row.number);
      continue;
    }
    const { url } = context.own;
    const atMs = context.latestMs ?? 0;
    const id = linkedinEventId(["OwnProfileObserved", `${atMs}`, name, headline(row), url ?? ""]);
    record({
      id, type: "OwnProfileObserved", v: 1, atMs, name,
      ...(headline(row) === "" ? {} : { headline: headline(row) }), ...(url === undefined ? {} : { url }),
    }, { context, tally, row });
  }
}

/** A position lasts to the end of the month or year it names; one without an end still lasts. */
export function importPositions({ table, tally }: OpenTable, context: ImportContext): void {
  const [company, title] = [table.column("companyname"), table.column("title")];
  const [started, finished] = [table.column("startedon"), table.column("finishedon")];
  for (const row of table.rows) {
    const [organisation, role] = [company(row), title(row)];
    const start = readMonth(started(row));
    const end = readMonth(finished(row));
    if (organisation === "") {
      tally.setAside("incomplete row", row.number);
      continue;
    }
    if (start === undefined || (end === undefined && finished(row) !== "")) {
      tally.setAside("date not understood", row.number);
      continue;
    }
    context.organisations.add(organisationKey(organisation));
    if (end === undefined) context.ownOrganisations.add(organisationKey(organisation));
    const id = linkedinEventId(["OwnAffiliationObserved", organisation, role, `${start.fromMs}`, `${end?.untilMs ?? ""}`]);
    record({
      id, type: "OwnAffiliationObserved", v: 1, atMs: start.fromMs, organisation,
      ...(role === "" ? {} : { role }), ...(end === undefined ? {} : { untilMs: end.untilMs }),
    }, { context, tally, row });
  }
}
