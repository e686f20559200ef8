/** What the build writes beside the app: the service worker, the start's watch, and the list both check files against. */
import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "vite";
import type { FileHashes } from "./src/offline/whole.ts";

const here = import.meta.dirname;
const startWatch = "start-watch.js";
/** Not kept for offline: what tells of the version itself, what only the host reads, and the page, which is kept as "/". */
const apart = new Set(["sw.js", "files.json", "_headers", "index.html"]);

/** One classic script of all that `entry` imports. */
async function script(entry: string, constants: Readonly<Record<string, string>>): Promise<string> {
  const built = await build({
    root: here, configFile: false, publicDir: false, logLevel: "warn", define: { ...constants },
    build: { write: false, target: "es2022", lib: { entry: join(here, "src", entry), formats: ["iife"], name: "kith" } },
  });
  const [first] = [built].flat();
  if (!first || !("output" in first)) throw new Error(`${entry} gave no script`);
  return first.output[0].code;
}

/**
 * The files that stand in `dist`, each with its hash, and their version: the start of the hash of all names and
 * contents, the page last. src/offline/versions.ts reads a cache the same way.
 */
export function versionOf(dist: string): { readonly version: string; readonly files: FileHashes } {
  const names = globSync("**/*.*", { cwd: dist }).map((name) => name.replaceAll("\\", "/")).filter((name) => !apart.has(name) && !name.endsWith(".map")).toSorted();
  const all = createHash("sha256");
  const files: Record<string, string> = {};
  for (const name of [...names, "index.html"]) {
    const bytes = readFileSync(join(dist, name));
    all.update(name).update(bytes);
    // "/" and not "/index.html": static hosts redirect the latter, and a redirected answer can't serve a navigation.
    files[name === "index.html" ? "/" : `/${name}`] = createHash("sha256").update(bytes).digest("hex");
  }
  return { version: all.digest("hex").slice(0, 12), files };
}

/** Writes sw.js and files.json for the files that stand in `dist`. */
export async function writeServiceWorker(dist: string): Promise<void> {
  const { version, files } = versionOf(dist);
  writeFileSync(join(dist, "files.json"), JSON.stringify(files));
  writeFileSync(join(dist, "sw.js"), await script("offline/service-worker.ts", { KITH_VERSION: JSON.stringify(version), KITH_FILES: JSON.stringify(files) }));
}

/** Puts the watch into the page before everything else, and writes both scripts. */
export function offline(): Plugin {
  let dist = "";
  return {
    name: "kith-offline",
    apply: "build",
    configResolved({ root, build: { outDir } }) { dist = resolve(root, outDir); },
    transformIndexHtml: () => [{ tag: "script", attrs: { src: `/${startWatch}`, fetchpriority: "high", async: true }, injectTo: "head-prepend" }],
    async closeBundle() {
      writeFileSync(join(dist, startWatch), await script("start-watch/start-watch.ts", {}));
      await writeServiceWorker(dist);
    },
  };
}
