/** The build of the web client. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import { headersFor, parseHeaderRules } from "../sync/src/header-rules.ts";
import { offline } from "./build-offline.ts";

const here = import.meta.dirname;

/** The headers of the page, so that `vite preview` runs under the same CSP. */
const headers = Object.fromEntries(headersFor(parseHeaderRules(readFileSync(join(here, "public/_headers"), "utf8")), "/"));

export default defineConfig({
  root: here,
  plugins: [offline()],
  preview: { headers },
  worker: { format: "es" as const },
  // Fonts and icons stay files: the CSP allows no data: font.
  build: { target: "esnext", outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
