/**
 * `npm run release-tree`: what goes into a release, by name, version and licence, as it is installed. With
 * `-- --audit` the registry is asked for known faults of these; some don't offer that, which is said.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (folder: string): Package => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;

/** Where `name` is found from `folder` upwards, as Node finds it; undefined for what this platform leaves out. */
function find(name: string, folder: string): string | undefined {
  for (let from = folder; from.startsWith(root); from = resolve(from, "..")) {
    const found = join(from, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
  }
  return undefined;
}

/** Everything that the product's own packages need to run, and what those need. */
export function releaseTree(): readonly Package[] {
  const found = new Map<string, Package>();
  const queue = [root, ...["packages/core", "apps/web", "apps/sync", "apps/cli"].map((each) => join(root, each))];
  const isOwn = new Set(queue);
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    const one = read(folder);
    if (!isOwn.has(folder)) found.set(`${one.name}@${one.version}`, one);
    const needed = Object.keys({ ...one.dependencies, ...(isOwn.has(folder) ? {} : one.optionalDependencies) });
    for (const name of needed.filter((each) => !each.startsWith("@kith/"))) {
      const at = find(name, folder);
      const key = at === undefined ? undefined : `${name}@${read(at).version}`;
      if (at !== undefined && key !== undefined && !found.has(key) && !queue.includes(at)) queue.push(at);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

if (import.meta.main) {
  for (const { name, version, license } of releaseTree()) process.stdout.write(`${name} ${version} ${license ?? "no licence named"}\n`);
  if (process.argv.includes("--audit")) {
    const { status, stdout, stderr } = spawnSync("npm", ["audit", "--omit=dev"], { cwd: root, encoding: "utf8" });
    const isOffered = !/audit endpoint returned an error/u.test(stderr);
    process.stdout.write(isOffered ? stdout : "The registry in use offers no audit.\n");
    process.exitCode = isOffered ? (status ?? 1) : 0;
  }
}
