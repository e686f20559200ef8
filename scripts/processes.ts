/** Processes of this machine, as `ps` shows them; none where there is no `ps`. */
import { spawnSync } from "node:child_process";

/** The ids of all whose command line has one of `parts` in it, each a whole argument. */
export function processesGiven(parts: readonly string[]): readonly number[] {
  const { stdout, error } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" });
  if (error) return [];
  return stdout.split("\n").filter((line) => parts.some((part) => `${line} `.includes(` ${part} `))).map((line) => Number.parseInt(line, 10));
}
