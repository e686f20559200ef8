/** The relay's one live word, `changed`, in real workerd. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { encodeAppend } from "@kith/core/relay";
import { sha256 } from "@noble/hashes/sha2.js";
import { describe, expect, it, vi } from "vitest";
import { bytesOf, listen, newVault, objectOf, post, pull, push, randomId, recordOf, registered, secondDevice, type TestMember, type TestVault } from "./client.ts";

async function withTwo(): Promise<{ vault: TestVault; second: TestMember }> {
  const vault = await registered();
  const { entry, device } = await secondDevice(vault);
  await bytesOf(await post(vault.device, "keyring/append", { body: encodeAppend({ expectedHead: sha256(vault.entry.bytes), entry, settled: false }) }));
  return { vault, second: device };
}

/** Waits until `holds`, at most a second. */
const until = (holds: () => boolean): Promise<void> => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 1000, interval: 5 });

describe("socket", () => {
  it("[R16] a push tells the other devices `changed` within a second, and not its author", async () => {
    const { vault, second } = await withTwo();
    const [author, listener] = [await listen(vault.device), await listen(second)];
    await until(() => author.told.length === 1 && listener.told.length > 0);
    const before = listener.told.length;
    await push(vault.device, [recordOf(vault, { writer: randomId(), seq: 1 }, "news")]);
    await until(() => listener.told.length > before);
    expect(new Set(listener.told)).toEqual(new Set(["changed"]));
    expect(author.told).toEqual(["changed"]);
  });

  it("[R25] who pulled since the last change is told so once proved, whoever didn't is told to look, after eviction too", async () => {
    const { vault, second } = await withTwo();
    const pullAll = (): Promise<unknown> => pull(second, { have: {} });
    const firstWord = async (): Promise<string | undefined> => {
      const { told } = await listen(second);
      await until(() => told.length > 0);
      return told[0];
    };
    await pullAll();
    expect(await firstWord()).toBe("level");
    await push(vault.device, [recordOf(vault, { writer: randomId(), seq: 1 }, "news")]);
    expect(await firstWord()).toBe("changed");
    await pullAll();
    expect(await firstWord()).toBe("level");
    await evictDurableObject(objectOf(vault.vaultId), { webSockets: "hibernate" });
    expect(await firstWord()).toBe("changed");
  });

  it("[R17] a socket outlives the object's memory", async () => {
    const { vault, second } = await withTwo();
    const listener = await listen(second);
    await until(() => listener.told.length > 0);
    const before = listener.told.length;
    await evictDurableObject(objectOf(vault.vaultId), { webSockets: "hibernate" });
    await push(vault.device, [recordOf(vault, { writer: randomId(), seq: 1 }, "news")]);
    await until(() => listener.told.length > before);
    expect(listener.closed).toEqual({});
  });

  it("[R18] a socket that doesn't prove itself hears nothing and is closed", async () => {
    const { vault, second } = await withTwo();
    const stranger = { ...(await newVault()).device, vaultId: vault.vaultId };
    const refused = await listen(stranger);
    await until(() => refused.closed.code === 4401);
    const silent = await listen(second, false);
    await push(vault.device, [recordOf(vault, { writer: randomId(), seq: 1 }, "news")]);
    await runInDurableObject(objectOf(vault.vaultId), (_, ctx) => {
      for (const socket of ctx.getWebSockets()) socket.serializeAttachment({ ...(socket.deserializeAttachment() as object), openedMs: 0 });
    });
    await runDurableObjectAlarm(objectOf(vault.vaultId));
    await until(() => silent.closed.code === 4401);
    expect(silent.told).toEqual([]);
  });

  it("[R19] a device's second socket closes its first; pings are answered", async () => {
    const { second } = await withTwo();
    const first = await listen(second);
    await until(() => first.told.length > 0);
    const again = await listen(second);
    await until(() => first.closed.code === 4409 && again.told.length > 0);
    again.socket.send("ping");
    await until(() => again.told.includes("pong"));
    expect(again.closed).toEqual({});
  });

  it("[R3] an unknown vault has no socket", async () => {
    const vault = await newVault();
    await expect(listen(vault.device)).rejects.toThrow("no socket: 404");
  });
});
