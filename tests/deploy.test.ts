/** What is deployed, to the cloud or to a machine: the bundle, the build, the invitations a relay takes, and what the guide tells to do. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { isInvited } from "@kith/core/relay";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildClient, buildRelay, buildWhereOlder } from "../scripts/build.ts";
import { freePort } from "../scripts/free-port.ts";
import { clientFolder, relayFolder, root, workerdPath } from "../scripts/places.ts";
import { answers, endsAtOnce, spawnRelay } from "../scripts/relay.ts";
import { filesBelow } from "./processes/relay-process.ts";
import { devicesOfOneVault, random, syncUntilLevel, type NodeDevice } from "./support/node-device.ts";

const folder = mkdtempSync(join(tmpdir(), "kith-deploy-"));
beforeAll(buildWhereOlder, 60_000);
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
    expect(/automerge|WebAssembly|graphology/iu.exec(bundle.toString())).toBeNull();
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

describe("the build", () => {
  /** Every file below a folder with the hash of what is in it. */
  const contentOf = (of: string): readonly string[] => filesBelow(of).map(({ path, bytes }) => `${path.slice(of.length)} ${createHash("sha256").update(bytes).digest("hex")}`).toSorted();

  test("[D10] made twice, in two places, client and relay are the same bytes", async () => {
    const [first, second] = [join(folder, "first"), join(folder, "a", "second")];
    for (const built of [first, second]) {
      await buildClient(join(built, "client"));
      await buildRelay(join(built, "relay"));
    }
    expect(contentOf(first).length).toBeGreaterThan(15);
    expect(contentOf(second)).toEqual(contentOf(first));
    for (const { path, bytes } of filesBelow(join(first, "relay"))) expect([path, bytes.includes(root), bytes.includes(tmpdir())]).toEqual([path, false, false]);
  }, 180_000);

  test("[D11] the configuration names every object of wrangler.toml, and neither an inspector nor a way out", () => {
    const [deployed, config] = [readFileSync(join(root, "wrangler.toml"), "utf8"), readFileSync(join(relayFolder, "kith.capnp"), "utf8")];
    const objects = [...deployed.matchAll(/^name = "(\w+)"\nclass_name = "(\w+)"/gmu)];
    expect(objects.length).toBe(3);
    for (const [, binding = "", className = ""] of objects) {
      expect(config).toContain(`(className = "${className}", uniqueKey = "kith-${className}", enableSql = true)`);
      expect(config).toContain(`(name = "${binding}", durableObjectNamespace = "${className}")`);
    }
    expect(config).toContain(`compatibilityDate = "${/^compatibility_date = "(.*)"/mu.exec(deployed)?.[1] ?? ""}"`);
    expect(config).toContain(`compatibilityFlags = [${/^compatibility_flags = \[(.*)\]/mu.exec(deployed)?.[1] ?? "none"}]`);
    expect(config.match(/http = \(\)/gu)?.length).toBe(1);
    expect(config).not.toMatch(/inspector|external|allow = \[".*"\]/u);
  });

  test("[D12] workerd is the version that wrangler brings, and a dependency of the product, not of its making", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
    const { dependencies: ofWrangler } = JSON.parse(readFileSync(join(root, "node_modules/wrangler/package.json"), "utf8")) as { dependencies: Record<string, string> };
    expect(dependencies?.["workerd"]).toBe(ofWrangler["workerd"]);
    expect(Object.keys(devDependencies ?? {})).toContain("wrangler");
  });
});

describe("the guide", () => {
  const guide = readFileSync(join(root, "docs/self-hosting.md"), "utf8");
  const packaged = (name: string): string => readFileSync(join(root, "packaging", name), "utf8");

  test("[D3] its proxies pass the Host header and sockets as they came, and nobody is told to run a development server", () => {
    const nginx = /```nginx\n([^]*?)```/u.exec(guide)?.[1] ?? "";
    for (const line of ["proxy_set_header Host $http_host;", "proxy_set_header Upgrade $http_upgrade;"]) expect(nginx).toContain(line);
    expect(/```caddy\n([^]*?)```/u.exec(guide)?.[1]).toContain("reverse_proxy 127.0.0.1:8787");
    for (const text of [guide, packaged("kith.service"), packaged("Containerfile"), packaged("compose.yaml"), readFileSync(join(root, "package.json"), "utf8")]) expect(text).not.toMatch(/wrangler(?:\.js)?"? dev\b[^a-z]*--|inspector/u);
  });

  /** Runs a command of the packaging over this build, on another port and state, and asks it for the page. */
  async function runsAs(command: string, wanted: { readonly address: string; readonly places: Readonly<Record<string, string>> }): Promise<void> {
    const port = await freePort(0);
    const state = mkdtempSync(join(folder, "state-"));
    mkdirSync(join(state, "objects"));
    expect(command).toContain(`http=${wanted.address}`);
    const given = Object.entries({ [wanted.address]: `127.0.0.1:${port}`, "/var/lib/kith": state, ...wanted.places }).reduce((line, [from, to]) => line.replaceAll(from, to), command);
    const [program = "", ...args] = given.split(" ");
    const relay = spawn(program, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"], env: {} });
    try {
      expect(await answers(`http://127.0.0.1:${port}`, relay, 10_000)).toBe(true);
      expect(await (await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } })).text()).toBe(readFileSync(join(clientFolder, "index.html"), "utf8"));
    } finally {
      const ended = new Promise((end) => { relay.once("exit", end); });
      relay.kill(endsAtOnce);
      await ended;
    }
  }

  test("[D13] the commands of its unit and of its container serve the app", async () => {
    const unit = /^ExecStart=(.*)$/mu.exec(packaged("kith.service"))?.[1] ?? "";
    await runsAs(unit, { address: "127.0.0.1:8787", places: { "/opt/kith": root } });
    const container = (JSON.parse(/^ENTRYPOINT (.*)$/mu.exec(packaged("Containerfile"))?.[1] ?? "") as readonly string[]).join(" ");
    await runsAs(container, { address: "*:8787", places: { "/usr/local/bin/workerd": workerdPath(), "/opt/kith/relay": relayFolder, "/opt/kith/client": clientFolder } });
  }, 30_000);

  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
  test.skipIf(!hasSystemd)(`[D14] systemd reads its unit without complaint${hasSystemd ? "" : " (there is no systemd-analyze here)"}`, () => {
    const unit = join(folder, "kith.service");
    writeFileSync(unit, packaged("kith.service").replaceAll("/opt/kith", root));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  const hasSqlite = spawnSync("sqlite3", ["--version"]).status === 0;
  test.skipIf(!hasSqlite)(`[D15] its ways to copy a running server, to put a copy back and to remove a vault do so${hasSqlite ? "" : " (there is no sqlite3 here)"}`, async () => {
    const state = mkdtempSync(join(folder, "guided-"));
    const backup = join(folder, "backup");
    const shell = (about: string): string => {
      const block = new RegExp(`## ${about}[^]*?\\n\\n((?:    .*\\n)*    .*sqlite[^]*?)\\n\\n`, "u").exec(guide)?.[1] ?? "";
      return block.split("\n").filter((line) => !line.includes("systemctl")).join("\n").replaceAll("/var/lib/kith", state).replaceAll("/var/backups/kith", backup).replaceAll("/opt/kith", root);
    };
    const runShell = (script: string): void => {
      const ran = spawnSync("sh", ["-euc", script], { encoding: "utf8", env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}` } });
      expect({ script, status: ran.status, complaint: ran.stderr }).toEqual({ script, status: 0, complaint: "" });
    };
    const port = await freePort(0);
    const address = `http://127.0.0.1:${port}`;
    const serve = async () => {
      const relay = spawnRelay({ listen: `127.0.0.1:${port}`, objectsFolder: join(state, "objects") }, ["ignore", "ignore", "inherit"]);
      expect(await answers(address, relay)).toBe(true);
      return async () => {
        const ended = new Promise((end) => { relay.once("exit", end); });
        relay.kill(endsAtOnce);
        await ended;
      };
    };
    mkdirSync(join(state, "objects"));
    let stop = await serve();
    const [one, another] = [await devicesOfOneVault(2, { serverUrl: address }), await devicesOfOneVault(1, { serverUrl: address })];
    for (const device of [...one, ...another]) {
      await device.append([random(500)]);
      await syncUntilLevel(device, 10_000);
    }
    runShell(shell("Backups"));
    await stop();
    rmSync(state, { recursive: true });
    cpSync(backup, state, { recursive: true });
    stop = await serve();
    const heldOf = async (device: NodeDevice | undefined) => { const page = await device?.transport.pull({ have: {} }); return page?.ok ? Object.keys(page.value.vector).length : page?.error; };
    expect([await heldOf(one[0]), await heldOf(another[0])]).toEqual([2, 1]);
    await stop();
    runShell(shell("Removing a vault").replaceAll("VAULT_ID", one[0]?.session.vaultId ?? ""));
    // The names that the register keeps are in the clear.
    const isKept = ([device]: readonly NodeDevice[]): boolean => filesBelow(join(state, "objects/kith-RegisterObject")).some(({ bytes }) => bytes.includes(`vault ${device?.session.vaultId ?? ""}`));
    expect([isKept(one), isKept(another)]).toEqual([false, true]);
    stop = await serve();
    expect([await heldOf(one[0]), await heldOf(another[0])]).toEqual([{ kind: "refused", code: "unknownVault" }, 1]);
    // Devices that go on bring it back whole.
    for (const device of [...one, ...one]) await syncUntilLevel(device, 10_000);
    expect(await heldOf(one[1])).toBe(2);
    await stop();
  }, 60_000);
});
