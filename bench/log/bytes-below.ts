/** How much lies on the disk. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The bytes of all files below a folder. */
export const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => statSync(join(folder, name))).filter((stat) => stat.isFile()).reduce((sum, { size }) => sum + size, 0);
