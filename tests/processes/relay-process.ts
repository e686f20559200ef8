/** The relay as a machine runs it: `wrangler dev` with its state in a folder, killed and started again at will. */
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "./ports.ts";
import { residentBytesOf } from "./memory.ts";

const root = resolve(import.meta.dirname, "../..");
const wrangler = resolve(root, "node_modules/wrangler/bin/wrangler.js");
const startsWithinMs = 60_000;

/** Asks nobody, and keeps neither a trace of every request nor a door to all that is stored, as wrangler does for developers. */
const quiet = { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", X_LOCAL_OBSERVABILITY: "false", X_LOCAL_EXPLORER: "false", NO_UPDATE_NOTIFIER: "1", CI: "1" };

export interface RelayProcess {
  /** The same over all starts: "http://127.0.0.1:31234". */
  readonly address: string;
  /** Where all of its state lies. */
  readonly stateFolder: string;
  /** Starts it and resolves once it answers. */
  start(): Promise<void>;
  /** SIGKILL to the whole tree, in the middle of whatever it does; resolves once all of it is gone. */
  kill(): Promise<void>;
  /** Puts a copy of the state in a folder of its own; the relay stands still meanwhile, or the copy is torn. */
  backUp(): string;
  /** Puts a copy back in place of the state, or nothing at all. */
  restore(backup: string | undefined): void;
  /** Resident memory of the workerd processes, in bytes. */
  residentBytes(): number;
  /** All that it printed so far. */
  log(): string;
  /** Kills it and removes its folders. */
  remove(): Promise<void>;
}

/** A relay on a free port, not started yet. */
export async function createRelayProcess(): Promise<RelayProcess> {
  const home = mkdtempSync(join(tmpdir(), "kith-relay-"));
  const stateFolder = join(home, "state");
  const port = await freePort();
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
    async start() {
      const started = spawn(process.execPath, [wrangler, "dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--persist-to", stateFolder, "--show-interactive-dev-session=false", "--log-level", "warn"], {
        // A group of its own, so that all of it can be killed at once.
        cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...quiet },
      });
      server = started;
      for (const stream of [started.stdout, started.stderr]) stream.on("data", (chunk: Buffer) => { printed += chunk.toString(); });
      const endMs = Date.now() + startsWithinMs;
      while (!(await fetch(`${address}/v1/`).then((answer) => answer.status === 404, () => false))) {
        if (started.exitCode !== null || Date.now() > endMs) throw new Error(`the relay didn't start: ${printed}`);
        await pause(50);
      }
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
