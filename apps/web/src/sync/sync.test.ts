/**
 * The client's sync from session to driver, against a relay in memory that is reached by `fetch` and
 * checks signatures, as the real one does. Time stands still but for the timers a test fires.
 */
import {
  answerPull,
  answerPush,
  decodeAppend,
  decodeEntries,
  decodePullRequest,
  decodeRecords,
  encodeEntries,
  encodePullPage,
  encodeReceipt,
  extendKeyring,
  isAuthorized,
  openRecord,
  parseAuthorization,
  sameBytes,
  sealRecord,
  signKeyOf,
  verifyKeyring,
  type Conflict,
  type KeyringState,
  type RelayErrorCode,
  type Result,
  type SealedRecord,
  type SignedEntry,
} from "@kith/core/relay";
import { createMemoryTable, type MemoryTable } from "@kith/core/testing";
import { describe, expect, it, vi } from "vitest";
import { createHttpTransport } from "./http-transport.ts";
import { createStoredKeys } from "./platform-keys.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "./sync-driver.ts";
import { backoffMs } from "./timers.ts";
import { createVault, joinByWords, openKeys, type VaultSession } from "./vault-session.ts";

const serverUrl = "https://relay.example";
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A relay for one vault. Fields are for tests to break. */
class MemoryRelay {
  online = true;
  clockAheadMs = 0;
  entries: SignedEntry[] = [];
  table: MemoryTable = createMemoryTable();
  requests: string[] = [];

  readonly fetch: typeof fetch = async (url, init) => {
    const { pathname, host } = new URL(url as string);
    const [, , , vault = "", ...rest] = pathname.split("/");
    const action = rest.join("/");
    this.requests.push(action);
    if (!this.online) throw new TypeError("fetch failed");
    const body = init?.body as Uint8Array;
    if (action === "") return this.create(vault, body);
    if (this.entries.length === 0) return refuse("unknownVault");
    const state = must(verifyKeyring(this.entries, vault));
    const by = must(parseAuthorization(new Headers(init?.headers).get("authorization") ?? ""));
    const signPublic = signKeyOf(state, by.member);
    const nowMs = Date.now() + this.clockAheadMs;
    const known = signPublic !== undefined && isAuthorized({ audience: host, vault, method: "POST", path: pathname, body }, by, { signPublic, nowMs });
    return known ? this.act(action, body, state) : refuse("unauthorized", nowMs);
  };

  private create(vault: string, body: Uint8Array): Response {
    if (this.entries.length > 0) return refuse("vaultExists");
    const entries = must(decodeEntries(body));
    must(verifyKeyring(entries, vault));
    this.entries = [...entries]; // The whole chain, as a later device brings it.
    return answer(new Uint8Array(0));
  }

  private act(action: string, body: Uint8Array, state: KeyringState): Response {
    if (action === "keyring") return answer(encodeEntries(this.entries));
    if (action === "pull") return answer(encodePullPage(answerPull(this.table, must(decodePullRequest(body)), state)));
    if (action === "push") return answer(encodeReceipt(must(answerPush(this.table, state.vaultId, must(decodeRecords(body))))));
    const request = must(decodeAppend(body));
    if (!sameBytes(request.expectedHead, state.head)) return refuse("headMoved");
    must(extendKeyring(state, request.entry));
    this.entries.push(request.entry);
    return answer(new Uint8Array(0));
  }
}

const answer = (bytes: Uint8Array): Response => new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/octet-stream" } });
const refuse = (error: RelayErrorCode, timeMs = Date.now()): Response => Response.json({ error, message: "", timeMs }, { status: 400 });

const portal: typeof fetch = async () => new Response("<html>Accept our terms</html>", { headers: { "content-type": "text/html" } });

/** One device's store and driver. */
class Device {
  readonly table = createMemoryTable();
  readonly writer: string;
  readonly session: VaultSession;
  readonly driver: SyncDriver;
  readonly phases: string[] = [];
  state: SyncState = { phase: "off", pendingRecords: 0 };
  entries: readonly SignedEntry[];
  conflicts: readonly Conflict[] = [];
  clockAheadMs: number[] = [];
  timer: { delayMs: number; task: () => void } | undefined;

  constructor(session: VaultSession, relay: MemoryRelay) {
    const { vaultId, deviceId } = session;
    this.session = session;
    this.writer = deviceId;
    this.entries = session.keyring;
    const keys = openKeys(session.keys, crypto.subtle);
    this.driver = createSyncDriver({
      vaultId,
      writer: () => this.writer,
      transport: createHttpTransport({ serverUrl, vaultId, member: deviceId, keys, fetch: relay.fetch, nowMs: Date.now, onClock: (aheadMs) => { this.clockAheadMs.push(aheadMs); } }),
      store: {
        vector: async () => ({ ...this.table.vector() }),
        read: async (writer, fromSeq, maxBytes) => [...this.table.read(writer, fromSeq, maxBytes)],
        accept: async (records) => void answerPush(this.table, vaultId, records),
        erased: { count: async () => this.table.erased(), read: async (after, max) => [...this.table.readErased(after, max)] },
      },
      keyring: {
        read: async () => this.entries,
        save: async (entries) => {
          this.entries = entries;
        },
      },
      timers: {
        nowMs: Date.now,
        jitter: () => 0,
        after: (delayMs, task) => {
          this.timer = { delayMs, task };
          return () => {
            this.timer = undefined;
          };
        },
      },
      onState: (state) => {
        this.state = state;
        if (this.phases.at(-1) !== state.phase) this.phases.push(state.phase);
      },
      onConflicts: async (conflicts) => {
        this.conflicts = conflicts;
      },
    });
  }

  write(text: string): void {
    const seq = (this.table.vector()[this.writer] ?? 0) + 1;
    const header = { vault: this.session.vaultId, writer: this.writer, seq, epoch: 1 };
    const epochKey = this.session.epochKeys.get(1) ?? new Uint8Array(32);
    must(answerPush(this.table, this.session.vaultId, [must(sealRecord(new TextEncoder().encode(text), header, { epochKey, random }))]));
  }

  textOf(record: SealedRecord | undefined): string {
    if (record === undefined) return "";
    return new TextDecoder().decode(must(openRecord(record, this.session.vaultId, this.session.epochKeys.get(record.epoch) ?? new Uint8Array(32))));
  }

  /** Waits until sync shows `phase`, a second at most. */
  async until(phase: SyncState["phase"]): Promise<void> {
    await vi.waitUntil(() => this.state.phase === phase);
  }
}

const platformOf = (relay: MemoryRelay) => ({ random, subtle: crypto.subtle, fetch: relay.fetch, nowMs: Date.now });

async function twoDevices(relay: MemoryRelay): Promise<{ first: Device; second: Device; words: string }> {
  const made = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
  const first = new Device(made.session, relay);
  first.driver.start();
  await first.until("synced");
  const second = new Device(must(await joinByWords(made.words, { serverUrl, deviceName: "Phone" }, platformOf(relay))), relay);
  return { first, second, words: made.words };
}

describe("sync in the client", () => {
  it("[S30] a vault is made offline, registered when the relay is reached, joined by its words, and its records arrive", async () => {
    const relay = new MemoryRelay();
    relay.online = false;
    const made = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
    const first = new Device(made.session, relay);
    first.write("Met Ada.");
    first.driver.start();
    await first.until("offline");
    relay.online = true;
    first.timer?.task();
    await first.until("synced");
    expect(first.state.pendingRecords).toBe(0);
    const second = new Device(must(await joinByWords(made.words, { serverUrl, deviceName: "Phone" }, platformOf(relay))), relay);
    second.driver.start();
    await second.until("synced");
    expect(second.textOf(second.table.read(first.writer, 1, 1)[0])).toBe("Met Ada.");
    first.driver.retryNow();
    await vi.waitFor(() => expect(first.entries).toHaveLength(2));
  });

  it("[S31] failures are tried again after 1 s, 2 s, 4 s to 60 s, and a poke doesn't cut in", async () => {
    expect([1, 2, 3, 6, 7, 99].map((failures) => backoffMs(failures, 0))).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
    expect(backoffMs(1, 1)).toBe(500);
    const relay = new MemoryRelay();
    relay.online = false;
    const device = new Device((await createVault({ deviceName: "Laptop" }, { random, subtle: undefined })).session, relay);
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
    first.write("kept");
    first.driver.poke();
    second.driver.start();
    await vi.waitFor(() => expect(relay.table.vector()[first.writer]).toBe(1));
    second.driver.retryNow();
    await vi.waitFor(() => expect(second.table.vector()[first.writer]).toBe(1));
    [relay.entries, relay.table] = [[], createMemoryTable()];
    second.driver.retryNow();
    await vi.waitFor(() => expect(relay.table.vector()).toEqual({ [first.writer]: 1 }));
    expect(relay.entries).toEqual(second.entries);
  });

  it("[S33] a relay showing another chain of devices is refused and nothing is taken from it", async () => {
    const relay = new MemoryRelay();
    const { first, second, words } = await twoDevices(relay);
    first.driver.retryNow();
    await vi.waitFor(() => expect(first.entries).toHaveLength(2));
    relay.entries = relay.entries.slice(0, 1);
    must(await joinByWords(words, { serverUrl, deviceName: "Other" }, platformOf(relay)));
    first.driver.retryNow();
    await first.until("refused");
    expect(first.entries).toEqual(second.session.keyring);
    expect(first.state.message).toContain("isn't ours");
  });
});

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
    await vi.waitFor(() => expect(second.clockAheadMs.map((aheadMs) => Math.round(aheadMs / 86_400_000))).toEqual([1, 0]));
  });

  it("[S35] a clone's fork is told to its owner", async () => {
    const relay = new MemoryRelay();
    const { first } = await twoDevices(relay);
    const clone = new Device(first.session, relay);
    first.write("here");
    clone.write("there");
    first.driver.retryNow();
    await vi.waitFor(() => expect(relay.table.vector()[first.writer]).toBe(1));
    clone.driver.start();
    await vi.waitFor(() => expect(clone.conflicts).toEqual([{ writer: first.writer, seq: 1 }]));
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
    const transport = createHttpTransport({ serverUrl, vaultId: session.vaultId, member: session.deviceId, keys: openKeys(session.keys, crypto.subtle), fetch: portal, nowMs: Date.now });
    expect(await transport.pull({ have: {} })).toEqual({ ok: false, error: { kind: "offline" } });
  });

  it("[V30] platform keys are non-extractable, sign and agree like software keys; without a platform a seed stands in", async () => {
    const [stored, seeded] = [await createStoredKeys(crypto.subtle, random), await createStoredKeys(undefined, random)];
    expect([stored.kind, seeded.kind]).toEqual(["platform", "software"]);
    expect(stored.kind === "platform" && [stored.sign.privateKey.extractable, stored.wrap.privateKey.extractable]).toEqual([false, false]);
    const [platform, software] = [openKeys(stored, crypto.subtle), openKeys(seeded, undefined)];
    expect(await platform.agree(software.wrapPublic)).toEqual(await software.agree(platform.wrapPublic));
    expect(structuredClone(seeded)).toEqual(seeded);
  });
});
