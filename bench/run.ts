/** `npm run --silent bench -- NAME [FOLDER] [--json]`: runs one bench and prints its figures. */
import { globSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { basename, resolve } from "node:path";
import type { Bench, Figure } from "./figure.ts";

const benches = globSync("*.ts", { cwd: import.meta.dirname }).map((file) => basename(file, ".ts")).filter((name) => !["run", "figure"].includes(name)).toSorted();

function printTable(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, value, unit, peer, peerValue, ratio, target, holds }) =>
    [name, `${value} ${unit}`, peer === null ? "" : `${peer}${peerValue === null ? "" : ` ${peerValue}`}`, ratio === null ? "" : `x${ratio}`, target ?? "", holds === null ? "" : holds ? "holds" : "MISSED"]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  for (const row of rows) process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()}\n`);
}

const args = process.argv.slice(2).filter((arg) => arg !== "--json");
const [name = "", folder] = args;
if (benches.includes(name)) {
  const { run } = await import(resolve(import.meta.dirname, `${name}.ts`)) as { readonly run: Bench };
  const figures = await run(folder);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? "unknown", memoryBytes: totalmem(), node: process.version, platform: `${process.platform}-${process.arch}` };
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ bench: name, machine, figures }, null, 1)}\n`);
  else printTable(figures);
} else {
  process.stderr.write(`usage: npm run --silent bench -- NAME [FOLDER] [--json]\nbenches: ${benches.join(", ")}\n`);
  process.exitCode = 2;
}
