/**
 * `npm start`: builds the client where its sources are newer than the build, then serves client and
 * sync worker on one local port, with the state under `.kith/`.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const wantedPort = Number(process.env["PORT"] ?? 8787);

/** A package's own entry, run by this very Node: a shell's Node may be older than the tools need. */
const tool = (path: string): string => join(root, "node_modules", path);

export function buildClient(): void {
  const built = join(root, "apps/web/dist/index.html");
  const sources = globSync(["apps/web/{src,public}/**/*", "apps/web/*.{html,ts}", "packages/core/src/**/*.ts", "package-lock.json"], { cwd: root });
  const builtMs = existsSync(built) ? statSync(built).mtimeMs : 0;
  if (sources.every((path) => statSync(join(root, path)).mtimeMs <= builtMs)) return;
  process.stderr.write("Building the client …\n");
  const { status } = spawnSync(process.execPath, [tool("vite/bin/vite.js"), "build", "apps/web", "--logLevel", "warn"], {
    // A test runner's NODE_ENV would give a build without its service worker.
    cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Wrangler would write a trace of every request into the state, and serve a page that shows and changes it. */
const withoutInspection = { X_LOCAL_OBSERVABILITY: "false", X_LOCAL_EXPLORER: "false" };

function freePort(port: number): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.once("error", () => { found(freePort(port + 1)); });
    probe.listen(port, "127.0.0.1", () => { probe.close(() => { found(port); }); });
  });
}

if (import.meta.main) {
  buildClient();
  const port = await freePort(wantedPort);
  const server = spawn(process.execPath, [tool("wrangler/bin/wrangler.js"), "dev", "--local", "--ip", "127.0.0.1", "--port", String(port), "--persist-to", process.env["KITH_STATE"] ?? ".kith/state", "--show-interactive-dev-session=false", "--log-level", "warn"], {
    cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", NO_UPDATE_NOTIFIER: "1", CI: "1", ...withoutInspection },
  });
  server.once("exit", (code) => process.exit(code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => { server.kill(signal); });
  const address = `http://localhost:${port}`;
  for (let tries = 0; tries < 240; tries += 1) {
    if (await fetch(address).then((answer) => answer.ok, () => false)) {
      process.stdout.write(`\nKith is at ${address}  (data of the sync server: .kith/; stop with Ctrl+C)\n`);
      break;
    }
    await new Promise((wait) => { setTimeout(wait, 250); });
  }
}
