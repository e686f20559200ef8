/** The build of the web client, and the dev server with invented people (`vite apps/web --mode fixture`). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { headersFor, parseHeaderRules } from "../sync/src/header-rules.ts";
import { offline } from "./build-offline.ts";

const here = import.meta.dirname;

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
  plugins: [offline(), fixturePage(mode)],
  preview: { headers },
  worker: { format: "es" as const },
  // Fonts and icons stay files: the CSP allows no data: font.
  build: { target: "esnext", outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
}));
