/**
 * The log's speed and size beside the obvious Automerge shape (list of maps in automerge-repo), Yjs (array
 * of maps) and the floor of JSON.parse, all on the same events of real shape, each in processes of its own,
 * in one run. A peer that takes more than five minutes for a size isn't waited for, one that breaks down over
 * a size (the obvious shape does at a million events) is passed over, and the rows say so.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, rounded, type Figure } from "./figure.ts";
import { bytesBelow } from "./log/bytes-below.ts";

const sizes = [1_000, 10_000, 100_000, 1_000_000] as const;
/** The size that targets speak of. */
const whole = 100_000;
const waitMsMax = 300_000;
/** A start is short and noisy; one of each in turn, so that a slow minute hits both. */
const startRuns = 5;

const child = resolve(import.meta.dirname, "log/child.ts");
const start = resolve(import.meta.dirname, "log/start.ts");
const peers = { kith: "Kith", "list-of-maps": "Automerge list of maps, automerge-repo", yjs: "Yjs array of maps", json: "JSON" } as const;
type Shape = keyof typeof peers;

interface Measured { readonly spentMs: number; readonly appendMs: number; readonly rssBytes: number }
interface Row { readonly writeMs: number; readonly loadMs: number; readonly loadRssBytes: number; readonly storedBytes: number; readonly appendMs: number | undefined }

/** Runs one process; undefined where it took too long, or where a peer broke down over the size, which is said on stderr. */
function measure(cache: string, script: string, ...args: readonly string[]): Measured | undefined {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ["--expose-gc", "--max-old-space-size=12000", script, ...args], { encoding: "utf8", timeout: waitMsMax, env: { ...process.env, NODE_COMPILE_CACHE: cache } });
  if (error && "code" in error && error.code === "ETIMEDOUT") return undefined;
  if (status !== 0 && script === child && args[0] !== "kith") {
    process.stderr.write(`${args.join(" ")} ended with ${String(status)}: ${/\w*(?:Error|rror:)[^\n]*/u.exec(stderr)?.[0] ?? "no reason given"}\n`);
    return undefined;
  }
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

function measureShape(shape: Shape, count: number, cache: string): Row | undefined {
  const folder = mkdtempSync(join(tmpdir(), "kith-bench-log-"));
  try {
    const write = measure(cache, child, shape, "write", String(count), folder);
    const storedBytes = bytesBelow(folder);
    const load = write && measure(cache, child, shape, "load", String(count), folder);
    const append = load && shape !== "json" ? measure(cache, child, shape, "append", String(count), folder) : undefined;
    return load && { writeMs: write.spentMs, loadMs: load.spentMs, loadRssBytes: load.rssBytes, storedBytes, appendMs: append?.appendMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Against { readonly name: string; readonly value: number; readonly unit: string; readonly peer: string; readonly peerValue: number | undefined; readonly target?: { readonly ratioMax: number; readonly words: string } }

function against({ name, value, unit, peer, peerValue, target }: Against): Figure {
  const ratio = peerValue === undefined ? null : value / peerValue;
  return {
    name, value: rounded(value), unit, peer: peerValue === undefined ? `${peer}: broke down, or not within 5 minutes` : peer, peerValue: peerValue === undefined ? null : rounded(peerValue), ratio: ratio === null ? null : rounded(ratio),
    // A peer that wasn't done after five minutes is slower than its limit.
    target: target?.words ?? null, holds: target ? (ratio ?? value / waitMsMax) <= target.ratioMax : null,
  };
}

function figuresOf(count: number, rows: Readonly<Partial<Record<Shape, Row>>>): readonly Figure[] {
  const { kith } = rows;
  if (!kith) return [];
  const isWhole = count === whole;
  return (["list-of-maps", "yjs", "json"] as const).flatMap((shape): Figure[] => {
    const row = rows[shape];
    const named = (what: string): string => `${count} events: ${what}`;
    const slower = shape === "list-of-maps" ? { ratioMax: 1 / 50, words: "at least 50 times as fast" } : { ratioMax: 1, words: "faster" };
    return [
      against({ name: named("import"), value: kith.writeMs, unit: "ms", peer: peers[shape], peerValue: row?.writeMs, ...(isWhole && shape !== "json" ? { target: slower } : {}) }),
      ...(shape === "json" || kith.appendMs === undefined ? [] : [against({ name: named("append of one"), value: kith.appendMs, unit: "ms", peer: peers[shape], peerValue: row?.appendMs })]),
      against({ name: named("load"), value: kith.loadMs, unit: "ms", peer: peers[shape], peerValue: row?.loadMs }),
      against({ name: named("resident memory after load"), value: kith.loadRssBytes / 1e6, unit: "MB", peer: peers[shape], peerValue: row && row.loadRssBytes / 1e6 }),
      against({ name: named("stored"), value: kith.storedBytes / count, unit: "bytes an event", peer: peers[shape], peerValue: row && row.storedBytes / count, ...(isWhole && shape !== "json" ? { target: { ratioMax: 1, words: "less" } } : {}) }),
    ];
  });
}

/** Appending must not grow with the log. */
function flatness(rowsBySize: ReadonlyMap<number, Readonly<Partial<Record<Shape, Row>>>>): readonly Figure[] {
  const [small, large] = [rowsBySize.get(sizes[0])?.kith?.appendMs, rowsBySize.get(sizes[3])?.kith?.appendMs];
  return small !== undefined && large !== undefined ? [against({ name: "append of one at 1 000 000 events", value: large, unit: "ms", peer: "the same at 1 000", peerValue: small, target: { ratioMax: 1.5, words: "at most 1.5 times" } })] : [];
}

function starts(cache: string): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "kith-bench-start-"));
  try {
    measure(cache, start, "prepare", folder, String(whole));
    const startBy = (phase: string): Measured => {
      const measured = measure(cache, start, phase, folder);
      if (!measured) throw new Error(`${phase} took over five minutes`);
      return measured;
    };
    const phases = ["snapshot", "snapshot-floor", "replay", "events-floor"] as const;
    const rounds = Array.from({ length: startRuns + 1 }, () => phases.map(startBy)).slice(1);
    const medianOf = (phase: number, what: keyof Measured): number => median(rounds.map((round) => round[phase]?.[what] ?? Number.NaN));
    const memoryMb = medianOf(0, "rssBytes") / 1e6;
    return [
      against({ name: "100 000 events, 30 000 people: start from the snapshot", value: medianOf(0, "spentMs"), unit: "ms", peer: "JSON.parse of its content", peerValue: medianOf(1, "spentMs"), target: { ratioMax: 2, words: "at most 2 times" } }),
      against({ name: "100 000 events: full replay from sealed records", value: medianOf(2, "spentMs"), unit: "ms", peer: "JSON.parse of the entries", peerValue: medianOf(3, "spentMs"), target: { ratioMax: 4, words: "at most 4 times" } }),
      { name: "100 000 events: resident memory after a start from the snapshot", value: rounded(memoryMb), unit: "MB", peer: "JSON.parse of its content", peerValue: rounded(medianOf(1, "rssBytes") / 1e6), ratio: rounded(memoryMb / (medianOf(1, "rssBytes") / 1e6)), target: "at most 150 MB", holds: memoryMb <= 150 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs everything; about a quarter of an hour, most of it the peers'. */
export function run(): Promise<readonly Figure[]> {
  const cache = mkdtempSync(join(tmpdir(), "kith-bench-cache-"));
  try {
    const figures = [...starts(cache)];
    const rowsBySize = new Map<number, Partial<Record<Shape, Row>>>();
    const given = new Set<Shape>();
    for (const count of sizes) {
      const rows: Partial<Record<Shape, Row>> = {};
      for (const shape of ["kith", "list-of-maps", "yjs", "json"] as const) {
        // What was too much at a smaller size needn't be tried on a larger one.
        const row = given.has(shape) ? undefined : measureShape(shape, count, cache);
        if (row) rows[shape] = row;
        else given.add(shape);
      }
      rowsBySize.set(count, rows);
      figures.push(...figuresOf(count, rows));
    }
    return Promise.resolve([...figures, ...flatness(rowsBySize)]);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
