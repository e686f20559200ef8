/** What goes into a release: named, with a licence that the product's own may carry. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { releaseTree } from "../scripts/release-tree.ts";

const root = resolve(import.meta.dirname, "..");
/** Licences that say: take it along, and say where it is from. */
const mayBeCarried = /^\(?(?:MIT|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|ISC|OFL-1\.1|0BSD)(?: OR [\w.-]+)*\)?$/u;

test("[D20] every package of a release has a licence that may be carried, and those the product asks for stand in docs/dependencies.md", () => {
  const tree = releaseTree();
  expect(tree.length).toBeGreaterThan(12);
  expect(tree.filter(({ license = "" }) => !mayBeCarried.test(license)).map(({ name, license }) => `${name}: ${license ?? ""}`)).toEqual([]);
  const page = readFileSync(resolve(root, "docs/dependencies.md"), "utf8");
  const asked = [".", "packages/core", "apps/web", "apps/sync", "apps/cli"].flatMap((folder) =>
    Object.entries((JSON.parse(readFileSync(resolve(root, folder, "package.json"), "utf8")) as { readonly dependencies?: Readonly<Record<string, string>> }).dependencies ?? {}));
  const missing = asked.filter(([name, version]) => !name.startsWith("@kith/") && !page.includes(`| \`${name}\` | ${version} |`));
  expect(missing).toEqual([]);
});
