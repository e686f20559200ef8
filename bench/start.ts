/**
 * A cold start on an archive of 5 000 connections and 50 000 messages: the command line as whole
 * processes, the page in a fresh browser on a stored vault. Medians of five. The peer of the command
 * line is the floor: a process that only parses the same facts as JSON.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { importArchive } from "@kith/core";
import { makeArchive } from "@kith/core/testing";
import { createVault, openDevice, serve } from "../tests/browser/support.ts";
import { median, rounded, type Figure } from "./figure.ts";

const runs = 5;
const main = resolve(import.meta.dirname, "../apps/cli/src/main.ts");

function processMs(args: readonly string[]): number {
  const times: number[] = [];
  // One run more than counted: the first warms the disk and the compile cache.
  for (let index = 0; index <= runs; index += 1) {
    const startMs = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1e9 });
    if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
    if (index > 0) times.push(performance.now() - startMs);
  }
  return median(times);
}

function againstFloor(name: string, value: number, floor: number): Figure {
  return { name, value: rounded(value), unit: "ms", peer: "node, JSON.parse of the same facts", peerValue: rounded(floor), ratio: rounded(value / floor), target: null, holds: null };
}

const alone = (name: string, value: number): Figure => ({ name, value: rounded(value), unit: "ms", peer: null, peerValue: null, ratio: null, target: null, holds: null });

async function commandLine(folder: string, zipPath: string, factsPath: string): Promise<readonly Figure[]> {
  const vault = join(folder, "bench.kith");
  const kith = (...args: readonly string[]): readonly string[] => [main, ...args, "--vault", vault];
  spawnSync(process.execPath, kith("init"));
  const startMs = performance.now();
  spawnSync(process.execPath, kith("import", zipPath));
  const importMs = performance.now() - startMs;
  const floor = processMs(["-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(factsPath)}, "utf8"))`]);
  return [
    againstFloor("kith import, whole process", importMs, floor),
    againstFloor("kith people --limit 10, whole process", processMs(kith("people", "--limit", "10")), floor),
    againstFloor("kith today, whole process", processMs(kith("today")), floor),
  ];
}

async function page(zipPath: string): Promise<readonly Figure[]> {
  const served = await serve();
  const first = await openDevice();
  try {
    await createVault(first.page, served.address);
    await first.page.goto(`${served.address}/import`);
    await first.page.locator("input[type=file]").setInputFiles(zipPath);
    const startMs = performance.now();
    await first.page.getByRole("table", { name: /What was read/u }).waitFor({ timeout: 120_000 });
    const importMs = performance.now() - startMs;
    await first.page.context().close();
    const [people, today]: [number[], number[]] = [[], []];
    for (let index = 0; index <= runs; index += 1) {
      for (const [path, times] of [["people", people], ["today", today]] as const) {
        const device = await openDevice({ profile: first.profile });
        const navigatedMs = performance.now();
        await device.page.goto(`${served.address}/${path}`, { waitUntil: "commit" });
        if (path === "people") await device.page.getByRole("listbox", { name: "People" }).getByRole("option").first().waitFor({ timeout: 60_000 });
        else await device.page.getByRole("heading", { name: /to reach out to|Nobody is waiting/u }).waitFor({ timeout: 60_000 });
        if (index > 0) times.push(performance.now() - navigatedMs);
        await device.context.close();
      }
    }
    return [
      alone("page: import of the archive", importMs),
      alone("page: navigation to the first row of People, new browser", median(people)),
      alone("page: navigation to Today's plan, new browser", median(today)),
    ];
  } finally {
    await first.close();
    await served.stop();
  }
}

/** Runs both halves; leaves nothing behind. */
export async function run(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "kith-bench-"));
  try {
    const { zip } = makeArchive({ seed: 5, connections: 5_000, messages: 50_000, asOfMs: Date.UTC(2026, 10, 20, 8) });
    const zipPath = join(folder, "archive.zip");
    const factsPath = join(folder, "facts.json");
    writeFileSync(zipPath, zip);
    const outcome = importArchive([{ name: "archive.zip", bytes: zip }], { known: { lastObservation: () => undefined } });
    writeFileSync(factsPath, JSON.stringify(outcome.ok ? outcome.value.events : []));
    return [...await commandLine(folder, zipPath, factsPath), ...await page(zipPath)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
