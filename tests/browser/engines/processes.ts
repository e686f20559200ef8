/** Programs that the engines are driven by. */
import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The full path of a program, from PATH or from the places given; undefined where there is none. */
export function programAt(name: string, elsewhere: readonly string[] = []): string | undefined {
  return [...(process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)), ...elsewhere].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts a program in a process group of its own, so that it can be ended with all it starts. */
export const started = (path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn(path, args, { detached: true, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });

/** Ends a program that `started` gave, and all it started. */
export function end({ pid }: ChildProcess): void {
  if (pid !== undefined) try { process.kill(-pid, "SIGKILL"); } catch { /* It ended already. */ }
}

/** Waits until a program says something on stderr that matches; gives the first group. Throws with what it said instead. */
export const said = (child: ChildProcess, pattern: RegExp, limitMs: number): Promise<string> => new Promise((found, failed) => {
  let all = "";
  const timer = setTimeout(() => { failed(new Error(`${child.spawnfile} didn't say ${String(pattern)} in ${String(limitMs)} ms: ${all}`)); }, limitMs);
  child.stderr?.on("data", (chunk: Buffer) => {
    all += chunk.toString();
    const match = pattern.exec(all)?.[1];
    if (match === undefined) return;
    clearTimeout(timer);
    found(match);
  });
  child.once("exit", (code) => { failed(new Error(`${child.spawnfile} ended with ${String(code)}: ${all}`)); });
});
