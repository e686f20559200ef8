/** Writing the keyring: a new vault, one more device, one fewer, new words. */
import { assert } from "../prelude/assert.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { DeviceKeys } from "./device-keys.ts";
import { wrapEpochKey, type EpochWrap } from "./epoch-wrap.ts";
import { encodeEntry, signedBytes } from "./keyring-entry.ts";
import { isName, recoveryMember, type KeyringEntry, type KeyringFact, type PublicKeys, type SignedEntry } from "./keyring-fact.ts";
import type { KeyringState } from "./keyring-state.ts";
import { vaultIdOf, verifyKeyring } from "./keyring.ts";
import type { Line } from "./line.ts";
import type { Random } from "./record.ts";

/** The device that makes a vault, and what it makes it with. */
export interface NewVault {
  /** 16 random bytes as base64url. */
  readonly deviceId: string;
  /** 1 to 100 characters; stands in the clear at the relay. */
  readonly name: string;
  readonly keys: DeviceKeys;
  readonly recovery: PublicKeys;
  /** 32 random bytes: the key of epoch 1. */
  readonly epochKey: Uint8Array;
}

/** A device about to be added. */
export interface NewDevice extends PublicKeys {
  readonly deviceId: string;
  readonly name: string;
}

/** The first entry of a new chain, with the vault id it makes. */
export async function createKeyring(vault: NewVault, random: Random): Promise<{ readonly vaultId: string; readonly entry: SignedEntry }> {
  assert(isName(vault.name), "a device name has 1 to 100 characters");
  const { signPublic, wrapPublic } = vault.keys;
  const entry = await sign(vault.keys, {
    previous: new Uint8Array(0),
    author: vault.deviceId,
    fact: {
      type: "create",
      deviceId: vault.deviceId,
      name: vault.name,
      signPublic,
      wrapPublic,
      recovery: { signPublic: vault.recovery.signPublic, wrapPublic: vault.recovery.wrapPublic },
      epoch: 1,
      wraps: [
        wrapEpochKey(vault.epochKey, { vault: "", epoch: 1, to: vault.deviceId, wrapPublic }, random),
        wrapEpochKey(vault.epochKey, { vault: "", epoch: 1, to: recoveryMember, wrapPublic: vault.recovery.wrapPublic }, random),
      ],
    },
  });
  const vaultId = vaultIdOf(entry);
  assert(verifyKeyring([entry], vaultId).ok, "a new keyring verifies");
  return { vaultId, entry };
}

/** Who writes, and what it holds: the verified chain and every epoch key. */
export interface KeyringAuthor {
  readonly state: KeyringState;
  /** A device id, or "recovery". */
  readonly author: string;
  readonly keys: DeviceKeys;
  readonly epochKeys: ReadonlyMap<number, Uint8Array>;
}

/** What ends an epoch: where its records stop (the relay's vector, with its own chains), and the 32 random bytes that seal from now on. */
export interface EpochEnd {
  readonly line: Line;
  readonly epochKey: Uint8Array;
}

/** The entry that adds `device`. Error "missingEpochKey": the author doesn't hold every epoch. */
export async function addDeviceEntry(by: KeyringAuthor, device: NewDevice, random: Random): Promise<Result<SignedEntry, "missingEpochKey">> {
  assert(isName(device.name), "a device name has 1 to 100 characters");
  const { deviceId, name, signPublic, wrapPublic } = device;
  const wraps = wrapEveryEpoch(by, { to: deviceId, wrapPublic }, random);
  return wraps === undefined ? err("missingEpochKey") : ok(await signNext(by, { type: "addDevice", deviceId, name, signPublic, wrapPublic, wraps }));
}

/** The entry that removes a device other than the author and begins the next epoch. */
export async function removeDeviceEntry(by: KeyringAuthor, { deviceId, line, epochKey }: EpochEnd & { readonly deviceId: string }, random: Random): Promise<SignedEntry> {
  assert(deviceId !== by.author, "a device doesn't remove itself");
  const epoch = by.state.epoch + 1;
  const stay = [...by.state.members.filter(({ id }) => id !== deviceId), { id: recoveryMember, wrapPublic: by.state.recovery.wrapPublic }];
  const wraps = stay.map(({ id, wrapPublic }) => wrapEpochKey(epochKey, { vault: by.state.vaultId, epoch, to: id, wrapPublic }, random));
  return signNext(by, { type: "removeDevice", deviceId, epoch, line, wraps });
}

/** The entry that puts new recovery keys in place of the old and begins the next epoch. Error as `addDeviceEntry`. */
export async function replaceRecoveryEntry(by: KeyringAuthor, { recovery, line, epochKey }: EpochEnd & { readonly recovery: PublicKeys }, random: Random): Promise<Result<SignedEntry, "missingEpochKey">> {
  const { vaultId, members } = by.state;
  const epoch = by.state.epoch + 1;
  const place = { vault: vaultId, epoch };
  const { signPublic, wrapPublic } = recovery;
  const older = wrapEveryEpoch(by, { to: recoveryMember, wrapPublic }, random);
  if (older === undefined) return err("missingEpochKey");
  const newest = [...members.map(({ id, wrapPublic: theirs }) => ({ to: id, wrapPublic: theirs })), { to: recoveryMember, wrapPublic }].map((to) => wrapEpochKey(epochKey, { ...place, ...to }, random));
  const wraps = [...newest.slice(0, -1), ...older, ...newest.slice(-1)];
  return ok(await signNext(by, { type: "replaceRecovery", recovery: { signPublic, wrapPublic }, epoch, line, wraps }));
}

/** Every epoch so far, wrapped for one member; undefined where a key is missing. */
function wrapEveryEpoch({ state, epochKeys }: KeyringAuthor, member: { readonly to: string; readonly wrapPublic: Uint8Array }, random: Random): EpochWrap[] | undefined {
  const wraps: EpochWrap[] = [];
  for (let epoch = 1; epoch <= state.epoch; epoch += 1) {
    const epochKey = epochKeys.get(epoch);
    if (epochKey === undefined) return undefined;
    wraps.push(wrapEpochKey(epochKey, { vault: state.vaultId, epoch, ...member }, random));
  }
  return wraps;
}

const signNext = (by: KeyringAuthor, fact: KeyringFact): Promise<SignedEntry> => sign(by.keys, { previous: by.state.head, author: by.author, fact });

async function sign(keys: DeviceKeys, entry: KeyringEntry): Promise<SignedEntry> {
  const bytes = encodeEntry(entry);
  return { bytes, signature: await keys.sign(signedBytes(bytes)) };
}
