/** Writing the keyring: a new vault, one more device. */
import { assert } from "../prelude/assert.ts";
import { err, ok, type Result } from "../prelude/result.ts";
import type { DeviceKeys } from "./device-keys.ts";
import { wrapEpochKey } from "./epoch-wrap.ts";
import { vaultIdOf, verifyKeyring, type KeyringState } from "./keyring.ts";
import { encodeEntry, isName, recoveryMember, signedBytes, type KeyringEntry, type PublicKeys, type SignedEntry } from "./keyring-entry.ts";
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

/** Who adds, and what it holds: the verified chain and every epoch key. */
export interface Adder {
  readonly state: KeyringState;
  /** A device id, or "recovery". */
  readonly author: string;
  readonly keys: DeviceKeys;
  readonly epochKeys: ReadonlyMap<number, Uint8Array>;
}

/** The entry that adds `device`. Error "missingEpochKey": the adder doesn't hold every epoch. */
export async function addDeviceEntry(adder: Adder, device: NewDevice, random: Random): Promise<Result<SignedEntry, "missingEpochKey">> {
  assert(isName(device.name), "a device name has 1 to 100 characters");
  const { state } = adder;
  const { deviceId, name, signPublic, wrapPublic } = device;
  const wraps = [];
  for (let epoch = 1; epoch <= state.epoch; epoch += 1) {
    const epochKey = adder.epochKeys.get(epoch);
    if (epochKey === undefined) return err("missingEpochKey");
    wraps.push(wrapEpochKey(epochKey, { vault: state.vaultId, epoch, to: deviceId, wrapPublic }, random));
  }
  const fact = { type: "addDevice", deviceId, name, signPublic, wrapPublic, wraps } as const;
  return ok(await sign(adder.keys, { previous: state.head, author: adder.author, fact }));
}

async function sign(keys: DeviceKeys, entry: KeyringEntry): Promise<SignedEntry> {
  const bytes = encodeEntry(entry);
  return { bytes, signature: await keys.sign(signedBytes(bytes)) };
}
