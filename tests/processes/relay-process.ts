/** The relay as a machine runs it: plain workerd over the build, with its state in a folder, killed and started again at will. */
import type { ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/free-port.ts";
import { buildWhereOlder } from "../../scripts/build.ts";
import { answers, spawnRelay } from "../../scripts/relay.ts";
import { residentBytesOf } from "./usage.ts";

export interface RelayProcess {
  /** The same over all starts: "http://127.0.0.1:31234". */
  readonly address: string;
  /** Where all of its state lies. */
  readonly stateFolder: string;
  /** Starts it and resolves once it answers. */
  start(): Promise<void>;
  /** The process itself: undefined while it stands still. */
  readonly pid: number | undefined;
  /** SIGKILL, in the middle of whatever it does; resolves once it is gone. */
  kill(): Promise<void>;
  /** Puts a copy of the state in a folder of its own; the relay stands still meanwhile, or the copy is torn. */
  backUp(): string;
  /** Puts a copy back in place of the state, or nothing at all. */
  restore(backup: string | undefined): void;
  /** Resident memory, in bytes. */
  residentBytes(): number;
  /** All that it printed so far. */
  log(): string;
  /** Kills it and removes its folders. */
  remove(): Promise<void>;
}

/** A relay on a free port, not started yet. With a secret, creating a vault needs an invitation. */
export async function createRelayProcess({ inviteSecret }: { readonly inviteSecret?: string } = {}): Promise<RelayProcess> {
  const home = mkdtempSync(join(tmpdir(), "kith-relay-"));
  const stateFolder = join(home, "state");
  const port = await freePort(0);
  await buildWhereOlder();
  const address = `http://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  let [printed, backups] = ["", 0];

  const kill = async (): Promise<void> => {
    const { pid } = server ?? {};
    server = undefined;
    if (pid === undefined) return;
    try { process.kill(-pid, "SIGKILL"); } catch { /* It ended already. */ }
    while (residentBytesOf({ group: pid, command: "" }) > 0) await pause(20);
  };
  return {
    address, stateFolder, kill,
    get pid() { return server?.pid; },
    async start() {
      mkdirSync(stateFolder, { recursive: true });
      // A group of its own, so that nothing of it outlives a kill.
      const started = spawnRelay({ listen: `127.0.0.1:${port}`, objectsFolder: stateFolder, inviteSecret }, ["ignore", "pipe", "pipe"], true);
      server = started;
      for (const stream of [started.stdout, started.stderr]) stream?.on("data", (chunk: Buffer) => { printed += chunk.toString(); });
      if (!(await answers(address, started))) throw new Error(`the relay didn't start: ${printed}`);
    },
    backUp() {
      backups += 1;
      const backup = join(home, `backup-${backups}`);
      cpSync(stateFolder, backup, { recursive: true });
      return backup;
    },
    restore(backup) {
      rmSync(stateFolder, { recursive: true, force: true });
      if (backup !== undefined) cpSync(backup, stateFolder, { recursive: true });
    },
    residentBytes: () => (server?.pid === undefined ? 0 : residentBytesOf({ group: server.pid, command: "workerd" })),
    log: () => printed,
    async remove() {
      await kill();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Every file below a folder: its path and what is in it. */
export const filesBelow = (folder: string): readonly { readonly path: string; readonly bytes: Buffer }[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile()).map((path) => ({ path, bytes: readFileSync(path) }));

export const pause = (delayMs: number): Promise<void> => new Promise((wait) => { setTimeout(wait, delayMs); });
