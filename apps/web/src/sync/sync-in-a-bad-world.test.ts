/** The client's sync where clocks, copies, networks and relays are not what they should be. */
import { encodeEntries, growKeyring, removeDeviceEntry } from "@kith/core/relay";
import { describe, expect, it, vi } from "vitest";
import { createHttpTransport } from "./http-transport.ts";
import { answer, MemoryDevice, MemoryRelay, must, platformOf, random, serverUrl, twoDevices } from "./in-memory.ts";
import { areKept, createStoredKeys, openStoredKeys } from "./platform-keys.ts";
import { createVault, joinByWords } from "./vault-session.ts";

const portal: typeof fetch = async () => new Response("<html>Accept our terms</html>", { headers: { "content-type": "text/html" } });

describe("sync in a bad world", () => {
  it("[S34] a wrong clock locks nobody out", async () => {
    const relay = new MemoryRelay();
    relay.clockAheadMs = 86_400_000;
    const { second } = await twoDevices(relay);
    second.driver.start();
    await second.until("synced");
    expect(second.phases).toEqual(["syncing", "synced"]);
  });

  it("[S49] a clock that is a day off is told, and told again once it is right", async () => {
    const relay = new MemoryRelay();
    const { second } = await twoDevices(relay);
    relay.clockAheadMs = 86_400_000;
    second.driver.start();
    await second.until("synced");
    relay.clockAheadMs = 0;
    second.driver.retryNow();
    await vi.waitFor(() => expect(second.clockAheadMs.map((aheadMs) => Math.round(aheadMs / 86_400_000) + 0)).toEqual([1, 0]));
  });

  it("[S35] a clone's fork is told to its owner", async () => {
    const relay = new MemoryRelay();
    const { first } = await twoDevices(relay);
    const clone = await MemoryDevice.open(first.session, relay, first.store.copy());
    await first.write("here");
    await clone.write("there");
    first.driver.retryNow();
    await vi.waitFor(() => expect(relay.tables.vector()[first.writer]).toBe(1));
    clone.driver.start();
    await vi.waitFor(() => expect(clone.conflicts).toEqual([{ writer: first.writer, seq: 1 }]));
  });

  it("[S68] a removed device is told so with the way out, and the one that stays is brought up to the new epoch", async () => {
    const relay = new MemoryRelay();
    const { first, second } = await twoDevices(relay);
    second.driver.start();
    await second.until("synced");
    first.driver.retryNow();
    await vi.waitFor(async () => expect((await first.keyring()).entries).toHaveLength(2));
    const { deviceId, keys, epochKeys } = first.session;
    const by = { state: (await first.keyring()).state, author: deviceId, keys: openStoredKeys(keys, crypto.subtle), epochKeys };
    const entry = await removeDeviceEntry(by, { deviceId: second.session.deviceId, line: new Map(), epochKey: random(32) }, random);
    relay.keyring = must(growKeyring(await first.keyring(), [entry]));
    second.driver.retryNow();
    await second.until("refused");
    expect(second.state.message).toContain("removed from your devices");
    first.driver.retryNow();
    await vi.waitFor(() => expect(first.store.state("sealedEpoch")).toBe(2));
    await first.until("synced");
    expect((await first.keyring()).state.members.map(({ id }) => id)).toEqual([deviceId]);
  });

  it("[S36] joining tells wrong words, a missing vault and a foreign keyring apart", async () => {
    const relay = new MemoryRelay();
    const made = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
    const join = (words: string) => joinByWords(words, { serverUrl, deviceName: "Phone" }, platformOf(relay));
    expect(await join("kith")).toMatchObject({ ok: false, error: { kind: "words" } });
    expect(await join(made.words)).toEqual({ ok: false, error: { kind: "refused", code: "unknownVault" } });
    relay.online = false;
    expect(await join(made.words)).toEqual({ ok: false, error: { kind: "offline" } });
    const foreign = await createVault({ deviceName: "Mallory" }, { random, subtle: crypto.subtle });
    const lying: typeof fetch = async () => answer(encodeEntries(foreign.session.keyring));
    expect(await joinByWords(made.words, { serverUrl, deviceName: "Phone" }, { ...platformOf(relay), fetch: lying })).toEqual({ ok: false, error: { kind: "untrusted" } });
  });

  it("[S37] a captive portal's page is no answer", async () => {
    const { session } = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
    const transport = createHttpTransport({ serverUrl, vaultId: session.vaultId, member: session.deviceId, keys: openStoredKeys(session.keys, crypto.subtle), fetch: portal, nowMs: Date.now });
    expect(await transport.pull({ have: {} })).toEqual({ ok: false, error: { kind: "offline" } });
  });
});

describe("keys of a device", () => {
  it("[V30] keys are kept as the seed they are made from; the platform signs with them where it can, and signs the same", async () => {
    const stored = createStoredKeys(random);
    const [native, plain] = [openStoredKeys(stored, crypto.subtle), openStoredKeys(structuredClone(stored), undefined)];
    const text = random(40);
    expect([native.signPublic, native.wrapPublic, await native.sign(text)]).toEqual([plain.signPublic, plain.wrapPublic, await plain.sign(text)]);
    expect(await areKept(structuredClone(stored), stored, crypto.subtle)).toBe(true);
    expect(await areKept(createStoredKeys(random), stored, crypto.subtle)).toBe(false);
    expect(await areKept(null as never, stored, crypto.subtle)).toBe(false);
  });
});
