/** The server of older set-ups: wrangler's development server, as `npm start` and the guide's unit once ran it. */
import { spawn } from "node:child_process";
import { freePort } from "../../scripts/free-port.ts";
import { root, tool } from "../../scripts/places.ts";
import { residentBytesOf } from "./usage.ts";
import { pause } from "./relay-process.ts";

export interface OlderServer {
  readonly address: string;
  /** The id of the first of its processes, and of their group. */
  readonly pid: number;
  /** SIGKILL to the whole tree; resolves once it is gone. */
  readonly stop: () => Promise<void>;
}

/** Starts it with its state in `stateFolder`; resolves once it answers. */
export async function startOlderServer(stateFolder: string): Promise<OlderServer> {
  const port = await freePort(0);
  const address = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, [tool("wrangler/bin/wrangler.js"), "dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--persist-to", stateFolder, "--show-interactive-dev-session=false", "--log-level", "warn"], {
    cwd: root, detached: true, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", X_LOCAL_OBSERVABILITY: "false", X_LOCAL_EXPLORER: "false", NO_UPDATE_NOTIFIER: "1", CI: "1" },
  });
  const { pid } = server;
  if (pid === undefined) throw new Error("wrangler doesn't run here");
  let complaint = "";
  server.stderr.on("data", (chunk: Buffer) => { complaint += chunk.toString(); });
  for (const endMs = Date.now() + 60_000; !(await fetch(`${address}/v1/`, { headers: { connection: "close" } }).then(({ status }) => status === 404, () => false)); await pause(50)) {
    if (server.exitCode !== null || Date.now() > endMs) throw new Error(`the older server didn't start: ${complaint}`);
  }
  return {
    address, pid,
    async stop() {
      try { process.kill(-pid, "SIGKILL"); } catch { /* It ended already. */ }
      while (residentBytesOf({ group: pid, command: "" }) > 0) await pause(20);
    },
  };
}
