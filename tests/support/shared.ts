/**
 * Reference material that may lie beside the checkout but is no part of the product. Tests that read
 * it skip plainly where it is absent.
 */
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../../../shared");

/** The path of a file or folder of the reference material, or undefined where there is none. */
export function sharedPath(name: string): string | undefined {
  const path = resolve(folder, name);
  return existsSync(path) ? realpathSync(path) : undefined;
}
