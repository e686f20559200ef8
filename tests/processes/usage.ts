/** What other processes take: memory and processor time. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { processTree } from "./listening.ts";

/** What /proc counts in, on every Linux that Node runs on. */
const tickMs = 10;

/** Resident bytes of all processes of a group whose command has `command` in its name; 0 once they are gone. */
export function residentBytesOf({ group, command }: { readonly group: number; readonly command: string }): number {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pgid=,rss=,comm="], { encoding: "utf8" });
  return stdout.split("\n").map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line)).reduce((sum, match) => {
    const [, ofGroup, kibibytes, name = ""] = match ?? [];
    return Number(ofGroup) === group && name.includes(command) ? sum + Number(kibibytes) * 1024 : sum;
  }, 0);
}

/** User and system time of a process and all below it, from /proc, so on Linux only. */
export const cpuMsOf = (pid: number): number => processTree(pid).reduce((sum, each) => {
  const [, rest = ""] = readFileSync(`/proc/${each}/stat`, "utf8").split(") ");
  const fields = rest.split(" ");
  return sum + (Number(fields[11]) + Number(fields[12])) * tickMs;
}, 0);
