import { defineConfig } from "vitest/config";

/** Stories in a real browser against the real server: one at a time, they share two cores. */
export default defineConfig({
  test: { name: "browser", root: import.meta.dirname, include: ["*.story.ts"], testTimeout: 240_000, hookTimeout: 120_000, fileParallelism: false, setupFiles: ["../support/start-automerge.ts"] },
});
