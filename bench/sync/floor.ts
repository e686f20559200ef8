/**
 * The floor of a crowd: plain workerd with an object per vault that keeps one row per request and has two
 * sockets, and nothing of Kith. What it takes, no relay on this engine can be below.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "../../scripts/free-port.ts";
import { workerdPath } from "../../scripts/places.ts";
import { answers } from "../../scripts/relay.ts";
import { cpuMsOf, residentBytesOf } from "../../tests/processes/usage.ts";

/** What the floor took. */
export interface Floor {
  /** Of one object with its sockets, bytes of resident memory. */
  readonly bytesPerVault: number;
  /** Server CPU, milliseconds. */
  readonly cpuMsPerRequest: number;
}

/** So many objects, each asked `requests` times with a body of 400 bytes, `sockets` open on each. */
export async function floorOf(of: { readonly vaults: number; readonly sockets: number; readonly requests: number }): Promise<Floor> {
  const state = mkdtempSync(join(tmpdir(), "kith-floor-"));
  const port = await freePort(0);
  const config = resolve(import.meta.dirname, "floor/floor.capnp");
  const server = spawn(workerdPath(), ["serve", config, "--socket-addr", `http=127.0.0.1:${port}`, "--directory-path", `state=${state}`], { stdio: "ignore", detached: true });
  const listeners: WebSocket[] = [];
  try {
    if (!(await answers(`http://127.0.0.1:${port}`, server))) throw new Error("workerd didn't start");
    const [{ pid = 0 }, group] = [server, { group: server.pid ?? 0, command: "workerd" }];
    const paths = Array.from({ length: of.vaults }, (_, index) => `127.0.0.1:${port}/${index}`);
    const before = residentBytesOf(group);
    for (const path of paths) for (let opened = 0; opened < of.sockets; opened += 1) listeners.push(await opens(`ws://${path}`));
    const startMs = cpuMsOf(pid);
    for (let asked = 0; asked < of.requests; asked += 1) await Promise.all(paths.map(async (path) => (await fetch(`http://${path}`, { method: "POST", body: new Uint8Array(400) })).text()));
    const cpuMsPerRequest = (cpuMsOf(pid) - startMs) / (of.vaults * of.requests);
    return { bytesPerVault: (residentBytesOf(group) - before) / of.vaults, cpuMsPerRequest };
  } finally {
    for (const listener of listeners) listener.close();
    if (server.pid !== undefined) process.kill(-server.pid, "SIGKILL");
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  }
}

const opens = (url: string): Promise<WebSocket> => new Promise((open, fail) => {
  const socket = new WebSocket(url);
  socket.addEventListener("open", () => { open(socket); });
  socket.addEventListener("error", () => { fail(new Error(`${url} doesn't open`)); });
});
