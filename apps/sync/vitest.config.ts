/** The relay's tests run inside workerd, the runtime it is deployed to. */
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: new URL("test/wrangler.toml", import.meta.url).pathname } })],
  test: { name: "relay", root: import.meta.dirname, include: ["test/**/*.test.ts"] },
});
