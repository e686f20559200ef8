/** The client's sync from session to driver, against a relay in memory. */
import { openKeyring, recoveryMember } from "@kith/core/relay";
import { MemoryRelay as Tables } from "@kith/core/testing";
import { describe, expect, it, vi } from "vitest";
import { MemoryDevice, MemoryRelay, must, platformOf, random, serverUrl, twoDevices } from "./in-memory.ts";
import { backoffMs } from "./timers.ts";
import { createVault, joinByWords } from "./vault-session.ts";

describe("sync in the client", () => {
  it("[S30] a vault is made offline, registered when the relay is reached, joined by its words, and its records arrive", async () => {
    const relay = new MemoryRelay();
    relay.online = false;
    const made = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
    const first = await MemoryDevice.open(made.session, relay);
    await first.write("Met Ada.");
    first.driver.start();
    await first.until("offline");
    relay.online = true;
    first.timer?.task();
    await first.until("synced");
    expect(first.state.pendingRecords).toBe(0);
    const second = await MemoryDevice.open(must(await joinByWords(made.words, { serverUrl, deviceName: "Phone" }, platformOf(relay))), relay);
    second.driver.start();
    await second.until("synced");
    expect(second.texts()).toEqual(["Met Ada."]);
    first.driver.retryNow();
    await vi.waitFor(async () => expect((await first.keyring()).entries).toHaveLength(2));
  });

  it("[S31] failures are tried again after 1 s, 2 s, 4 s to 60 s, and a poke doesn't cut in", async () => {
    expect([1, 2, 3, 6, 7, 99].map((failures) => backoffMs(failures, 0))).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
    expect(backoffMs(1, 1)).toBe(500);
    const relay = new MemoryRelay();
    relay.online = false;
    const device = await MemoryDevice.open((await createVault({ deviceName: "Laptop" }, { random, subtle: undefined })).session, relay);
    device.driver.start();
    for (const delayMs of [1000, 2000, 4000]) {
      await vi.waitFor(() => expect(device.timer?.delayMs).toBe(delayMs));
      const asked = relay.requests.length;
      device.driver.poke();
      expect(relay.requests.length).toBe(asked);
      device.timer?.task();
    }
    relay.online = true;
    device.driver.retryNow();
    await device.until("synced");
    expect(device.timer?.delayMs).toBe(60_000);
    device.driver.stop();
    expect([device.state.phase, device.timer]).toEqual(["off", undefined]);
  });

  it("[S32] a relay that lost everything gets vault, devices and records back from any one device", async () => {
    const relay = new MemoryRelay();
    const { first, second } = await twoDevices(relay);
    await first.write("kept");
    first.driver.poke();
    second.driver.start();
    await vi.waitFor(() => expect(relay.tables.vector()[first.writer]).toBe(1));
    second.driver.retryNow();
    await vi.waitFor(() => expect(second.texts()).toEqual(["kept"]));
    relay.tables = new Tables();
    second.driver.retryNow();
    await vi.waitFor(() => expect(relay.tables.vector()).toEqual({ [first.writer]: 1 }));
    expect(relay.mark()).toEqual((await second.keyring()).state.head);
  });

  it("[S33] a relay showing another chain of devices is refused and nothing is taken from it", async () => {
    const relay = new MemoryRelay();
    const { first, second, words } = await twoDevices(relay);
    first.driver.retryNow();
    await vi.waitFor(async () => expect((await first.keyring()).entries).toHaveLength(2));
    relay.keyring = must(openKeyring((await first.keyring()).entries.slice(0, 1), first.session.vaultId));
    must(await joinByWords(words, { serverUrl, deviceName: "Other" }, platformOf(relay)));
    first.driver.retryNow();
    await first.until("refused");
    expect((await first.keyring()).entries).toEqual(second.session.keyring);
    expect(first.state.message).toContain("isn't ours");
  });

  it("[S69] the state says how the members do, and how many other devices lack something", async () => {
    const relay = new MemoryRelay();
    const { first, second } = await twoDevices(relay);
    expect(first.state.others).toEqual({ known: 0, lacking: 0 });
    await first.write("for both");
    first.driver.poke();
    await vi.waitFor(() => expect(relay.tables.vector()[first.writer]).toBe(1));
    first.driver.retryNow();
    await vi.waitFor(() => expect(first.state).toMatchObject({ phase: "synced", others: { known: 1, lacking: 1 } }));
    second.driver.start();
    await vi.waitFor(() => expect(second.texts()).toEqual(["for both"]));
    // A second later the relay hears that it has everything.
    await vi.waitFor(() => expect(second.timer?.delayMs).toBe(1_000));
    second.timer?.task();
    await vi.waitFor(() => expect(second.timer?.delayMs).toBe(60_000));
    first.driver.retryNow();
    await vi.waitFor(() => expect(first.state.others).toEqual({ known: 1, lacking: 0 }));
    first.driver.stop();
    expect(first.state.phase).toBe("off");
    expect(first.state.devices?.map(({ member }) => member)).toEqual([first.session.deviceId, second.session.deviceId, recoveryMember]);
  });
});
