/**
 * The scores against what happened, on real data, by the product's own code: who is in touch next, who
 * wakes, who is close, who will meet, who introduces, whom to trust. See docs/insights.md.
 *
 *     npm run --silent bench -- insight FOLDER [--json]     one folder per set; docs/insights.md names the files
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Figure } from "./figure.ts";
import { declaredCloseness, ratedCloseness } from "./insight/closeness.ts";
import { closureOf } from "./insight/closure.ts";
import { readDataSet } from "./insight/data-set.ts";
import { introducersIn } from "./insight/introducers.ts";
import { comparison, persistence, type Rank } from "./insight/persistence.ts";
import { trustIn } from "./insight/trust.ts";

/** `folder`: where the sets lie; without it, beside the checkout. */
export async function run(folder?: string): Promise<readonly Figure[]> {
  const data = resolve(folder ?? join(import.meta.dirname, "../../shared/data"));
  const names = existsSync(data) ? readdirSync(data).filter((name) => statSync(join(data, name)).isDirectory()).toSorted() : [];
  const aucs = new Map<string, Readonly<Record<Rank, number>>>();
  const figures = names.flatMap((name): readonly Figure[] => {
    const path = join(data, name);
    const set = readDataSet(path);
    const told = set && persistence(set);
    if (told?.aucs) aucs.set(name, told.aucs);
    return [...(told?.figures ?? []), ...(set ? [...declaredCloseness(set), ...closureOf(set), ...introducersIn(set)] : []), ...ratedCloseness(name, path, set), ...trustIn(name, path)];
  });
  if (figures.length === 0) process.stderr.write(`No data under ${data}. Name a folder with one folder per set, each with an events.csv or a trust.csv: npm run --silent bench -- insight FOLDER\n`);
  return [...figures, ...comparison(aucs)];
}
