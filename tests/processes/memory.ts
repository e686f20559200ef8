/** What other processes hold in memory. */
import { spawnSync } from "node:child_process";

/** Resident bytes of all processes of a group whose command has `command` in its name; 0 once they are gone. */
export function residentBytesOf({ group, command }: { readonly group: number; readonly command: string }): number {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pgid=,rss=,comm="], { encoding: "utf8" });
  return stdout.split("\n").map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line)).reduce((sum, match) => {
    const [, ofGroup, kibibytes, name = ""] = match ?? [];
    return Number(ofGroup) === group && name.includes(command) ? sum + Number(kibibytes) * 1024 : sum;
  }, 0);
}
