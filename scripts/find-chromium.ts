/**
 * A Chromium for the browser tests: an installed one, else Debian's package, else Playwright's own
 * download, in that order; says plainly what it did.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "..");
const installed = [
  "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** To stderr: a bench prints JSON on stdout. */
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const found = (): string | undefined => [...installed, safely(() => chromium.executablePath())].find((path) => path !== undefined && path !== "" && existsSync(path));

/** The path of a Chromium, installing one where there is none. Throws with the ways out where that fails. */
export function findChromium(): string {
  const chosen = process.env["KITH_CHROMIUM"];
  if (chosen !== undefined && existsSync(chosen)) return chosen;
  const path = findOrInstall();
  say(`Browser tests use ${path}.`);
  process.env["KITH_CHROMIUM"] = path;
  return path;
}

function findOrInstall(): string {
  const present = found();
  if (present !== undefined) return present;
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("No Chromium found: installing Debian's package.");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    const packaged = found();
    if (packaged !== undefined) return packaged;
  }
  say("No Chromium found: downloading Playwright's.");
  spawnSync(process.execPath, [resolve(root, "node_modules/playwright-core/cli.js"), "install", "chromium"], { stdio: "inherit" });
  const downloaded = found();
  if (downloaded !== undefined) return downloaded;
  throw new Error("No Chromium could be found or installed. Install one (apt-get install chromium, or Chrome) or set KITH_CHROMIUM to its path.");
}

function safely<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
