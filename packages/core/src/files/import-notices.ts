/** What the report tells the user in sentences. Files, rows and reasons only; never a name, text or address of anybody. */
import type { FileKind } from "./file-kinds.ts";
import type { SourceFiles } from "./source-files.ts";
import type { Tally } from "./tally.ts";

/** Everything there may be something to say about; the lists hold file names. */
export interface NoticeGrounds extends Omit<SourceFiles, "readable"> {
  readonly kinds: ReadonlySet<FileKind>;
  readonly tallies: readonly Tally[];
  readonly headerless: readonly string[];
  readonly unrecognised: readonly string[];
  readonly guessedEncoding: readonly string[];
  readonly unclosedQuotes: readonly { readonly name: string; readonly row: number }[];
  readonly ownIsKnown: boolean;
  /** People whose known profile and new one together are too large. */
  readonly unkeptProfiles: number;
}

/** Most urgent first: what is missing, what was lost, what was left out on purpose. */
export function importNotices(grounds: NoticeGrounds): readonly string[] {
  const { kinds, damaged, headerless } = grounds;
  const notices: string[] = [];
  const hasNetwork = kinds.has("connections") || kinds.has("messages") || kinds.has("invitations");
  if (!hasNetwork && (kinds.has("profile") || kinds.has("positions"))) {
    notices.push("This is only the first part of the archive, the profile. LinkedIn's second mail, up to two days later, brings connections and messages: import that zip, too.");
  } else if (kinds.has("connections") && !kinds.has("messages")) {
    notices.push("There was no messages.csv, so Kith can't see who you are in touch with. Ask LinkedIn for the larger archive, or choose messages.csv.");
  } else if (kinds.has("messages") && !kinds.has("connections")) {
    notices.push("There was no Connections.csv, so Kith doesn't know who you are connected with and where they work. Choose that file, too.");
  }
  if (kinds.has("messages") && !grounds.ownIsKnown) {
    notices.push("Kith couldn't tell which of the people in the messages is you. Choose Profile.csv or Invitations.csv, too.");
  }
  for (const name of damaged) notices.push(`${name} is damaged in the zip and was left out. Download the archive again to get it.`);
  for (const name of headerless) notices.push(`${name} has no header row that Kith knows, so nothing in it was read. Choose the file as LinkedIn sent it.`);
  for (const { name, row } of grounds.unclosedQuotes) notices.push(`${name}: a quotation mark in row ${row} never closes, so what follows it came out as one cell. Download the archive again to get it whole.`);
  for (const name of grounds.guessedEncoding) notices.push(`${name} isn't in UTF-8, as after saving it in Excel; letters beyond Western European ones may be lost. Choose the file as LinkedIn sent it.`);
  if (grounds.unkeptProfiles > 0) notices.push(`The profiles of ${grounds.unkeptProfiles} people have grown too large to keep; what Kith knew of them stays.`);
  for (const tally of grounds.tallies) notices.push(...tally.notices());
  pushList(notices, "These files were not read by design, because they hold nothing about your relationships that Kith should know", grounds.unreadByDesign);
  pushList(notices, "These files were not read, because Kith has no use for them so far", grounds.unreadSoFar);
  pushList(notices, "These files were not read, because Kith doesn't know them", [...grounds.unknown, ...grounds.unrecognised]);
  return notices;
}

const listedMax = 40;

function pushList(notices: string[], sentence: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const more = names.length > listedMax ? ` and ${names.length - listedMax} more` : "";
  notices.push(`${sentence}: ${names.slice(0, listedMax).toSorted().join(", ")}${more}.`);
}
