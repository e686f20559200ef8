/**
 * The whole log as one readable file, and back: JSON Lines in UTF-8 (docs/export.md). The first line says
 * what it is, then a line per device, entry and notebook, and a last line that counts them, so that a
 * file cut short is noticed.
 */
import { bytesToUtf8, utf8ToBytes } from "../prelude/bytes.ts";
import type { RawEntry } from "../event/entry.ts";
import { whyUnreadable } from "../event/readable.ts";
import { isHlc, isRecording, ticksPerMs } from "../event/recording.ts";
import { isId, type PersonId } from "../prelude/id.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { dayMs } from "../prelude/time.ts";

/** A person's notebook: its text for people to read, its document (base64url) for devices to merge. */
export interface ExportedNotebook {
  readonly person: PersonId;
  readonly text: string;
  readonly document: string;
}

export interface LogExport {
  readonly exportedAtMs: number;
  /** Who recorded, by device id: so that a history keeps its names. */
  readonly devices: readonly { readonly id: string; readonly name: string }[];
  /** In the log's order, events as they were written, those of a newer build among them. */
  readonly entries: readonly RawEntry[];
  readonly notebooks: readonly ExportedNotebook[];
}

/** What a file gave: all that could be read, and a sentence for each thing that couldn't. */
export interface ReadExport {
  readonly content: LogExport;
  readonly notices: readonly string[];
}

const version = 1;
/** More sentences than this help nobody. */
const noticesMax = 20;

export function encodeExport({ exportedAtMs, devices, entries, notebooks }: LogExport): Uint8Array {
  const lines = [
    { kith: "export", v: version, exportedAtMs },
    ...devices.map(({ id, name }) => ({ device: id, name })),
    ...entries,
    ...notebooks.map(({ person, text, document }) => ({ notebook: person, text, document })),
    { end: true, entries: entries.length, notebooks: notebooks.length },
  ];
  return utf8ToBytes(`${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
}

/** True where `bytes` begin like an export: tells it from an archive of a network. */
export const isExport = (bytes: Uint8Array): boolean => bytesToUtf8(bytes.subarray(0, 200)).trimStart().startsWith(`{"kith":"export"`);

/** Reads an export line by line. Error: it isn't one, or it is of a newer Kith; the message says the way out. */
export function decodeExport(bytes: Uint8Array): Result<ReadExport, string> {
  const [first = "", ...rest] = bytesToUtf8(bytes).replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const head = parseLine(first);
  if (head?.["kith"] !== "export") return err("This file isn't an export of Kith: its first line doesn't say so. Choose the .jsonl file that Kith saved.");
  if (head["v"] !== version) return err(`This export was made by a newer Kith (format ${String(head["v"])}). Update Kith, then try again.`);
  const read = { devices: [] as { id: string; name: string }[], entries: [] as RawEntry[], notebooks: [] as ExportedNotebook[] };
  const notices: string[] = [];
  let end: Fields | undefined;
  for (const [index, text] of rest.entries()) {
    if (text.trim() === "") continue;
    const line = parseLine(text);
    if (line?.["end"] === true) end = line;
    else {
      const why = line ? takeLine(line, read) : "can't be read";
      if (why !== undefined) notices.push(`Line ${index + 2} ${why} and was left out.`);
    }
  }
  if (!end) notices.push("The file ends early: its last line is missing. Everything up to there was read.");
  else if (end["entries"] !== read.entries.length || end["notebooks"] !== read.notebooks.length) notices.push(`The file says it holds ${String(end["entries"])} entries and ${String(end["notebooks"])} notebooks; ${read.entries.length} and ${read.notebooks.length} were found.`);
  const exportedAtMs = typeof head["exportedAtMs"] === "number" ? head["exportedAtMs"] : 0;
  const shown = notices.length <= noticesMax ? notices : [...notices.slice(0, noticesMax), `And ${notices.length - noticesMax} more.`];
  return ok({ content: { exportedAtMs, ...read }, notices: shown });
}

type Fields = Readonly<Record<string, unknown>>;

function parseLine(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** A clock so late would leave none for what is recorded after it: 400 days of it before the year 2200. */
const clockRoom = 400 * dayMs * ticksPerMs;

/** Takes a line in, or tells why it isn't: a log that took what can't be read would hold it for ever. */
function takeLine(line: Fields, into: { readonly devices: { id: string; name: string }[]; readonly entries: RawEntry[]; readonly notebooks: ExportedNotebook[] }): string | undefined {
  const { device, name, notebook, text, document, hlc, event } = line;
  if (isId(notebook) && typeof text === "string" && typeof document === "string") {
    into.notebooks.push({ person: notebook as PersonId, text, document });
    return undefined;
  }
  if (isId(device) && typeof name === "string") {
    into.devices.push({ id: device, name });
    return undefined;
  }
  if (!isRecording(line) || event === undefined) return "can't be read";
  if (!isHlc((hlc as number) + clockRoom)) return "was recorded under a clock beyond the year 2198";
  const why = whyUnreadable(event);
  if (why) return `holds an event that can't be read (${why.detail})`;
  into.entries.push(line as Fields & RawEntry);
  return undefined;
}
