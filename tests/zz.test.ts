import { test } from "vitest";
import { Life } from "./simulation/life.ts";
import { settle, sameNetwork } from "./simulation/invariants.ts";
test("zz", async () => {
  for (let block = 0; block < 8; block++) {
    let a = 0, b = 0, c = 0;
    for (let s = 0; s < 100; s++) { const l = new Life(block * 100 + s); let t = performance.now(); await l.run(); a += performance.now() - t; t = performance.now(); settle(l); b += performance.now() - t; t = performance.now(); sameNetwork(l); c += performance.now() - t; }
    const m = process.memoryUsage();
    process.stdout.write(`${block} run ${a | 0} settle ${b | 0} net ${c | 0} heap ${m.heapUsed >> 20} rss ${m.rss >> 20} ab ${m.arrayBuffers >> 20}\n`);
  }
}, 400000);
