/**
 * `npm run build`: the client, the worker's bundle as it is deployed, and the configuration by which plain
 * workerd runs both. A server needs these and workerd, and nothing of what made them.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseHeaderRules } from "../apps/sync/src/header-rules.ts";
import { clientFolder, relayFolder, root, tool } from "./places.ts";
import { relayConfig } from "./relay-config.ts";

/** Builds into a folder beside `folder` and puts it in its place once it is whole. */
async function replace(folder: string, build: (unfinished: string) => Promise<void> | void): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    await build(join(unfinished, "new"));
    // Another build of the same may take the place in between; then it is its turn to be replaced.
    for (let turn = 0; existsSync(join(unfinished, "new")); turn += 1) {
      moveIfThere(folder, join(unfinished, `old-${turn}`));
      moveIfThere(join(unfinished, "new"), folder);
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Does nothing where `from` has gone, or where something has come to be at `to`. */
function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool(script), ...args], { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${String(status)}:\n${stdout}${stderr}`);
}

/** The client, in `folder`. */
export const buildClient = (folder = clientFolder): Promise<void> => replace(folder, (unfinished) => {
  // A test runner's NODE_ENV would give a build without its service worker.
  run("vite/bin/vite.js", ["build", "apps/web", "--outDir", unfinished, "--logLevel", "warn"], { NODE_ENV: "production" });
});

/** The relay, in `folder`. The client's files need not be there yet. */
export const buildRelay = (folder = relayFolder): Promise<void> => replace(folder, async (unfinished) => {
  const bundle = `${unfinished}-bundle`;
  const configPath = join(root, "wrangler.toml");
  // Its assets are checked when it is deployed; here any folder will do.
  run("wrangler/bin/wrangler.js", ["deploy", "--config", configPath, "--dry-run", "--outdir", bundle, "--assets", join(root, "apps/web/public")], { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", NO_UPDATE_NOTIFIER: "1", CI: "1" });
  const { unstable_readConfig: readConfig } = await import("wrangler");
  mkdirSync(unfinished);
  copyFileSync(join(bundle, "worker.js"), join(unfinished, "worker.js"));
  writeFileSync(join(unfinished, "header-rules.json"), JSON.stringify(parseHeaderRules(readFileSync(join(root, "apps/web/public/_headers"), "utf8"))));
  writeFileSync(join(unfinished, "kith.capnp"), relayConfig(readConfig({ config: configPath })));
});

const ofClient = ["apps/web/{src,public}/**/*", "apps/web/*.{html,ts,js}", "packages/core/src/**/*.ts", "package-lock.json"];
const ofRelay = ["apps/sync/src/*.ts", "apps/web/public/_headers", "packages/core/src/**/*.ts", "scripts/{build,relay-config}.ts", "wrangler.toml", "package-lock.json"];

function isFresh(built: string, sources: readonly string[]): boolean {
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  return globSync(sources, { cwd: root }).every((path) => statSync(join(root, path)).mtimeMs <= builtMs);
}

/** Builds what is older than its sources. An installation without the tools to build serves what was built for it. */
export async function buildWhereOlder(): Promise<void> {
  if (!existsSync(tool("vite/bin/vite.js"))) return;
  if (!isFresh(join(clientFolder, "index.html"), ofClient)) {
    process.stderr.write("Building the client …\n");
    await buildClient();
  }
  if (!isFresh(join(relayFolder, "kith.capnp"), ofRelay)) {
    process.stderr.write("Building the relay …\n");
    await buildRelay();
  }
}

if (import.meta.main) {
  await buildClient();
  await buildRelay();
}
