/**
 * State that wrangler's development server wrote, served by plain workerd from the first start on: nothing
 * is pushed again, nothing is half moved, and what doesn't open stays where it was.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { processesGiven } from "../scripts/processes.ts";
import { install, type Installation } from "./processes/installation.ts";
import { startOlderServer } from "./processes/older-server.ts";
import { filesBelow } from "./processes/relay-process.ts";
import { firstDevice, joinedDevice, random, syncUntilLevel, type NodeDevice } from "./support/node-device.ts";

let kith: Installation;
/** As the older server left it; each test lays a copy of it where it needs one. */
let older = "";
let address = "";
let [devices, words]: [readonly NodeDevice[], string] = [[], ""];
/** The last part of every path that was asked for. */
const asked: string[] = [];
const noting: typeof fetch = (url, init) => {
  asked.push(new Request(url).url.replace(/^.*\//u, ""));
  return fetch(url, init);
};

beforeAll(async () => {
  kith = await install();
  older = mkdtempSync(join(tmpdir(), "kith-older-"));
  const server = await startOlderServer(older);
  ({ address } = server);
  const options = { serverUrl: address, fetch: noting };
  const first = await firstDevice(options);
  await syncUntilLevel(first.device, 10_000);
  devices = [first.device, await joinedDevice(first.words, options)];
  words = first.words;
  for (const device of [...devices, ...devices]) {
    await device.append(Array.from({ length: 10 }, () => random(2_000)));
    await syncUntilLevel(device, 10_000);
  }
  await syncUntilLevel(first.device, 10_000);
  await server.stop();
}, 180_000);
afterAll(async () => {
  await kith.remove();
  rmSync(older, { recursive: true, force: true });
}, 30_000);

const layOlder = (): void => {
  rmSync(kith.stateFolder, { recursive: true, force: true });
  cpSync(older, kith.stateFolder, { recursive: true });
};

const digestOf = (folder: string): string => {
  const hash = createHash("sha256");
  for (const { path, bytes } of filesBelow(folder).toSorted((a, b) => (a.path < b.path ? -1 : 1))) hash.update(path.slice(folder.length)).update("\0").update(bytes);
  return hash.digest("hex");
};

/** Every database that has tables of ours, with all that is in it. */
const contentOf = (objects: string): Readonly<Record<string, unknown>> => Object.fromEntries(globSync("*/*.sqlite", { cwd: objects }).toSorted().map((file) => {
  // A copy, for reading alone would already change what a crash left.
  const scratch = mkdtempSync(join(tmpdir(), "kith-read-"));
  try {
    for (const end of ["", "-wal"]) if (existsSync(join(objects, `${file}${end}`))) cpSync(join(objects, `${file}${end}`), join(scratch, `a${end}`));
    const database = new DatabaseSync(join(scratch, "a"));
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all().map(({ name }) => String(name));
    const content = tables.map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all().map((row) => createHash("sha256").update(JSON.stringify(row)).digest("hex")).toSorted()]);
    database.close();
    return [file, content];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}));

test("[PROC28] state of an older set-up is moved at the first start: the devices are level, nothing is pushed again, another joins by the words, and nothing older is left", async () => {
  layOlder();
  const served = await kith.start({ PORT: new URL(address).port });
  expect(served.said()).toContain("Moved the state of an older set-up");
  asked.length = 0;
  for (const device of devices) await syncUntilLevel(device, 10_000);
  expect(asked).toContain("pull");
  expect(asked.filter((path) => !["pull", "keyring"].includes(path))).toEqual([]);
  const another = await joinedDevice(words, { serverUrl: address });
  await syncUntilLevel(another, 10_000);
  expect(await another.payloads()).toEqual(await devices[0]?.payloads());
  expect((await another.payloads()).length).toBe(40);
  expect(readdirSync(kith.stateFolder)).toEqual(["objects"]);
  expect(readdirSync(join(kith.stateFolder, "objects")).toSorted()).toEqual(["kith-PairingObject", "kith-RegisterObject", "kith-VaultObject"]);
  // One vault, one database: no second one came to be under another name.
  expect(globSync("objects/kith-VaultObject/*.sqlite", { cwd: kith.stateFolder }).filter((file) => !file.endsWith("metadata.sqlite")).length).toBe(1);
  await devices[0]?.append([random(100)]);
  for (const device of devices) await syncUntilLevel(device, 10_000);
  served.server.kill();
  await served.ended;
  const again = await kith.start({ PORT: new URL(address).port });
  expect(again.said()).not.toContain("Moved");
  await syncUntilLevel(another, 10_000);
  expect((await another.payloads()).length).toBe(41);
  again.server.kill();
  await again.ended;
}, 120_000);

test("[PROC29] killed anywhere in the move, the older state is whole or the new one is, and the next start ends the move", async () => {
  layOlder();
  const [whole, content] = [digestOf(join(kith.stateFolder, "v3/do")), contentOf(join(older, "v3/do"))];
  const seen = new Set<string>();
  const inside = (path: string): string => join(kith.stateFolder, path);
  // The copy has begun, it is about to take its place, it has taken it; and anywhere after each.
  for (const there of ["objects.unfinished", "objects.unfinished/moved-from-v3", "objects"]) for (const afterMs of [0, ...fc.sample(fc.nat(100), 1)]) {
    layOlder();
    await kith.run("prepare.ts", { there: inside(there), afterMs });
    const isTurned = existsSync(join(kith.stateFolder, "objects"));
    seen.add(isTurned ? "new" : existsSync(join(kith.stateFolder, "objects.unfinished")) ? "begun" : "older");
    if (!isTurned) expect({ there, digest: digestOf(inside("v3/do")) }).toEqual({ there, digest: whole });
    expect(await kith.run("prepare.ts")).toMatchObject({ code: 0 });
    expect(processesGiven([`state=${join(kith.stateFolder, "objects.unfinished")}`])).toEqual([]);
    expect({ there, left: readdirSync(kith.stateFolder) }).toEqual({ there, left: ["objects"] });
    expect(contentOf(join(kith.stateFolder, "objects"))).toEqual(content);
  }
  // The kills hit the move before its turn, else nothing was tried.
  expect(seen).toContain("begun");
  // Between the turn and the end of the move: made by hand too, it is short.
  mkdirSync(join(kith.stateFolder, "v3/do"), { recursive: true });
  writeFileSync(join(kith.stateFolder, "objects/moved-from-v3"), "");
  expect(await kith.run("prepare.ts")).toMatchObject({ code: 0 });
  expect(readdirSync(kith.stateFolder)).toEqual(["objects"]);
  expect(contentOf(join(kith.stateFolder, "objects"))).toEqual(content);
}, 180_000);

test("[PROC30] a database that doesn't open is named and nothing is moved; two states are never made one; a running older server is told to stop first", async () => {
  layOlder();
  const [file = ""] = globSync("v3/do/kith-VaultObject/*.sqlite", { cwd: kith.stateFolder }).filter((name) => !name.endsWith("metadata.sqlite"));
  for (const end of ["-wal", "-shm"]) rmSync(join(kith.stateFolder, `${file}${end}`), { force: true });
  writeFileSync(join(kith.stateFolder, file), random(8_192));
  const before = digestOf(kith.stateFolder);
  const corrupt = await kith.run("prepare.ts");
  expect(corrupt).toEqual({ code: 1, said: expect.stringMatching(/^kith-VaultObject\/[0-9a-f]{64}\.sqlite of the older state doesn't open: file is not a database\. Nothing was moved\./u) });
  rmSync(join(kith.stateFolder, "objects.unfinished"), { recursive: true });
  expect(digestOf(kith.stateFolder)).toBe(before);
  // With the file moved away, the rest is kept.
  rmSync(join(kith.stateFolder, file));
  expect(await kith.run("prepare.ts")).toMatchObject({ code: 0 });
  expect(readdirSync(kith.stateFolder)).toEqual(["objects"]);

  cpSync(older, kith.stateFolder, { recursive: true });
  const two = digestOf(kith.stateFolder);
  expect(await kith.run("prepare.ts")).toEqual({ code: 1, said: expect.stringContaining("holds two states") });
  expect(digestOf(kith.stateFolder)).toBe(two);

  rmSync(kith.stateFolder, { recursive: true });
  const server = await startOlderServer(kith.stateFolder);
  try {
    expect(await kith.run("prepare.ts")).toEqual({ code: 1, said: expect.stringMatching(/^Process \d+ serves .* already\. Stop it first/u) });
    expect(existsSync(join(kith.stateFolder, "objects"))).toBe(false);
  } finally { await server.stop(); }
}, 120_000);
