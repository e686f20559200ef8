/**
 * How a vault comes to be this store's: only where it holds nothing, in one transaction, and only once all
 * that was given can be read back. Two tabs that stand on the first screen can't both make one.
 */
import { sameBytes } from "../prelude/bytes.ts";
import type { SignedEntry } from "../vault/keyring-fact.ts";
import type { StoredVault, StoreTables, StoreTransaction } from "./tables.ts";

/** A vault made or joined, to be kept. */
export interface Adopting<Keys> {
  readonly vault: StoredVault;
  readonly keys: Keys;
  readonly keyring: readonly SignedEntry[];
}

/** "taken": this store holds a vault, or records of one; nothing was changed. "unkept": what was given doesn't come back. */
export type Adopted = "adopted" | "taken" | "unkept";

/** Keeps a vault. `areKept`: whether keys that were read back are the ones that were given, and can be used. */
export async function adopt<Keys>(
  tables: StoreTables, { vault, keys, keyring }: Adopting<Keys>, areKept: (keys: Keys) => Promise<boolean>,
): Promise<Adopted> {
  const isTaken = await tables.writing(async (transaction) => {
    if (!(await isEmpty(transaction))) return true;
    const { state } = transaction;
    await state.put("vault", vault);
    await state.put("keys", keys);
    await state.put("keyring", keyring);
    return false;
  });
  if (isTaken) return "taken";
  const kept = await tables.reading(({ state }) => Promise.all([state.get("vault"), state.get("keys"), state.get("keyring")]));
  if (isSame(kept[0], vault) && isSameChain(kept[2], keyring) && kept[1] && (await areKept(kept[1] as Keys))) return "adopted";
  await tables.writing(async ({ state }) => {
    for (const name of ["vault", "keys", "keyring"] as const) await state.delete(name);
  });
  return "unkept";
}

/** True where this store holds no vault and nothing of one. */
async function isEmpty({ state, records }: StoreTransaction): Promise<boolean> {
  return (await state.get("vault")) === undefined && (await state.get("keyring")) === undefined && (await records.ends()).size === 0;
}

const isSame = (a: StoredVault | undefined, b: StoredVault): boolean =>
  a?.vaultId === b.vaultId && a.deviceId === b.deviceId && a.writer === b.writer;

const isSameChain = (a: readonly SignedEntry[] | undefined, b: readonly SignedEntry[]): boolean =>
  a?.length === b.length && b.every(({ bytes, signature }, index) => {
    const other = a[index];
    return other !== undefined && sameBytes(other.bytes, bytes) && sameBytes(other.signature, signature);
  });
