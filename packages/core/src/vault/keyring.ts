/**
 * The keyring: who belongs to a vault, as a signed hash chain in the clear. Each entry names the hash
 * of the one before and is signed by a member as of that one; the first names itself, and its hash is
 * the vault id. The relay's access list and every device's list of keys are this chain and nothing else.
 */
import { bytesToBase64url, sameBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { isSignedBy, type DeviceKeys } from "./device-keys.ts";
import { unwrapEpochKey } from "./epoch-wrap.ts";
import { decodeEntry, entryHash, signedBytes } from "./keyring-entry.ts";
import type { SignedEntry } from "./keyring-fact.ts";
import { beginState, nextState, signKeyOf, type KeyringState } from "./keyring-state.ts";

/** A chain with what it says: only ever made by checking it. */
export interface Keyring {
  readonly entries: readonly SignedEntry[];
  readonly state: KeyringState;
}

/** Why a chain is refused; `position` counts entries from 0. */
export interface KeyringError {
  readonly kind: "empty" | "otherVault" | "malformed" | "unknownType" | "brokenChain" | "notAMember" | "badSignature" | "badEntry" | "tooManyDevices";
  readonly position: number;
}

/** How a signature is checked: in plain code, or by a platform beforehand (signatures.ts). */
export type IsSigned = (signPublic: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean;

/** Reads a whole chain and checks every link and signature against the vault id. */
export function openKeyring(entries: readonly SignedEntry[], vaultId: string, isSigned: IsSigned = isSignedBy): Result<Keyring, KeyringError> {
  const [first, ...rest] = entries;
  if (first === undefined) return err({ kind: "empty", position: 0 });
  const begun = firstState(first, vaultId, isSigned);
  return begun.ok ? growKeyring({ entries: [first], state: begun.value }, rest, isSigned) : begun;
}

/** The chain longer by `entries`, each checked. */
export function growKeyring(keyring: Keyring, entries: readonly SignedEntry[], isSigned: IsSigned = isSignedBy): Result<Keyring, KeyringError> {
  let { state } = keyring;
  for (const entry of entries) {
    const next = extendKeyring(state, entry, isSigned);
    if (!next.ok) return next;
    state = next.value;
  }
  return ok({ entries: [...keyring.entries, ...entries], state });
}

/** What a chain says, where that is all that is wanted. */
export function verifyKeyring(entries: readonly SignedEntry[], vaultId: string): Result<KeyringState, KeyringError> {
  const keyring = openKeyring(entries, vaultId);
  return keyring.ok ? ok(keyring.value.state) : keyring;
}

/** The id of the vault this first entry makes. */
export const vaultIdOf = (first: SignedEntry): string => bytesToBase64url(entryHash(first).subarray(0, 16));

function firstState(entry: SignedEntry, vaultId: string, isSigned: IsSigned): Result<KeyringState, KeyringError> {
  const refuse = (kind: KeyringError["kind"]): Result<never, KeyringError> => err({ kind, position: 0 });
  if (vaultIdOf(entry) !== vaultId) return refuse("otherVault");
  const read = decodeEntry(entry.bytes);
  if (!read.ok) return refuse(read.error);
  const { author, fact } = read.value;
  if (fact.type !== "create") return refuse("badEntry");
  if (author !== fact.deviceId) return refuse("notAMember");
  if (!isSigned(fact.signPublic, signedBytes(entry.bytes), entry.signature)) return refuse("badSignature");
  const state = beginState(fact, { vaultId, head: entryHash(entry) });
  return state === undefined ? refuse("badEntry") : ok(state);
}

/** The state one entry later, or why this entry can't follow. */
function extendKeyring(state: KeyringState, entry: SignedEntry, isSigned: IsSigned): Result<KeyringState, KeyringError> {
  const refuse = (kind: KeyringError["kind"]): Result<never, KeyringError> => err({ kind, position: state.length });
  const read = decodeEntry(entry.bytes);
  if (!read.ok) return refuse(read.error);
  const { previous, author } = read.value;
  if (!sameBytes(previous, state.head)) return refuse("brokenChain");
  const signPublic = signKeyOf(state, author);
  if (signPublic === undefined) return refuse("notAMember");
  if (!isSigned(signPublic, signedBytes(entry.bytes), entry.signature)) return refuse("badSignature");
  const next = nextState(state, read.value, entryHash(entry));
  return typeof next === "string" ? refuse(next) : ok(next);
}

/** The epoch keys wrapped for `member` that its keys open, by epoch: all of them, unless a member wrote wraps that don't open. */
export async function openEpochKeys(state: KeyringState, member: string, keys: DeviceKeys): Promise<ReadonlyMap<number, Uint8Array>> {
  const epochKeys = new Map<number, Uint8Array>();
  for (const wrap of state.wraps.filter(({ to }) => to === member)) {
    const key = await unwrapEpochKey(wrap, wrap, keys);
    // Wraps for recovery words that were replaced stay in the chain: they are for other keys.
    if (key.ok) epochKeys.set(wrap.epoch, key.value);
  }
  return epochKeys;
}

/** As `openEpochKeys`. Error "refused": one of the epochs doesn't open. */
export async function openEveryEpoch(state: KeyringState, member: string, keys: DeviceKeys): Promise<Result<ReadonlyMap<number, Uint8Array>, "refused">> {
  const epochKeys = await openEpochKeys(state, member, keys);
  return epochKeys.size === state.epoch ? ok(epochKeys) : err("refused");
}

/** True where `theirs` begins with all of `ours`: a device takes no other chain in place of its own. */
export const extendsKeyring = (ours: readonly SignedEntry[], theirs: readonly SignedEntry[]): boolean =>
  theirs.length >= ours.length &&
  ours.every((entry, index) => {
    const other = theirs[index];
    return other !== undefined && sameBytes(entry.bytes, other.bytes);
  });
