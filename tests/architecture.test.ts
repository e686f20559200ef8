/** The map of the house, kept as a test: each room names the rooms it may look into. */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const core = "packages/core/src";
const mayImport: Readonly<Record<string, readonly string[]>> = {
  prelude: [], event: ["prelude"], command: ["prelude", "event"], log: ["prelude", "event"], projection: ["prelude", "event"],
  graph: ["prelude", "event", "projection"], insight: ["prelude", "event", "projection", "graph"], phrase: ["prelude", "event", "insight"],
  vault: ["prelude"], sync: ["prelude", "vault"], store: ["prelude", "vault", "sync"], device: ["prelude", "vault", "sync", "store", "log"], files: ["prelude", "event"], snapshot: ["prelude", "event", "log", "projection"], sample: ["prelude", "event"],
};
const keepersOf: Readonly<Record<string, readonly string[]>> = {
  "@automerge/automerge": [`${core}/log/`], papaparse: [`${core}/files/`],
  "@noble/ciphers": [`${core}/vault/`], "@noble/curves": [`${core}/vault/`], "@scure/bip39": [`${core}/vault/`], lit: ["apps/web/src/"], qr: ["apps/web/src/views/qr-view.ts"], hono: ["apps/sync/src/"],
};
/** An asset, not the library: the composition root says where the wasm comes from. */
const assets = /\.wasm(?:\?url)?$/u;
const libraryOf = (to: string): string => to.split("/").slice(0, to.startsWith("@") ? 2 : 1).join("/");
const importPattern = /(?:from|import)\s*\(?\s*"([^"]+)"/gu;

const isTest = (path: string): boolean => path.endsWith(".test.ts") || path.startsWith(`${core}/testing/`);
const files = globSync("{packages,apps}/*/src/**/*.ts", { cwd: root }).filter((path) => !isTest(path));
const imports = files.flatMap((from) => [...readFileSync(resolve(root, from), "utf8").matchAll(importPattern)].map((match) => {
  const to = match[1] ?? "";
  return { from, to: to.startsWith(".") ? relative(root, resolve(root, dirname(from), to)) : to };
}));
const roomOf = (path: string): string | undefined => new RegExp(`^${core}/([^/]+)/`, "u").exec(path)?.[1];

test("[ARCH0] the check sees the house, and every room of core is on the map", () => {
  expect(imports.length).toBeGreaterThan(300);
  const rooms = new Set(files.flatMap((path) => roomOf(path) ?? []));
  expect([...rooms].toSorted()).toEqual(Object.keys(mayImport).toSorted());
});

test("[ARCH1] data flows one way through core", () => {
  expect(imports.filter(({ from, to }) => {
    const room = roomOf(from);
    const target = roomOf(to);
    return room !== undefined && target !== undefined && target !== room && !(mayImport[room] ?? []).includes(target);
  })).toEqual([]);
});

test("[ARCH2] each library has one keeper", () => {
  expect(imports.filter(({ from, to }) => {
    const keepers = keepersOf[libraryOf(to)];
    return keepers && !assets.test(to) && !keepers.some((keeper) => from.startsWith(keeper));
  })).toEqual([]);
});

test("[ARCH3] apps enter core by its doors and never each other", () => {
  expect(imports.filter(({ from, to }) => {
    const app = /^apps\/([^/]+)\//u.exec(from)?.[1];
    const target = /^apps\/([^/]+)\//u.exec(to)?.[1];
    return app !== undefined && (to.startsWith(core) || (target !== undefined && target !== app));
  })).toEqual([]);
});

test("[ARCH4] views draw: they import views, elements, words, styles, lit and the data contract's types", () => {
  const allowed = /^apps\/web\/src\/(?:views|elements|words|styles)\/|^apps\/web\/src\/(?:contract|routes)\.ts$/u;
  expect(imports.filter(({ from, to }) => from.startsWith("apps/web/src/views/") && to.startsWith("apps/") && !allowed.test(to))).toEqual([]);
});

test("[ARCH5] the screen takes words from core, and nothing that would load the log or the graph", () => {
  const screen = files.filter((path) => path.startsWith("apps/web/src/") && !/^apps\/web\/src\/(?:worker|storage|sync)\//u.test(path));
  const values = screen.flatMap((path) => [...readFileSync(resolve(root, path), "utf8").matchAll(/^(?:import|export) (?!type\b)[^;]*?from "(@kith\/core[^"]*)"/gmu)].map((match) => ({ path, door: match[1] })));
  expect(values.filter(({ door }) => door !== "@kith/core/phrase")).toEqual([]);
});

test("[ARCH7] text is never taken for markup", () => {
  const screen = files.filter((path) => path.startsWith("apps/web/src/"));
  expect(screen.length).toBeGreaterThan(100);
  expect(screen.filter((path) => /unsafeHTML|unsafeSVG|unsafeStatic|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc/u.test(readFileSync(resolve(root, path), "utf8")))).toEqual([]);
});

test("[ARCH6] core has no platform: its compiler knows neither DOM nor Node", () => {
  const { compilerOptions: base } = JSON.parse(readFileSync(resolve(root, "tsconfig.base.json"), "utf8")) as { compilerOptions: { lib: string[]; types: string[] } };
  const { compilerOptions } = JSON.parse(readFileSync(resolve(root, "packages/core/tsconfig.json"), "utf8")) as { compilerOptions: { lib?: string[]; types?: string[] } };
  expect([compilerOptions.lib ?? base.lib, compilerOptions.types ?? base.types]).toEqual([["ES2023"], []]);
});

test("[ARCH8] the compiler sees every file: each is in a project of tsconfig.json", () => {
  const compiler = resolve(root, "node_modules/@typescript/native/bin/tsc");
  const { references } = JSON.parse(readFileSync(resolve(root, "tsconfig.json"), "utf8")) as { references: { path: string }[] };
  const seen = new Set(references.flatMap(({ path }) => execFileSync(process.execPath, [compiler, "-p", resolve(root, path), "--listFilesOnly"], { encoding: "utf8", maxBuffer: 50_000_000 }).split("\n")));
  const written = globSync(["{apps,bench,packages,scripts,tests}/**/*.ts", "*.ts"], { cwd: root, exclude: ["**/node_modules/**", "**/.tsbuild/**", "**/dist/**"] });
  expect(written.length).toBeGreaterThan(700);
  expect(written.filter((path) => !seen.has(resolve(root, path)))).toEqual([]);
});
