/** The files to read, out of whatever was handed over: zips, a zip in a zip, a re-zipped folder, single CSV files. */
import { ok, type Result } from "../prelude/result.ts";
import { fileNamedAs } from "./file-kinds.ts";
import { importFailure, type ImportFailure } from "./import-failure.ts";
import { listZip, looksLikeZip, type ZipEntry } from "./zip-directory.ts";
import { unpackBudget, unpackEntry, type UnpackBudget } from "./zip-unpack.ts";

/** One file as handed over: a zip or a CSV. `name` may hold a folder path. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SourceFiles {
  /** Those worth a look: known files Kith reads, and CSV files it doesn't know. */
  readonly readable: readonly ImportedFile[];
  /** Names of files never unpacked, by why. */
  readonly unreadByDesign: readonly string[];
  readonly unreadSoFar: readonly string[];
  readonly unknown: readonly string[];
  /** Names of files a zip holds damaged. */
  readonly damaged: readonly string[];
}

type Collected = { -readonly [Key in keyof SourceFiles]: SourceFiles[Key] extends readonly (infer Item)[] ? Item[] : never };

/** Opens everything handed over. Fails where one of the files can't or mustn't be opened at all. */
export function openSourceFiles(files: readonly ImportedFile[]): Result<SourceFiles, ImportFailure> {
  const collected: Collected = { readable: [], unreadByDesign: [], unreadSoFar: [], unknown: [], damaged: [] };
  const budget = unpackBudget();
  for (const file of files) {
    if (isHidden(file.name)) continue;
    if (looksLikeZip(file.bytes)) {
      const failure = openZip(file, { collected, budget, nested: false });
      if (failure !== undefined) return { ok: false, error: failure };
    } else if (isTable(file.name)) {
      sort(file.name, collected, () => file.bytes);
    } else if (files.length === 1) {
      return { ok: false, error: importFailure.notAZip(baseName(file.name)) };
    } else {
      collected.unknown.push(baseName(file.name));
    }
  }
  return ok(collected);
}

/** The last part of a path, whichever slash it was written with. */
export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

const isTable = (path: string): boolean => /\.(?:csv|tsv)$/iu.test(path);
const isHidden = (path: string): boolean => path.split("/").some((part) => part === "__MACOSX" || /^\.[^.]/u.test(part));

interface Opening {
  readonly collected: Collected;
  readonly budget: UnpackBudget;
  readonly nested: boolean;
}

function openZip(file: ImportedFile, opening: Opening): ImportFailure | undefined {
  const listed = listZip(file.bytes, baseName(file.name));
  if (!listed.ok) return listed.error;
  const entries = listed.value.filter((entry) => !isHidden(entry.name));
  const folder = commonFolder(entries);
  for (const entry of entries) {
    const name = entry.name.slice(folder.length);
    const isZip = name.toLowerCase().endsWith(".zip");
    if (!isTable(name) && (!isZip || opening.nested)) {
      // Articles and the like: LinkedIn's own, but nothing in them is about people.
      (/\.html?$/iu.test(name) ? opening.collected.unreadSoFar : opening.collected.unknown).push(name);
      continue;
    }
    const failure = takeEntry({ ...entry, name }, file, opening);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function takeEntry(entry: ZipEntry, zip: ImportedFile, opening: Opening): ImportFailure | undefined {
  const { collected, budget } = opening;
  let tooLarge = false;
  const bytesOf = (): Uint8Array | undefined => {
    const unpacked = unpackEntry(entry, budget);
    if (unpacked.ok) return unpacked.value;
    tooLarge = unpacked.error === "tooLarge";
    collected.damaged.push(entry.name);
    return undefined;
  };
  if (isTable(entry.name)) {
    sort(entry.name, collected, bytesOf);
  } else {
    const bytes = bytesOf();
    if (bytes !== undefined && looksLikeZip(bytes)) return openZip({ name: entry.name, bytes }, { ...opening, nested: true });
  }
  return tooLarge ? importFailure.tooLarge(baseName(zip.name)) : undefined;
}

/** Puts a table where its name says; only those to be read are unpacked. */
function sort(name: string, collected: Collected, bytesOf: () => Uint8Array | undefined): void {
  const namedAs = fileNamedAs(name);
  if (namedAs === "unreadByDesign" || namedAs === "unreadSoFar") {
    collected[namedAs].push(name);
    return;
  }
  const bytes = bytesOf();
  if (bytes !== undefined) collected.readable.push({ name, bytes });
}

/** The folder around everything, with its slash, where a user zipped the unpacked archive again; else "". */
function commonFolder(entries: readonly ZipEntry[]): string {
  const first = entries[0]?.name ?? "";
  const folder = first.slice(0, first.indexOf("/") + 1);
  return folder !== "" && entries.every((entry) => entry.name.startsWith(folder)) ? folder : "";
}
