/**
 * The relay as a process, the network as it can be, and devices that speak the browser's own sync: kills
 * in mid-push, older backups, an empty disk, portals, oversize, slow and unknown callers. One relay
 * outlives them all, and in the end nothing that was planted is readable in its files or its log.
 */
import { bytesToBase64url, decodeReceipt, limits, recordHash, type Vector } from "@kith/core/relay";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startBadNetwork, type BadNetwork } from "./processes/bad-network.ts";
import { ask, askSlowly } from "./processes/raw-request.ts";
import { createRelayProcess, filesBelow, pause, type RelayProcess } from "./processes/relay-process.ts";
import { devicesOfOneVault, firstDevice, joinedDevice, random, realTimers, syncUntilLevel, type NodeDevice } from "./support/node-device.ts";

const canary = `canary-${Buffer.from(random(12)).toString("hex")}`;
/** A payload that can be recognised, and that no compressor makes smaller. */
const planted = (bytes: number): Uint8Array => new Uint8Array(Buffer.concat([Buffer.from(canary), random(bytes)]));
const levelWithinMs = 15_000;

let relay: RelayProcess;
beforeAll(async () => {
  relay = await createRelayProcess();
  await relay.start();
}, 60_000);
afterAll(() => relay.remove());

/** Syncs all of them twice, so that what the last one brought reaches the first, and compares what they hold. */
async function expectLevel(devices: readonly NodeDevice[]): Promise<void> {
  for (const device of [...devices, ...devices]) await syncUntilLevel(device, levelWithinMs);
  const [first, ...others] = devices;
  for (const other of others) {
    expect(await other.vector()).toEqual(await first?.vector());
    expect(hashesOf(other)).toEqual(first && hashesOf(first));
    expect((await other.payloads()).length).toBe((await first?.payloads())?.length);
  }
}

const hashesOf = ({ store, session }: NodeDevice): readonly string[] =>
  store.all().map((record) => `${record.writer} ${record.seq} ${Buffer.from(recordHash(session.vaultId, record)).toString("hex")}`);

const total = (vector: Vector): number => Object.values(vector).reduce((sum, seq) => sum + seq, 0);

describe("the relay's process dies", () => {
  /** The highest vector the relay ever answered a push with: from then on all of it is promised. */
  const promised = new Map<string, number>();
  let [pushesUnanswered, onPush]: [number, () => void] = [0, () => undefined];
  const noting: typeof fetch = async (url, init) => {
    const isPush = typeof url === "string" && url.endsWith("/push");
    if (isPush) onPush();
    try {
      const answer = await fetch(url, init);
      const receipt = isPush && answer.ok ? decodeReceipt(new Uint8Array(await answer.clone().arrayBuffer())) : undefined;
      for (const [writer, seq] of receipt?.ok ? Object.entries(receipt.value.vector) : []) promised.set(writer, Math.max(seq, promised.get(writer) ?? 0));
      return answer;
    } catch (error) {
      if (isPush) pushesUnanswered += 1;
      throw error;
    }
  };
  let [devices, words]: [readonly NodeDevice[], string] = [[], ""];
  beforeAll(async () => {
    const options = { serverUrl: relay.address, fetch: noting };
    const first = await firstDevice(options);
    await syncUntilLevel(first.device, levelWithinMs);
    words = first.words;
    devices = [first.device, await joinedDevice(words, options), await joinedDevice(words, options)];
  });

  test("[PROC1] killed again and again in the middle of pushes: nothing acknowledged is lost, nothing is half there", async () => {
    const kills = fc.sample(fc.record({ afterMs: fc.nat(150), kilobytes: fc.integer({ min: 1, max: 40 }) }), { numRuns: 5 });
    for (const { afterMs, kilobytes } of kills) {
      const firstPush = new Promise<void>((begun) => { onPush = begun; });
      // Each writes and pushes until nobody answers.
      const pushing = Promise.all(devices.map(async (device) => {
        do await device.append(Array.from({ length: 5 }, () => planted(kilobytes * 1000))); while ((await device.sync()).ok);
      }));
      await Promise.race([firstPush, pushing]);
      await pause(afterMs);
      await relay.kill();
      await pushing;
      await relay.start();
      const page = await devices[0]?.transport.pull({ have: await devices[0].vector() });
      const held: Vector = page?.ok ? page.value.vector : {};
      const lost = [...promised].filter(([writer, seq]) => (held[writer] ?? 0) < seq);
      expect({ afterMs, kilobytes, lost }).toEqual({ afterMs, kilobytes, lost: [] });
    }
    // Some kills hit a push, else nothing was tried.
    expect(pushesUnanswered).toBeGreaterThan(0);
    await expectLevel([...devices, await joinedDevice(words, { serverUrl: relay.address })]);
    expect(total((await devices[0]?.vector()) ?? {})).toBeGreaterThanOrEqual(5 * 3 * 5);
  }, 120_000);

  test("[PROC2] put back to an older backup, it gets everything again from the devices, a device that joined since too", async () => {
    await relay.kill();
    const backup = relay.backUp();
    await relay.start();
    const late = await joinedDevice(words, { serverUrl: relay.address });
    for (const device of [...devices, late]) {
      await device.append([planted(2000), planted(50)]);
      await syncUntilLevel(device, levelWithinMs);
    }
    await relay.kill();
    relay.restore(backup);
    await relay.start();
    // The one that joined since isn't on the older keyring: another brings it back first.
    await expectLevel([...devices, late]);
    await expectLevel([late, await joinedDevice(words, { serverUrl: relay.address })]);
  }, 60_000);

  test("[PROC3] with an empty disk, any one device brings vault, devices and records back", async () => {
    await relay.kill();
    relay.restore(undefined);
    await relay.start();
    const [one] = devices;
    if (!one) throw new Error("there are devices");
    await syncUntilLevel(one, levelWithinMs);
    const fresh = await joinedDevice(words, { serverUrl: relay.address });
    await expectLevel([fresh, ...devices]);
  }, 60_000);
});

describe("something stands in between", () => {
  let network: BadNetwork;
  let devices: readonly NodeDevice[];
  beforeAll(async () => {
    network = await startBadNetwork(relay.address);
    devices = await devicesOfOneVault(2, { serverUrl: network.address });
  });
  afterAll(() => { network.close(); });

  test("[PROC4] a portal's page, a proxy's error, answers cut in their middle and dead connections are no answer: nothing is stored, and afterwards all is level", async () => {
    const [one, two] = devices;
    if (!one || !two) throw new Error("there are two devices");
    for (const weather of ["portal", "badGateway", "cut", "dead"] as const) {
      network.weather = "open";
      await one.append([planted(3000)]);
      await syncUntilLevel(one, levelWithinMs);
      const held = await two.vector();
      await two.append([planted(10)]);
      network.weather = weather;
      expect([weather, await two.sync()]).toEqual([weather, { ok: false, error: { kind: "offline" } }]);
      expect([weather, await two.vector()]).toEqual([weather, { ...held, [two.writer]: (held[two.writer] ?? 0) + 1 }]);
    }
    network.weather = "open";
    await expectLevel(devices);
    expect(total(await one.vector())).toBe(8);
  }, 30_000);

  test("[PROC5] where no WebSocket gets through, polling brings everything", async () => {
    network.weather = "noSockets";
    // A minute between polls is a second here.
    const hurried = { ...realTimers, after: (delayMs: number, task: () => void) => realTimers.after(delayMs / 60, task) };
    const drivers = devices.map((device) => device.drive(hurried, () => undefined));
    const upgradesBefore = network.upgrades;
    for (const driver of drivers) driver.start();
    await devices[0]?.append([planted(100)]);
    drivers[0]?.poke();
    await vi.waitFor(async () => expect(await devices[1]?.vector()).toEqual(await devices[0]?.vector()), { timeout: 10_000 });
    for (const driver of drivers) driver.stop();
    expect(network.upgrades).toBeGreaterThan(upgradesBefore);
  }, 30_000);
});

describe("callers of all kinds", () => {
  let devices: readonly NodeDevice[];
  beforeAll(async () => { devices = await devicesOfOneVault(2, { serverUrl: relay.address }); });

  test("[PROC6] records up to 256 KiB are taken, larger ones and bodies beyond a page refused by name, and the store is unharmed", async () => {
    const [one, two] = devices;
    if (!one || !two) throw new Error("there are two devices");
    const record = (seq: number, bytes: number) => ({ writer: one.writer, seq, epoch: 1, body: random(bytes) });
    expect(await one.transport.push({ have: {}, records: [record(1, 255 * 1024), record(2, 256 * 1024)] })).toMatchObject({ ok: true });
    expect(await one.transport.push({ have: {}, records: [record(3, 256 * 1024 + 1)] })).toEqual({ ok: false, error: { kind: "refused", code: "malformed" } });
    for (const bytes of [limits.requestBytes + 1, 34_000_000]) expect({ bytes, ...await ask(relay.address, { device: one, action: "push", body: random(bytes) }) }).toEqual({ bytes, status: 413, error: "tooLarge" });
    const page = await two.transport.pull({ have: {} });
    expect(page.ok && [page.value.vector, page.value.records.map(({ body }) => body.length)]).toEqual([{ [one.writer]: 2 }, [255 * 1024, 256 * 1024]]);
  }, 30_000);

  test("[PROC7] fifty requests of one member that send a byte a second, or no body at all, hold up no other member, and cost little memory", async () => {
    const [slowOne, one, two] = await devicesOfOneVault(3, { serverUrl: relay.address });
    if (!slowOne || !one || !two) throw new Error("there are three devices");
    const before = relay.residentBytes();
    // No two are alike: the same signature twice is refused.
    const slow = await Promise.all(Array.from({ length: 50 }, (_, index) => askSlowly(relay.address, { device: slowOne, action: "push", body: new Uint8Array(1_000_000 + index) }, index % 2 === 0 ? 1000 : undefined)));
    await pause(500);
    await one.append([planted(20_000)]);
    const startMs = Date.now();
    await syncUntilLevel(one, levelWithinMs);
    await syncUntilLevel(two, levelWithinMs);
    expect(Date.now() - startMs).toBeLessThan(3000);
    expect(await two.payloads()).toEqual(await one.payloads());
    await pause(1500);
    expect(relay.residentBytes() - before).toBeLessThan(50_000_000);
    for (const socket of slow) socket.destroy();
  }, 30_000);

  test("[PROC8] strangers asking for hundreds of unknown vaults are told so, hold up no member, and leave nothing of theirs behind", async () => {
    const names = Array.from({ length: 300 }, () => random(16));
    const filesBefore = filesBelow(relay.stateFolder).length;
    const [one] = devices;
    const askFor = async (name: Uint8Array): Promise<number> => (await fetch(`${relay.address}/v1/vaults/${bytesToBase64url(name)}/pull`, { method: "POST", body: canary })).status;
    const inTens = async (): Promise<ReadonlySet<number>> => {
      const statuses = new Set<number>();
      for (let from = 0; from < names.length; from += 10) for (const status of await Promise.all(names.slice(from, from + 10).map(askFor))) statuses.add(status);
      return statuses;
    };
    const asking = inTens();
    const startMs = Date.now();
    if (one) await syncUntilLevel(one, levelWithinMs);
    expect(Date.now() - startMs).toBeLessThan(15_000);
    expect(await asking).toEqual(new Set([404]));
    // Waking an object of that name would leave a file of 45 KB each.
    const filesNow = filesBelow(relay.stateFolder);
    expect(filesNow.length - filesBefore).toBeLessThan(10);
    expect(filesNow.filter(({ bytes }) => names.some((name) => bytes.includes(bytesToBase64url(name)))).map(({ path }) => path)).toEqual([]);
  }, 30_000);
});

test("[PROC9] after all this nothing that was planted is in any file, nor in the log", async () => {
  await relay.kill();
  const files = filesBelow(relay.stateFolder);
  // What is in the clear is found, so what is sealed would be.
  expect(files.filter(({ bytes }) => bytes.includes("CREATE TABLE keyring")).length).toBeGreaterThan(0);
  expect(files.filter(({ bytes }) => bytes.includes(canary)).map(({ path }) => path)).toEqual([]);
  expect(relay.log()).not.toContain(canary);
});
