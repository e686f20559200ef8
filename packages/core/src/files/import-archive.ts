/** From the files of a LinkedIn archive to events: what an import reads, and what it says about it. */
import type { ImportedFileSummary, KithEvent } from "../event/event.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { dayMs } from "../prelude/time.ts";
import { readTable } from "./csv-table.ts";
import { fileNamedAs, type FileKind } from "./file-kinds.ts";
import { importConnections, learnConnections } from "./import-connections.ts";
import { createImportContext, type ImportContext, type OpenTable } from "./import-context.ts";
import { importFailure, type ImportFailure } from "./import-failure.ts";
import { importInvitations, learnInvitations } from "./import-invitations.ts";
import { importMessages } from "./import-messages.ts";
import { importNotices } from "./import-notices.ts";
import { importPositions, importProfile, profileName } from "./import-own.ts";
import { importEndorsements, importNotes, importRecommendations, learnEndorsements, learnNotes } from "./import-praise.ts";
import { createTextCache } from "./linkedin-profile.ts";
import type { KnownPeople } from "./observed-people.ts";
import { findOwnIdentity } from "./own-identity.ts";
import { PeopleIndex } from "./people-index.ts";
import { learnMessages } from "./read-messages.ts";
import { baseName, openSourceFiles, type ImportedFile } from "./source-files.ts";
import { createTally } from "./tally.ts";
import { decodeText } from "./text-decoding.ts";

export type { KnownPeople, LastObservation } from "./observed-people.ts";
export type { ImportedFile } from "./source-files.ts";

/** Bytes of text read, over all files: half of a file's count once it is parsed, half once it is understood. */
export interface ImportProgress {
  readonly file: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface ImportOptions {
  /** When the import runs, ms UTC: no date more than a day later is taken for the archive's own. Absent: any may be. */
  readonly nowMs?: number;
  readonly known: KnownPeople;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportReport {
  readonly files: readonly ImportedFileSummary[];
  /** Distinct people seen, closed accounts not counted. */
  readonly people: number;
  /** Messages that became interactions. */
  readonly interactions: number;
  readonly closedAccounts: number;
  /** Sentences for the user: what was left out and why. They name files and rows, never people. */
  readonly notices: readonly string[];
}

export interface ImportedArchive {
  readonly events: readonly KithEvent[];
  readonly report: ImportReport;
  /** The latest date in the archive, ms UTC; never after the export, and so not after the import. 0 where nothing in it is dated. */
  readonly snapshotAtMs: number;
  readonly archiveName: string;
}

export type ImportOutcome = Result<ImportedArchive, ImportFailure>;

/** A file of a kind Kith reads: open, or with no header to read it by. */
interface KnownFile extends OpenTable {
  readonly name: string;
  readonly byteLength: number;
}

/**
 * Reads zips and single CSV files of one archive into facts. Pure and synchronous: the same files
 * give the same events with the same ids. Fails only where nothing can be read at all; a damaged
 * file or row is set aside with a notice.
 */
export function importArchive(files: readonly ImportedFile[], options: ImportOptions): ImportOutcome {
  const [first] = files;
  if (first === undefined) return err(importFailure.empty());
  const archiveName = baseName(first.name);
  const sources = openSourceFiles(files);
  if (!sources.ok) return sources;

  const progress = progressOf(sources.value.readable, options);
  const opened = openTables(sources.value.readable, progress);
  if (opened.tables.length === 0 && opened.headerless.length === 0) {
    const { damaged, unreadByDesign, unreadSoFar } = sources.value;
    if (damaged.length + unreadByDesign.length + unreadSoFar.length === 0) return err(importFailure.notAnArchive(archiveName));
  }

  const context = learn(opened.tables, options);
  readAll(opened.tables, context, progress);
  const tallies = [...opened.tables.map(({ tally }) => tally), ...opened.headerless.map(createTally)];
  const { latestMs: snapshotAtMs = 0, observed } = context;
  const events = [...observed.events(options.known, snapshotAtMs), ...context.events];
  const report: ImportReport = {
    files: tallies.map((tally) => tally.summary()),
    people: observed.count,
    interactions: events.filter(({ type }) => type === "InteractionRecorded").length,
    closedAccounts: opened.tables.filter(({ table }) => table.kind === "connections").reduce((sum, { tally }) => sum + tally.count("closed account"), 0),
    notices: importNotices({ ...sources.value, ...opened, tallies, unkeptProfiles: observed.unkept, kinds: new Set(opened.tables.map(({ table }) => table.kind)), ownIsKnown: context.own.foldedName !== "" || context.own.people.size > 0 }),
  };
  return ok({ events, report, snapshotAtMs, archiveName });
}

/** What came of opening the readable files; the lists hold names. */
interface OpenedTables {
  readonly tables: readonly KnownFile[];
  /** Named as a file Kith reads, but without its header. */
  readonly headerless: readonly string[];
  readonly unrecognised: readonly string[];
  /** Neither UTF-8 nor UTF-16. */
  readonly guessedEncoding: readonly string[];
  readonly unclosedQuotes: readonly { readonly name: string; readonly row: number }[];
}

function openTables(files: readonly ImportedFile[], progress: Progress): OpenedTables {
  const tables: KnownFile[] = [];
  const [headerless, unrecognised, guessedEncoding]: [string[], string[], string[]] = [[], [], []];
  const unclosedQuotes: { name: string; row: number }[] = [];
  for (const { name, bytes } of files) {
    const namedAs = fileNamedAs(name);
    const expected = namedAs === "unknown" || namedAs === "unreadByDesign" || namedAs === "unreadSoFar" ? undefined : namedAs;
    const { text, guessed } = decodeText(bytes);
    const table = readTable(text, expected);
    progress.advance(name, bytes.length / 2);
    if (table === undefined) {
      (expected === undefined ? unrecognised : headerless).push(name);
      continue;
    }
    if (guessed) guessedEncoding.push(name);
    if (table.unclosedQuoteRow !== undefined) unclosedQuotes.push({ name, row: table.unclosedQuoteRow });
    tables.push({ name, byteLength: bytes.length, table, tally: createTally(name) });
  }
  return { tables, headerless, unrecognised, guessedEncoding, unclosedQuotes };
}

/** First pass over everything: names and addresses, and who the owner is. */
function learn(files: readonly KnownFile[], { nowMs = Number.POSITIVE_INFINITY }: ImportOptions): ImportContext {
  const texts = createTextCache();
  const people = new PeopleIndex(texts);
  const tablesOf = (...kinds: FileKind[]) => files.map(({ table }) => table).filter(({ kind }) => kinds.includes(kind));
  for (const table of tablesOf("connections")) learnConnections(table, { people });
  for (const table of tablesOf("invitations")) learnInvitations(table, { people });
  for (const table of tablesOf("endorsementsReceived", "endorsementsGiven")) learnEndorsements(table, people);
  for (const table of tablesOf("notes")) learnNotes(table, people);
  for (const table of tablesOf("messages")) learnMessages(table, { people, texts });
  const own = findOwnIdentity({
    profileName: tablesOf("profile").map(profileName).find((name) => name !== "") ?? "",
    invitations: tablesOf("invitations"),
    messages: tablesOf("messages"),
  }, texts);
  return createImportContext({ texts, people, own, latestMsMax: nowMs + dayMs });
}

/** Second pass. Connections and positions come first because messages are read against their organisations; the profile last, for its date. */
function readAll(files: readonly KnownFile[], context: ImportContext, progress: Progress): void {
  const each = (kinds: readonly FileKind[], read: (open: OpenTable, context: ImportContext) => void): void => {
    for (const file of files) {
      if (!kinds.includes(file.table.kind)) continue;
      read(file, context);
      progress.advance(file.name, file.byteLength / 2);
    }
  };
  each(["connections"], importConnections);
  each(["positions"], importPositions);
  each(["invitations"], importInvitations);
  each(["endorsementsReceived", "endorsementsGiven"], importEndorsements);
  each(["recommendationsReceived", "recommendationsGiven"], importRecommendations);
  each(["notes"], importNotes);
  const messageFiles = files.filter(({ table }) => table.kind === "messages");
  const messageBytes = messageFiles.reduce((sum, { byteLength }) => sum + byteLength / 2, 0);
  importMessages(messageFiles, context, (share) => progress.show(messageFiles[0]?.name ?? "", messageBytes * share));
  for (const { name, byteLength } of messageFiles) progress.advance(name, byteLength / 2);
  each(["profile"], importProfile);
}

interface Progress {
  advance(file: string, bytes: number): void;
  /** Shows bytes beyond those done without adding them. */
  show(file: string, bytesMore: number): void;
}

function progressOf(files: readonly ImportedFile[], { onProgress }: ImportOptions): Progress {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let done = 0;
  const show = (file: string, bytesMore: number): void => onProgress?.({ file, doneBytes: Math.round(done + bytesMore), totalBytes });
  return {
    show,
    advance: (file, bytes) => {
      done += bytes;
      show(file, 0);
    },
  };
}
