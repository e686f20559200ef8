/**
 * The keyring: who belongs to a vault, as a signed hash chain in the clear. Each entry names the hash
 * of the one before and is signed by a member as of that one; the first names itself, and its hash is
 * the vault id. The relay's access list and every device's list of keys are this chain and nothing else.
 */
import { bytesToBase64url, sameBytes } from "../prelude/bytes.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import { isSignedBy, type DeviceKeys } from "./device-keys.ts";
import { unwrapEpochKey, type EpochWrap } from "./epoch-wrap.ts";
import { decodeEntry, entryHash, recoveryMember, signedBytes, type PublicKeys, type SignedEntry } from "./keyring-entry.ts";

/** One device of the vault. */
export interface Member extends PublicKeys {
  /** The device id. */
  readonly id: string;
  readonly name: string;
}

/** What a verified chain says. */
export interface KeyringState {
  readonly vaultId: string;
  /** SHA-256 of the newest entry. */
  readonly head: Uint8Array;
  /** Number of entries. */
  readonly length: number;
  readonly members: readonly Member[];
  readonly recovery: PublicKeys;
  /** The newest epoch: the one to seal under. */
  readonly epoch: number;
  /** Each with the vault text it is bound to. */
  readonly wraps: readonly (EpochWrap & { readonly vault: string })[];
}

/** Why a chain is refused; `position` counts entries from 0. */
export interface KeyringError {
  readonly kind: "empty" | "otherVault" | "malformed" | "unknownType" | "brokenChain" | "notAMember" | "badSignature" | "badEntry" | "tooManyDevices";
  readonly position: number;
}

/** A vault has at most this many devices. */
const maxDevices = 64;

/** Reads a whole chain and checks every link and signature against the vault id. */
export function verifyKeyring(entries: readonly SignedEntry[], vaultId: string): Result<KeyringState, KeyringError> {
  let state: KeyringState | undefined;
  for (const entry of entries) {
    const next: Result<KeyringState, KeyringError> = state === undefined ? firstState(entry, vaultId) : extendKeyring(state, entry);
    if (!next.ok) return next;
    state = next.value;
  }
  return state === undefined ? err({ kind: "empty", position: 0 }) : ok(state);
}

/** The id of the vault this first entry makes. */
export const vaultIdOf = (first: SignedEntry): string => bytesToBase64url(entryHash(first).subarray(0, 16));

function firstState(entry: SignedEntry, vaultId: string): Result<KeyringState, KeyringError> {
  const refuse = (kind: KeyringError["kind"]): Result<never, KeyringError> => err({ kind, position: 0 });
  if (vaultIdOf(entry) !== vaultId) return refuse("otherVault");
  const read = decodeEntry(entry.bytes);
  if (!read.ok) return refuse(read.error);
  const { author, fact } = read.value;
  if (fact.type !== "create") return refuse("badEntry");
  if (author !== fact.deviceId) return refuse("notAMember");
  if (!isSignedBy(fact.signPublic, signedBytes(entry.bytes), entry.signature)) return refuse("badSignature");
  if (!wrapsAreFor(fact.wraps, [`1 ${fact.deviceId}`, `1 ${recoveryMember}`])) return refuse("badEntry");
  return ok({
    vaultId,
    head: entryHash(entry),
    length: 1,
    members: [{ id: fact.deviceId, name: fact.name, signPublic: fact.signPublic, wrapPublic: fact.wrapPublic }],
    recovery: fact.recovery,
    epoch: 1,
    wraps: fact.wraps.map((wrap) => ({ ...wrap, vault: "" })),
  });
}

/** The chain one entry longer, or why this entry can't follow. */
export function extendKeyring(state: KeyringState, entry: SignedEntry): Result<KeyringState, KeyringError> {
  const refuse = (kind: KeyringError["kind"]): Result<never, KeyringError> => err({ kind, position: state.length });
  const read = decodeEntry(entry.bytes);
  if (!read.ok) return refuse(read.error);
  const { previous, author, fact } = read.value;
  if (!sameBytes(previous, state.head)) return refuse("brokenChain");
  const signPublic = signKeyOf(state, author);
  if (signPublic === undefined) return refuse("notAMember");
  if (!isSignedBy(signPublic, signedBytes(entry.bytes), entry.signature)) return refuse("badSignature");
  if (fact.type !== "addDevice") return refuse("badEntry");
  if (state.members.length >= maxDevices) return refuse("tooManyDevices");
  const epochs = Array.from({ length: state.epoch }, (_, index) => `${index + 1} ${fact.deviceId}`);
  if (isKnown(state, fact.deviceId, fact) || !wrapsAreFor(fact.wraps, epochs)) return refuse("badEntry");
  const member = { id: fact.deviceId, name: fact.name, signPublic: fact.signPublic, wrapPublic: fact.wrapPublic };
  const wraps = fact.wraps.map((wrap) => ({ ...wrap, vault: state.vaultId }));
  return ok({ ...state, head: entryHash(entry), length: state.length + 1, members: [...state.members, member], wraps: [...state.wraps, ...wraps] });
}

/** An id or a signing key names one member for ever, else a signature would not say who signed. */
const isKnown = (state: KeyringState, id: string, keys: PublicKeys): boolean =>
  sameBytes(state.recovery.signPublic, keys.signPublic) ||
  state.members.some((member) => member.id === id || sameBytes(member.signPublic, keys.signPublic));

/** True where there is exactly one wrap for each "epoch member" wanted, in that order. */
const wrapsAreFor = (wraps: readonly EpochWrap[], wanted: readonly string[]): boolean =>
  wraps.length === wanted.length && wraps.every((wrap, index) => `${wrap.epoch} ${wrap.to}` === wanted[index]);

/** The Ed25519 key requests and entries of `member` (a device id or "recovery") are checked with. */
export const signKeyOf = (state: KeyringState, member: string): Uint8Array | undefined =>
  member === recoveryMember ? state.recovery.signPublic : state.members.find(({ id }) => id === member)?.signPublic;

/** Every epoch key wrapped for `member`, by epoch. Error "refused": a wrap that these keys don't open. */
export async function openEpochKeys(
  state: KeyringState,
  member: string,
  keys: DeviceKeys,
): Promise<Result<ReadonlyMap<number, Uint8Array>, "refused">> {
  const epochKeys = new Map<number, Uint8Array>();
  for (const wrap of state.wraps.filter(({ to }) => to === member)) {
    const key = await unwrapEpochKey(wrap, wrap, keys);
    if (!key.ok) return key;
    epochKeys.set(wrap.epoch, key.value);
  }
  return epochKeys.has(state.epoch) ? ok(epochKeys) : err("refused");
}

/** True where `theirs` begins with all of `ours`: a device takes no other chain in place of its own. */
export const extendsKeyring = (ours: readonly SignedEntry[], theirs: readonly SignedEntry[]): boolean =>
  theirs.length >= ours.length &&
  ours.every((entry, index) => {
    const other = theirs[index];
    return other !== undefined && sameBytes(entry.bytes, other.bytes);
  });

