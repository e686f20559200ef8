/** A client of the relay in few lines, for tests: signs, sends, reads. */
import {
  addDeviceEntry,
  bytesToBase64url,
  createKeyring,
  encodeEntries,
  encodePullRequest,
  encodePushRequest,
  decodePullPage,
  decodeReceipt,
  recoveryKeys,
  sealRecord,
  signRequest,
  softwareKeys,
  verifyKeyring,
  type DeviceKeys,
  type PullPage,
  type PullRequest,
  type PushReceipt,
  type Result,
  type SealedRecord,
  type SignedEntry,
} from "@kith/core/relay";
import { env, exports } from "cloudflare:workers";

export const origin = "http://127.0.0.1:8787";
export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
export const randomId = (): string => bytesToBase64url(random(16));

/** The value of a result that must be good. */
export function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`not ok: ${JSON.stringify(result.error)}`);
  return result.value;
}

export interface TestVault {
  readonly vaultId: string;
  readonly entry: SignedEntry;
  readonly epochKey: Uint8Array;
  readonly recovery: DeviceKeys;
  readonly device: TestMember;
}

export interface TestMember {
  readonly vaultId: string;
  readonly member: string;
  readonly keys: DeviceKeys;
}

/** A vault with one device; nothing is sent yet. */
export async function newVault(): Promise<TestVault> {
  const keys = softwareKeys(random(32));
  const recovery = recoveryKeys(random(16));
  const epochKey = random(32);
  const deviceId = randomId();
  const { vaultId, entry } = await createKeyring({ deviceId, name: "First", keys, recovery, epochKey }, random);
  return { vaultId, entry, epochKey, recovery, device: { vaultId, member: deviceId, keys } };
}

export const createAtRelay = (vault: TestVault, options: { host?: string; invitation?: string; later?: readonly SignedEntry[] } = {}): Promise<Response> =>
  exports.default.fetch(`${options.host ?? origin}/v1/vaults/${vault.vaultId}`, {
    method: "POST",
    body: encodeEntries([vault.entry, ...(options.later ?? [])]),
    headers: options.invitation === undefined ? {} : { "x-kith-invitation": options.invitation },
  });

export async function registered(): Promise<TestVault> {
  const vault = await newVault();
  const response = await createAtRelay(vault);
  // An answer that nobody reads keeps its object awake.
  await bytesOf(response);
  return vault;
}

/** The entry that adds a second device, and that device. */
export async function secondDevice(vault: TestVault): Promise<{ entry: SignedEntry; device: TestMember }> {
  const keys = softwareKeys(random(32));
  const deviceId = randomId();
  const state = must(verifyKeyring([vault.entry], vault.vaultId));
  const adder = { state, author: vault.device.member, keys: vault.device.keys, epochKeys: new Map([[1, vault.epochKey]]) };
  const entry = must(await addDeviceEntry(adder, { deviceId, name: "Second", signPublic: keys.signPublic, wrapPublic: keys.wrapPublic }, random));
  return { entry, device: { vaultId: vault.vaultId, member: deviceId, keys } };
}

export interface Sending {
  readonly body: Uint8Array;
  /** The vault of the path, where it isn't the member's own. */
  readonly vault?: string;
  readonly nowMs?: number;
}

/** Signs and posts as `member`. */
export async function post(member: TestMember, action: string, sending: Sending): Promise<Response> {
  const vault = sending.vault ?? member.vaultId;
  const path = `/v1/vaults/${vault}/${action}`;
  const authorization = await signRequest({ audience: new URL(origin).host, vault, method: "POST", path, body: sending.body }, member, sending.nowMs ?? Date.now());
  return exports.default.fetch(origin + path, { method: "POST", body: sending.body, headers: { authorization } });
}

export async function pull(member: TestMember, request: PullRequest): Promise<PullPage> {
  return must(decodePullPage(await bytesOf(await post(member, "pull", { body: encodePullRequest(request) }))));
}

/** The body of a push of these records, by one who holds nothing else. */
export const pushBody = (records: readonly SealedRecord[]): Uint8Array => encodePushRequest({ have: {}, records });

export async function push(member: TestMember, records: readonly SealedRecord[]): Promise<PushReceipt> {
  return must(decodeReceipt(await bytesOf(await post(member, "push", { body: pushBody(records) }))));
}

/** What of a receipt is about the push itself. */
export const pushedIn = ({ vector, erased, conflicts }: PushReceipt) => ({ vector, erased: erased.count, conflicts });

export async function bytesOf(response: Response): Promise<Uint8Array> {
  if (response.status !== 200) throw new Error(`status ${response.status}: ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The refusal's code. */
export const codeOf = async (response: Response): Promise<unknown> => (await response.json<{ error: unknown }>()).error;

/** A record of `vault` holding `text`. */
export const recordOf = (vault: TestVault, address: { writer: string; seq: number }, text: string): SealedRecord =>
  must(sealRecord(new TextEncoder().encode(text), { vault: vault.vaultId, ...address, epoch: 1 }, { epochKey: vault.epochKey, random }));

/** The stub of a vault's object. */
export const objectOf = (vaultId: string): DurableObjectStub => {
  return env.VAULT.get(env.VAULT.idFromName(vaultId));
};

/** A listening socket: proves itself and counts what it is told. */
export async function listen(member: TestMember, prove = true): Promise<{ socket: WebSocket; told: string[]; closed: { code?: number } }> {
  const path = `/v1/vaults/${member.vaultId}/socket`;
  const response = await exports.default.fetch(origin + path, { headers: { upgrade: "websocket" } });
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no socket: ${response.status}`);
  const told: string[] = [];
  const closed: { code?: number } = {};
  socket.addEventListener("message", (event) => {
    told.push(String(event.data));
  });
  socket.addEventListener("close", (event) => {
    closed.code = event.code;
  });
  socket.accept();
  if (prove) {
    const request = { audience: new URL(origin).host, vault: member.vaultId, method: "GET", path, body: new Uint8Array(0) } as const;
    socket.send(await signRequest(request, member, Date.now()));
  }
  return { socket, told, closed };
}
