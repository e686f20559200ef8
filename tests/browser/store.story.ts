/**
 * The client's store in a real browser: the contract every store keeps, and what a disk, a browser and a
 * second tab can do to it. No server: the page runs the product's own store and sync.
 */
import { createServer, type Server } from "node:http";
import { resolve } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { storeCases } from "@kith/core/testing";
import { openDevice, type Device } from "./support.ts";

const pageSource = resolve(import.meta.dirname, "../../apps/web/src/storage/store-page.ts");

/** The store's page as one script. */
async function bundle(): Promise<string> {
  const built = await build({ configFile: false, logLevel: "silent", build: { write: false, target: "esnext", minify: false, lib: { entry: pageSource, formats: ["es"], fileName: "store-page" } } });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []));
  const script = outputs.find((one) => one.type === "chunk");
  if (!script || script.type !== "chunk") throw new Error("the store's page wasn't built");
  return script.code;
}

describe("the store in a browser", () => {
  let server: Server;
  let address = "";
  let device: Device;
  /** Runs `body` in the page, with the page's levers in scope; gives what it returns. */
  const inPage = <Value>(body: string): Promise<Value> => device.page.evaluate<Value>(`(async () => {
    const { runCase, open, fresh, device, sealed, texts, append, raw, tamper, sync, removeOther, relay, outdated, close, contractVault, vaultId, random } = storePage;
    const failure = (work) => work.then(() => "none", (error) => error.message);
    const [a, b] = [contractVault, "__________________________".slice(0, 21) + "w"];
    ${body}
  })()`);

  const visit = async (where: string): Promise<void> => {
    await device.page.goto(where);
    await device.page.waitForFunction("globalThis.storePage !== undefined");
  };

  beforeAll(async () => {
    const script = await bundle();
    server = createServer((request, response) => {
      const isScript = request.url === "/page.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : "<!doctype html><title>store</title><script type=module src=/page.js></script>");
    });
    await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
    const bound = server.address();
    address = `http://localhost:${typeof bound === "object" && bound ? bound.port : 0}`;
    device = await openDevice();
    await visit(address);
  });
  afterAll(async () => {
    await device?.close();
    server?.close();
  });

  test.each(storeCases.map(({ title }) => title))("%s (IndexedDB)", async (title) => { await inPage(`await runCase(${JSON.stringify(title)});`); });

  test("[ST20] a full disk rejects the whole write and says so; what was there stays readable, and writing goes on once there is room", async () => {
    // An origin of its own: the browser remembers for a while how much room an open one had.
    const other = address.replace("localhost", "127.0.0.1");
    const session = await device.context.newCDPSession(device.page);
    await session.send("Storage.overrideQuotaForOrigin", { origin: other, quotaSize: 3_000_000 });
    await visit(other);
    await inPage(`const store = await fresh(a); await append(store, a, ["before"]);`);
    const full = await inPage<{ said: string; vector: Record<string, number>; held: unknown }>(`
      const store = await open();
      const large = Array.from({ length: 40 }, () => "x".repeat(200_000));
      return { said: await failure(append(store, a, large)), vector: await store.vector(), held: await texts(store, a) };`);
    await session.send("Storage.overrideQuotaForOrigin", { origin: other });
    expect(full.said).toContain("no room left");
    expect(Object.values(full.vector)).toEqual([1]);
    expect(full.held).toEqual([[1, "before"]]);
    expect(await inPage(`const store = await open(); await append(store, a, ["after"]); return texts(store, a);`)).toEqual([[1, "before"], [2, "after"]]);
    await visit(address);
  });

  test("[ST21] a transaction aborted in mid-write leaves nothing of it and rejects", async () => {
    const found = await inPage<{ said: string; held: unknown }>(`
      const store = await fresh(a);
      await append(store, a, ["before"]);
      const original = IDBDatabase.prototype.transaction;
      let running;
      IDBDatabase.prototype.transaction = function (...args) { running = original.apply(this, args); return running; };
      const said = await failure(store.append({ writer: a, count: 3, sealAt: (index, seq) => { if (index === 2) running.abort(); return sealed(a, seq, "half"); } }));
      IDBDatabase.prototype.transaction = original;
      return { said, held: await texts(await open(), a) };`);
    expect(found.said).toContain("not saved");
    expect(found.held).toEqual([[1, "before"]]);
  });

  test("[ST22] a newer Kith in another tab closes the store: this one is told, refuses to write with a way out, and nothing is lost", async () => {
    const other = await device.context.newPage();
    await inPage(`const store = await fresh(a); await append(store, a, ["before"]); globalThis.kept = store;`);
    await other.goto(address);
    const heldByNewer = await other.evaluate<number>(`new Promise((resolve, reject) => {
      const request = indexedDB.open("kith", 99);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const count = request.result.transaction("records").objectStore("records").count();
        count.onsuccess = () => { request.result.close(); resolve(count.result); };
      };
    })`);
    const found = await inPage<{ told: number; writing: string; reading: string }>(`
      return { told: outdated(), writing: await failure(append(kept, a, ["late"])), reading: await failure((async () => kept.vector())()) };`);
    await other.close();
    expect(heldByNewer).toBe(1);
    expect(found.told).toBe(1);
    for (const said of [found.writing, found.reading]) expect(said).toMatch(/newer Kith.*Reload/u);
  });

  test("[ST23] half of the records gone: the vector stops at the first hole, and sync fills them all again from the relay", async () => {
    const found = await inPage<{ before: number; same: boolean; level: unknown }>(`
      let store = await fresh(a);
      await append(store, a, Array.from({ length: 200 }, (_, index) => "fact " + index));
      await sync();
      for (let seq = 1; seq <= 200; seq += 1) if ((seq * 7919) % 13 < 6 && seq > 3) await tamper((records) => records.delete([a, seq]));
      store = await open();
      const before = (await store.vector())[a];
      const level = await sync();
      const all = await texts(store, a);
      return { before, level, same: all.length === 200 && all.every(([seq, text]) => text === "fact " + (seq - 1)) };`);
    expect(found.before).toBeGreaterThan(0);
    expect(found.before).toBeLessThan(20);
    expect(found).toMatchObject({ level: [], same: true });
  });

  test("[ST24] a flipped byte anywhere costs its record until the next sync, and no other", async () => {
    const found = await inPage<{ tried: number; wrong: number[] }>(`
      const store = await fresh(a);
      await append(store, a, ["one", "two", "three"]);
      await sync();
      const [, second] = await store.read(a, 1, 1e9);
      const wrong = [];
      let tried = 0;
      for (let index = 0; index < second.body.length; index += 3) {
        await tamper((records) => records.put({ ...second, body: second.body.map((byte, at) => (at === index ? byte ^ 8 : byte)) }));
        const seen = (await texts(store, a)).map(([, text]) => text).join();
        const aside = [await store.setAside({ writer: a, seq: 2 }), await store.damagedCount()].join();
        store.recount();
        await sync();
        const healed = (await texts(store, a)).map(([, text]) => text).join();
        tried += 1;
        if (seen !== "one,refused,three" || aside !== "true,1" || healed !== "one,two,three" || (await store.damagedCount()) !== 0) wrong.push(index);
      }
      return { tried, wrong };`);
    expect(found.tried).toBeGreaterThan(50);
    expect(found.wrong).toEqual([]);
  });

  test("[ST25] an own record lost before it was pushed: what stands behind it is sealed again under a new writer, and only it is lost", async () => {
    const found = await inPage<Record<string, unknown>>(`
      const store = await fresh(a);
      await append(store, a, ["one", "two"]);
      await sync();
      await append(store, a, ["three", "lost", "five", "six"]);
      await tamper((records) => records.put({ ...sealed(a, 4, "lost"), epoch: 9 }));
      await store.setAside({ writer: a, seq: 4 });
      const conflicts = await sync();
      const { writer } = await store.get("vault");
      const level = await sync();
      return { conflicts: conflicts.map(({ seq }) => seq), level, old: await texts(store, a), fresh: await texts(store, writer), vector: relay().vector(), isFresh: writer !== a, damaged: await store.damagedCount() };`);
    expect(found).toMatchObject({ conflicts: [4], level: [], old: [[1, "one"], [2, "two"], [3, "three"]], fresh: [[1, "five"], [2, "six"]], isFresh: true, damaged: 1 });
    expect(new Set(Object.values(found["vector"] as object))).toEqual(new Set([2, 3]));
  });

  test("[ST30] what stands above a line is sealed again as one's own under the new epoch, in one transaction, once; what stands below stays", async () => {
    const found = await inPage<Record<string, unknown>>(`
      const other = "A".repeat(22);
      const store = await fresh(a);
      await append(store, a, ["mine 1", "mine 2"]);
      await store.accept([sealed(other, 1, "theirs 1")], () => false);
      await sync();
      await store.accept([sealed(other, 2, "theirs 2"), sealed(other, 3, "theirs 3")], () => false);
      const writer = await removeOther();
      const kept = [writer === a, await texts(store, other), await texts(store, a), (await store.read(a, 3, 1e9)).map(({ epoch }) => epoch)];
      await fresh(a);
      const own = await open();
      await append(own, a, ["pushed"]);
      await sync();
      await append(own, a, ["unsent 1", "unsent 2"]);
      await own.accept([sealed(other, 1, "late")], () => false);
      const moved = await removeOther();
      return { kept, own: [moved === a, await texts(own, a), await texts(own, moved), await texts(own, other), await own.get("sealedEpoch"), (await own.get("vault")).writer === moved] };`);
    expect(found["kept"]).toEqual([true, [[1, "theirs 1"]], [[1, "mine 1"], [2, "mine 2"], [3, "theirs 2"], [4, "theirs 3"]], [2, 2]]);
    expect(found["own"]).toEqual([false, [[1, "pushed"]], [[1, "late"], [2, "unsent 1"], [3, "unsent 2"]], [], 2, true]);
  });

  test("[ST31] the newest records gone after the relay took them: the next is written behind them, and sync fills the hole", async () => {
    const found = await inPage<Record<string, unknown>>(`
      let store = await fresh(a);
      await append(store, a, ["one", "two", "three"]);
      await sync();
      for (const seq of [2, 3]) await tamper((records) => records.delete([a, seq]));
      store = await open();
      await append(store, a, ["four"]);
      const before = (await store.vector())[a];
      const conflicts = await sync();
      return { before, conflicts, texts: await texts(store, a), relay: relay().vector()[a] };`);
    expect(found).toEqual({ before: 1, conflicts: [], texts: [[1, "one"], [2, "two"], [3, "three"], [4, "four"]], relay: 4 });
  });

  test("[ST26] emptying is one transaction with the list that names it, all or nothing, and drops the snapshot; it reaches the relay", async () => {
    const found = await inPage<Record<string, unknown>>(`
      const store = await fresh(a);
      await append(store, a, ["one", "two", "three"]);
      await sync();
      const names = [{ writer: a, seq: 2 }, { writer: a, seq: 77 }];
      await store.put("snapshot", { epoch: 1, sealed: new Uint8Array(3) });
      const said = await failure(store.replace({ append: { writer: a, count: 2, sealAt: (index, seq) => { if (index === 1) throw new Error("cut"); return sealed(a, seq, "half"); } }, lists: [{ index: 0, names }] }));
      const afterCut = [await texts(store, a), (await store.holdings()).erased.count, (await store.get("snapshot"))?.epoch];
      await (await device()).writer.replace([new TextEncoder().encode("what stays")], names);
      const after = [(await texts(store, a)).slice(0, 4), (await store.holdings()).erased.count, await store.get("snapshot") ?? "dropped", (await store.vector())[a]];
      await sync();
      return { said, afterCut, after, atRelay: relay().all().map(({ body }) => body.length === 0) };`);
    expect(found).toEqual({
      said: "cut",
      afterCut: [[[1, "one"], [2, "two"], [3, "three"]], 0, 1],
      after: [[[1, "one"], [2, "erased"], [3, "three"], [4, "what stays"]], 1, "dropped", 5],
      atRelay: [false, true, false, false, false],
    });
  });

  test("[ST27] a store of the first or second version opens with everything in it; what an older Kith believed to be erased is a claim until a list names it", async () => {
    const found = await inPage<Record<string, unknown>>(`
      const kept = [];
      for (const version of [1, 2]) {
        await fresh(a);
        const erased = { ...sealed(a, 3, "gone"), body: new Uint8Array(0), erasedHash: new Uint8Array(32).fill(3) };
        const before = await (async () => { const database = await raw(); const row = await new Promise((resolve) => { const store = database.transaction("state").objectStore("state"); store.get("keyring").onsuccess = (event) => resolve(event.target.result); }); database.close(); return row; })();
        await close();
        await new Promise((resolve) => { indexedDB.deleteDatabase("kith").onsuccess = resolve; });
        await new Promise((resolve) => {
          const request = indexedDB.open("kith", version);
          request.onupgradeneeded = () => {
            const records = request.result.createObjectStore("records", { keyPath: ["writer", "seq"] });
            request.result.createObjectStore("state");
            if (version === 2) { records.createIndex("erased", ["writer", "seq", "erasedHash"]); request.result.createObjectStore("damaged", { keyPath: ["writer", "seq"] }); }
          };
          request.onsuccess = () => {
            const transaction = request.result.transaction(["records", "state"], "readwrite");
            for (const seq of [1, 2]) transaction.objectStore("records").put(sealed(a, seq, "old " + seq));
            if (version === 2) transaction.objectStore("records").put(erased);
            transaction.objectStore("state").put({ vaultId, deviceId: "d", writer: a, keys: { kind: "software", seed: new Uint8Array(32) } }, "vault");
            transaction.objectStore("state").put(before, "keyring");
            transaction.objectStore("state").put("fold", "snapshot");
            transaction.objectStore("state").put(3, "sent");
            transaction.oncomplete = () => { request.result.close(); resolve(); };
          };
        });
        const store = await open();
        const { claimed, have } = await store.holdings();
        kept.push([await texts(store, a), (await store.get("vault")).writer === a, (await store.get("keys")).kind, "keys" in (await store.get("vault")), await store.get("sent"), await store.get("snapshot") ?? "dropped", claimed, have[a]]);
      }
      return { kept };`);
    const rest = [true, "software", false, 3, "dropped"];
    expect(found["kept"]).toEqual([[[[1, "old 1"], [2, "old 2"]], ...rest, 0, 2], [[[1, "old 1"], [2, "old 2"], [3, "erased"]], ...rest, 1, 3]]);
  });

  test("[ST33] two makers of a vault on one disk: one of them has it, the other is told, and nothing is overwritten", async () => {
    const found = await inPage<{ readonly ended: readonly string[]; readonly writers: readonly string[] }>(`
      await fresh(a);
      await close();
      await new Promise((resolve) => { indexedDB.deleteDatabase("kith").onsuccess = resolve; });
      const store = await open();
      const make = (writer) => store.adopt({ vault: { vaultId, deviceId: "d", writer }, keys: writer, keyring: [] }, async () => true);
      const ended = await Promise.all([make(a), make(b)]);
      const later = await make(b);
      return { ended: [...ended, later], writers: [(await store.get("vault")).writer === a, await store.get("keys") === a] };`);
    expect(found).toEqual({ ended: ["adopted", "taken", "taken"], writers: [true, true] });
  });

  test("[ST34] keys that don't come back as they were given are no vault: nothing is left of it", async () => {
    const found = await inPage<readonly unknown[]>(`
      await close();
      await new Promise((resolve) => { indexedDB.deleteDatabase("kith").onsuccess = resolve; });
      const store = await open();
      const ended = await store.adopt({ vault: { vaultId, deviceId: "d", writer: a }, keys: "given", keyring: [] }, async (kept) => kept !== "given");
      return [ended, await store.get("vault") ?? "none", await store.get("keys") ?? "none"];`);
    expect(found).toEqual(["unkept", "none", "none"]);
  });

  test("[ST35] a database that the browser closed is opened again, and what was asked is done", async () => {
    const found = await inPage<readonly unknown[]>(`
      const store = await fresh(a);
      await append(store, a, ["before"]);
      // What a browser does that runs out of handles or finds its files changed.
      const original = IDBDatabase.prototype.transaction;
      let failures = 1;
      IDBDatabase.prototype.transaction = function (...args) { if (failures-- > 0) { this.close(); return original.apply(this, args); } return original.apply(this, args); };
      await append(store, a, ["after"]);
      IDBDatabase.prototype.transaction = original;
      return texts(store, a);`);
    expect(found).toEqual([[1, "before"], [2, "after"]]);
  });

  test("[ST28] holes are looked for once and in small steps: a write meanwhile hardly waits, and asking again costs almost nothing", async () => {
    const found = await inPage<{ first: number; later: number; waited: number; whole: number }>(`
      await fresh(a);
      const database = await raw();
      await new Promise((resolve) => {
        const transaction = database.transaction("records", "readwrite");
        for (let seq = 1; seq <= 20_000; seq += 1) transaction.objectStore("records").put({ writer: a, seq, epoch: 1, body: random(600) });
        transaction.oncomplete = resolve;
      });
      database.close();
      const store = await open();
      const startMs = performance.now();
      const asked = store.vector();
      await append(store, b, ["meanwhile"]);
      const waited = performance.now() - startMs;
      const whole = (await asked)[a];
      const firstMs = performance.now();
      for (let time = 0; time < 20; time += 1) await store.vector();
      return { whole, waited, first: firstMs - startMs, later: (performance.now() - firstMs) / 20 };`);
    process.stdout.write(`vector of 20 000 records: ${Math.round(found.first)} ms (a write meanwhile ${Math.round(found.waited)} ms), then ${found.later.toFixed(1)} ms\n`);
    expect(found.whole).toBe(20_000);
    expect(found.waited).toBeLessThan(Math.max(500, found.first / 2));
    expect(found.later).toBeLessThan(50);
  });

  test("[ST29] who reads and then works for long holds up no other tab's write", async () => {
    await inPage(`const store = await fresh(a); await append(store, a, ["one"]); localStorage.removeItem("busy");`);
    const other = await device.context.newPage();
    await other.goto(address);
    await other.waitForFunction("globalThis.storePage !== undefined");
    const waiting = other.evaluate<number>(`(async () => {
      const store = await storePage.open();
      while (localStorage.getItem("busy") === null) await new Promise((wait) => setTimeout(wait, 5));
      const startMs = performance.now();
      await storePage.append(store, storePage.contractVault, ["meanwhile"]);
      return performance.now() - startMs;
    })()`);
    await other.waitForTimeout(300);
    await inPage(`
      const store = await open();
      await store.read(a, 1, 1e9);
      localStorage.setItem("busy", "yes");
      const untilMs = performance.now() + 3_000;
      while (performance.now() < untilMs);`);
    expect(await waiting).toBeLessThan(1_500);
    await other.close();
  });
});
