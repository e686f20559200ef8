/**
 * State that `wrangler dev` wrote, moved once to where plain workerd keeps it: from `v3/do` to `objects`.
 * The databases are the same, byte for byte. One rename is the turn: before it the older state is whole and
 * untouched, after it the new one is, and has been opened. What wrangler kept besides goes with the older
 * state: empty databases, and a trace of requests.
 */
import { cpSync, existsSync, globSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { freePort } from "./free-port.ts";
import { objectFile, vaultKey } from "./object-file.ts";
import { processesGiven } from "./processes.ts";
import { answers, CannotStart, endsAtOnce, spawnRelay } from "./relay.ts";
import { syncToDisk } from "./sync-to-disk.ts";

/** In the new folder as long as the older state beside it may still be there. */
const turned = "moved-from-v3";

/** Moves the older state of `stateFolder`, if there is one. True where it was moved now. Throws where it doesn't open; then nothing was moved. */
export async function moveOlderState(stateFolder: string): Promise<boolean> {
  const [older, objects, unfinished] = [join(stateFolder, "v3"), join(stateFolder, "objects"), join(stateFolder, "objects.unfinished")];
  // A start that was killed in the middle may have left its look at the copy running.
  for (const left of processesGiven([`state=${unfinished}`])) process.kill(left, "SIGKILL");
  rmSync(unfinished, { recursive: true, force: true });
  if (!existsSync(join(older, "do")) && !existsSync(join(objects, turned))) return false;
  const isFirst = !existsSync(objects);
  if (isFirst) {
    cpSync(join(older, "do"), unfinished, { recursive: true });
    await open(unfinished);
    writeFileSync(join(unfinished, turned), "");
    syncToDisk(unfinished);
    renameSync(unfinished, objects);
    syncToDisk(stateFolder, { isFlat: true });
  } else if (!existsSync(join(objects, turned))) {
    throw new CannotStart(`${stateFolder} holds two states: v3, of an older set-up that ran again since, and objects. Move the one you don't want elsewhere, then start again. Devices bring back what the other lacks.`);
  }
  rmSync(older, { recursive: true, force: true });
  rmSync(join(objects, turned));
  return isFirst;
}

/** Opens every database, then every vault in it by workerd itself, at the place that plain workerd looks at. Throws with the file and the reason. */
async function open(objectsFolder: string): Promise<void> {
  const vaults = globSync("*/*.sqlite", { cwd: objectsFolder }).flatMap((file) => {
    const name = nameIn(objectsFolder, file);
    if (name === undefined) return [];
    if (objectFile(dirname(file), name) !== file) throw new CannotStart(`${file} isn't the file of the object it names. Nothing was moved.`);
    return dirname(file) === vaultKey ? [{ file, name }] : [];
  });
  const listen = `127.0.0.1:${await freePort(0)}`;
  const relay = spawnRelay({ listen, objectsFolder }, ["ignore", "ignore", "inherit"]);
  try {
    if (!(await answers(`http://${listen}`, relay))) throw new CannotStart("The relay didn't start on the older state. Nothing was moved.");
    for (const { file, name } of vaults) {
      const { status } = await fetch(`http://${listen}/v1/vaults/${name}/pull`, { method: "POST", headers: { connection: "close" } });
      if (status >= 500) throw new CannotStart(`${file} doesn't open: the relay answered ${status}. Nothing was moved.`);
    }
  } finally {
    const ended = new Promise((end) => { relay.once("exit", end); });
    if (relay.kill(endsAtOnce)) await ended;
  }
}

/** The name that wrangler left in an object's database. */
function nameIn(folder: string, file: string): string | undefined {
  try {
    const database = new DatabaseSync(join(folder, file));
    try {
      const [found] = database.prepare("PRAGMA quick_check(1)").all();
      if (found?.["quick_check"] !== "ok") throw new Error(String(found?.["quick_check"]));
      if (basename(file) === "metadata.sqlite" || database.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__miniflare_do_name'").all().length === 0) return undefined;
      const name = database.prepare("SELECT name FROM __miniflare_do_name").get()?.["name"];
      return typeof name === "string" ? name : undefined;
    } finally {
      database.close();
    }
  } catch (error) {
    throw new CannotStart(`${file} of the older state doesn't open: ${error instanceof Error ? error.message : String(error)}. Nothing was moved. Move that file away (a vault's devices bring it back), then start again.`);
  }
}
