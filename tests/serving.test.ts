/**
 * Kith as it is served on a machine of one's own: what listens, what is answered to whom, what can be
 * reached from within, how it starts and ends, and what it says where it can't start.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as requestOf } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { invitation } from "@kith/core/relay";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../scripts/free-port.ts";
import { clientFolder, relayFolder, workerdPath } from "../scripts/places.ts";
import { endsAtOnce } from "../scripts/relay.ts";
import { install, type Installation, type Started } from "./processes/installation.ts";
import { listeningOn, processTree } from "./processes/listening.ts";
import { startOlderServer } from "./processes/older-server.ts";
import { filesBelow, pause } from "./processes/relay-process.ts";
import { devicesOfOneVault, firstDevice, random, realTimers, syncUntilLevel } from "./support/node-device.ts";

let kith: Installation;
beforeAll(async () => { kith = await install(); }, 120_000);
afterAll(() => kith.remove());

const addressOf = ({ address, said }: Started): string => {
  if (address === undefined) throw new Error(`it didn't serve: ${said()}`);
  return address;
};

/** A request with any Host and Origin, as no browser or fetch lets us send it. */
const ask = (address: string, path: string, headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly headers: Headers }> => new Promise((answered, failed) => {
  const { port } = new URL(address);
  const request = requestOf({ host: "127.0.0.1", port, path, headers: { ...headers, connection: headers["connection"] ?? "close" } }, (answer) => {
    answer.resume();
    answered({ status: answer.statusCode ?? 0, headers: new Headers(answer.headers as Record<string, string>) });
  });
  request.once("upgrade", (answer, socket) => { socket.destroy(); answered({ status: answer.statusCode ?? 0, headers: new Headers() }); });
  request.once("error", failed);
  request.end();
});

describe("what is open", () => {
  let served: Started;
  beforeAll(async () => { served = await kith.start(); }, 120_000);
  afterAll(async () => { served.server.kill(); await served.ended; });

  test.skipIf(process.platform !== "linux")("[PROC20] one address is listened on by all of its processes, on this machine alone (read from /proc, so only on Linux)", async () => {
    const tree = processTree(served.server.pid ?? 0);
    // Node, which started it and waits, and workerd.
    expect(tree.length).toBe(2);
    expect(listeningOn(tree)).toEqual([`127.0.0.1:${new URL(addressOf(served)).port}`]);
    // The same look sees a second socket where there is one.
    const other = createTcpServer();
    await new Promise<void>((ready) => { other.listen(0, "127.0.0.1", ready); });
    expect(listeningOn([process.pid])).toContain(`127.0.0.1:${(other.address() as AddressInfo).port}`);
    other.close();
  });

  test("[PROC21] a foreign page, under its own name or another, gets nothing it may read, run or debug by, on any path", async () => {
    const [script = ""] = readdirSync(join(clientFolder, "assets")).filter((name) => name.endsWith(".js"));
    const debuggers = ["/json", "/json/list", "/json/version", "/core:user:kith", "/cdn-cgi/explorer/", "/cdn-cgi/explorer/api/", "/cdn-cgi/mf/scheduled", "/cdn-cgi/handler/scheduled", "/__debug", "/.env", "/.dev.vars", "/wrangler.toml"];
    for (const path of ["/", `/assets/${script}`, "/sw.js", "/v1/", ...debuggers]) {
      for (const host of [new URL(addressOf(served)).host, "evil.example", "localhost"]) {
        const { status, headers } = await ask(addressOf(served), path, { host, origin: "https://evil.example" });
        const said = { path, host, status, shared: headers.get("access-control-allow-origin"), sniffed: headers.get("x-content-type-options"), framed: (headers.get("content-security-policy") ?? "").includes("frame-ancestors 'none'") };
        expect(said).toEqual({ path, host, status, shared: null, sniffed: "nosniff", framed: true });
        expect([path, headers.get("content-type"), headers.get("cross-origin-resource-policy")]).toEqual(status === 404 ? [path, "application/json", null] : [path, expect.stringMatching(/^text\/(?:html|javascript)/u), "same-origin"]);
        const upgraded = await ask(addressOf(served), path, { host, origin: "https://evil.example", connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": Buffer.from(random(16)).toString("base64") });
        expect([path, upgraded.status]).not.toEqual([path, 101]);
      }
    }
  });

  test("[PROC22] the client's files come with their type and headers, its page where somebody navigates, and what is missing is a 404 that nobody keeps", async () => {
    const get = (path: string, headers: Readonly<Record<string, string>> = { accept: "*/*" }) => fetch(`${addressOf(served)}${path}`, { headers: { ...headers, connection: "close" }, redirect: "manual" });
    const page = readFileSync(join(clientFolder, "index.html"), "utf8");
    const types: Readonly<Record<string, string>> = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", html: "text/html; charset=utf-8", json: "application/json", webmanifest: "application/manifest+json", svg: "image/svg+xml", png: "image/png", woff2: "font/woff2", wasm: "application/wasm" };
    const files = filesBelow(clientFolder).filter(({ path }) => !/_headers$|index\.html$/u.test(path));
    expect(new Set(files.map(({ path }) => path.split(".").at(-1)))).toEqual(new Set(["js", "css", "json", "webmanifest", "svg", "png", "woff2", "wasm"]));
    for (const { path, bytes } of files) {
      const name = path.slice(clientFolder.length);
      const got = await get(name);
      const kept = name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : name === "/sw.js" ? "no-cache" : "public, max-age=0, must-revalidate";
      expect([name, got.status, got.headers.get("content-type"), got.headers.get("cache-control")]).toEqual([name, 200, types[name.split(".").at(-1) ?? ""], kept]);
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    }
    for (const [path, accept] of [["/", "*/*"], ["/people", "*/*"], ["/people/1?of=2", "text/html"], ["/a.b", "text/html,*/*;q=0.8"]] as const) {
      const got = await get(path, { accept });
      expect([path, got.status, got.headers.get("content-type"), got.headers.get("cache-control"), await got.text()]).toEqual([path, 200, "text/html; charset=utf-8", "public, max-age=0, must-revalidate", page]);
    }
    for (const [path, accept] of [["/assets/x.js", "*/*"], ["/assets/x.js", "text/html"], ["/assets/", "*/*"], ["/foo.css", "text/css"], ["/sw2.js", "*/*"], ["/assets/..%2f..%2f..%2fpackage.json", "*/*"], ["/assets/%00.js", "*/*"], ["/..%5cx.js", "*/*"]] as const) {
      const got = await get(path, { accept });
      expect([path, got.status, got.headers.get("content-type"), got.headers.get("cache-control")]).toEqual([path, 404, "application/json", "no-store"]);
    }
    expect((await get("/_headers")).headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test("[PROC23] who has a file is told so and nothing more, and HEAD tells what GET would", async () => {
    const headersOf = async (method: string, path: string, held?: string) => {
      const got = await fetch(`${addressOf(served)}${path}`, { method, headers: { connection: "close", ...(held === undefined ? {} : { "if-none-match": held }) } });
      return { status: got.status, etag: got.headers.get("etag"), kept: got.headers.get("cache-control"), bytes: (await got.arrayBuffer()).byteLength };
    };
    for (const path of ["/", "/people", "/sw.js", "/icon.svg"]) {
      const got = await headersOf("GET", path);
      expect(got).toMatchObject({ status: 200, etag: expect.stringMatching(/^"[0-9a-f]{32}"$/u) });
      expect(await headersOf("HEAD", path)).toEqual({ ...got, bytes: 0 });
      expect(await headersOf("GET", path, `"other", W/${got.etag ?? ""}`)).toEqual({ ...got, status: 304, bytes: 0 });
      expect(await headersOf("GET", path, '"other"')).toEqual(got);
    }
  });
});

test("[PROC31] Cloudflare's own server of assets, as wrangler brings it, and plain workerd answer alike", async () => {
  const state = mkdtempSync(join(tmpdir(), "kith-cloud-"));
  const cloud = await startOlderServer(state);
  const served = await kith.start();
  try {
    const [script = ""] = readdirSync(join(clientFolder, "assets")).filter((name) => name.endsWith(".js"));
    const told = async (address: string, { method, path, accept }: { readonly method: string; readonly path: string; readonly accept: string }) => {
      const got = await fetch(`${address}${path}`, { method, redirect: "manual", headers: { accept, connection: "close" } });
      const kept = ["content-type", "cache-control", "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "location"];
      const body = Buffer.from(await got.arrayBuffer());
      // A refusal says the time.
      return { method, path, accept, status: got.status, headers: kept.map((name) => [name, got.headers.get(name)]), bytes: got.headers.get("content-type") === "application/json" ? 0 : body.length };
    };
    for (const path of ["/", "/people", "/index.html", `/assets/${script}`, "/sw.js", "/icon.svg", "/icon-192.png", "/manifest.webmanifest", "/assets/x.js", "/foo.css", "/sw2.js", "/_headers", "/assets/", "/v1/x", "/v2/x", "/vault.svg"]) {
      for (const [method, accept] of [["GET", "*/*"], ["GET", "text/html"], ["HEAD", "*/*"]] as const) {
        expect(await told(addressOf(served), { method, path, accept })).toEqual(await told(cloud.address, { method, path, accept }));
      }
    }
    // Both know what the asker has.
    for (const address of [cloud.address, addressOf(served)]) {
      const etag = (await fetch(`${address}/people`, { headers: { connection: "close" } })).headers.get("etag");
      expect((await fetch(`${address}/people`, { headers: { connection: "close", "if-none-match": etag ?? "" } })).status).toBe(304);
    }
  } finally {
    served.server.kill();
    await served.ended;
    await cloud.stop();
    rmSync(state, { recursive: true, force: true });
  }
}, 120_000);

test("[PROC24] from within the relay no address can be reached, neither on this machine nor beyond", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kith-probe-"));
  const near = createServer((_, answer) => { answer.end("reached"); });
  await new Promise<void>((ready) => { near.listen(0, "127.0.0.1", ready); });
  const port = (near.address() as AddressInfo).port;
  cpSync(relayFolder, folder, { recursive: true });
  writeFileSync(join(folder, "worker.js"), `import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import { connect } from "cloudflare:sockets";
export class VaultObject extends DurableObject {}
export class PairingObject extends DurableObject {}
export class RegisterObject extends DurableObject {}
export class DiskFiles extends WorkerEntrypoint {}
const tried = async (way) => { try { return await way(); } catch (error) { return "refused: " + error.message; } };
export default { async fetch() { return Response.json({
  fetched: await tried(async () => (await fetch("http://127.0.0.1:${port}/")).text()),
  connected: await tried(async () => { await connect("127.0.0.1:${port}").opened; return "reached"; }),
  beyond: await tried(async () => (await fetch("http://192.0.2.1/")).text()),
}); } };`);
  const state = join(folder, "state");
  mkdirSync(state);
  /** What the probe says under the configuration of the build, or of one that lets it out. */
  const probe = async (config: string): Promise<unknown> => {
    writeFileSync(join(folder, "kith.capnp"), config);
    const listen = `127.0.0.1:${await freePort(0)}`;
    const relay = spawn(workerdPath(), ["serve", join(folder, "kith.capnp"), "--socket-addr", `http=${listen}`, "--directory-path", `state=${state}`, "--directory-path", `client=${clientFolder}`], { stdio: "ignore" });
    try {
      for (let tries = 0; tries < 200; tries += 1) {
        const told = await fetch(`http://${listen}/`, { headers: { connection: "close" } }).then((answer) => answer.json(), () => undefined);
        if (told !== undefined) return told;
        await pause(50);
      }
      throw new Error("the probe didn't start");
    } finally {
      const ended = new Promise((end) => { relay.once("exit", end); });
      relay.kill(endsAtOnce);
      await ended;
    }
  };
  const config = readFileSync(join(relayFolder, "kith.capnp"), "utf8");
  const refused = expect.stringContaining("refused");
  expect(await probe(config)).toEqual({ fetched: refused, connected: refused, beyond: refused });
  expect(await probe(config.replace("allow = []", 'allow = ["local"]'))).toMatchObject({ fetched: "reached", connected: "reached" });
  near.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe("starting and ending", () => {
  test("[PROC25] told to end it ends at once, without complaint and with sockets open, and goes on where it was", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const served = await kith.start();
      const [device] = await devicesOfOneVault(1, { serverUrl: addressOf(served) });
      if (!device) throw new Error("there is a device");
      await device.append([random(1000)]);
      const driver = device.drive(realTimers, () => undefined);
      driver.start();
      await syncUntilLevel(device, 10_000);
      await pause(300);
      const startMs = Date.now();
      served.server.kill(signal);
      expect([signal, await served.ended]).toEqual([signal, 0]);
      driver.stop();
      expect(Date.now() - startMs).toBeLessThan(5_000);
      expect(served.said().trim().split("\n")).toEqual([expect.stringContaining("Kith is at")]);
      const again = await kith.start({ PORT: new URL(addressOf(served)).port });
      expect(again.address).toBe(served.address);
      const page = await device.transport.pull({ have: {} });
      expect(page.ok && page.value.vector).toEqual({ [device.writer]: 1 });
      again.server.kill();
      await again.ended;
    }
  }, 120_000);

  test("[PROC26] a taken port is passed over; a port that is none, a state folder that can't be written or is served already, a missing build and a missing workerd are said with the way out", async () => {
    const taken = createTcpServer();
    await new Promise<void>((ready) => { taken.listen(0, "127.0.0.1", ready); });
    const port = (taken.address() as AddressInfo).port;
    const served = await kith.start({ PORT: String(port) });
    expect(Number(new URL(addressOf(served)).port)).toBeGreaterThan(port);
    taken.close();

    const refusal = async (env: Readonly<Record<string, string>>, installation = kith): Promise<string> => {
      const started = await installation.start(env);
      const code = await started.ended;
      const said = started.said().trim();
      expect({ code, lines: said.split("\n").length, said }).toEqual({ code: 1, lines: 1, said });
      return said;
    };
    expect(await refusal({})).toMatch(new RegExp(`^Process \\d+ serves ${kith.stateFolder} already\\. Stop it first`, "u"));
    for (const none of ["0", "x", "70000", "-1"]) expect(await refusal({ PORT: none })).toBe(`PORT is ${none}, which isn't a port. Give a number from 1 to 65535.`);
    const file = join(kith.folder, "a file");
    writeFileSync(file, "");
    expect(await refusal({ KITH_STATE: join(file, "state") })).toMatch(/^The state folder .*a file\/state can't be written by \S+: .*ENOTDIR.*KITH_STATE\.$/u);
    served.server.kill();
    await served.ended;
    const unbuilt = await install({ isBuilt: false });
    try {
      expect(await refusal({}, unbuilt)).toMatch(/^Nothing is built yet: .*kith\.capnp isn't there\. Run npm ci && npm run build first\.$/u);
    } finally { await unbuilt.remove(); }
    const bare = await install();
    try {
      rmSync(join(bare.folder, "node_modules/workerd"));
      expect(await refusal({}, bare)).toMatch(/^workerd isn't installed here: Cannot find module 'workerd' Run npm ci\./u);
    } finally { await bare.remove(); }
  }, 120_000);

  test("[PROC27] a secret of the environment, or of .dev.vars where older set-ups have it, asks every new vault for its invitation", async () => {
    const outcome = async (served: Started): Promise<readonly unknown[]> => {
      const { device } = await firstDevice({ serverUrl: addressOf(served) });
      const vault = device.session.vaultId;
      const create = async (text: string) => (await fetch(`${addressOf(served)}/v1/vaults/${vault}`, { method: "POST", headers: { connection: "close", "x-kith-invitation": text } })).status;
      const statuses = [await create(""), await create(invitation("of the file", vault)), await create(invitation("of the shell", vault))];
      served.server.kill();
      await served.ended;
      // Without a body a vault isn't created, invited or not.
      return statuses.map((status) => (status === 403 ? "not invited" : "invited"));
    };
    expect(await outcome(await kith.start())).toEqual(["invited", "invited", "invited"]);
    writeFileSync(join(kith.folder, ".dev.vars"), 'KITH_INVITE_SECRET="of the file"\n');
    expect(await outcome(await kith.start())).toEqual(["not invited", "invited", "not invited"]);
    expect(await outcome(await kith.start({ KITH_INVITE_SECRET: "of the shell" }))).toEqual(["not invited", "not invited", "invited"]);
    rmSync(join(kith.folder, ".dev.vars"));
  }, 120_000);
});
