/**
 * `node scripts/prepare.ts`: what must be so before the relay starts, in the words of whoever starts it. The
 * build is there, the state folder (KITH_STATE) can be written, nobody else serves it, state of an older set-up is moved.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join, relative, resolve } from "node:path";
import { moveOlderState } from "./older-state.ts";
import { root } from "./places.ts";
import { processesGiven } from "./processes.ts";
import { CannotStart, expectBuild } from "./relay.ts";

/** KITH_STATE, or `.kith/state` of this checkout. */
export const stateFolderOf = (env: NodeJS.ProcessEnv): string => resolve(root, env["KITH_STATE"] ?? ".kith/state");

/** Returns the folder of the objects, ready for workerd. Throws `CannotStart` where something is in the way. */
export async function prepare(stateFolder: string): Promise<string> {
  expectBuild();
  expectWritable(stateFolder);
  expectUnused(realpathSync(stateFolder), stateFolder);
  if (await moveOlderState(stateFolder)) process.stderr.write(`Moved the state of an older set-up to ${join(stateFolder, "objects")}.\n`);
  const objectsFolder = join(stateFolder, "objects");
  mkdirSync(objectsFolder, { recursive: true });
  return objectsFolder;
}

function expectWritable(stateFolder: string): void {
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
    rmdirSync(mkdtempSync(join(stateFolder, "probe-")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotStart(`The state folder ${stateFolder} can't be written by ${userInfo().username}: ${reason}. Give it to that user (chown), or name another one in KITH_STATE.`);
  }
}

/** Two servers on one state would each believe to be the only one. */
function expectUnused(...names: readonly string[]): void {
  const [server] = processesGiven(names.flatMap((name) => [`state=${join(name, "objects")}`, ...[name, relative(root, name)].map((path) => `--persist-to ${path}`)]));
  if (server !== undefined) throw new CannotStart(`Process ${server} serves ${names[0]} already. Stop it first, or name another folder in KITH_STATE.`);
}

/** Ends this process with the reason where something is in the way of a start. */
export async function orSayWhy<Value>(start: () => Promise<Value>): Promise<Value> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

if (import.meta.main) await orSayWhy(() => prepare(stateFolderOf(process.env)));
