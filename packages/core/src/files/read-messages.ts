/** The rows of messages.csv of every year, with who wrote and who was written to (import-formats, 1.5 and 1.7). */
import type { Table, TableRow } from "./csv-table.ts";
import { dateColumn, type ImportContext, type OpenTable } from "./import-context.ts";
import { isClosedName, type TextCache } from "./linkedin-profile.ts";
import type { Mention, PeopleIndex } from "./people-index.ts";
import { readMoment } from "./read-date.ts";
import { pairRecipients, splitKnownNames } from "./split-recipients.ts";
import type { Tally } from "./tally.ts";

export interface Message {
  readonly row: TableRow;
  readonly tally: Tally;
  /** The conversation's id; "" in 2018, which had none. */
  readonly thread: string;
  readonly sender: Mention;
  /** Everybody in the row, the sender first. */
  readonly mentions: readonly Mention[];
  /** Undefined where the date isn't understood. */
  readonly atMs: number | undefined;
  readonly content: string;
  readonly isDraft: boolean;
  readonly isSpam: boolean;
  readonly isSponsored: boolean;
}

const campaignMark = '<p class="spinmail-quill-editor__spin-break">';

/** First pass: which names and addresses there are. Recipients count only where every name has its address. */
export function learnMessages(table: Table, { people, texts }: { readonly people: PeopleIndex; readonly texts: TextCache }): void {
  const [from, sender] = [table.column("from"), table.column("senderprofileurl")];
  const [to, urls] = [table.column("to"), table.column("recipientprofileurls")];
  const seen = new Set<string>();
  for (const row of table.rows) {
    const pair = `${from(row)}\n${sender(row)}`;
    if (!seen.has(pair)) people.learn(from(row), sender(row));
    seen.add(pair);
    const cells = `${to(row)}\n${urls(row)}`;
    if (seen.has(cells)) continue;
    seen.add(cells);
    for (const { name, url } of pairRecipients(to(row), urls(row), texts)) if (name !== "" && url !== "") people.learn(name, url);
  }
}

/** Second pass. */
export function readMessages({ table, tally }: OpenTable, context: ImportContext): readonly Message[] {
  const [thread, title, folder] = [table.column("conversationid"), table.column("conversationtitle"), table.column("folder")];
  const [from, sender, content] = [table.column("from"), table.column("senderprofileurl"), table.column("content")];
  const [messageDraft, conversationDraft] = [table.column("ismessagedraft"), table.column("isconversationdraft")];
  const date = dateColumn(table, "date", { context, read: readMoment });
  const recipients = recipientReader(table, context);
  const [hasThreads, hasUrls] = [table.has("conversationid"), table.has("senderprofileurl")];
  return table.rows.map((row) => {
    const hasNoAddress = hasUrls && sender(row) === "";
    const writer = context.people.mention(from(row), sender(row), context.own);
    return {
      row, tally, thread: thread(row), atMs: date(row), content: content(row), sender: writer, mentions: [writer, ...recipients(row)],
      // Where the export has no draft column, a draft still shows by having no conversation.
      isDraft: isYes(messageDraft(row)) || isYes(conversationDraft(row)) || (hasThreads && thread(row) === ""),
      isSpam: folder(row).toUpperCase() === "SPAM",
      isSponsored: content(row).startsWith(campaignMark) || (hasNoAddress && title(row) === "Sponsored Conversation"),
    };
  });
}

const isYes = (cell: string): boolean => /^(?:yes|true)$/iu.test(cell);

/** Who a row was sent to; rows of one conversation repeat the same cells, so each distinct pair is worked out once. */
function recipientReader(table: Table, context: ImportContext): (row: TableRow) => readonly Mention[] {
  const [to, urls] = [table.column("to"), table.column("recipientprofileurls")];
  const hasUrls = table.has("recipientprofileurls");
  const known = new Map<string, readonly Mention[]>();
  return (row) => {
    const key = `${to(row)}\n${urls(row)}`;
    const cached = known.get(key);
    if (cached !== undefined) return cached;
    const mentions = hasUrls
      ? pairRecipients(to(row), urls(row), context.texts).map(({ name, url }) => context.people.mention(name, url, context.own))
      : mentionsByName(to(row), context);
    known.set(key, mentions);
    return mentions;
  };
}

function mentionsByName(cell: string, { people, own, texts }: ImportContext): readonly Mention[] {
  const knows = (name: string): boolean => people.knows(name) || texts.fold(name) === own.foldedName || isClosedName(texts.fold(name));
  return splitKnownNames(cell, knows).map(({ name, isSure }): Mention =>
    isSure ? people.mention(name, "", own) : { kind: "unclear", foldedName: texts.fold(name) });
}
