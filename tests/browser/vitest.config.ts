import { defineConfig } from "vitest/config";

/** Stories that measure how long something takes: alone, and not in the way of the others. */
const timed = ["two-devices.story.ts", "tabs.story.ts"];
const isTimed = process.env["KITH_STORIES"] === "timed";

/** Stories in a real browser against the real server, two at a time: they wait more than they work. */
export default defineConfig({
  test: {
    name: "browser", root: import.meta.dirname,
    include: isTimed ? timed : ["*.story.ts"], exclude: process.env["KITH_STORIES"] === "others" ? timed : [],
    testTimeout: 240_000, hookTimeout: 120_000, fileParallelism: !isTimed, maxWorkers: isTimed ? 1 : 2, setupFiles: ["../support/start-automerge.ts"],
  },
});
