/**
 * The `.kith` file as a store: the contract, as far as one file of payloads can be asked, and what a disk
 * can do to it. Whatever one byte costs, it costs one frame, and that is said.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { runs, storeContract, type ContractStore } from "@kith/core/testing";
import { createVaultFile, openVaultFile, type VaultFile } from "../apps/cli/src/vault-file.ts";

const folder = mkdtempSync(join(tmpdir(), "kith-file-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
let made = 0;
const freshPath = (): string => join(folder, `${(made += 1)}.kith`);
const texts = ({ payloads }: VaultFile): string[] => payloads.map((payload) => Buffer.from(payload).toString());
const bytesOf = (...said: readonly string[]): Uint8Array[] => said.map((text) => new Uint8Array(Buffer.from(text)));

/** A file with these payloads, and the ends of its frames: of the one naming the device, then of each payload's. */
function fileWith(...said: readonly string[]): { readonly path: string; readonly bytes: Buffer; readonly ends: readonly number[] } {
  const path = freshPath();
  createVaultFile(path);
  const ends = [readFileSync(path).length];
  for (const text of said) {
    openVaultFile(path).append(bytesOf(text));
    ends.push(readFileSync(path).length);
  }
  return { path, bytes: readFileSync(path), ends };
}

const notOffered = (): Promise<never> => Promise.reject(new Error("not offered"));
/** One file, one writer: whatever name the case gives it. */
function asStore(path: string, named = { writer: "" }): ContractStore {
  const file = openVaultFile(path);
  const held = [...file.payloads];
  return {
    vector: async () => (held.length === 0 ? {} : { [named.writer]: held.length }),
    read: async (writer, fromSeq) => held.map((body, index) => ({ writer, seq: index + 1, epoch: 1, body: new Uint8Array(body) })).slice(fromSeq - 1),
    append: async (writer, bodies) => {
      Object.assign(named, { writer });
      file.append(bodies);
      held.push(...bodies);
    },
    reopen: async () => asStore(path, named),
    accept: notOffered, appendBroken: notOffered, erase: notOffered, erasedCount: notOffered, readErased: notOffered, lose: notOffered, setAside: notOffered, damagedCount: notOffered,
  };
}

const oneWriter = "a file takes what its own process wrote: nothing arrives from elsewhere.";
const whole = "a file is read whole at every start, there are no pages; large and many payloads are K24's.";
const noErasing = "a file is written anew without what was forgotten (K32): nothing in it is emptied in its place.";
storeContract("file", async () => {
  const path = freshPath();
  createVaultFile(path);
  return asStore(path);
}, {
  test,
  say: (line) => { process.stdout.write(line); },
  skips: {
    ST2: whole, ST3: oneWriter, ST4: oneWriter, ST5: "a write that fails half-way is K22's.", ST7: noErasing, ST8: noErasing, ST9: "frames have no numbers that could be missing; a lost one is K20's.",
    ST10: "payloads have no names.", ST11: whole, ST12: whole, ST13: "no relay could give a frame again.", ST14: noErasing, ST15: "no relay could give a frame again.",
    ST36: "no relay could give a frame again.", ST37: noErasing,
  },
});

describe("the file", () => {
  test("[K20] a flipped bit anywhere costs at most the frame it is in, which is said; the others are intact", () => {
    const said = ["first", "second moment", "third"];
    const { path, bytes, ends } = fileWith(...said);
    const { device } = openVaultFile(path);
    for (let at = 0; at < bytes.length; at += 1) for (const bit of [1, 16, 128]) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ bit;
      writeFileSync(path, flipped);
      const opened = openVaultFile(path);
      const hit = ends.findIndex((end) => at < end);
      const missing = said.filter((text) => !texts(opened).includes(text));
      expect({ at, bit, missing: missing.filter((text) => text !== said[hit - 1]), order: texts(opened) }).toEqual({ at, bit, missing: [], order: said.filter((text) => !missing.includes(text)) });
      expect(opened.damaged).toBeGreaterThanOrEqual(missing.length);
      if (hit > 0) expect(opened.device).toBe(device);
      else if (opened.device !== device) expect(opened.damaged).toBe(1);
      opened.append(bytesOf("after"));
      expect(texts(openVaultFile(path)).at(-1)).toBe("after");
      expect(openVaultFile(path).device).toBe(opened.device);
    }
  });

  test("[K21] a file cut anywhere keeps every frame before the cut, and the next append goes on there", () => {
    const said = ["first", "second moment", "third and last"];
    const { path, bytes, ends } = fileWith(...said);
    fc.assert(fc.property(fc.integer({ min: ends[0] ?? 0, max: bytes.length }), (cut) => {
      writeFileSync(path, bytes.subarray(0, cut));
      const kept = said.filter((_, index) => (ends[index + 1] ?? 0) <= cut);
      const opened = openVaultFile(path);
      expect([texts(opened), opened.damaged]).toEqual([kept, 0]);
      opened.append(bytesOf("after"));
      expect([texts(openVaultFile(path)), openVaultFile(path).damaged]).toEqual([[...kept, "after"], 0]);
    }), runs(300));
    for (let cut = 0; cut < (ends[0] ?? 0); cut += 1) {
      writeFileSync(path, bytes.subarray(0, cut));
      expect(() => openVaultFile(path)).toThrow(/kith init/u);
    }
  });

  test("[K22] a full disk saves nothing of a write, says so, and leaves the file as it was", () => {
    const path = freshPath();
    createVaultFile(path);
    openVaultFile(path).append([new Uint8Array(Buffer.alloc(3_000, "x"))]);
    const before = readFileSync(path);
    const script = `import { openVaultFile } from ${JSON.stringify(resolve(import.meta.dirname, "../apps/cli/src/vault-file.ts"))};
      try { openVaultFile(${JSON.stringify(path)}).append([new Uint8Array(100), new Uint8Array(5000)]); console.log("saved"); } catch (error) { console.log(error.message); }`;
    // No file may grow beyond what this one takes up now, rounded up to a kibibyte.
    const ran = spawnSync("bash", ["-c", `ulimit -f ${Math.ceil(before.length / 1024)}; exec "$0" --input-type=module -e "$1"`, process.execPath, script], { encoding: "utf8" });
    expect(ran.stdout).toContain("no room left");
    expect(readFileSync(path).equals(before)).toBe(true);
    openVaultFile(path).append(bytesOf("after"));
    expect([texts(openVaultFile(path)).at(-1), openVaultFile(path).damaged]).toEqual(["after", 0]);
    const none = freshPath();
    const create = script.replace(/try .*/su, `import { createVaultFile } from ${JSON.stringify(resolve(import.meta.dirname, "../apps/cli/src/vault-file.ts"))}; try { createVaultFile(${JSON.stringify(none)}); } catch (error) { console.log(error.message); }`);
    const started = spawnSync("bash", ["-c", 'ulimit -f 0; exec "$0" --input-type=module -e "$1"', process.execPath, create], { encoding: "utf8" });
    expect(started.stdout).toContain("no room left");
    expect(() => readFileSync(none)).toThrow(/ENOENT/u);
  });

  test("[K23] two processes that each append fifty times take turns: all hundred are there, none twice, both see both", async () => {
    const path = freshPath();
    createVaultFile(path);
    const modules = ["vault-file", "lock"].map((name) => JSON.stringify(resolve(import.meta.dirname, `../apps/cli/src/${name}.ts`)));
    const script = `import { openVaultFile } from ${modules[0]}; import { whileLocked } from ${modules[1]};
      const [path, name] = process.argv.slice(1);
      for (let index = 0; index < 50; index += 1) await whileLocked(path, async () => { openVaultFile(path).append([Buffer.from(name + index)]); });
      const seen = openVaultFile(path).payloads.map((payload) => Buffer.from(payload).toString());
      process.exitCode = Array.from({ length: 50 }, (_, index) => name + index).every((text) => seen.includes(text)) ? 0 : 1;`;
    // A lock left behind by a process that is gone: both find it, one drops it.
    writeFileSync(`${path}.lock`, "999999999");
    const ended = await Promise.all(["left", "right"].map((name) => new Promise((done) => { spawn(process.execPath, ["--input-type=module", "-e", script, path, name], { stdio: "ignore" }).once("exit", done); })));
    expect(ended).toEqual([0, 0]);
    const all = texts(openVaultFile(path));
    expect(all.toSorted()).toEqual(["left", "right"].flatMap((name) => Array.from({ length: 50 }, (_, index) => name + index)).toSorted());
    for (const name of ["left", "right"]) expect(all.filter((text) => text.startsWith(name))).toEqual(Array.from({ length: 50 }, (_, index) => name + index));
  });

  test("[K24] large payloads and ten thousand small ones come back whole and in order", () => {
    const path = freshPath();
    createVaultFile(path);
    const payloads = [...[1, 2, 3].map((seed) => Uint8Array.from({ length: 256 * 1024 }, (_, index) => (index * 31 + seed) & 255)), ...bytesOf(...Array.from({ length: 10_000 }, (_, index) => `small ${index}`))];
    openVaultFile(path).append(payloads);
    const held = openVaultFile(path);
    expect([held.payloads.length, held.damaged]).toEqual([payloads.length, 0]);
    expect(held.payloads.every((payload, index) => Buffer.from(payload).equals(payloads[index] ?? new Uint8Array()))).toBe(true);
  });
});

test("[K66] the launcher at the root runs the command line from any folder", () => {
  const { stderr } = spawnSync(resolve(import.meta.dirname, "../kith"), ["--help"], { cwd: folder, encoding: "utf8" });
  expect(stderr.split("\n")[0]).toBe("kith: keeps the relationships behind your connections alive");
});
