/** The build of the web client, and the dev server with invented people (`vite apps/web --mode fixture`). */
import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { headersFor, parseHeaderRules } from "../sync/src/header-rules.ts";

const here = import.meta.dirname;
let dist = "";

/** Writes sw.js with every built file in it; the version is the hash of their contents. */
const serviceWorker = (): Plugin => ({
  name: "kith-service-worker",
  apply: "build",
  configResolved({ build }) { dist = resolve(here, build.outDir); },
  closeBundle() {
    const names = globSync("**/*.*", { cwd: dist }).filter((name) => !["sw.js", "_headers", "index.html"].includes(name) && !name.endsWith(".map")).toSorted();
    const hash = createHash("sha256");
    for (const name of [...names, "index.html"]) hash.update(name).update(readFileSync(join(dist, name)));
    // "/" and not "/index.html": static hosts redirect the latter, and a redirected answer can't serve a navigation.
    const files = JSON.stringify(["/", ...names.map((name) => `/${name.replaceAll("\\", "/")}`)]);
    writeFileSync(join(dist, "sw.js"), readFileSync(join(here, "service-worker.js"), "utf8").replace("VERSION", hash.digest("hex").slice(0, 12)).replace("FILES", files));
  },
});

/** In mode "fixture" every page is dev/index.html, which needs no data worker. */
const fixturePage = (mode: string): Plugin => ({
  name: "kith-fixture-page",
  apply: "serve",
  configureServer(server) {
    if (mode !== "fixture") return;
    server.middlewares.use((request, _response, next) => {
      if (request.headers.accept?.includes("text/html")) request.url = "/dev/index.html";
      next();
    });
  },
});

/** The headers of the page, so that `vite preview` runs under the same CSP. */
const headers = Object.fromEntries(headersFor(parseHeaderRules(readFileSync(join(here, "public/_headers"), "utf8")), "/"));

export default defineConfig(({ mode }) => ({
  root: here,
  plugins: [serviceWorker(), fixturePage(mode)],
  preview: { headers },
  worker: { format: "es" as const },
  // Fonts and icons stay files: the CSP allows no data: font.
  build: { target: "esnext", outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
}));
