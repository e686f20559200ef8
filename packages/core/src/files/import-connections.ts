/** Connections.csv: everybody the owner is connected with, and since when. */
import { organisationKey } from "../event/person-key.ts";
import type { Table, TableRow } from "./csv-table.ts";
import { dateColumn, linkedinEventId, record, type ImportContext, type OpenTable } from "./import-context.ts";
import type { ConnectionKey } from "./people-index.ts";
import { readConnectedOn } from "./read-date.ts";

/** A row's fields; `key` is what tells who it is. */
interface ConnectionRow {
  readonly key: ConnectionKey;
  readonly position: string;
}

function connectionReader(table: Table): (row: TableRow) => ConnectionRow {
  const [first, last, url] = [table.column("firstname"), table.column("lastname"), table.column("url")];
  const [email, organisation, position] = [table.column("emailaddress"), table.column("company"), table.column("position")];
  return (row) => ({
    key: { name: `${first(row)} ${last(row)}`.trim(), url: url(row), email: email(row), organisation: organisation(row) },
    position: position(row),
  });
}

/** Closed accounts leave a row with nothing but its date. */
const isClosed = ({ key, position }: ConnectionRow): boolean =>
  key.name === "" && key.url === "" && key.email === "" && key.organisation === "" && position === "";

const looksLikeDate = (cell: string): boolean => cell.length <= 40 && /\d/u.test(cell);

/** First pass: which names and addresses there are. */
export function learnConnections(table: Table, { people }: Pick<ImportContext, "people">): void {
  const read = connectionReader(table);
  for (const row of table.rows) {
    const connection = read(row);
    if (!isClosed(connection)) people.learnConnection(connection.key);
  }
}

export function importConnections({ table, tally }: OpenTable, context: ImportContext): void {
  const read = connectionReader(table);
  const dateText = table.column("connectedon");
  const connectedOn = dateColumn(table, "connectedon", { context, read: readConnectedOn });
  for (const row of table.rows) {
    const atMs = connectedOn(row);
    const connection = read(row);
    if (isClosed(connection)) {
      tally.setAside("closed account", row.number);
      continue;
    }
    // Where there is nothing like a date, the cells have slipped or are broken, and none of them can be trusted.
    if (atMs === undefined && !looksLikeDate(dateText(row))) {
      tally.setAside("date not understood", row.number);
      continue;
    }
    const { key, position } = connection;
    const found = context.people.connection(key);
    if (found === undefined) {
      tally.setAside("name not readable", row.number);
      continue;
    }
    const { person, profile } = found;
    const name = context.texts.display(key.name);
    const isKept = context.observed.seeConnection({
      person, url: profile?.url, position, email: key.email, organisation: key.organisation,
      name: name === "" ? (profile?.slug ?? key.email) : name,
    });
    if (!isKept) {
      tally.setAside("too large to keep", row.number);
      continue;
    }
    if (key.organisation !== "") {
      const organisation = organisationKey(key.organisation);
      context.organisations.add(organisation);
      context.organisationByPerson.set(person, organisation);
    }
    // Who it is is known all the same; only since when isn't.
    if (atMs === undefined) tally.setAside("date not understood", row.number);
    else record({ id: linkedinEventId(["ConnectionMade", person, `${atMs}`]), type: "ConnectionMade", v: 1, atMs, person }, { context, tally, row });
  }
}
