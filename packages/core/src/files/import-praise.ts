/** Endorsements, recommendations and the owner's own notes: small files, each row one fact about one person. */
import type { Table, TableRow } from "./csv-table.ts";
import { dateColumn, linkedinEventId, record, type ImportContext, type OpenTable } from "./import-context.ts";
import type { PeopleIndex } from "./people-index.ts";
import { readMoment } from "./read-date.ts";

/** `in`: somebody praised the owner; `out`: the owner praised somebody. */
type PraiseDirection = "in" | "out";

function endorsementReader(table: Table, direction: PraiseDirection) {
  const who = direction === "in" ? "endorser" : "endorsee";
  const [first, last, url] = [table.column(`${who}firstname`), table.column(`${who}lastname`), table.column(`${who}publicurl`)];
  return (row: TableRow) => ({ name: `${first(row)} ${last(row)}`.trim(), url: url(row) });
}

/** First pass: which names and addresses there are. */
export function learnEndorsements(table: Table, people: PeopleIndex): void {
  const read = endorsementReader(table, table.kind === "endorsementsReceived" ? "in" : "out");
  for (const row of table.rows) people.learn(read(row).name, read(row).url);
}

export function importEndorsements({ table, tally }: OpenTable, context: ImportContext): void {
  const direction: PraiseDirection = table.kind === "endorsementsReceived" ? "in" : "out";
  const read = endorsementReader(table, direction);
  const [skillName, status] = [table.column("skillname"), table.column("endorsementstatus")];
  const endorsedAt = dateColumn(table, "endorsementdate", { context, read: readMoment });
  for (const row of table.rows) {
    const atMs = endorsedAt(row);
    const { name, url } = read(row);
    const mention = context.people.mention(name, url, context.own);
    if (status(row).toUpperCase() !== "ACCEPTED") tally.setAside("not accepted", row.number);
    else if (atMs === undefined) tally.setAside("date not understood", row.number);
    else if (mention.kind !== "person") tally.setAside(mention.kind === "closed" ? "closed account" : "nobody recognised", row.number);
    else if (!context.observed.seeElsewhere(mention)) tally.setAside("too large to keep", row.number);
    else {
      const { person } = mention;
      const skill = skillName(row);
      const id = linkedinEventId(["EndorsementRecorded", direction, person, skill, `${atMs}`]);
      record({ id, type: "EndorsementRecorded", v: 1, atMs, person, direction, skill }, { context, tally, row });
    }
  }
}

/** No address stands here, so the name has to fit one person, or one at the organisation given. */
export function importRecommendations({ table, tally }: OpenTable, context: ImportContext): void {
  const direction: PraiseDirection = table.kind === "recommendationsReceived" ? "in" : "out";
  const [first, last, company] = [table.column("firstname"), table.column("lastname"), table.column("company")];
  const createdAt = dateColumn(table, "creationdate", { context, read: readMoment });
  for (const row of table.rows) {
    const atMs = createdAt(row);
    const person = context.people.byNameAt(`${first(row)} ${last(row)}`, company(row));
    if (atMs === undefined) tally.setAside("date not understood", row.number);
    else if (person === undefined) tally.setAside("nobody recognised", row.number);
    else {
      const id = linkedinEventId(["RecommendationRecorded", direction, person, `${atMs}`]);
      record({ id, type: "RecommendationRecorded", v: 1, atMs, person, direction }, { context, tally, row });
    }
  }
}

function noteReader(table: Table) {
  const [first, last, url] = [table.column("connectionfirstname"), table.column("connectionlastname"), table.column("connectionprofileurl")];
  return (row: TableRow) => ({ name: `${first(row)} ${last(row)}`.trim(), url: url(row) });
}

/** First pass: which names and addresses there are. */
export function learnNotes(table: Table, people: PeopleIndex): void {
  const read = noteReader(table);
  for (const row of table.rows) people.learn(read(row).name, read(row).url);
}

/** A note is as of its last edit. */
export function importNotes({ table, tally }: OpenTable, context: ImportContext): void {
  const read = noteReader(table);
  const noteText = table.column("note");
  const createdAt = dateColumn(table, "createdon", { context, read: readMoment });
  const editedAt = dateColumn(table, "editedon", { context, read: readMoment });
  for (const row of table.rows) {
    const atMs = editedAt(row) ?? createdAt(row);
    const text = noteText(row);
    const { name, url } = read(row);
    const mention = context.people.mention(name, url, context.own);
    if (text === "") tally.setAside("incomplete row", row.number);
    else if (atMs === undefined) tally.setAside("date not understood", row.number);
    else if (mention.kind !== "person") tally.setAside("nobody recognised", row.number);
    else if (!context.observed.seeElsewhere(mention)) tally.setAside("too large to keep", row.number);
    else {
      const { person } = mention;
      const id = linkedinEventId(["NoteRecorded", person, `${atMs}`, text]);
      record({ id, type: "NoteRecorded", v: 1, atMs, person, text }, { context, tally, row });
    }
  }
}
