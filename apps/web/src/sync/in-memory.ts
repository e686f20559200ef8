/**
 * A relay and devices in memory, for tests of sync from session to driver: the relay is reached by
 * `fetch` and checks signatures, as the real one does; time stands still but for the timers a test fires.
 */
import {
  answerAppend,
  answerCreate,
  answerPull,
  answerPush,
  decodeAppend,
  decodeEntries,
  decodePullRequest,
  decodeRecords,
  encodeEntries,
  encodePullPage,
  encodeReceipt,
  extendChain,
  isAuthorized,
  isBodyOf,
  openKeyring,
  openRecord,
  parseAuthorization,
  retiredKeyOf,
  sealRecord,
  signKeyOf,
  startOfChain,
  type Conflict,
  type Keyring,
  type MemberStanding,
  type RelayErrorCode,
  type Result,
  type SealedRecord,
} from "@kith/core/relay";
import { createMemoryTable, type MemoryTable } from "@kith/core/testing";
import { vi } from "vitest";
import { createHttpTransport } from "./http-transport.ts";
import { createSyncDriver, type SyncDriver, type SyncState } from "./sync-driver.ts";
import { createVault, joinByWords, openKeys, type VaultSession } from "./vault-session.ts";

export const serverUrl = "https://relay.example";
export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

export function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A relay for one vault. Fields are for tests to break. */
export class MemoryRelay {
  online = true;
  clockAheadMs = 0;
  keyring: Keyring | undefined;
  table: MemoryTable = createMemoryTable();
  members: readonly MemberStanding[] = [];
  requests: string[] = [];

  readonly fetch: typeof fetch = async (url, init) => {
    const { pathname, host } = new URL(url as string);
    const [, , , vault = "", ...rest] = pathname.split("/");
    const action = rest.join("/");
    this.requests.push(action);
    if (!this.online) throw new TypeError("fetch failed");
    const body = init?.body as Uint8Array;
    if (action === "") return this.create(vault, body);
    if (this.keyring === undefined) return refuse("unknownVault");
    const { state } = this.keyring;
    const by = must(parseAuthorization(new Headers(init?.headers).get("authorization") ?? ""));
    const [signPublic, retired] = [signKeyOf(state, by.member), retiredKeyOf(state, by.member)];
    const nowMs = Date.now() + this.clockAheadMs;
    const isBy = (key: Uint8Array | undefined) => key !== undefined && isBodyOf(by, body) && isAuthorized({ audience: host, vault, method: "POST", path: pathname }, by, { signPublic: key, nowMs });
    if (isBy(retired)) return refuse("removed");
    return isBy(signPublic) ? this.act(action, body, this.keyring) : refuse("unauthorized", nowMs);
  };

  /** Where the keyring stands. */
  mark(): Uint8Array | undefined {
    return this.keyring?.state.head;
  }

  private create(vault: string, body: Uint8Array): Response {
    return this.keyring === undefined ? this.grow(answerCreate(must(decodeEntries(body)), vault)) : refuse("vaultExists");
  }

  private act(action: string, body: Uint8Array, keyring: Keyring): Response {
    if (action === "keyring") return answer(encodeEntries(keyring.entries));
    if (action === "pull") return answer(encodePullPage(answerPull(this.table, must(decodePullRequest(body)), { keyring: keyring.state, members: this.members })));
    if (action === "keyring/append") return this.grow(answerAppend(this.table, keyring, must(decodeAppend(body))));
    const receipt = answerPush(this.table, keyring.state, must(decodeRecords(body)));
    return receipt.ok ? answer(encodeReceipt(receipt.value)) : refuse(receipt.error);
  }

  private grow(grown: Result<Keyring, RelayErrorCode>): Response {
    if (!grown.ok) return refuse(grown.error);
    this.keyring = grown.value;
    return answer(new Uint8Array(0));
  }
}

export const answer = (bytes: Uint8Array): Response => new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/octet-stream" } });
const refuse = (error: RelayErrorCode, timeMs = Date.now()): Response => Response.json({ error, message: "", timeMs }, { status: 400 });

/** One device's store and driver. */
export class MemoryDevice {
  readonly table = createMemoryTable();
  readonly writer: string;
  readonly session: VaultSession;
  readonly driver: SyncDriver;
  readonly phases: string[] = [];
  state: SyncState = { phase: "off", pendingRecords: 0 };
  keyring: Keyring;
  resealedFor: Keyring[] = [];
  conflicts: readonly Conflict[] = [];
  clockAheadMs: number[] = [];
  timer: { delayMs: number; task: () => void } | undefined;

  constructor(session: VaultSession, relay: MemoryRelay) {
    const { vaultId, deviceId } = session;
    this.session = session;
    this.writer = deviceId;
    this.keyring = must(openKeyring(session.keyring, vaultId));
    const keys = openKeys(session.keys, crypto.subtle);
    this.driver = createSyncDriver({
      vaultId, deviceId,
      writer: () => this.writer,
      transport: createHttpTransport({ serverUrl, vaultId, member: deviceId, keys, fetch: relay.fetch, nowMs: Date.now, onClock: (aheadMs) => { this.clockAheadMs.push(aheadMs); } }),
      store: {
        vector: async () => ({ ...this.table.vector() }),
        read: async (writer, fromSeq, maxBytes) => [...this.table.read(writer, fromSeq, maxBytes)],
        accept: async (records) => void answerPush(this.table, this.keyring.state, records),
        erased: { count: async () => this.table.erased(), read: async (after, max) => [...this.table.readErased(after, max)] },
        chain: async (writer, seq) => [...this.table.hashes(writer, seq)].reduce(extendChain, startOfChain),
        proved: async () => undefined,
        sealedEpoch: async () => this.resealedFor.at(-1)?.state.epoch ?? 1,
        reseal: async (keyring) => {
          this.resealedFor.push(keyring);
          return this.writer;
        },
      },
      keyring: {
        read: async () => this.keyring,
        save: async (keyring) => {
          this.keyring = keyring;
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
    must(answerPush(this.table, this.keyring.state, [must(sealRecord(new TextEncoder().encode(text), header, { epochKey, random }))]));
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

export const platformOf = (relay: MemoryRelay) => ({ random, subtle: crypto.subtle, fetch: relay.fetch, nowMs: Date.now });

/** Two devices of one vault; the first has synced. */
export async function twoDevices(relay: MemoryRelay): Promise<{ first: MemoryDevice; second: MemoryDevice; words: string }> {
  const made = await createVault({ deviceName: "Laptop" }, { random, subtle: crypto.subtle });
  const first = new MemoryDevice(made.session, relay);
  first.driver.start();
  await first.until("synced");
  const second = new MemoryDevice(must(await joinByWords(made.words, { serverUrl, deviceName: "Phone" }, platformOf(relay))), relay);
  return { first, second, words: made.words };
}
