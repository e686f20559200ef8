/** Forgetting for good, in real workerd: what an erased record leaves behind, on the wire and on the disk. */
import { decodeRecords, encodeAddresses, encodeAfter, eraseRecord, recordHash, sameBytes } from "@kith/core/relay";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { bytesOf, codeOf, must, objectOf, post, pull, push, pushBody, randomId, recordOf, registered, pushedIn, type TestVault } from "./client.ts";

const rowsOf = (vault: TestVault): Promise<readonly Record<string, unknown>[]> =>
  runInDurableObject(objectOf(vault.vaultId), (_, ctx) => ctx.storage.sql.exec("SELECT seq, epoch, LENGTH(sha256) AS hash, LENGTH(body) AS body FROM record ORDER BY seq").toArray());

describe("erasing", () => {
  it("[R30] an erased record empties the held body: address, epoch and hash stay, the bytes are off the disk; only the very same body comes back", async () => {
    const vault = await registered();
    const writer = randomId();
    const records = [1, 2].map((seq) => recordOf(vault, { writer, seq }, "forget me"));
    const [first, second] = records as [(typeof records)[0], (typeof records)[0]];
    await push(vault.device, records);
    expect(pushedIn(await push(vault.device, [eraseRecord(vault.vaultId, first)]))).toEqual({ vector: { [writer]: 2 }, erased: 1, conflicts: [] });
    await evictDurableObject(objectOf(vault.vaultId));
    const page = await pull(vault.device, { have: {}, writer });
    expect([page.records, page.erased]).toEqual([[eraseRecord(vault.vaultId, first), second], { count: 1, digest: recordHash(vault.vaultId, first) }]);
    const [listed, fetched] = [await post(vault.device, "erased", { body: encodeAfter(undefined) }), await post(vault.device, "fetch", { body: encodeAddresses([{ writer, seq: 2 }, { writer, seq: 9 }]) })];
    expect([must(decodeRecords(await bytesOf(listed))), must(decodeRecords(await bytesOf(fetched)))]).toEqual([[eraseRecord(vault.vaultId, first)], [second]]);
    expect(await rowsOf(vault)).toEqual([{ seq: 1, epoch: 1, hash: 32, body: 0 }, { seq: 2, epoch: 1, hash: 32, body: second.body.length }]);
    expect(sameBytes((await pull(vault.device, { have: { [writer]: 1 }, writer })).own?.sha256 ?? new Uint8Array(), recordHash(vault.vaultId, first))).toBe(true);
    expect((await push(vault.device, [recordOf(vault, { writer, seq: 1 }, "forget me")])).conflicts).toEqual([{ writer, seq: 1 }]);
    expect(pushedIn(await push(vault.device, [first])).erased).toBe(0);
    expect((await pull(vault.device, { have: {} })).records).toEqual([first, second]);
  });

  it("[R31] an erased record of another hash is a conflict and empties nothing; a relay that lacks it takes it at its turn", async () => {
    const vault = await registered();
    const writer = randomId();
    const first = recordOf(vault, { writer, seq: 1 }, "kept");
    await push(vault.device, [first]);
    const forged = eraseRecord(vault.vaultId, recordOf(vault, { writer, seq: 1 }, "other"));
    expect(pushedIn(await push(vault.device, [forged]))).toEqual({ vector: { [writer]: 1 }, erased: 0, conflicts: [{ writer, seq: 1 }] });
    const [second, third] = [2, 3].map((seq) => eraseRecord(vault.vaultId, recordOf(vault, { writer, seq }, "gone"))) as [typeof first, typeof first];
    expect((await push(vault.device, [third])).vector).toEqual({ [writer]: 1 });
    expect(pushedIn(await push(vault.device, [second, third]))).toEqual({ vector: { [writer]: 3 }, erased: 2, conflicts: [] });
    expect((await pull(vault.device, { have: {} })).records).toEqual([first, second, third]);
  });

  it("[R32] a vault that an older relay made is served on, and erases", async () => {
    const vault = await registered();
    const writer = randomId();
    const record = recordOf(vault, { writer, seq: 1 }, "old");
    await push(vault.device, [record]);
    await runInDurableObject(objectOf(vault.vaultId), (_, ctx) => { 
      const { sql } = ctx.storage;
      sql.exec("DROP TABLE writer");
      sql.exec("CREATE TABLE writer (writer TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, body_bytes INTEGER NOT NULL)");
      sql.exec("INSERT INTO writer SELECT writer, MAX(seq), SUM(LENGTH(body)) FROM record GROUP BY writer");
    });
    await evictDurableObject(objectOf(vault.vaultId));
    expect((await pull(vault.device, { have: {} })).records).toEqual([record]);
    expect(pushedIn(await push(vault.device, [eraseRecord(vault.vaultId, record)]))).toEqual({ vector: { [writer]: 1 }, erased: 1, conflicts: [] });
  });

  it("[R33] an erased record cut short is malformed and nothing is kept", async () => {
    const vault = await registered();
    const bytes = pushBody([eraseRecord(vault.vaultId, recordOf(vault, { writer: randomId(), seq: 1 }, "x"))]);
    for (const body of [bytes.slice(0, -1), bytes.slice(0, -32)]) expect(await codeOf(await post(vault.device, "push", { body }))).toBe("malformed");
    expect((await pull(vault.device, { have: {} })).vector).toEqual({});
  });
});
