/** The relay's door, in real workerd: nothing twice, nothing too large or too slow, nothing of another version. */
import { bytesToBase64url, encodePullRequest, signRequest } from "@kith/core/relay";
import { evictDurableObject, listDurableObjectIds } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { bytesOf, codeOf, listen, objectOf, origin, post, registered, type TestMember } from "./client.ts";

const body = encodePullRequest({ have: {} });

async function signed(member: TestMember, sent: Uint8Array): Promise<{ readonly url: string; readonly headers: { readonly authorization: string } }> {
  const path = `/v1/vaults/${member.vaultId}/pull`;
  return { url: origin + path, headers: { authorization: await signRequest({ audience: new URL(origin).host, vault: member.vaultId, method: "POST", path, body: sent }, member, Date.now()) } };
}

describe("the gate", () => {
  it("[R40] a request sent again is refused, also after eviction; so is one whose body was changed", async () => {
    const { device, vaultId } = await registered();
    const { url, headers } = await signed(device, body);
    const send = (sent: Uint8Array): Promise<Response> => exports.default.fetch(url, { method: "POST", body: sent, headers });
    expect((await bytesOf(await send(body))).length).toBeGreaterThan(0);
    expect(await codeOf(await send(body))).toBe("unauthorized");
    await evictDurableObject(objectOf(vaultId));
    expect(await codeOf(await send(body))).toBe("unauthorized");
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
});
