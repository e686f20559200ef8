/** The relay in real workerd: what it takes, what it refuses, what it forgets (nothing). */
import { authWindowMs, encodeAppend, encodeEntries, encodePullRequest, invitation, limits, decodeEntries, sameBytes, vaultIdOf } from "@kith/core/relay";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it } from "vitest";
import worker from "../src/worker.ts";
import { bytesOf, codeOf, createAtRelay, must, newVault, objectOf, origin, post, pull, push, pushBody, pushedIn, randomId, recordOf, registered, secondDevice } from "./client.ts";

const pullAll = encodePullRequest({ have: {} });

describe("creating", () => {
  it("[R1] a vault is created by its first entry, once", async () => {
    const vault = await newVault();
    expect((await createAtRelay(vault)).status).toBe(200);
    expect(await codeOf(await createAtRelay(vault))).toBe("vaultExists");
    expect((await pull(vault.device, { have: {} })).keyring.length).toBe(1);
  });

  it("[R1] a vault brought back by a later device is created with its whole keyring", async () => {
    const vault = await newVault();
    const { entry, device } = await secondDevice(vault);
    expect((await createAtRelay(vault, { later: [entry] })).status).toBe(200);
    expect((await pull(device, { have: {} })).keyring.length).toBe(2);
  });

  it("[R1] an entry that doesn't make this vault id is refused and writes nothing", async () => {
    const [vault, other] = [await newVault(), await newVault()];
    expect(await codeOf(await createAtRelay({ ...vault, entry: other.entry }))).toBe("badEntry");
    expect(vaultIdOf(other.entry)).not.toBe(vault.vaultId);
    expect(await tablesOf(vault.vaultId)).toEqual([]);
  });

  it("[R2] away from loopback, creating needs an invitation", async () => {
    expect(await codeOf(await createAtRelay(await newVault(), { host: "https://kith.example" }))).toBe("notInvited");
    expect((await createAtRelay(await newVault(), { host: "http://localhost:1" })).status).toBe(200);
    expect((await createAtRelay(await newVault(), { host: "http://[::1]:1" })).status).toBe(200);
  });

  it("[R2] where a secret is set, only its invitation for this vault lets one create, even on loopback", async () => {
    const [vault, other] = [await newVault(), await newVault()];
    const secret = { ...env, KITH_INVITE_SECRET: "long and random" };
    const create = (given: string) =>
      worker.fetch(new Request(`${origin}/v1/vaults/${vault.vaultId}`, { method: "POST", body: encodeEntries([vault.entry]), headers: { "x-kith-invitation": given } }), secret);
    expect(await codeOf(await create(""))).toBe("notInvited");
    expect(await codeOf(await create(invitation(secret.KITH_INVITE_SECRET, other.vaultId)))).toBe("notInvited");
    expect((await create(invitation(secret.KITH_INVITE_SECRET, vault.vaultId))).status).toBe(200);
  });
});

const tablesOf = (vaultId: string): Promise<unknown[]> =>
  runInDurableObject(objectOf(vaultId), (_, ctx) => ctx.storage.sql.exec("SELECT name FROM sqlite_master").toArray());

describe("records", () => {
  it("[R4] what one device pushed another pulls, byte for byte", async () => {
    const vault = await registered();
    const { entry, device } = await secondDevice(vault);
    await bytesOf(await post(vault.device, "keyring/append", { body: encodeAppend({ expectedHead: sha256(vault.entry.bytes), entry, settled: false }) }));
    const writer = randomId();
    const records = [1, 2, 3].map((seq) => recordOf(vault, { writer, seq }, `fact ${seq}`));
    expect(pushedIn(await push(vault.device, records))).toEqual({ vector: { [writer]: 3 }, erased: 0, conflicts: [] });
    const page = await pull(device, { have: { [writer]: 1 }, writer });
    expect(page.records).toEqual(records.slice(1));
    expect(page.own?.seq).toBe(1);
    expect(page.keyring.length).toBe(2);
  });

  it("[R5] the same record again is ignored, another at its place is a conflict, a hole is not filled", async () => {
    const vault = await registered();
    const writer = randomId();
    const first = recordOf(vault, { writer, seq: 1 }, "one");
    await push(vault.device, [first]);
    expect(pushedIn(await push(vault.device, [first]))).toEqual({ vector: { [writer]: 1 }, erased: 0, conflicts: [] });
    expect((await push(vault.device, [recordOf(vault, { writer, seq: 1 }, "one")])).conflicts).toEqual([{ writer, seq: 1 }]);
    expect((await push(vault.device, [recordOf(vault, { writer, seq: 3 }, "three")])).vector).toEqual({ [writer]: 1 });
    expect((await pull(vault.device, { have: {} })).records).toEqual([first]);
  });

  it("[R6] a pull is at most one page and is asked again until level", async () => {
    const vault = await registered();
    const writer = randomId();
    const text = "x".repeat(200_000);
    for (let seq = 1; seq <= 8; seq += 4) {
      await push(vault.device, [0, 1, 2, 3].map((step) => recordOf(vault, { writer, seq: seq + step }, text)));
    }
    const page = await pull(vault.device, { have: {} });
    expect(page.records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect((await pull(vault.device, { have: { [writer]: 4 } })).records.map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
  });

  it("[R7] malformed or oversized bytes are refused and nothing is kept", async () => {
    const vault = await registered();
    const record = recordOf(vault, { writer: randomId(), seq: 1 }, "x");
    for (const body of [new Uint8Array(0), Uint8Array.of(1, 255, 255, 255, 255), pushBody([{ ...record, body: new Uint8Array(256 * 1024 + 1) }])]) {
      expect(await codeOf(await post(vault.device, "push", { body }))).toBe("malformed");
    }
    expect(await codeOf(await post(vault.device, "push", { body: pushBody([record]).subarray(1) }))).toBe("version");
    expect(await codeOf(await post(vault.device, "push", { body: new Uint8Array(limits.requestBytes + 1) }))).toBe("tooLarge");
    expect((await pull(vault.device, { have: {} })).vector).toEqual({});
  });

  it("[R8] state lives on disk: eviction between any two requests changes nothing", async () => {
    const vault = await registered();
    const writer = randomId();
    for (let seq = 1; seq <= 3; seq += 1) {
      await evictDurableObject(objectOf(vault.vaultId));
      await push(vault.device, [recordOf(vault, { writer, seq }, "kept")]);
    }
    await evictDurableObject(objectOf(vault.vaultId));
    expect((await pull(vault.device, { have: {} })).records).toHaveLength(3);
  });

  it("[R9] planted plaintext is in no row of the storage", async () => {
    const vault = await registered();
    const canary = "CANARY-Ada-Lovelace-ada@example.org";
    await push(vault.device, [recordOf(vault, { writer: randomId(), seq: 1 }, canary)]);
    const dump = await runInDurableObject(objectOf(vault.vaultId), (_, ctx) => dumpOf(ctx.storage.sql));
    expect(dump).toContain("First"); // The device's name is in the clear, so the search does see rows.
    expect(dump).not.toContain("CANARY");
    expect(dump).not.toContain("Ada-Lovelace");
  });
});

/** Every value of every row of every table, as text. */
function dumpOf(sql: SqlStorage): string {
  const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf%'").toArray();
  const values = tables.flatMap(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray().flatMap((row) => Object.values(row)));
  return values.map((value) => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : String(value))).join("\n");
}

describe("who asks", () => {
  it("[R10] a stranger, an unsigned request and a changed body are refused, with the relay's time", async () => {
    const vault = await registered();
    const stranger = { ...(await newVault()).device, vaultId: vault.vaultId };
    const response = await post(stranger, "pull", { body: pullAll });
    expect(response.status).toBe(401);
    const said = (await response.json()) as { error: string; timeMs: number };
    expect(said.error).toBe("unauthorized");
    expect(Math.abs(said.timeMs - Date.now())).toBeLessThan(5000);
    const impostor = { ...vault.device, keys: stranger.keys };
    expect((await post(impostor, "pull", { body: pullAll })).status).toBe(401);
  });

  it("[R11] a signature older or newer than five minutes is refused", async () => {
    const vault = await registered();
    for (const offMs of [-authWindowMs - 2000, authWindowMs + 2000]) {
      expect((await post(vault.device, "pull", { body: pullAll, nowMs: Date.now() + offMs })).status).toBe(401);
    }
    expect((await post(vault.device, "pull", { body: pullAll, nowMs: Date.now() - authWindowMs + 5000 })).status).toBe(200);
  });

  it("[R12] a member of one vault is a stranger in another", async () => {
    const [mine, other] = [await registered(), await registered()];
    expect((await post(mine.device, "pull", { body: pullAll, vault: other.vaultId })).status).toBe(401);
  });

  it("[R13] the recovery words' keys may read and append", async () => {
    const vault = await registered();
    const recovery = { vaultId: vault.vaultId, member: "recovery", keys: vault.recovery };
    const entries = must(decodeEntries(await bytesOf(await post(recovery, "keyring", { body: new Uint8Array(0) }))));
    expect(sameBytes(entries[0]?.bytes ?? new Uint8Array(0), vault.entry.bytes)).toBe(true);
  });

  it("[R14] the keyring grows by compare-and-set only, by entries that follow", async () => {
    const vault = await registered();
    const [first, second] = [await secondDevice(vault), await secondDevice(vault)];
    const expectedHead = sha256(vault.entry.bytes);
    expect((await post(first.device, "pull", { body: pullAll })).status).toBe(401);
    await bytesOf(await post(vault.device, "keyring/append", { body: encodeAppend({ expectedHead, entry: first.entry, settled: false }) }));
    expect((await post(first.device, "pull", { body: pullAll })).status).toBe(200);
    expect(await codeOf(await post(vault.device, "keyring/append", { body: encodeAppend({ expectedHead, entry: second.entry, settled: false }) }))).toBe("headMoved");
    const newHead = sha256(first.entry.bytes);
    expect(await codeOf(await post(vault.device, "keyring/append", { body: encodeAppend({ expectedHead: newHead, entry: second.entry, settled: false }) }))).toBe("badEntry");
  });

  it("[R15] no answer is cached, sniffed or framed, and other paths don't exist", async () => {
    const vault = await registered();
    const response = await post(vault.device, "pull", { body: pullAll });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await post(vault.device, "drop", { body: pullAll })).status).toBe(404);
    expect((await post(vault.device, "pull", { body: pullAll, vault: "not-a-vault" })).status).toBe(404);
  });
});
