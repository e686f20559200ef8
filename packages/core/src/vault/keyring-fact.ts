/** What an entry of the keyring can say. */
import type { EpochWrap } from "./epoch-wrap.ts";
import type { Line } from "./line.ts";
import { isCanonicalId } from "./record.ts";

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

/** What ends an epoch and begins the next: where the old one's records stop, and the new key for those who stay. */
interface EpochChange {
  /** One more than the epoch before. */
  readonly epoch: number;
  readonly line: Line;
  readonly wraps: readonly EpochWrap[];
}

/** A device that belongs no more. The new epoch is wrapped for each member left, in their order, then for the recovery. */
export interface RemoveDeviceEntry extends EpochChange {
  readonly type: "removeDevice";
  readonly deviceId: string;
}

/** New recovery words; the old ones count for nothing. Wraps: the new epoch for each member, then every epoch for the new recovery. */
export interface ReplaceRecoveryEntry extends EpochChange {
  readonly type: "replaceRecovery";
  readonly recovery: PublicKeys;
}

export type KeyringFact = CreateEntry | AddDeviceEntry | RemoveDeviceEntry | ReplaceRecoveryEntry;

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

/** True for a device id or "recovery". */
export const isMemberName = (value: unknown): value is string => value === recoveryMember || isCanonicalId(value);

/** True for a device name: 1 to 100 characters. */
export const isName = (value: unknown): value is string => typeof value === "string" && value.length >= 1 && value.length <= 100;
