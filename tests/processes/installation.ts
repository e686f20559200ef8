/** Kith as a server has it: scripts, the build, workerd, and nothing that made the build. */
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { buildWhereOlder } from "../../scripts/build.ts";
import { freePort } from "../../scripts/free-port.ts";
import { root } from "../../scripts/places.ts";

/** A start that came up, or one that ended before. */
export interface Started {
  readonly server: ChildProcess;
  /** Undefined where it ended without serving. */
  readonly address: string | undefined;
  /** The exit code where it ended by itself or by a signal. */
  readonly ended: Promise<number | null>;
  /** All it printed so far, on both streams. */
  readonly said: () => string;
}

export interface Installation {
  readonly folder: string;
  /** `.kith/state` of it. */
  readonly stateFolder: string;
  /** Runs `npm start`; resolves once it serves or has ended. */
  start(env?: Readonly<Record<string, string>>): Promise<Started>;
  /** Runs one of its scripts to the end, or until it is killed: `afterMs` after the path `there` has come to be. */
  run(script: string, kill?: { readonly there: string; readonly afterMs: number }): Promise<{ readonly code: number | null; readonly said: string }>;
  /** Ends what still runs and removes the folder. */
  remove(): Promise<void>;
}

/** An installation in a folder of its own, built or not. */
export async function install({ isBuilt = true } = {}): Promise<Installation> {
  await buildWhereOlder();
  const folder = mkdtempSync(join(tmpdir(), "kith-installed-"));
  for (const part of ["scripts", "package.json", "wrangler.toml", "apps/sync/src", ...(isBuilt ? ["apps/sync/dist", "apps/web/dist"] : [])]) cpSync(join(root, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/workerd"), join(folder, "node_modules/workerd"));
  const running = new Set<Started>();

  const launch = (script: string, env: Readonly<Record<string, string>>): Started & { readonly server: ChildProcess } => {
    const { KITH_INVITE_SECRET: _, KITH_STATE: __, ...inherited } = process.env;
    const server = spawn(process.execPath, [join(folder, "scripts", script)], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...inherited, ...env } });
    let said = "";
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
    const ended = new Promise<number | null>((end) => { 
      server.once("close", end);
      // What was killed may leave a process behind that holds its streams open.
      server.once("exit", (code) => { setTimeout(end, 500, code); });
    });
    return { server, ended, said: () => said, address: undefined };
  };
  return {
    folder,
    stateFolder: join(folder, ".kith/state"),
    async start(env = {}) {
      const launched = launch("start.ts", { PORT: String(await freePort(0)), ...env });
      const address = await new Promise<string | undefined>((found) => {
        launched.server.stdout?.on("data", () => {
          const [, served] = /Kith is at (\S+)/u.exec(launched.said()) ?? [];
          if (served !== undefined) found(served);
        });
        launched.server.once("exit", () => { found(undefined); });
      });
      const started = { ...launched, address };
      running.add(started);
      void launched.ended.then(() => running.delete(started));
      return started;
    },
    async run(script, kill) {
      const { server, ended, said } = launch(script, {});
      if (kill) {
        while (!existsSync(kill.there) && server.exitCode === null) await setImmediate();
        setTimeout(() => { server.kill("SIGKILL"); }, kill.afterMs);
      }
      const code = await ended;
      return { code, said: said() };
    },
    async remove() {
      for (const { server, ended } of running) {
        server.kill("SIGTERM");
        await ended;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
