/**
 * This device's keyring and the keys it opens, kept current: by sync in the tab that leads, from the store in
 * the others. Everything that seals or opens looks here each time.
 *
 * A chain is kept only if its newest epoch opens: any member can write an entry whose wraps open nothing, and
 * a chain kept before it is opened would shut this device out of its own store. Why it wasn't kept is written
 * down instead, with who wrote the entry.
 */
import { sameBytes } from "../prelude/bytes.ts";
import type { DeviceStore } from "../store/device-store.ts";
import type { LockedOut } from "../store/tables.ts";
import type { DeviceKeys } from "../vault/device-keys.ts";
import { decodeEntry, entryHash } from "../vault/keyring-entry.ts";
import { recoveryMember, type SignedEntry } from "../vault/keyring-fact.ts";
import { extendsKeyring, growKeyring, openEpochKeys, openKeyring, type Keyring } from "../vault/keyring.ts";

/** The keys of the epochs that open, and the newest of these: the one to seal under. */
export interface EpochKeys {
  readonly epoch: number;
  readonly byEpoch: ReadonlyMap<number, Uint8Array>;
}

export interface KeyringKeeper {
  readonly keys: EpochKeys;
  /** The chain as this store has it; another tab may have made it longer. */
  readonly read: () => Promise<Keyring>;
  /** Keeps a chain that was checked and extends the one held. False where its newest epoch doesn't open: nothing was kept. */
  readonly save: (keyring: Keyring) => Promise<boolean>;
  /** The entry that this device can't follow; undefined where it follows. */
  readonly lockedOut: () => Promise<LockedOut | undefined>;
}

export interface KeyringKeeperDeps {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly keys: DeviceKeys;
  readonly store: Pick<DeviceStore, "get" | "put" | "remove">;
}

/** Throws with what to do where the stored keyring can't be read, or none of its keys. */
export async function createKeyringKeeper({ vaultId, deviceId, keys, store }: KeyringKeeperDeps): Promise<KeyringKeeper> {
  const stored = async (): Promise<readonly SignedEntry[]> => (await store.get("keyring")) ?? [];
  const opened = (keyring: Keyring): Promise<ReadonlyMap<number, Uint8Array>> => openEpochKeys(keyring.state, deviceId, keys);
  let keyring = whole(await stored(), vaultId);
  let current = newestOf(await opened(keyring));
  if (current.epoch === 0) throw new Error(opensNothing);
  // An older build kept a chain before it opened it: what opens is used, and why not more is told.
  if (current.epoch !== keyring.state.epoch) await store.put("lockedOut", lockedOutBy(keyring));
  const adopt = async (next: Keyring): Promise<void> => {
    if (next.state.epoch !== keyring.state.epoch) current = newestOf(await opened(next));
    keyring = next;
  };
  return {
    keys: { get epoch() { return current.epoch; }, get byEpoch() { return current.byEpoch; } },
    async read() {
      const entries = await stored();
      const newest = entries.at(-1);
      if (newest && entries.length === keyring.entries.length && sameBytes(entryHash(newest), keyring.state.head)) return keyring;
      const grown = extendsKeyring(keyring.entries, entries) ? growKeyring(keyring, entries.slice(keyring.entries.length)) : undefined;
      await adopt(grown?.ok ? grown.value : whole(entries, vaultId));
      return keyring;
    },
    async save(next) {
      if (!(await opened(next)).has(next.state.epoch)) {
        await store.put("lockedOut", lockedOutBy(next));
        return false;
      }
      await store.put("keyring", next.entries);
      await store.remove("lockedOut");
      await adopt(next);
      return true;
    },
    lockedOut: () => store.get("lockedOut"),
  };
}

const opensNothing = "This device can't open the vault's keys. Nothing was changed: add this browser again with your recovery words or from another device.";

const newestOf = (byEpoch: ReadonlyMap<number, Uint8Array>): EpochKeys => ({ epoch: Math.max(0, ...byEpoch.keys()), byEpoch });

function whole(entries: readonly SignedEntry[], vaultId: string): Keyring {
  const keyring = openKeyring(entries, vaultId);
  if (!keyring.ok) throw new Error("This device's list of devices is damaged. Nothing was changed: add this browser again with your recovery words or from another device.");
  return keyring.value;
}

/** The entry that began the newest epoch, and who wrote it. */
function lockedOutBy({ entries, state }: Keyring): LockedOut {
  const names = new Map([[recoveryMember, "the recovery words"]]);
  let found: LockedOut = { head: state.head, by: "" };
  for (const entry of entries) {
    const read = decodeEntry(entry.bytes);
    if (!read.ok) continue;
    const { fact, author } = read.value;
    if (fact.type === "create" || fact.type === "addDevice") names.set(fact.deviceId, fact.name);
    else if (fact.epoch === state.epoch) found = { head: entryHash(entry), by: names.get(author) ?? "" };
  }
  return found;
}
