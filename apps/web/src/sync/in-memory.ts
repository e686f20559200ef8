/**
 * A relay and devices in memory, for tests of sync from session to driver: the product's own door and answers,
 * reached by `fetch`; the product's own device over tables in memory. Time stands still but for the timers a
 * test fires.
 */
import {
  ask, bytesToBase64url, createDeviceStore, createRelayDoor, decodePairingRequest, encodePairingAnswer, isErased, judgeMessage, openDevice, openRecord, relayActionAt,
  type Conflict, type Device, type Keyring, type RelayErrorCode, type Result, type SealedRecord, type Verify,
} from "@kith/core/relay";
import { MemoryRelay as Tables, MemoryStore } from "@kith/core/testing";
import { vi } from "vitest";
import { createHttpTransport } from "./http-transport.ts";
import { areKept, openStoredKeys, type StoredKeys } from "./platform-keys.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "./sync-driver.ts";
import { createVault, joinByWords, type VaultSession } from "./vault-session.ts";

export const serverUrl = "https://relay.example";
export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const plain = (of: Uint8Array): Uint8Array<ArrayBuffer> => of as Uint8Array<ArrayBuffer>;

const verify: Verify = async (signPublic, bytes, signature) => {
  const key = await crypto.subtle.importKey("raw", plain(signPublic), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, plain(signature), plain(bytes));
};

/** A relay for one vault. Fields are for tests to break. */
export class MemoryRelay {
  online = true;
  clockAheadMs = 0;
  /** Read at each request, so that a test may let time pass. */
  nowMs: () => number = Date.now;
  tables = new Tables();
  requests: string[] = [];
  /** The next refusal of an append. */
  appendRefusal: RelayErrorCode | undefined;
  /** What the relay makes of a pairing's message on its way in. */
  bend = (sealed: Uint8Array): Uint8Array => sealed;
  /** By mailbox, what each side said. */
  readonly mailboxes = new Map<string, [Uint8Array[], Uint8Array[]]>();
  private door = createRelayDoor({ tables: this.tables, signatures: this.tables.signatures, verify });
  private openedOver = this.tables;

  readonly fetch: typeof fetch = async (url, init) => {
    await Promise.resolve();
    const { pathname: path, host } = new URL(url as string);
    const [, , room, id = ""] = path.split("/");
    const below = path.slice(`/v1/vaults/${id}`.length);
    this.requests.push(below);
    if (!this.online) throw new TypeError("fetch failed");
    const body = init?.body as Uint8Array;
    if (room === "pairings") return this.exchange(id, body);
    const at = { vaultId: id, path, audience: host, header: new Headers(init?.headers).get("authorization") ?? "", nowMs: this.nowMs() + this.clockAheadMs };
    if (this.openedOver !== this.tables) {
      this.door = createRelayDoor({ tables: this.tables, signatures: this.tables.signatures, verify });
      this.openedOver = this.tables;
    }
    if (below === "/pairings") {
      const by = await this.door.admit({ ...at, action: "pairings" });
      if (by.ok) this.mailboxes.set(bytesToBase64url(body), [[], []]);
      return by.ok ? answer(new Uint8Array(0)) : refuse(by.error, at.nowMs);
    }
    const action = relayActionAt(below);
    if (action === undefined) return refuse("notFound");
    const refusal = action === "append" ? this.appendRefusal : undefined;
    if (refusal !== undefined) {
      this.appendRefusal = undefined;
      return refuse(refusal);
    }
    const told = await ask(this.door, { ...at, action, body });
    return told.ok ? answer(told.value.bytes) : refuse(told.error, at.nowMs);
  };

  /** Where the keyring stands. */
  mark(): Uint8Array | undefined {
    return this.tables.keyring()?.state.head;
  }

  /** Puts another chain in the keyring's place. */
  set keyring(keyring: Keyring | undefined) {
    this.tables.chain = keyring;
  }

  private exchange(id: string, body: Uint8Array): Response {
    const { side, message } = must(decodePairingRequest(body));
    const said = this.mailboxes.get(id);
    if (said === undefined) return refuse("noPairing");
    const bent = message && { ...message, sealed: this.bend(message.sealed) };
    const judgement = bent === undefined ? "held" : judgeMessage(said, side, bent);
    if (judgement === "taken") return refuse("pairingTaken");
    if (bent !== undefined && judgement === "keep") said[side].push(bent.sealed);
    return answer(encodePairingAnswer(said[side === 0 ? 1 : 0]));
  }
}

export const answer = (bytes: Uint8Array): Response => new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/octet-stream" } });
const refuse = (error: RelayErrorCode, timeMs = Date.now()): Response => Response.json({ error, message: "", timeMs }, { status: 400 });

/** One device's store and driver. */
export class MemoryDevice {
  readonly store: MemoryStore;
  readonly session: VaultSession;
  readonly device: Device;
  readonly driver: SyncDriver;
  readonly phases: string[] = [];
  state: SyncState = { phase: "off", pendingRecords: 0 };
  conflicts: readonly Conflict[] = [];
  clockAheadMs: number[] = [];
  timer: { delayMs: number; task: () => void } | undefined;

  /** Keeps a session in a store of its own, or goes on with a store that holds it. */
  static async open(session: VaultSession, relay: MemoryRelay, store = new MemoryStore()): Promise<MemoryDevice> {
    const { vaultId, deviceId, keys, keyring } = session;
    const deviceStore = createDeviceStore<StoredKeys>(store);
    if (store.state("vault") === undefined) {
      const adopted = await deviceStore.adopt({ vault: { vaultId, deviceId, writer: bytesToBase64url(random(16)) }, keys, keyring }, (kept) => areKept(kept, keys, crypto.subtle));
      if (adopted !== "adopted") throw new Error(`a fresh store is ${adopted}`);
    }
    const device = await openDevice({
      store: deviceStore, vaultId, deviceId, keys: openStoredKeys(keys, crypto.subtle), random, newId: () => bytesToBase64url(random(16)),
      exclusively: (work) => work(), onSetAside: () => undefined, onArrived: () => undefined,
    });
    return new MemoryDevice({ session, store, device, relay });
  }

  private constructor({ session, store, device, relay }: { readonly session: VaultSession; readonly store: MemoryStore; readonly device: Device; readonly relay: MemoryRelay }) {
    const { vaultId, deviceId } = session;
    [this.session, this.store, this.device] = [session, store, device];
    this.driver = createSyncDriver({
      deviceId, device: device.run,
      transport: createHttpTransport({
        serverUrl, vaultId, member: deviceId, keys: openStoredKeys(session.keys, crypto.subtle), fetch: relay.fetch, nowMs: Date.now,
        onClock: (aheadMs) => { this.clockAheadMs.push(aheadMs); },
      }),
      timers: {
        nowMs: Date.now,
        jitter: () => 0,
        after: (delayMs, task) => {
          this.timer = { delayMs, task };
          return () => { this.timer = undefined; };
        },
      },
      onState: (state) => {
        this.state = state;
        if (this.phases.at(-1) !== state.phase) this.phases.push(state.phase);
      },
      onConflicts: async (conflicts) => { this.conflicts = conflicts; },
    });
  }

  get writer(): string {
    return this.store.state("vault")?.writer ?? "";
  }

  async write(text: string): Promise<void> {
    await this.device.writer.append([new TextEncoder().encode(text)]);
  }

  /** What is held and opens, in the order of its addresses. */
  texts(): readonly string[] {
    const { byEpoch } = this.device.keyring.keys;
    return this.store.all().filter((record) => !isErased(record)).map((record: SealedRecord) => new TextDecoder().decode(must(openRecord(record, this.session.vaultId, byEpoch.get(record.epoch) ?? new Uint8Array(32)))));
  }

  /** The chain as kept. */
  keyring(): Promise<Keyring> {
    return this.device.keyring.read();
  }

  /** Waits until sync shows `phase`, a second at most. */
  async until(phase: SyncState["phase"]): Promise<void> {
    await vi.waitUntil(() => this.state.phase === phase);
  }
}

export const platformOf = (relay: MemoryRelay) => ({ random, subtle: crypto.subtle, fetch: relay.fetch, nowMs: Date.now });

/** Two devices of one vault; the first has synced. */
export async function twoDevices(relay: MemoryRelay): Promise<{ first: MemoryDevice; second: MemoryDevice; words: string }> {
  const made = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
  const first = await MemoryDevice.open(made.session, relay);
  first.driver.start();
  await first.until("synced");
  const second = await MemoryDevice.open(must(await joinByWords(made.words, { serverUrl, deviceName: "Phone" }, platformOf(relay))), relay);
  return { first, second, words: made.words };
}
