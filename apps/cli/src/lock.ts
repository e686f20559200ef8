/** One writer at a time: two processes on one vault file take turns. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { Refused } from "./refused.ts";

const waitMsMax = 30_000;
const retryMs = 40;

/** Runs `work` while no other process writes `vault`. Throws Refused where another holds on for half a minute. */
export async function whileLocked<Value>(vault: string, work: () => Promise<Value>): Promise<Value> {
  const path = `${vault}.lock`;
  const deadlineMs = Date.now() + waitMsMax;
  while (!take(path)) {
    if (Date.now() > deadlineMs) throw new Refused(`Another kith is writing ${vault}. Wait for it to end; if none is running, delete ${path}.`);
    await new Promise((resume) => { setTimeout(resume, retryMs); });
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw new Refused(`${path} can't be created: ${String((error as NodeJS.ErrnoException).code)}. Check the folder and its permissions.`);
    return false;
  } finally {
    dropStale(path);
  }
}

/** A lock whose process ended without giving it back holds nobody up. */
function dropStale(path: string): void {
  try {
    const owner = Number(readFileSync(path, "utf8"));
    if (owner > 0 && owner !== process.pid && !isAlive(owner)) rmSync(path, { force: true });
  } catch {
    // It was given back meanwhile.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
