/** How much lies on the disk. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The bytes of all files below a folder. */
export const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => statSync(join(folder, name))).filter((stat) => stat.isFile()).reduce((sum, { size }) => sum + size, 0);

/** Flushes until nothing below the folder has grown for a second. */
export async function untilCalm(folder: string, flush: () => Promise<void>): Promise<void> {
  for (let [bytes, calm] = [0, 0]; calm < 5; ) {
    await new Promise((wait) => { setTimeout(wait, 200); });
    await flush();
    const now = bytesBelow(folder);
    calm = now === bytes ? calm + 1 : 0;
    bytes = now;
  }
}
