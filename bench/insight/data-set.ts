/** Reads the files of a data set. A row that can't be used is named on stderr and left out; the rest is used. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export const dayMs = 86_400_000;
const complaintsMax = 3;

/** Rows of a CSV of numbers and plain ids (no quotes), by the names in its first line; undefined where there is no such file. */
export function readTable(folder: string, file: string, columns: readonly string[]): readonly Readonly<Record<string, string>>[] | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  const [head = "", ...lines] = readFileSync(path, "utf8").replace(/^\uFEFF/u, "").trim().split(/\r?\n/u);
  const names = head.split(",").map((name) => name.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    complain(path, 1, `no column ${missing.join(", ")}; the file is left out`);
    return undefined;
  }
  let complaints = 0;
  const rows = lines.flatMap((line, index) => {
    const cells = line.split(",").map((cell) => cell.trim());
    const row = Object.fromEntries(names.map((name, column) => [name, cells[column] ?? ""]));
    const empty = columns.find((column) => row[column] === "");
    if (empty === undefined) return [row];
    complaints += 1;
    if (complaints <= complaintsMax) complain(path, index + 2, `${empty} is empty; the row is left out`);
    return [];
  });
  if (complaints > complaintsMax) complain(path, undefined, `${complaints} rows are left out in all`);
  return rows;
}

const complain = (path: string, row: number | undefined, why: string): void => {
  process.stderr.write(`${basename(dirname(path))}/${basename(path)}${row === undefined ? "" : `, row ${row}`}: ${why}.\n`);
};

/** One contact, at ms since the set began. */
export interface Contact { readonly source: string; readonly target: string; readonly atMs: number }

/** The contacts of two people, ascending. */
export interface Pair { readonly a: string; readonly b: string; readonly timesMs: readonly number[] }

export interface DataSet {
  readonly name: string;
  readonly folder: string;
  /** In the order of their moment. */
  readonly contacts: readonly Contact[];
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly spanMs: number;
  /** Where the set is made of address books ("owner>person"): the last moment each owner was heard of. `a` of a pair is the owner. */
  readonly lastHeardMs: ReadonlyMap<string, number> | undefined;
}

/** One key for a pair, whichever comes first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

/** The contacts of a set; undefined where it has none. A column `timestamp` or `seconds` holds the moment, in seconds. */
export function readDataSet(folder: string): DataSet | undefined {
  const rows = readTable(folder, "events.csv", ["source", "target"]) ?? [];
  const read = rows.flatMap((row, index): readonly Contact[] => {
    const { source = "", target = "", timestamp, seconds } = row;
    const atMs = Number(timestamp ?? seconds ?? "") * 1_000;
    if (source === target) return [];
    if ((timestamp ?? seconds ?? "") !== "" && Number.isFinite(atMs)) return [{ source, target, atMs }];
    complain(join(folder, "events.csv"), index + 2, "no moment; the row is left out");
    return [];
  });
  if (read.length === 0) return undefined;
  const startMs = read.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
  const contacts = read.map((contact) => ({ ...contact, atMs: contact.atMs - startMs })).toSorted((x, y) => x.atMs - y.atMs);
  const isOfOwners = contacts.some(({ source, target }) => source.includes(">") || target.includes(">"));
  const times = new Map<string, { readonly a: string; readonly b: string; readonly timesMs: number[] }>();
  const lastHeardMs = new Map<string, number>();
  for (const { source, target, atMs } of contacts) {
    const isTurned = isOfOwners ? source.includes(">") : source > target;
    const [a, b] = isTurned ? [target, source] : [source, target];
    const key = pairKey(a, b);
    const pair = times.get(key) ?? { a, b, timesMs: [] };
    pair.timesMs.push(atMs);
    times.set(key, pair);
    lastHeardMs.set(a, atMs);
  }
  return { name: basename(folder), folder, contacts, pairs: times, spanMs: contacts.at(-1)?.atMs ?? 0, lastHeardMs: isOfOwners ? lastHeardMs : undefined };
}

/** How a set is cut: horizon and last day of use, and how many test cut-offs. `isGiven`: by the protocol, else by rule. */
export interface Cut { readonly horizonDays: number; readonly endMs: number; readonly cutOffs: number; readonly isGiven: boolean }

const givenCuts: Readonly<Record<string, { readonly horizonDays: number; readonly endDay?: number; readonly cutOffs: number }>> = {
  email_eu_dept1: { horizonDays: 30, endDay: 526, cutOffs: 3 }, email_eu_dept2: { horizonDays: 30, endDay: 526, cutOffs: 3 }, collegemsg: { horizonDays: 14, cutOffs: 3 },
  cns: { horizonDays: 5, cutOffs: 2 }, sp_highschool2013: { horizonDays: 1, cutOffs: 1 }, sp_workplace2013: { horizonDays: 2, cutOffs: 2 },
};

/**
 * A set nobody described: its horizon is the square root of its span in days, rounded, from 1 to 30,
 * but at most a quarter of the span; three cut-offs where it spans nine horizons, two from five, else one.
 */
export function cutOf({ name, spanMs }: DataSet): Cut {
  const given = givenCuts[name];
  if (given) return { horizonDays: given.horizonDays, endMs: given.endDay === undefined ? spanMs : given.endDay * dayMs, cutOffs: given.cutOffs, isGiven: true };
  const spanDays = spanMs / dayMs;
  const horizonDays = Math.min(Math.max(1, Math.min(30, Math.round(Math.sqrt(spanDays)))), spanDays / 4);
  const horizons = spanDays / horizonDays;
  return { horizonDays, endMs: spanMs, cutOffs: horizons >= 9 ? 3 : horizons >= 5 ? 2 : 1, isGiven: false };
}
