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
    if (Date.now() > deadlineMs) throw new Refused(`Another kith is writing ${vault}. Wait for it to end; if none is running, delete ${path} and ${droppingAt(path)}.`);
    dropStale(path);
    await new Promise((resume) => { setTimeout(resume, retryMs); });
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

const droppingAt = (path: string): string => `${path}.dropping`;

/** Makes the file with this process's id in it; false where it exists. */
function take(path: string): boolean {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw new Refused(`${path} can't be created: ${String((error as NodeJS.ErrnoException).code)}. Check the folder and its permissions.`);
    return false;
  }
}

/**
 * A lock whose process ended without giving it back holds nobody up. One process at a time looks and
 * drops: else a slow one could drop the lock that a quicker one took meanwhile.
 */
function dropStale(path: string): void {
  if (!isStale(path) || !take(droppingAt(path))) return;
  if (isStale(path)) rmSync(path, { force: true });
  rmSync(droppingAt(path), { force: true });
}

function isStale(path: string): boolean {
  try {
    const owner = Number(readFileSync(path, "utf8"));
    return owner > 0 && owner !== process.pid && !isAlive(owner);
  } catch {
    // It was given back meanwhile.
    return false;
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
