/** The made people and messages as the CSV files of a 2026 export, quirks included. */
import { connectedOn, messageDate, sentAt } from "./dates.ts";
import { nameOf, urlOf, type MadePerson } from "./people.ts";
import type { MadeMessage } from "./talk.ts";

export interface MadeOwner {
  readonly name: string;
  readonly url: string;
}

export interface MadeInvitation {
  readonly person: MadePerson;
  readonly direction: "INCOMING" | "OUTGOING";
  readonly atMs: number;
  readonly note: string;
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const plain = (cell: string): string => (/[",\n]/u.test(cell) ? quoted(cell) : cell);
const lines = (rows: readonly (readonly string[])[], write: (cell: string) => string): string => rows.map((row) => row.map(write).join(",")).join("\n");

const preamble = 'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n';
/** Connections encodes addresses; the other files don't. */
const encodedUrl = (slug: string): string => urlOf(encodeURIComponent(slug));

/** Closed accounts leave a row with nothing but a date. Newest first, no final line end. */
export function connectionsFile(people: readonly MadePerson[], closedMs: readonly number[]): string {
  const rows = people.map(({ first, last, slug, organisation, position, connectedMs = 0 }) =>
    ({ atMs: connectedMs, cells: [first, last, encodedUrl(slug), "", organisation, position, connectedOn(connectedMs)] }));
  for (const atMs of closedMs) rows.push({ atMs, cells: ["", "", "", "", "", "", connectedOn(atMs)] });
  const header = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"];
  return preamble + lines([header, ...rows.toSorted((a, b) => b.atMs - a.atMs).map(({ cells }) => cells)], plain);
}

/** Every cell quoted. `extraRows` are written as they are, at the end. */
export function messagesFile(messages: readonly MadeMessage[], owner: MadeOwner, extraRows: readonly (readonly string[])[]): string {
  const header = ["CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS"];
  const rows = messages.map(({ thread, others, from, atMs, text }) => {
    const to = others.filter((person) => person !== from).map((person) => ({ name: nameOf(person).trim(), url: urlOf(person.slug) }));
    if (from !== undefined) to.unshift(owner);
    const sender = from === undefined ? owner : { name: nameOf(from).trim(), url: urlOf(from.slug) };
    return [thread, "", sender.name, sender.url, to.map(({ name }) => name).join(","), to.map(({ url }) => url).join(","), messageDate(atMs), "", text, "INBOX", ""];
  });
  return `${lines([header, ...rows, ...extraRows], quoted)}\n`;
}

/** A campaign: no address, HTML, a placeholder nobody filled in. */
export const sponsoredRow = (thread: string, atMs: number, owner: MadeOwner): readonly string[] => [
  thread, "Sponsored Conversation", "LinkedIn Member", "", owner.name, owner.url, messageDate(atMs), "",
  '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p>', "INBOX", "",
];

/** Somebody who has closed their account since. */
export const closedRow = (thread: string, atMs: number, owner: MadeOwner): readonly string[] =>
  [thread, "", "LinkedIn Member", "", owner.name, owner.url, messageDate(atMs), "", "Long time no see", "INBOX", ""];

export function invitationsFile(invitations: readonly MadeInvitation[], owner: MadeOwner): string {
  const header = ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"];
  const rows = invitations.map(({ person, direction, atMs, note }) => {
    const other = { name: nameOf(person), url: urlOf(person.slug) };
    const [from, to] = direction === "OUTGOING" ? [owner, other] : [other, owner];
    return [from.name, to.name, sentAt(atMs), note, direction, from.url, to.url];
  });
  return `${lines([header, ...rows], plain)}\n`;
}

export const profileFile = (first: string, last: string): string =>
  `${lines([["First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary"], [first, last, "", "", "Mar 3", "Calm supply chains", ""]], plain)}\n`;

export const positionsFile = (): string =>
  `${lines([["Company Name", "Title", "Description", "Location", "Started On", "Finished On"], ["Copperline Systems", "Head of Forecasting", "", "", "Feb 2021", ""], ["Brightwater Labs", "Engineer", "", "", "Mar 2017", "Jan 2021"]], plain)}\n`;
