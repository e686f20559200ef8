/** Makes what was written outlive a power cut. */
import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file and folder below `folder`, and itself; only itself where `isFlat`. */
export function syncToDisk(folder: string, { isFlat = false } = {}): void {
  const below = isFlat ? [] : readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const path of [...below.map((name) => join(folder, name)), folder]) {
    const descriptor = openSync(path, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
