/** A second client, written from docs/protocol.md alone, beside the product's own device over a real relay. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openKeyring } from "@kith/core/relay";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { joinByLink as productJoins } from "../apps/web/src/sync/joining.ts";
import { offerPairing as productOffers, type Offered } from "../apps/web/src/sync/pairing.ts";
import type { PairingDeps, PairingStep } from "../apps/web/src/sync/pairing-talk.ts";
import { openStoredKeys } from "../apps/web/src/sync/platform-keys.ts";
import { createRelayProcess, type RelayProcess } from "./processes/relay-process.ts";
import { textOf, utf8 } from "./second-client/bytes.ts";
import type { Client } from "./second-client/client.ts";
import { createVault, joinByWords } from "./second-client/joining.ts";
import { erase, isErased } from "./second-client/records.ts";
import { joinByLink, offerPairing } from "./second-client/pairing.ts";
import { checkVectors, type Vectors } from "./second-client/vectors.ts";
import { createNodeDevice, firstDevice, joinedDevice, random, realTimers, syncUntilLevel, type NodeDevice } from "./support/node-device.ts";

let relay: RelayProcess;
beforeAll(async () => {
  relay = await createRelayProcess();
  await relay.start();
}, 60_000);
afterAll(() => relay.remove());

/** A payload of a kind no app knows: kept, and shown by nobody. */
const said = (text: string): Uint8Array => utf8(`~${text}`);
const texts = (payloads: readonly Uint8Array[]): readonly string[] => payloads.filter(([kind]) => kind === 0x7e).map((payload) => textOf(payload.slice(1))).toSorted();
const level = (device: NodeDevice): Promise<void> => syncUntilLevel(device, 10_000);
const productReads = async (device: NodeDevice): Promise<readonly string[]> => texts(await device.payloads());
const emptied = ({ store }: NodeDevice): readonly string[] => store.all().filter(({ body }) => body.length === 0).map(({ writer, seq }) => `${writer} ${seq}`);

/** A vault made by the second client, with one device of the product in it. */
async function vaultOfBoth(): Promise<{ readonly client: Client; readonly product: NodeDevice; readonly words: string }> {
  const { client, words } = await createVault(relay.address, "second");
  const product = await joinedDevice(words, { serverUrl: relay.address });
  await client.sync();
  return { client, product, words };
}

test("[PR3] the second client takes nothing of the product's", () => {
  const folder = join(import.meta.dirname, "second-client");
  const taken = readdirSync(folder).flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/from "([^"]+)"/gu)].map((match) => match[1] ?? ""));
  expect(taken.length).toBeGreaterThan(20);
  expect(taken.filter((from) => !/^(?:\.\/[a-z]+\.ts|node:crypto|@noble\/.+|@scure\/.+)$/u.test(from))).toEqual([]);
});

test("[PR3] every vector of docs/protocol-vectors.json comes out of the second client's own code", () => {
  const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "../docs/protocol-vectors.json"), "utf8")) as Vectors;
  const checks = checkVectors(vectors);
  // A part of the file that nobody checks is a part that may be wrong.
  expect(new Set(checks.map(({ part }) => part.split(" ")[0]))).toEqual(new Set(Object.keys(vectors)));
  expect(checks.map(({ part, made }) => ({ part, made }))).toEqual(checks.map(({ part, given }) => ({ part, made: given })));
});

describe("records and keyring", () => {
  test("[PR4] a vault the second client made is joined and read by the product, and one the product made by the second client", async () => {
    const { client, product } = await vaultOfBoth();
    const long = "x".repeat(70_000);
    for (const text of ["", "one", "two", long]) client.write(said(text));
    await client.sync();
    await product.append([said("three")]);
    await level(product);
    await client.sync();
    expect(await productReads(product)).toEqual(["", "one", "three", "two", long]);
    expect(texts(client.payloads())).toEqual(await productReads(product));

    const made = await firstDevice({ serverUrl: relay.address });
    await made.device.append([said("from the product"), said(long)]);
    await level(made.device);
    const joined = await joinByWords(relay.address, made.words, "second");
    await joined.sync();
    expect([texts(joined.payloads()), joined.held.holes()]).toEqual([["from the product", long], []]);
    expect([...joined.chain.members.values()].map(({ name }) => name)).toEqual(["first", "second"]);
    joined.write(said("and back"));
    await joined.sync();
    await level(made.device);
    expect(await productReads(made.device)).toEqual(["and back", "from the product", long]);
  });

  test("[PR6] a removed device is shut out at a line the second client draws, and the product goes on behind it", async () => {
    const { client, product, words } = await vaultOfBoth();
    const removed = await joinedDevice(words, { serverUrl: relay.address });
    await removed.append([said("before the line")]);
    await level(removed);
    // Of several writers, so that their order in the line counts.
    for (let more = 1; more <= 4; more += 1) {
      const other = await joinByWords(relay.address, words, `other ${more}`);
      other.write(said("of another"));
      await other.sync();
    }
    await removed.append([said("never pushed")]);
    await client.remove(removed.session.deviceId);
    client.write(said("behind the line"));
    await client.sync();
    // Written under the old epoch, above the line: it is sealed again.
    await product.append([said("written meanwhile")]);
    await level(product);
    await client.sync();
    const left = ["before the line", "behind the line", ...Array.from({ length: 4 }, () => "of another"), "written meanwhile"];
    expect([client.chain.epoch, texts(client.payloads()), await productReads(product)]).toEqual([2, left, left]);
    expect(await removed.sync()).toMatchObject({ ok: false, error: { kind: "refused", code: "removed" } });
  });
});

describe("pairing", () => {
  /** A second between two questions is a fiftieth here. */
  const deps = (): PairingDeps => ({
    serverUrl: relay.address, platform: { random, subtle: crypto.subtle, fetch, nowMs: Date.now },
    timers: { ...realTimers, after: (delayMs, task) => realTimers.after(delayMs / 50, task) },
  });
  const codesIn = (steps: readonly PairingStep[]): readonly string[] => [...new Set(steps.flatMap((step) => (step.kind === "comparing" ? [step.code] : [])))];

  test("[PR5] the second client is let in by the product, and lets the product in; both screens show the same six digits", async () => {
    const { device } = await firstDevice({ serverUrl: relay.address });
    await device.append([said("behind the door")]);
    await level(device);
    const { vaultId, deviceId, keys, keyring } = device.session;
    const readKeyring = async () => {
      const opened = openKeyring(keyring, vaultId);
      if (!opened.ok) throw new Error("the product's own keyring opens");
      return opened.value;
    };
    const [steps, shown]: [PairingStep[], string[]] = [[], []];
    let offered: Offered | undefined;
    const joining = new Promise<Client>((resolve, reject) => {
      const tell = (step: PairingStep): void => {
        if (step.kind === "waiting" && steps.length === 0) joinByLink(step.link, "second", (code) => { shown.push(code); }).then(resolve, reject);
        steps.push(step);
        if (step.kind === "comparing") offered?.decide(step.code === shown[0]);
      };
      void productOffers(deps(), { vaultId, deviceId, keys: openStoredKeys(keys, crypto.subtle), readKeyring }, tell).then((offer) => (offered = offer));
    });
    const client = await joining;
    await client.sync();
    expect(shown[0]).toMatch(/^\d{6}$/u);
    expect([codesIn(steps), texts(client.payloads())]).toEqual([shown, ["behind the door"]]);

    const [productSteps, seen, links]: [PairingStep[], string[], string[]] = [[], [], []];
    let productJoining: ReturnType<typeof productJoins> | undefined;
    await offerPairing(client, relay.address, {
      link: (link) => {
        links.push(link);
        productJoining = productJoins(link, { ...deps(), deviceName: "third", isMine: Promise.resolve(true) }, (step) => { productSteps.push(step); });
      },
      isMine: async (code, name) => {
        seen.push(code, name);
        await vi.waitFor(() => expect(codesIn(productSteps)).toHaveLength(1), { timeout: 5000 });
        return codesIn(productSteps)[0] === code;
      },
    });
    const joined = await productJoining;
    if (!joined?.ok) throw new Error(`the product wasn't let in: ${JSON.stringify(joined?.error)}`);
    expect(seen).toEqual([...codesIn(productSteps), "third"]);
    const third = await createNodeDevice(joined.value, { serverUrl: relay.address });
    await level(third);
    expect(await productReads(third)).toEqual(["behind the door"]);
  });

  test("[PR5] where the owner of the second client says no, the product is refused, and no keyring has grown", async () => {
    const { client } = await createVault(relay.address, "second");
    const steps: PairingStep[] = [];
    let joining: ReturnType<typeof productJoins> | undefined;
    await offerPairing(client, relay.address, {
      link: (link) => { joining = productJoins(link, { ...deps(), deviceName: "a stranger", isMine: Promise.resolve(true) }, (step) => { steps.push(step); }); },
      isMine: () => false,
    });
    expect([await joining, (await client.relay.keyring()).length]).toEqual([{ ok: false, error: "refused" }, 1]);
  });
});

test("[PR7] over the socket each hears at once that the other changed something", async () => {
  const { client, product } = await vaultOfBoth();
  await client.sync();
  const heard: string[] = [];
  const socket = await client.relay.listen((word) => { heard.push(word); });
  socket.send("ping");
  await vi.waitFor(() => expect(heard).toContain("pong"), { timeout: 5000 });
  const before = heard.length;
  await product.append([said("news")]);
  await level(product);
  await vi.waitFor(() => expect(heard.slice(before)).toContain("changed"), { timeout: 5000 });
  await client.sync();
  expect(texts(client.payloads())).toEqual(["news"]);

  const driver = product.drive(realTimers, () => undefined);
  driver.start();
  await level(product);
  client.write(said("more news"));
  await client.sync();
  // Polling would take a minute.
  await vi.waitFor(async () => expect(await productReads(product)).toEqual(["more news", "news"]), { timeout: 10_000 });
  driver.stop();
  socket.close();
});

describe("erasures", () => {
  test("[PR8] what the second client lists as erased is emptied at the relay, in the product and in whoever joins later", async () => {
    const { client, product, words } = await vaultOfBoth();
    const [gone] = [client.write(said("gone")), client.write(said("stays"))];
    await client.sync();
    await level(product);
    client.erase([gone]);
    await client.sync();
    await level(product);
    expect([await productReads(product), emptied(product)]).toEqual([["stays"], [`${gone.writer} 1`]]);
    expect((await client.relay.fetch([gone])).map(isErased)).toEqual([true]);
    const late = await joinByWords(relay.address, words, "late");
    await late.sync();
    expect([texts(late.payloads()), late.held.holes()]).toEqual([["stays"], []]);
  });

  test("[PR11] an erasure no list names is believed by neither: both ask again, and whoever holds the record gives it back", async () => {
    const { client, product, words } = await vaultOfBoth();
    await product.append([said("kept")]);
    await level(product);
    await client.sync();
    const [kept] = client.held.all();
    if (!kept) throw new Error("there is a record");
    await emptyAtRelay(client, kept);
    const late = await joinByWords(relay.address, words, "late");
    await late.sync();
    expect([late.held.holes().length, texts(late.payloads())]).toEqual([1, []]);
    const lateProduct = await joinedDevice(words, { serverUrl: relay.address });
    await lateProduct.sync();
    expect(await productReads(lateProduct)).toEqual([]);
    // The second client gives it back.
    await client.sync();
    await late.sync();
    await level(lateProduct);
    expect([late.held.holes(), texts(late.payloads()), await productReads(lateProduct)]).toEqual([[], ["kept"], ["kept"]]);
    // And the product does.
    await emptyAtRelay(client, kept);
    await product.sync();
    expect((await client.relay.fetch([kept])).map(isErased)).toEqual([false]);
  });
});

const emptyAtRelay = (client: Client, record: Parameters<typeof erase>[1]): Promise<unknown> =>
  client.relay.push({ have: client.held.vector(), writer: client.writer, records: [erase(client.chain.vault, record)] });
