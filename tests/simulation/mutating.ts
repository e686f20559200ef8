/** Breaks one rule of the product while its module is loaded: `KITH_MUTANT=3` breaks the fourth of the list. */
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { mutants } from "./mutants.ts";

const core = resolve(import.meta.dirname, "../../packages/core/src");

/** Nothing where no mutant is asked for. Throws where the rule doesn't stand in its file as the list has it. */
export function mutating(which = process.env["KITH_MUTANT"]): Plugin[] {
  const mutant = which === undefined ? undefined : mutants[Number(which)];
  if (mutant === undefined) return [];
  return [{
    name: "kith-mutating",
    enforce: "pre",
    transform(source, id) {
      if (id !== resolve(core, mutant.file)) return undefined;
      if (source.split(mutant.find).length !== 2) throw new Error(`${mutant.file} doesn't have this rule once: ${mutant.find}`);
      return source.replace(mutant.find, () => mutant.replace);
    },
  }];
}
