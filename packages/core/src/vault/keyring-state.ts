/** Who belongs to a vault, as a chain of entries says it, and what the next entry may change. Signatures are `keyring.ts`'s to check. */
import { sameBytes } from "../prelude/bytes.ts";
import type { EpochWrap } from "./epoch-wrap.ts";
import { recoveryMember, type AddDeviceEntry, type KeyringFact, type PublicKeys, type RemoveDeviceEntry, type ReplaceRecoveryEntry } from "./keyring-fact.ts";
import type { Line } from "./line.ts";

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
  /** `lines[i]` ended epoch i + 1. */
  readonly lines: readonly Line[];
  /** Devices that were removed; "recovery" for words that were replaced. Their ids and keys never come back. */
  readonly retired: readonly { readonly id: string; readonly signPublic: Uint8Array }[];
  /** Each with the vault text it is bound to. */
  readonly wraps: readonly (EpochWrap & { readonly vault: string })[];
}

/** Why an entry can't follow. */
export type FactRefusal = "badEntry" | "tooManyDevices";

/** A vault has at most this many devices. */
const maxDevices = 64;

/** The state of a chain of one entry; undefined where this can't be the first. */
export function beginState(fact: KeyringFact, at: { readonly vaultId: string; readonly head: Uint8Array }): KeyringState | undefined {
  if (fact.type !== "create" || !wrapsAreFor(fact.wraps, [`1 ${fact.deviceId}`, `1 ${recoveryMember}`])) return undefined;
  const { deviceId: id, name, signPublic, wrapPublic, recovery, wraps } = fact;
  return { ...at, length: 1, members: [{ id, name, signPublic, wrapPublic }], recovery, epoch: 1, lines: [], retired: [], wraps: wraps.map((wrap) => ({ ...wrap, vault: "" })) };
}

/** The state after `fact`, said by `author` in the entry whose hash is `head`. */
export function nextState(state: KeyringState, { fact, author }: { readonly fact: KeyringFact; readonly author: string }, head: Uint8Array): KeyringState | FactRefusal {
  const changed = change(state, fact, author);
  if (typeof changed === "string") return changed;
  return { ...state, ...changed, head, length: state.length + 1, wraps: [...state.wraps, ...fact.wraps.map((wrap) => ({ ...wrap, vault: state.vaultId }))] };
}

function change(state: KeyringState, fact: KeyringFact, author: string): Partial<KeyringState> | FactRefusal {
  switch (fact.type) {
    case "create":
      return "badEntry";
    case "addDevice":
      return addDevice(state, fact);
    case "removeDevice":
      // A device that removed itself would hold the very key that is to shut it out.
      return fact.deviceId === author ? "badEntry" : removeDevice(state, fact);
    case "replaceRecovery":
      return replaceRecovery(state, fact);
  }
}

function addDevice(state: KeyringState, { deviceId: id, name, signPublic, wrapPublic, wraps }: AddDeviceEntry): Partial<KeyringState> | FactRefusal {
  if (state.members.length >= maxDevices) return "tooManyDevices";
  if (isKnown(state, id, signPublic) || !wrapsAreFor(wraps, epochsUpTo(state.epoch).map((epoch) => `${epoch} ${id}`))) return "badEntry";
  return { members: [...state.members, { id, name, signPublic, wrapPublic }] };
}

function removeDevice(state: KeyringState, { deviceId, epoch, line, wraps }: RemoveDeviceEntry): Partial<KeyringState> | FactRefusal {
  const removed = state.members.find(({ id }) => id === deviceId);
  const members = state.members.filter(({ id }) => id !== deviceId);
  if (removed === undefined || epoch !== state.epoch + 1) return "badEntry";
  if (!wrapsAreFor(wraps, [...members.map(({ id }) => `${epoch} ${id}`), `${epoch} ${recoveryMember}`])) return "badEntry";
  return { members, epoch, lines: [...state.lines, line], retired: [...state.retired, { id: deviceId, signPublic: removed.signPublic }] };
}

function replaceRecovery(state: KeyringState, { recovery, epoch, line, wraps }: ReplaceRecoveryEntry): Partial<KeyringState> | FactRefusal {
  const wanted = [...state.members.map(({ id }) => `${epoch} ${id}`), ...epochsUpTo(epoch).map((each) => `${each} ${recoveryMember}`)];
  if (epoch !== state.epoch + 1 || !wrapsAreFor(wraps, wanted)) return "badEntry";
  if (isKnown(state, recoveryMember, recovery.signPublic)) return "badEntry";
  return { recovery, epoch, lines: [...state.lines, line], retired: [...state.retired, { id: recoveryMember, signPublic: state.recovery.signPublic }] };
}

const epochsUpTo = (epoch: number): number[] => Array.from({ length: epoch }, (_, index) => index + 1);


/** A device id or a signing key names one member for ever, else a signature would not say who signed. */
const isKnown = (state: KeyringState, id: string, signPublic: Uint8Array): boolean =>
  [{ id: "", signPublic: state.recovery.signPublic }, ...state.members, ...state.retired].some((known) => (id !== recoveryMember && known.id === id) || sameBytes(known.signPublic, signPublic));

/** True where there is exactly one wrap for each "epoch member" wanted, in that order. */
const wrapsAreFor = (wraps: readonly EpochWrap[], wanted: readonly string[]): boolean =>
  wraps.length === wanted.length && wraps.every((wrap, index) => `${wrap.epoch} ${wrap.to}` === wanted[index]);

/** The Ed25519 key requests and entries of `member` (a device id or "recovery") are checked with. */
export const signKeyOf = (state: KeyringState, member: string): Uint8Array | undefined =>
  member === recoveryMember ? state.recovery.signPublic : state.members.find(({ id }) => id === member)?.signPublic;

/** The key of a device that was removed: what it signs now is known to be its own, and refused. */
export const retiredKeyOf = (state: KeyringState, member: string): Uint8Array | undefined => state.retired.find(({ id }) => id === member)?.signPublic;
