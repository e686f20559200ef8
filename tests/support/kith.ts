/** Runs the command line as its users do: a process, arguments, exit code. */
import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";

const main = resolve(import.meta.dirname, "../../apps/cli/src/main.ts");

export interface Ran { readonly status: number | null; readonly stdout: string; readonly stderr: string }

export function kith(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
  return { status, stdout, stderr };
}

/** The JSON a command printed. Throws with its complaint where it didn't end well. */
export function kithJson(...args: readonly string[]): unknown {
  const ran = kith(...args, "--json");
  if (ran.status !== 0) throw new Error(`kith ${args[0] ?? ""} ended with ${String(ran.status)}: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/** As `kith`, without waiting for others: the exit code. */
export const kithAsync = (...args: readonly string[]): Promise<number | null> => new Promise((ended) => {
  spawn(process.execPath, [main, ...args], { stdio: "ignore" }).once("exit", ended);
});
