/** The official automerge-repo sync server as its users run it: its own entry, on Node, with its documents in a folder. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "../../scripts/free-port.ts";
import { residentBytesOf } from "../../tests/processes/usage.ts";
import { pause } from "./talk.ts";

const entry = resolve(import.meta.dirname, "../../node_modules/@automerge/automerge-repo-sync-server/src/index.js");

export interface PeerServer {
  readonly port: number;
  /** Where its documents lie. */
  readonly folder: string;
  readonly pid: number | undefined;
  start(): Promise<void>;
  residentBytes(): number;
  remove(): Promise<void>;
}

export async function createPeerServer(): Promise<PeerServer> {
  const folder = mkdtempSync(join(tmpdir(), "kith-bench-peer-"));
  const port = await freePort(0);
  let server: ChildProcess | undefined;
  const kill = (): void => {
    if (server?.pid !== undefined) try { process.kill(-server.pid, "SIGKILL"); } catch { /* It ended already. */ }
    server = undefined;
  };
  return {
    port,
    folder,
    get pid() { return server?.pid; },
    async start() {
      server = spawn(process.execPath, ["--max-old-space-size=12000", entry], { cwd: folder, detached: true, stdio: "ignore", env: { ...process.env, PORT: String(port), DATA_DIR: folder } });
      while (!(await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok, () => false))) await pause(50);
    },
    residentBytes: () => (server?.pid === undefined ? 0 : residentBytesOf({ group: server.pid, command: "" })),
    remove: async () => {
      kill();
      await pause(300);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
