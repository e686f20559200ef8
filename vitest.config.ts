import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "core", include: ["packages/core/src/**/*.test.ts"], setupFiles: ["tests/support/start-automerge.ts"] } },
      { test: { name: "web", include: ["apps/web/src/**/*.test.ts"] } },
      { test: { name: "tests", include: ["tests/*.test.ts"], setupFiles: ["tests/support/start-automerge.ts"], testTimeout: 60_000 } },
    ],
  },
});
