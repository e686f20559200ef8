/**
 * One entry of the keyring and its bytes. An entry is kept as the exact bytes that were signed:
 * canonical JSON (fixed key order, no spaces, byte strings as base64url), so its hash never depends on
 * who encodes it. Bytes that don't come out the same when encoded again are refused.
 */
import { base64urlToBytes, bytesToBase64url, bytesToUtf8, concatBytes, sameBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { sealedKeyBytes, type EpochWrap } from "./epoch-wrap.ts";
import { isCanonicalId, isCount } from "./record.ts";

/** The public halves of a member's keys, 32 bytes each. */
export interface PublicKeys {
  readonly signPublic: Uint8Array;
  readonly wrapPublic: Uint8Array;
}

/** The author and wrap address that stands for the recovery words. */
export const recoveryMember = "recovery";

/** The first entry: the first device, the recovery keys, and epoch 1 wrapped for both. */
export interface CreateEntry extends PublicKeys {
  readonly type: "create";
  readonly deviceId: string;
  /** Shown to the owner, and in the clear at the relay; 1 to 100 characters. */
  readonly name: string;
  readonly recovery: PublicKeys;
  readonly epoch: 1;
  readonly wraps: readonly EpochWrap[];
}

/** One more device, with every epoch so far wrapped for it. */
export interface AddDeviceEntry extends PublicKeys {
  readonly type: "addDevice";
  readonly deviceId: string;
  readonly name: string;
  readonly wraps: readonly EpochWrap[];
}

/** What an entry says. Later kinds (removing a device, a new epoch) join this union. */
export type KeyringFact = CreateEntry | AddDeviceEntry;

/** An entry as read: what it says, after which entry, by whom. */
export interface KeyringEntry {
  /** SHA-256 of the entry before, 32 bytes; empty for the first. */
  readonly previous: Uint8Array;
  /** A device id or "recovery". */
  readonly author: string;
  readonly fact: KeyringFact;
}

/** An entry as kept and sent. */
export interface SignedEntry {
  readonly bytes: Uint8Array;
  /** Ed25519 over `signedBytes(bytes)`, 64 bytes. */
  readonly signature: Uint8Array;
}

/** No entry is larger. */
export const maxEntryBytes = 64 * 1024;

/** SHA-256 of the entry's bytes; the signature is not part of it, so it can't be used to fork. */
export const entryHash = (entry: SignedEntry): Uint8Array => sha256(entry.bytes);

/** What is signed: the bytes, marked so that no other signature of this device can stand in. */
export const signedBytes = (bytes: Uint8Array): Uint8Array => concatBytes(utf8ToBytes("kith keyring entry v1\n"), bytes);

/** The canonical bytes of an entry. */
export function encodeEntry(entry: KeyringEntry): Uint8Array {
  const { fact } = entry;
  const device = { deviceId: fact.deviceId, name: fact.name, ...keysToJson(fact) };
  const said = fact.type === "create" ? { ...device, recovery: keysToJson(fact.recovery), epoch: fact.epoch } : device;
  return utf8ToBytes(
    JSON.stringify({
      version: 1,
      previous: bytesToBase64url(entry.previous),
      author: entry.author,
      type: fact.type,
      ...said,
      wraps: fact.wraps.map((wrap) => ({
        to: wrap.to,
        epoch: wrap.epoch,
        ephemeralPublic: bytesToBase64url(wrap.ephemeralPublic),
        sealedKey: bytesToBase64url(wrap.sealedKey),
      })),
    }),
  );
}

const keysToJson = (keys: PublicKeys) => ({
  signPublic: bytesToBase64url(keys.signPublic),
  wrapPublic: bytesToBase64url(keys.wrapPublic),
});

/** Reads an entry. "unknownType": written by a newer app, update this one; "malformed": not an entry. */
export function decodeEntry(bytes: Uint8Array): Result<KeyringEntry, "malformed" | "unknownType"> {
  if (bytes.length > maxEntryBytes) return err("malformed");
  const json = parseObject(bytesToUtf8(bytes));
  if (json === undefined) return err("malformed");
  if (json["version"] !== 1 || (json["type"] !== "create" && json["type"] !== "addDevice")) {
    return err(typeof json["version"] === "number" && typeof json["type"] === "string" ? "unknownType" : "malformed");
  }
  const entry = readEntry(json, json["type"]);
  return entry !== undefined && sameBytes(encodeEntry(entry), bytes) ? ok(entry) : err("malformed");
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

function readEntry(json: Record<string, unknown>, type: KeyringFact["type"]): KeyringEntry | undefined {
  const { author, deviceId, name } = json;
  const previous = readBytes(json["previous"], type === "create" ? 0 : 32);
  const keys = readKeys(json);
  const wraps = readWraps(json["wraps"]);
  if (previous === undefined || !isMemberName(author) || !isCanonicalId(deviceId) || !isName(name)) return undefined;
  if (keys === undefined || wraps === undefined) return undefined;
  if (type === "addDevice") return { previous, author, fact: { type, deviceId, name, ...keys, wraps } };
  const recovery = readKeys(asObject(json["recovery"]) ?? {});
  if (recovery === undefined || json["epoch"] !== 1) return undefined;
  return { previous, author, fact: { type, deviceId, name, ...keys, recovery, epoch: 1, wraps } };
}

/** True for a device id or "recovery". */
export const isMemberName = (value: unknown): value is string => value === recoveryMember || isCanonicalId(value);

/** True for a device name: 1 to 100 characters. */
export const isName = (value: unknown): value is string =>
  typeof value === "string" && value.length >= 1 && value.length <= 100;

function readBytes(value: unknown, length: number): Uint8Array | undefined {
  const bytes = typeof value === "string" ? base64urlToBytes(value) : undefined;
  return bytes?.length === length ? bytes : undefined;
}

function readKeys(json: Record<string, unknown>): PublicKeys | undefined {
  const signPublic = readBytes(json["signPublic"], 32);
  const wrapPublic = readBytes(json["wrapPublic"], 32);
  return signPublic === undefined || wrapPublic === undefined ? undefined : { signPublic, wrapPublic };
}

function readWraps(value: unknown): EpochWrap[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const wraps: EpochWrap[] = [];
  for (const item of value) {
    const json = asObject(item) ?? {};
    const { to, epoch } = json;
    const ephemeralPublic = readBytes(json["ephemeralPublic"], 32);
    const sealedKey = readBytes(json["sealedKey"], sealedKeyBytes);
    if (!isMemberName(to) || typeof epoch !== "number" || !isCount(epoch)) return undefined;
    if (ephemeralPublic === undefined || sealedKey === undefined) return undefined;
    wraps.push({ to, epoch, ephemeralPublic, sealedKey });
  }
  return wraps;
}
