/** What the second client does when it means harm: each of it is refused, or harmless, as docs/protocol.md says. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createRelayProcess, type RelayProcess } from "./processes/relay-process.ts";
import { base64, textOf, unbase64, utf8 } from "./second-client/bytes.ts";
import { newDevice, type Client } from "./second-client/client.ts";
import { keysOf, random } from "./second-client/crypto.ts";
import { readEntries, writeEntries, writePull, writePush, type SignedEntry } from "./second-client/frames.ts";
import { addEntry, writeEntry } from "./second-client/entries.ts";
import { createVault, joinByWords } from "./second-client/joining.ts";
import { openChain } from "./second-client/keyring.ts";
import { erase, writeLine } from "./second-client/records.ts";
import { authorize, post, Refusal, type Signed } from "./second-client/relay.ts";
import { joinedDevice, syncUntilLevel, type DeviceOptions, type NodeDevice } from "./support/node-device.ts";

let relay: RelayProcess;
let [client, words]: [Client, string] = [undefined as never, ""];
beforeAll(async () => {
  relay = await createRelayProcess();
  await relay.start();
  ({ client, words } = await createVault(relay.address, "attacker"));
}, 60_000);
afterAll(() => relay.remove());

const level = (device: NodeDevice): Promise<void> => syncUntilLevel(device, 10_000);
const read = async (device: NodeDevice): Promise<readonly string[]> => (await device.payloads()).map((payload) => textOf(payload)).toSorted();
const audience = (): string => new URL(relay.address).host;
const path = (action: string): string => `/v1/vaults/${client.chain.vault}${action}`;
const signedBy = (keys: Client["device"]["keys"], request: Omit<Signed, "method">, to: { readonly audience?: string; readonly member?: string } = {}): string =>
  authorize({ audience: audience(), member: client.device.id, vault: client.chain.vault, keys, ...to }, { method: "POST", ...request });
/** The refusal's code, or "answered". */
async function codeOf(asking: Promise<unknown>): Promise<string> {
  try {
    await asking;
    return "answered";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
const send = (action: string, body: Uint8Array, authorization: string): Promise<string> => codeOf(post(relay.address + path(action), body, { authorization }));

describe("requests", () => {
  test("[PR9] a replay, another body, another audience, a forged or unknown member, an old or a future signature: unauthorized, each of them", async () => {
    const { keys } = client.device;
    const record = client.write(utf8("~once"));
    const push = writePush({ have: {}, writer: client.writer, records: [record] });
    const now = Date.now();
    const proof = signedBy(keys, { path: path("/push"), body: push, timeMs: now });
    const [pull, empty] = [writePull({}), new Uint8Array()];
    const pullProof = signedBy(keys, { path: path("/pull"), body: pull, timeMs: now });
    expect({
      once: await send("/push", push, proof), replayed: await send("/push", push, proof),
      asked: await send("/pull", pull, pullProof), askedAgain: await send("/pull", pull, pullProof),
      otherBody: await send("/pull", writePull({}, client.writer), pullProof), otherPath: await send("/keyring", pull, pullProof),
      otherAudience: await send("/keyring", empty, signedBy(keys, { path: path("/keyring"), body: empty, timeMs: now }, { audience: "relay.example" })),
      forged: await send("/keyring", empty, signedBy(keysOf(random(32)), { path: path("/keyring"), body: empty, timeMs: now })),
      stranger: await send("/keyring", empty, signedBy(keys, { path: path("/keyring"), body: empty, timeMs: now }, { member: newDevice().id })),
      late: await send("/keyring", empty, signedBy(keys, { path: path("/keyring"), body: empty, timeMs: now - 301_000 })),
      early: await send("/keyring", empty, signedBy(keys, { path: path("/keyring"), body: empty, timeMs: now + 310_000 })),
      almostLate: await send("/keyring", empty, signedBy(keys, { path: path("/keyring"), body: empty, timeMs: now - 280_000 })),
      unsigned: await send("/keyring", empty, ""),
    }).toEqual({
      once: "answered", replayed: "unauthorized", asked: "answered", askedAgain: "answered", otherBody: "unauthorized", otherPath: "unauthorized",
      otherAudience: "unauthorized", forged: "unauthorized", stranger: "unauthorized", late: "unauthorized", early: "unauthorized", almostLate: "answered", unsigned: "unauthorized",
    });
  });

  test("[PR12] no page of another origin makes a vault or reaches a mailbox, and none is allowed to read an answer", async () => {
    const made = (): Uint8Array => writeEntries(client.chain.entries);
    const [create, mailbox] = [`${relay.address}/v1/vaults/${client.chain.vault}`, `${relay.address}/v1/pairings/${base64(random(16))}`];
    const foreign = [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }];
    for (const headers of foreign) {
      expect([headers, await codeOf(post(create, made(), headers)), await codeOf(post(mailbox, Uint8Array.of(1, 0, 0), headers))]).toEqual([headers, "notInvited", "noPairing"]);
    }
    expect(await codeOf(post(create, made(), { origin: relay.address }))).toBe("vaultExists");
    const preflight = await fetch(create, { method: "OPTIONS", headers: { origin: "https://evil.example", "access-control-request-method": "POST" } });
    expect([preflight.ok, [...preflight.headers.keys()].filter((name) => name.startsWith("access-control-"))]).toEqual([false, []]);
  });

  test("[PR9] a socket that never proves itself hears nothing, and the oldest of too many is closed; a false proof closes at once", async () => {
    const open = () => {
      const [socket, heard] = [new WebSocket(`${relay.address.replace("http", "ws")}${path("/socket")}`), [] as string[]];
      socket.addEventListener("message", ({ data }) => { heard.push(String(data)); });
      const closed = new Promise<number>((resolve) => { socket.addEventListener("close", ({ code }) => { resolve(code); }); });
      return { socket, heard, closed, opened: new Promise((resolve) => { socket.addEventListener("open", resolve); }) };
    };
    const oldest = open();
    await oldest.opened;
    const others = Array.from({ length: 32 }, open);
    await Promise.all(others.map(({ opened }) => opened));
    // The last handshake of a closed connection may take its time: what counts is that it is closing.
    await vi.waitFor(() => expect(oldest.socket.readyState).toBeGreaterThanOrEqual(WebSocket.CLOSING), { timeout: 5000 });
    const liar = open();
    await liar.opened;
    const product = await joinedDevice(words, { serverUrl: relay.address });
    await product.append([utf8("~news")]);
    await level(product);
    liar.socket.send(signedBy(keysOf(random(32)), { path: path("/socket"), body: new Uint8Array(), timeMs: Date.now() }));
    expect(await liar.closed).toBe(4401);
    expect(others.flatMap(({ heard }) => heard)).toEqual([]);
    for (const { socket } of others) socket.close();
  });
});

describe("a member that means harm", () => {
  test("[PR10] an entry whose wraps don't open is not kept: the product goes on with its own chain, and says who wrote it", async () => {
    const evil = await createVault(relay.address, "evil");
    const product = await joinedDevice(evil.words, { serverUrl: relay.address });
    await level(product);
    await evil.client.sync();
    const { chain, epochKeys } = evil.client.held.ring;
    const victim = await joinByWords(relay.address, evil.words, "to be removed");
    const { chain: now } = victim.held.ring;
    const sound = writeEntry(now, { author: evil.client.device.id, keys: evil.client.device.keys, epochKeys: new Map([...epochKeys, [2, random(32)]]), type: "removeDevice", deviceId: victim.device.id, epoch: 2, line: writeLine(new Map()) });
    const dead = killWraps(sound, product.session.deviceId, evil.client.device.keys);
    await evil.client.relay.append(now.head, dead);
    await product.append([utf8("~mine")]);
    const ran = await product.sync();
    expect(ran).toMatchObject({ ok: false, error: { kind: "refused", code: "lockedOut" } });
    const { entries } = await product.device.keyring.read();
    expect([entries.length, await read(product)]).toEqual([chain.entries.length, ["~mine"]]);
    expect(await product.device.keyring.lockedOut()).toMatchObject({ by: "evil" });
  });

  test("[PR11] an erasure pushed without a list takes nothing from the product, and it gives the relay its record back", async () => {
    const product = await joinedDevice(words, { serverUrl: relay.address });
    await product.append([utf8("~stays")]);
    await level(product);
    await client.sync();
    const records = client.held.all().filter(({ writer }) => writer === product.writer).map((record) => erase(client.chain.vault, record));
    await client.relay.push({ have: client.held.vector(), writer: client.writer, records });
    expect((await client.relay.fetch(records)).map(({ body }) => body.length)).toEqual([0]);
    await level(product);
    expect(await read(product)).toContain("~stays");
    expect((await client.relay.fetch(records)).map(({ body }) => body.length)).toEqual([168]);
  });

  test("[PR10] a keyring cut short makes no member forget an entry, and adds nothing to the relay's", async () => {
    const cutting = (entries: number): DeviceOptions => ({
      serverUrl: relay.address,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!new URL(url instanceof Request ? url.url : url).pathname.endsWith("/keyring") || !answer.ok) return answer;
        const cut = writeEntries(readEntries(new Uint8Array(await answer.arrayBuffer())).slice(0, entries));
        return new Response(Buffer.from(cut), { headers: { "content-type": "application/octet-stream" } });
      },
    });
    const before = await client.relay.keyring();
    // Joining on the shorter chain: the relay's head is another by now.
    await expect(joinedDevice(words, cutting(1))).rejects.toThrow(/came to nothing/u);
    expect((await client.relay.keyring()).length).toBe(before.length);
    // A second client that knows the whole chain, and a relay that shows less of it.
    await client.sync();
    await joinByWords(relay.address, words, "one more");
    const known = client.chain.entries.length;
    const { keyring } = client.relay;
    Object.assign(client.relay, { keyring: async () => (await keyring()).slice(0, 1) });
    expect(await codeOf(client.sync())).toBe("headMoved");
    Object.assign(client.relay, { keyring });
    expect(client.chain.entries.length).toBe(known);
    await client.sync();
    expect(client.chain.entries.length).toBe(known + 1);
    // Without its first entry it is no chain of this vault.
    expect(() => openChain(client.chain.entries.slice(1), client.chain.vault)).toThrow("doesn't follow");
    // An entry behind an older head, said to stand behind the newest.
    const [cut, { id, keys }] = [openChain(client.chain.entries.slice(0, 1), client.chain.vault), newDevice()];
    const entry = addEntry(cut, { member: client.device.id, keys: client.device.keys, epochKeys: client.held.ring.epochKeys }, { id, name: "one too many", ...keys });
    expect(await codeOf(client.relay.append(client.chain.head, entry))).toBe("badEntry");
  });
});

/** The entry with other bytes for one member's wraps, signed again. */
function killWraps({ bytes }: SignedEntry, member: string, keys: Client["device"]["keys"]): SignedEntry {
  const entry = JSON.parse(textOf(bytes)) as { readonly wraps: readonly { readonly to: string; readonly sealedKey: string }[] };
  const wraps = entry.wraps.map((wrap) => (wrap.to === member ? { ...wrap, sealedKey: base64(random(unbase64(wrap.sealedKey).length)) } : wrap));
  const dead = utf8(JSON.stringify({ ...entry, wraps }));
  return { bytes: dead, signature: keys.sign(utf8(`kith keyring entry v1\n${textOf(dead)}`)) };
}
