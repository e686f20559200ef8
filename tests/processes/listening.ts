/** What a process and those it started listen on, as Linux tells it. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const listeningState = "0A";

/** The process and all below it. */
export function processTree(pid: number): readonly number[] {
  const parents = readdirSync("/proc").filter((name) => /^\d+$/u.test(name)).flatMap((name) => {
    const parent = Number(/\) \S (\d+)/u.exec(read(`/proc/${name}/stat`))?.[1]);
    return [{ pid: Number(name), parent }];
  });
  const below = (of: number): readonly number[] => [of, ...parents.filter(({ parent }) => parent === of).flatMap((child) => below(child.pid))];
  return below(pid);
}

/** Every TCP address ("127.0.0.1:8787") and UDP or Unix socket ("udp", "unix") that somebody could reach these processes by. */
export function listeningOn(pids: readonly number[]): readonly string[] {
  const inodes = new Set(pids.flatMap((pid) => readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/u.exec(link(`/proc/${pid}/fd/${fd}`))?.[1] ?? [])));
  const tcp = ["tcp", "tcp6"].flatMap(rows).filter((row) => row[3] === listeningState && inodes.has(row[9] ?? "")).map((row) => addressOf(row[1] ?? ""));
  const udp = ["udp", "udp6"].flatMap(rows).filter((row) => inodes.has(row[9] ?? "")).map(() => "udp");
  // The flag of a Unix socket that accepts connections.
  const unix = rows("unix").filter((row) => row[3] === "00010000" && inodes.has(row[6] ?? "")).map(() => "unix");
  return [...tcp, ...udp, ...unix];
}

const rows = (table: string): readonly (readonly string[])[] => read(`/proc/net/${table}`).split("\n").slice(1).map((line) => line.trim().split(/\s+/u));

function addressOf(hex: string): string {
  const [host = "", port = ""] = hex.split(":");
  return `${(host.match(/../gu) ?? []).toReversed().map((byte) => Number.parseInt(byte, 16)).join(".")}:${Number.parseInt(port, 16)}`;
}

/** Processes come and go while they are looked at. */
function read(path: string): string {
  try { return readFileSync(path, "utf8"); } catch { return ""; }
}
function link(path: string): string {
  try { return readlinkSync(path); } catch { return ""; }
}
