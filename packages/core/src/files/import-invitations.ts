/** Invitations.csv: requests of about the last year, both ways, accepted ones among them. */
import type { Table, TableRow } from "./csv-table.ts";
import { cutAt, dateColumn, linkedinEventId, record, type ImportContext, type OpenTable } from "./import-context.ts";
import type { PeopleIndex } from "./people-index.ts";
import { readMoment } from "./read-date.ts";

const noteLengthMax = 300;

/** Both sides of a row: name and address, the address "" before 2023. */
function invitationReader(table: Table) {
  const [from, to, direction] = [table.column("from"), table.column("to"), table.column("direction")];
  const [inviter, invitee] = [table.column("inviterprofileurl"), table.column("inviteeprofileurl")];
  return (row: TableRow) => ({
    inviter: { name: from(row), url: inviter(row) },
    invitee: { name: to(row), url: invitee(row) },
    direction: direction(row).toUpperCase(),
  });
}

/** First pass: which names and addresses there are. */
export function learnInvitations(table: Table, { people }: { readonly people: PeopleIndex }): void {
  const read = invitationReader(table);
  for (const row of table.rows) for (const { name, url } of [read(row).inviter, read(row).invitee]) people.learn(name, url);
}

export function importInvitations({ table, tally }: OpenTable, context: ImportContext): void {
  const read = invitationReader(table);
  const message = table.column("message");
  const sentAt = dateColumn(table, "sentat", { context, read: readMoment });
  for (const row of table.rows) {
    const atMs = sentAt(row);
    if (atMs === undefined) {
      tally.setAside("date not understood", row.number);
      continue;
    }
    const { inviter, invitee, direction: told } = read(row);
    // Without the column, the side that isn't the owner is the other one.
    const isOut = told === "OUTGOING" || (told !== "INCOMING" && context.people.mention(inviter.name, inviter.url, context.own).kind === "me");
    const other = isOut ? invitee : inviter;
    const mention = context.people.mention(other.name, other.url, context.own);
    if (mention.kind !== "person") {
      tally.setAside(mention.kind === "closed" ? "closed account" : "nobody recognised", row.number);
      continue;
    }
    const { person } = mention;
    if (!context.observed.seeElsewhere(mention)) {
      tally.setAside("too large to keep", row.number);
      continue;
    }
    const direction = isOut ? "out" : "in";
    const note = cutAt(message(row), noteLengthMax);
    const id = linkedinEventId(["InvitationRecorded", direction, person, `${atMs}`, note]);
    record({ id, type: "InvitationRecorded", v: 1, atMs, person, direction, ...(note === "" ? {} : { note }) }, { context, tally, row });
  }
}
