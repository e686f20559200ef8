/**
 * One entry of the keyring and its bytes. An entry is kept as the exact bytes that were signed:
 * canonical JSON (fixed key order, no spaces, byte strings as base64url), so its hash never depends on
 * who encodes it. Bytes that don't come out the same when encoded again are refused.
 */
import { base64urlToBytes, bytesToBase64url, bytesToUtf8, concatBytes, sameBytes, sha256, utf8ToBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { sealedKeyBytes, type EpochWrap } from "./epoch-wrap.ts";
import { isMemberName, isName, type KeyringEntry, type KeyringFact, type PublicKeys, type SignedEntry } from "./keyring-fact.ts";
import { lineToText, textToLine } from "./line.ts";
import { isCanonicalId, isCount } from "./record.ts";

/** No entry is larger: a line of more than 3 000 writers, or wraps of a thousand epochs. */
export const maxEntryBytes = 256 * 1024;

/** SHA-256 of the entry's bytes; the signature is not part of it, so it can't be used to fork. */
export const entryHash = (entry: SignedEntry): Uint8Array => sha256(entry.bytes);

/** What is signed: the bytes, marked so that no other signature of this device can stand in. */
export const signedBytes = (bytes: Uint8Array): Uint8Array => concatBytes(utf8ToBytes("kith keyring entry v1\n"), bytes);

/** The canonical bytes of an entry. */
export function encodeEntry({ previous, author, fact }: KeyringEntry): Uint8Array {
  return utf8ToBytes(
    JSON.stringify({
      version: 1,
      previous: bytesToBase64url(previous),
      author,
      type: fact.type,
      ...said(fact),
      wraps: fact.wraps.map((wrap) => ({
        to: wrap.to,
        epoch: wrap.epoch,
        ephemeralPublic: bytesToBase64url(wrap.ephemeralPublic),
        sealedKey: bytesToBase64url(wrap.sealedKey),
      })),
    }),
  );
}

/** What a fact says besides its type and wraps, in the order of its bytes. */
function said(fact: KeyringFact): Readonly<Record<string, unknown>> {
  switch (fact.type) {
    case "create":
      return { deviceId: fact.deviceId, name: fact.name, ...keysToJson(fact), recovery: keysToJson(fact.recovery), epoch: fact.epoch };
    case "addDevice":
      return { deviceId: fact.deviceId, name: fact.name, ...keysToJson(fact) };
    case "removeDevice":
      return { deviceId: fact.deviceId, epoch: fact.epoch, line: lineToText(fact.line) };
    case "replaceRecovery":
      return { recovery: keysToJson(fact.recovery), epoch: fact.epoch, line: lineToText(fact.line) };
  }
}

const keysToJson = (keys: PublicKeys) => ({ signPublic: bytesToBase64url(keys.signPublic), wrapPublic: bytesToBase64url(keys.wrapPublic) });

/** Reads an entry. "unknownType": written by a newer app, update this one; "malformed": not an entry. */
export function decodeEntry(bytes: Uint8Array): Result<KeyringEntry, "malformed" | "unknownType"> {
  if (bytes.length > maxEntryBytes) return err("malformed");
  const json = parseObject(bytesToUtf8(bytes));
  if (json === undefined) return err("malformed");
  const { version, type } = json;
  const read = version === 1 && typeof type === "string" && Object.hasOwn(readers, type) ? readers[type as KeyringFact["type"]] : undefined;
  if (read === undefined) return err(typeof version === "number" && typeof type === "string" ? "unknownType" : "malformed");
  const wraps = readWraps(json["wraps"]);
  const fact = wraps && read(json, wraps);
  const previous = readBytes(json["previous"], type === "create" ? 0 : 32);
  const { author } = json;
  if (fact === undefined || previous === undefined || !isMemberName(author)) return err("malformed");
  const entry = { previous, author, fact };
  return sameBytes(encodeEntry(entry), bytes) ? ok(entry) : err("malformed");
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

type FactReader = (json: Record<string, unknown>, wraps: readonly EpochWrap[]) => KeyringFact | undefined;

const readers: Readonly<Record<KeyringFact["type"], FactReader>> = {
  create: (json, wraps) => {
    const [device, recovery] = [readDevice(json), readKeys(json["recovery"])];
    return device && recovery && json["epoch"] === 1 ? { type: "create", ...device, recovery, epoch: 1, wraps } : undefined;
  },
  addDevice: (json, wraps) => {
    const device = readDevice(json);
    return device && { type: "addDevice", ...device, wraps };
  },
  removeDevice: (json, wraps) => {
    const { deviceId } = json;
    const change = readChange(json);
    return change && isCanonicalId(deviceId) ? { type: "removeDevice", deviceId, ...change, wraps } : undefined;
  },
  replaceRecovery: (json, wraps) => {
    const [recovery, change] = [readKeys(json["recovery"]), readChange(json)];
    return recovery && change && { type: "replaceRecovery", recovery, ...change, wraps };
  },
};

function readDevice(json: Record<string, unknown>) {
  const { deviceId, name } = json;
  const keys = readKeys(json);
  return keys && isCanonicalId(deviceId) && isName(name) ? { deviceId, name, ...keys } : undefined;
}

function readChange(json: Record<string, unknown>) {
  const { epoch } = json;
  const line = textToLine(json["line"]);
  return line && typeof epoch === "number" && isCount(epoch) ? { epoch, line } : undefined;
}

function readBytes(value: unknown, length: number): Uint8Array | undefined {
  const bytes = typeof value === "string" ? base64urlToBytes(value) : undefined;
  return bytes?.length === length ? bytes : undefined;
}

function readKeys(value: unknown): PublicKeys | undefined {
  const json = asObject(value);
  const signPublic = readBytes(json?.["signPublic"], 32);
  const wrapPublic = readBytes(json?.["wrapPublic"], 32);
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
