/** The relay's door, in real workerd: nothing twice, nothing too large or too slow, nothing of another version. */
import { bytesToBase64url, encodeEntries, encodePullRequest, eraseRecord, signRequest } from "@kith/core/relay";
import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { bytesOf, codeOf, createAtRelay, listen, newVault, objectOf, origin, post, pushBody, recordOf, randomId, registered, type TestMember } from "./client.ts";

const body = encodePullRequest({ have: {} });

async function signed(member: TestMember, sent: Uint8Array, action = "pull"): Promise<{ readonly url: string; readonly headers: { readonly authorization: string } }> {
  const path = `/v1/vaults/${member.vaultId}/${action}`;
  return { url: origin + path, headers: { authorization: await signRequest({ audience: new URL(origin).host, vault: member.vaultId, method: "POST", path, body: sent }, member, Date.now()) } };
}

describe("the gate", () => {
  it("[R40] a request that changes something is refused when it comes again, also after eviction; so is any whose body was changed; one that only reads is answered again, and writes nothing", async () => {
    const { device, vaultId } = await registered();
    const push = await signed(device, pushBody([]), "push");
    const send = ({ url, headers }: typeof push, sent: Uint8Array): Promise<Response> => exports.default.fetch(url, { method: "POST", body: sent, headers });
    expect((await bytesOf(await send(push, pushBody([])))).length).toBeGreaterThan(0);
    expect(await codeOf(await send(push, pushBody([])))).toBe("unauthorized");
    await evictDurableObject(objectOf(vaultId));
    expect(await codeOf(await send(push, pushBody([])))).toBe("unauthorized");
    const read = await signed(device, body);
    const rows = (): Promise<number> => runInDurableObject(objectOf(vaultId), (_, { storage: { sql } }) => sql.exec<{ n: number }>("SELECT (SELECT COUNT(*) FROM burnt) AS n").one().n);
    const before = [await rows(), (await bytesOf(await send(read, body))).length];
    expect([await rows(), (await bytesOf(await send(read, body))).length]).toEqual(before);
    const other = await signed(device, body);
    expect(await codeOf(await exports.default.fetch(other.url, { method: "POST", body: new Uint8Array(9), headers: other.headers }))).toBe("unauthorized");
  });

  it("[R41] a socket's proof counts once", async () => {
    const { device } = await registered();
    const path = `/v1/vaults/${device.vaultId}/socket`;
    const proof = await signRequest({ audience: new URL(origin).host, vault: device.vaultId, method: "GET", path, body: new Uint8Array(0) }, device, Date.now());
    const [first, second] = [await listen(device, false), await listen(device, false)];
    first.socket.send(proof);
    await expect.poll(() => first.told).toEqual(["changed"]);
    second.socket.send(proof);
    await expect.poll(() => second.closed.code).toBe(4401);
    expect(first.closed.code).toBeUndefined();
  });

  it("[R42] another version of the protocol is answered 426, in path and in frame", async () => {
    const { device } = await registered();
    const path = await exports.default.fetch(`${origin}/v2/vaults/${device.vaultId}/pull`, { method: "POST", body });
    expect([path.status, await codeOf(path)]).toEqual([426, "version"]);
    const frame = await post(device, "pull", { body: Uint8Array.of(2, ...body.slice(1)) });
    expect([frame.status, await codeOf(frame)]).toEqual([426, "version"]);
  });

  it("[R43] a member that asks without end is slowed down, and no other", async () => {
    const { device, recovery, vaultId } = await registered();
    const codes = await Promise.all(Array.from({ length: 260 }, async () => (await post(device, "pull", { body, nowMs: Date.now() - Math.floor(Math.random() * 200_000) })).status));
    expect(codes.filter((status) => status === 429).length).toBeGreaterThan(20);
    expect((await post({ vaultId, member: "recovery", keys: recovery }, "pull", { body })).status).toBe(200);
  });

  it("[R3] whoever names a vault or a mailbox that isn't kept here is told so, and no object of that name comes to be", async () => {
    const { vaultId } = await registered();
    const strange = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
    for (const action of ["pull", "push", "keyring", "keyring/append", "pairings"]) expect(await codeOf(await exports.default.fetch(`${origin}/v1/vaults/${strange}/${action}`, { method: "POST", body }))).toBe("unknownVault");
    expect(await codeOf(await exports.default.fetch(`${origin}/v1/vaults/${strange}/socket`, { headers: { upgrade: "websocket" } }))).toBe("unknownVault");
    expect(await codeOf(await exports.default.fetch(`${origin}/v1/pairings/${strange}`, { method: "POST", body }))).toBe("noPairing");
    const named = async (objects: DurableObjectNamespace, name: string): Promise<boolean> => (await listDurableObjectIds(objects)).some((id) => id.equals(objects.idFromName(name)));
    expect([await named(env.VAULT, strange), await named(env.PAIRING as never, strange), await named(env.VAULT, vaultId)]).toEqual([false, false, true]);
  });

  it("[R90] a page of another origin makes no vault, and what is no vault leaves nothing: no row in the register, no object", async () => {
    const create = (vaultId: string, sent: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Response> => exports.default.fetch(`${origin}/v1/vaults/${vaultId}`, { method: "POST", body: sent, headers });
    const vault = await newVault();
    const chain = encodeEntries([vault.entry]);
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }]) {
      expect(await codeOf(await create(vault.vaultId, chain, headers))).toBe("notInvited");
    }
    const strange = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
    expect([await codeOf(await create(strange, chain, {})), await codeOf(await create(strange, new Uint8Array(9).fill(1), {}))]).toEqual(["badEntry", "malformed"]);
    const ids = await listDurableObjectIds(env.VAULT);
    expect([strange, vault.vaultId].map((name) => ids.some((id) => id.equals(env.VAULT.idFromName(name))))).toEqual([false, false]);
    expect(await codeOf(await exports.default.fetch(`${origin}/v1/vaults/${strange}/pull`, { method: "POST", body }))).toBe("unknownVault");
    expect((await create(vault.vaultId, chain, { origin, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await createAtRelay(await newVault())).status).toBe(200);
  });

  it("[R91] sockets that never prove themselves shut no member out, and no newcomer gives them more time", async () => {
    const { device, vaultId } = await registered();
    const strangers = [];
    for (let count = 0; count < 40; count += 1) strangers.push(await listen(device, false));
    const alarmMs = (): Promise<number | null> => runInDurableObject(objectOf(vaultId), (_, { storage }) => storage.getAlarm());
    const before = await alarmMs();
    const member = await listen(device);
    await expect.poll(() => member.told).toEqual(["changed"]);
    expect([await alarmMs(), strangers.filter(({ closed }) => closed.code === 4401).length >= 8]).toEqual([before, true]);
    expect(await runDurableObjectAlarm(objectOf(vaultId))).toBe(true);
    expect(member.closed.code).toBeUndefined();
  });

  it("[R92] records without a body weigh too: a vault is full of them at last, and says so", async () => {
    const vault = await registered();
    const writer = randomId();
    const erased = [1, 2].map((seq) => eraseRecord(vault.vaultId, recordOf(vault, { writer, seq }, "x")));
    await bytesOf(await post(vault.device, "push", { body: pushBody(erased) }));
    const weight = (): Promise<number> => runInDurableObject(objectOf(vault.vaultId), (_, { storage: { sql } }) => sql.exec<{ weight: number }>("SELECT weight FROM writer").one().weight);
    expect(await weight()).toBe(2 * 168);
    await runInDurableObject(objectOf(vault.vaultId), (_, { storage: { sql } }) => { sql.exec("UPDATE writer SET weight = 999999900"); });
    const third = eraseRecord(vault.vaultId, recordOf(vault, { writer, seq: 3 }, "x"));
    expect(await codeOf(await post(vault.device, "push", { body: pushBody([third]) }))).toBe("full");
  });

  it("[R93] a member that sends bodies slowly takes a few places and no other member's", async () => {
    const { device, recovery, vaultId } = await registered();
    const slow = async (): Promise<number> => {
      const path = `/v1/vaults/${vaultId}/pull`;
      const authorization = await signRequest({ audience: new URL(origin).host, vault: vaultId, method: "POST", path, body }, device, Date.now());
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const answered = exports.default.fetch(origin + path, { method: "POST", body: readable, headers: { authorization } });
      const writer = writable.getWriter();
      // The rest comes once the others were answered.
      const end = async (): Promise<void> => { await writer.write(body); await writer.close(); };
      setTimeout(() => { end().catch(() => undefined); }, 1500);
      return (await answered).status;
    };
    const waiting = Array.from({ length: 8 }, slow);
    await new Promise((wait) => { setTimeout(wait, 300); });
    expect((await post({ vaultId, member: "recovery", keys: recovery }, "pull", { body })).status).toBe(200);
    const statuses = await Promise.all(waiting);
    expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length]).toEqual([4, 4]);
  });
});
