/**
 * This device's keyring and the keys it opens, kept current: by sync in the tab that leads, from the
 * store in the others. Everything that seals or opens looks here each time.
 */
import { entryHash, extendsKeyring, growKeyring, openEpochKeys, openKeyring, sameBytes, type DeviceKeys, type Keyring, type SignedEntry } from "@kith/core/relay";

/** The keys of every epoch, and the newest one: the one to seal under. */
export interface EpochKeys {
  readonly epoch: number;
  readonly byEpoch: ReadonlyMap<number, Uint8Array>;
}

export interface KeyringKeeper {
  readonly keys: EpochKeys;
  /** The chain as this browser stores it; another tab may have made it longer. */
  readonly read: () => Promise<Keyring>;
  /** Keeps a chain that was checked and extends the one held. */
  save(keyring: Keyring): Promise<void>;
}

export interface KeyringKeeperDeps {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly keys: DeviceKeys;
  readonly stored: { readonly readKeyring: () => Promise<readonly SignedEntry[]>; readonly saveKeyring: (entries: readonly SignedEntry[]) => Promise<void> };
}

/** Throws with what to do where the stored keyring or keys can't be used. */
export async function createKeyringKeeper({ vaultId, deviceId, keys, stored }: KeyringKeeperDeps): Promise<KeyringKeeper> {
  const opened = async (keyring: Keyring): Promise<EpochKeys> => {
    const epochKeys = await openEpochKeys(keyring.state, deviceId, keys);
    if (!epochKeys.ok) throw new Error("This device can't open the vault's keys. Use your recovery words in another browser, then clear this one.");
    return { epoch: keyring.state.epoch, byEpoch: epochKeys.value };
  };
  let keyring = whole(await stored.readKeyring(), vaultId);
  let current = await opened(keyring);
  const adopt = async (next: Keyring): Promise<void> => {
    if (next.state.epoch !== current.epoch) current = await opened(next);
    keyring = next;
  };
  return {
    keys: { get epoch() { return current.epoch; }, get byEpoch() { return current.byEpoch; } },
    async read() {
      const entries = await stored.readKeyring();
      const newest = entries.at(-1);
      if (newest && entries.length === keyring.entries.length && sameBytes(entryHash(newest), keyring.state.head)) return keyring;
      const grown = extendsKeyring(keyring.entries, entries) ? growKeyring(keyring, entries.slice(keyring.entries.length)) : undefined;
      await adopt(grown?.ok ? grown.value : whole(entries, vaultId));
      return keyring;
    },
    async save(next) {
      await stored.saveKeyring(next.entries);
      await adopt(next);
    },
  };
}

function whole(entries: readonly SignedEntry[], vaultId: string): Keyring {
  const keyring = openKeyring(entries, vaultId);
  if (!keyring.ok) throw new Error("This device's list of devices is damaged. Nothing was changed; use your recovery words in another browser, then clear this one.");
  return keyring.value;
}
