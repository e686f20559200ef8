/** What is deployed: the relay's bundle, as wrangler would upload it, and the invitations it takes. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { isInvited } from "@kith/core/relay";
import { afterAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "kith-deploy-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

interface Ran { readonly status: number | null; readonly printed: string; readonly complaint: string }

const run = (script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> => new Promise((ended) => {
  const ran = spawn(process.execPath, [resolve(root, script), ...args], { cwd: root, env: { ...process.env, WRANGLER_SEND_METRICS: "false", NO_UPDATE_NOTIFIER: "1", CI: "1", ...env } });
  let [printed, complaint] = ["", ""];
  ran.stdout.on("data", (chunk: Buffer) => { printed += chunk.toString(); });
  ran.stderr.on("data", (chunk: Buffer) => { complaint += chunk.toString(); });
  ran.once("close", (status) => { ended({ status, printed, complaint }); });
});

describe("the bundle", () => {
  /** The free plan takes 3 MB, compressed; a relay that only stores and forwards needs next to nothing of it. */
  const budgetBytes = 100 * 1024;

  test("[D1] bundles without account or network, weighs under 100 KiB compressed, and has no Automerge in it", async () => {
    // Only the relay is bundled here: the client may not be built yet.
    const assets = join(folder, "assets");
    mkdirSync(assets);
    writeFileSync(join(assets, "index.html"), "");
    const ran = await run("node_modules/wrangler/bin/wrangler.js", ["deploy", "--dry-run", "--outdir", join(folder, "out"), "--assets", assets], { https_proxy: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9" });
    expect({ status: ran.status, complaint: ran.status === 0 ? "" : ran.complaint }).toEqual({ status: 0, complaint: "" });
    const files = readdirSync(join(folder, "out")).filter((name) => !name.endsWith(".map") && name !== "README.md");
    expect(files).toEqual(["worker.js"]);
    const bundle = readFileSync(join(folder, "out", "worker.js"));
    const compressed = gzipSync(bundle).length;
    process.stdout.write(`The relay's bundle: ${bundle.length} bytes, ${compressed} compressed.\n`);
    expect(compressed).toBeLessThan(budgetBytes);
    expect(bundle.toString()).toContain("VaultObject");
    expect(bundle.toString()).not.toMatch(/automerge|wasm|graphology/iu);
  }, 60_000);
});

describe("invitations", () => {
  const vault = Buffer.alloc(16, 7).toString("base64url");

  test("[D2] whoever has the relay's secret makes an invitation for one vault, offline; without secret or a vault's id the way is told", async () => {
    const made = await run("scripts/invite.ts", [vault], { KITH_INVITE_SECRET: "of this relay" });
    expect([made.status, made.complaint]).toEqual([0, ""]);
    const text = made.printed.trim();
    expect([isInvited("of this relay", vault, text), isInvited("of another", vault, text), isInvited("of this relay", Buffer.alloc(16, 8).toString("base64url"), text)]).toEqual([true, false, false]);
    for (const [args, secret] of [[[vault], ""], [[], "of this relay"], [["not an id"], "of this relay"]] as const) {
      const refused = await run("scripts/invite.ts", args, { KITH_INVITE_SECRET: secret });
      expect([refused.status, refused.printed]).toEqual([2, ""]);
      expect(refused.complaint).toContain("usage");
    }
  });
});

test("[D3] the guide's unit and proxies name what they must: the state, the switches for developers off, the Host header as it came", () => {
  const guide = readFileSync(resolve(root, "docs/self-hosting.md"), "utf8");
  const unit = /```ini\n([^]*?)```/u.exec(guide)?.[1] ?? "";
  for (const line of ["X_LOCAL_OBSERVABILITY=false", "X_LOCAL_EXPLORER=false", "--ip 127.0.0.1", "--persist-to /var/lib/kith"]) expect(unit).toContain(line);
  const nginx = /```nginx\n([^]*?)```/u.exec(guide)?.[1] ?? "";
  for (const line of ["proxy_set_header Host $http_host;", "proxy_set_header Upgrade $http_upgrade;", "location /cdn-cgi/"]) expect(nginx).toContain(line);
  expect(/```caddy\n([^]*?)```/u.exec(guide)?.[1]).toContain("/cdn-cgi/*");
});
